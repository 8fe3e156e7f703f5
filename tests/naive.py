"""Need-to-know said again, naively: loops over the facts as they stand, no grants, no SQL of the application.

Written from the rules (docs/architecture.md), not from the code: what the two say must agree.
"""

import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Cover, UnitSupervision, User
from crossover.enums import Capacity, ConsentEventKind, Direction, HopEnd, SharingMethod, Xover1Status
from crossover.models import AbuseFlag, Clearance, ConsentScope, SharingObjection, Xover1
from families.enums import Disposition
from families.models import Assignment, BreakGlass, Conflict, Family, MonthlyFigure, Removal, Restriction, WtwStanding

MINIMUM = {"identity", "contact", "logistics"}
NEVER = {"investigation"}
OVER = {"no_case", "not_a_match", "ineligible", "superseded", "void", "acknowledged"}
GONE = {HopEnd.RECALLED, HopEnd.REDIRECTED, HopEnd.RETURNED}
ENDS = {ConsentEventKind.REVOKED, ConsentEventKind.SUPERSEDED}


class Facts:
    """Everything that happened, read once, and who may know what by it."""

    def __init__(self) -> None:
        self.day, self.now = timezone.localdate(), timezone.now()
        self.users = {user.pk: user for user in User.objects.all()}
        self.assignments = list(Assignment.objects.select_related("cfs_case", "calworks_case"))
        self.supervisions = list(UnitSupervision.objects.all())
        self.covers = list(Cover.objects.all())
        self.clearances = list(Clearance.objects.select_related("referral"))
        self.forms = list(Xover1.objects.prefetch_related("hops__follows"))
        self.conflicts = [row for row in Conflict.objects.all() if row.accepted]
        self.restrictions = list(Restriction.objects.filter(lifted_at=None).prefetch_related("named"))
        self.uses = list(BreakGlass.objects.all())
        self.merged = list(Family.objects.filter(merged_into__isnull=False))
        self.objections = list(SharingObjection.objects.filter(withdrawal=None))
        self.flags = list(AbuseFlag.objects.filter(lifting=None).select_related("protected"))
        self.worked: dict[tuple[int, int], bool] = {}
        self.crossing: dict[tuple[Any, int, str], bool] = {}
        self.scopes = list(ConsentScope.objects.select_related("consent").prefetch_related("consent__events"))

    def runs(self, row: Any) -> bool:
        """From its first day until (not including) its last."""
        return bool(row.from_date <= self.day and (row.until_date is None or self.day < row.until_date))

    def supervises(self, user_id: int, unit_id: int) -> bool:
        mine = [row for row in self.supervisions if row.user_id == user_id and row.unit_id == unit_id]
        return any(self.runs(row) for row in mine)

    def assigned_to(self, family: Family) -> list[Assignment]:
        return [row for row in self.assignments if row.case.family_id == family.pk and self.runs(row)]

    def is_assigned(self, user_id: int, family: Family) -> bool:
        """The worker of a case of the family, or who supervises the unit that holds it."""
        held = self.assigned_to(family)
        return any(row.worker_id == user_id or self.supervises(user_id, row.unit_id) for row in held)

    def cleared(self, user_id: int, family: Family) -> bool:
        """Who made a clearance on a referral follows the family until the referral is decided."""
        looks = [row for row in self.clearances if row.family_id == family.pk and row.made_by_id == user_id]
        return any(row.referral is not None and row.referral.disposition == Disposition.OPEN for row in looks)

    def has_a_hand_in_a_form(self, user_id: int, family: Family) -> bool:
        """The clerk who began it, senders and receivers, while it is on its way: not whom it was taken from."""
        for form in self.forms:
            if form.family_id != family.pk or form.status in OVER:
                continue
            begun = form.direction == Direction.TO_CALWORKS and form.supersedes_id is None
            if begun and form.created_by_id == user_id:
                return True
            for hop in form.hops.all():
                returns = hop.follows is not None and hop.follows.left_as == HopEnd.RETURNED
                sends = hop.step != Xover1Status.WITH_POINT_PERSON and not returns
                if sends and (hop.sent_for_id or hop.sender_id) == user_id:
                    return True
                if hop.receiver_id == user_id and hop.left_as not in GONE:
                    return True
        return False

    def is_kept_out(self, user: User, family: Family) -> bool:
        """A conflict of interest, or a restriction that does not name them."""
        excluded = {row.user_id for row in self.conflicts if row.family_id == family.pk}
        if user.pk in excluded:
            return True
        for restriction in self.restrictions:
            if restriction.family_id == family.pk:
                named = list(restriction.named.all())
                present = [one for one in named if self.users[one.pk].is_active and one.pk not in excluded]
                left_alone = {one.bureau for one in named} - {one.bureau for one in present}
                holds = any(self.supervises(user.pk, row.unit_id) for row in self.assigned_to(family))
                return user not in present and not (user.bureau in left_alone and holds)
        return False

    def may_know_anything(self, user: User, family: Family) -> bool:
        somebody = user.is_active and not user.is_superuser
        return bool(somebody and not family.merged_into_id and not self.is_kept_out(user, family))

    def covered_by(self, user: User, family: Family) -> list[int]:
        """Whom this person covers today, unless they are kept out themselves."""
        covered = [row.covered_id for row in self.covers if row.cover_id == user.pk and self.runs(row)]
        return [key for key in covered if not self.is_kept_out(self.users[key], family)]

    def works(self, user: User, family: Family) -> bool:
        """Whether the content is theirs to work with now; found out once for each family."""
        key = (user.pk, family.pk)
        if key not in self.worked:
            self.worked[key] = self.has_ground_to_work(user, family)
        return self.worked[key]

    def has_ground_to_work(self, user: User, family: Family) -> bool:
        if not self.may_know_anything(user, family):
            return False
        joined = {one.uuid for one in self.merged if one.merged_into_id == family.pk}
        broke = [use for use in self.uses if use.user_id == user.pk and use.family_uuid in {family.uuid, *joined}]
        people = [user.pk, *self.covered_by(user, family)]
        return any(use.until and use.at <= self.now < use.until for use in broke) or any(
            self.is_assigned(key, family) for key in people
        )

    def knows(self, user: User, family: Family) -> bool:
        """Whether the header is theirs to know now."""
        people = [user.pk, *self.covered_by(user, family)]
        return self.works(user, family) or (
            self.may_know_anything(user, family)
            and any(self.has_a_hand_in_a_form(key, family) or self.cleared(key, family) for key in people)
        )

    def crosses(self, row: Any, bureau: str) -> bool:
        """Whether a row of the other bureau may be read by this one today; found out once for each row."""
        key = (type(row), row.pk, bureau)
        if key not in self.crossing:
            self.crossing[key] = self.may_cross(row, bureau)
        return self.crossing[key]

    def may_cross(self, row: Any, bureau: str) -> bool:
        if not bureau or row.confidential or row.category in NEVER or self.leads_to_a_protected(row):
            return False
        return row.category in MINIMUM or any(
            self.opens(scope) and self.covers_the_days_of(scope, row)
            for scope in self.scopes
            if (scope.person_id, scope.category) == (row.about_id, row.category)
            and (scope.discloser, scope.recipient) == (row.bureau, bureau)
        )

    def covers_the_days_of(self, scope: ConsentScope, row: Any) -> bool:
        """Where the signer limited the information to certain dates, a row says its days and all lie within them."""
        first, last = scope.consent.covers_from, scope.consent.covers_until
        if first is None and last is None:
            return True
        days = self.days_told_by(row)
        return bool(days) and all((first is None or first <= day) and (last is None or day <= last) for day in days)

    def days_told_by(self, row: Any) -> list[datetime.date]:
        """The first and the last day a row tells of; what still goes on, until today; a note says no days."""
        match row:
            case Removal():
                return [row.entered_on, row.exited_on or max(self.day, row.entered_on)]
            case WtwStanding():
                last = row.until_date - datetime.timedelta(days=1) if row.until_date else self.day
                return [row.from_date, max(row.from_date, last)]
            case MonthlyFigure():
                next_month = (row.month + datetime.timedelta(days=31)).replace(day=1)
                return [row.month, next_month - datetime.timedelta(days=1)]
        return []

    def opens(self, scope: ConsentScope) -> bool:
        """For sharing here, within its dates, and no event so far took it back or put a newer form in its place."""
        ends = [event for event in scope.consent.events.all() if event.kind in ENDS and event.at <= self.now]
        ended = any(
            event.category in {"", scope.category}
            and event.recipient in {"", scope.recipient}
            and event.person_id in {None, scope.person_id}
            for event in ends
        )
        within = scope.from_date <= self.day <= scope.until_date
        here = SharingMethod.ELECTRONIC in scope.consent.sharing_methods
        return here and within and not ended and not self.is_objected(scope) and not self.is_by_a_flagged(scope)

    def is_objected(self, scope: ConsentScope) -> bool:
        """Another guardian than the signer objects; what the minor signed alone stays theirs."""
        return scope.consent.capacity != Capacity.MINOR and any(
            objection.child_id == scope.person_id
            and objection.objector_id != scope.consent.signer_id
            and objection.category in {"", scope.category}
            for objection in self.objections
        )

    def is_by_a_flagged(self, scope: ConsentScope) -> bool:
        """Whom the disclosing bureau keeps apart from another adult releases only what is about themselves."""
        signer = scope.consent.signer_id
        theirs = [flag for flag in self.flags if flag.against_id == signer and flag.bureau == scope.discloser]
        return bool(theirs) and scope.person_id != signer

    def leads_to_a_protected(self, row: Any) -> bool:
        """How to reach a family in which the row's bureau keeps an adult apart, but for the adult kept away."""
        if row.category != "contact":
            return False
        flags = [flag for flag in self.flags if flag.bureau == row.bureau and flag.protected.family_id == row.family_id]
        kept_away = {flag.against_id for flag in flags} - {flag.protected_id for flag in flags}
        return bool(flags) and row.about_id not in kept_away

    def reads(self, user: User, row: Any) -> bool:
        if self.works(user, row.family):
            told = row.category != "domestic_abuse" or user.domestic_abuse_trained_on is not None
            return bool(row.bureau == user.bureau or (told and self.crosses(row, user.bureau)))
        free = row.category in MINIMUM and not row.confidential and not self.leads_to_a_protected(row)
        return free and self.knows(user, row.family)
