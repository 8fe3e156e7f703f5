"""Facts of a family as the pure rules read them, the shapes of derived rows, and who may change the ground."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.enums import Act, Bureau
from accounts.models import Cover, Setting, UnitSupervision, User
from accounts.roles import acts_of
from families.county import BREAK_GLASS_MISSES
from families.enums import Component, Disposition, Ground, Jurisdiction, Level, MonthlyKind, TaskKind
from families.models import (
    Assignment,
    BreakGlass,
    CalworksCase,
    CfsCase,
    Conflict,
    Family,
    MonthlyFigure,
    Person,
    Referral,
    Removal,
    Restriction,
)


@dataclass(frozen=True)
class GroundOfAccess:
    """One reason why someone may know a family, from a moment until (not including) a moment."""

    user_id: int
    level: Level
    ground: Ground
    source: str
    valid_from: datetime.datetime
    valid_until: datetime.datetime | None = None


@dataclass(frozen=True)
class Due:
    """Something a fact makes due: one task per (kind, key). What was written down by hand has a title."""

    kind: TaskKind
    key: str
    opens_on: datetime.date
    due_on: datetime.date
    owner_id: int
    why: str
    title: str = ""


def check_can_record_referral(user: User) -> None:
    """Screening intake and the ER unit record referrals (31-090 III.B.1-2)."""
    if not user.may(Act.RECORD_REFERRAL):
        raise NotAllowed("Only screening and ER clerks record referrals.")


def check_can_dispose_referral(user: User, referral: Referral) -> None:
    """The supervisor of the ER unit decides what becomes of a referral."""
    if not (user.may(Act.OPEN_CASE) and user.supervises(referral.er_unit)):
        raise NotAllowed("Only the supervisor of this referral's ER unit can close it.")
    check_referral_is_open(referral)


def check_referral_is_open(referral: Referral) -> None:
    """What was decided on a referral is decided once."""
    if referral.disposition != Disposition.OPEN:
        raise NotAllowed(f"This referral is already {referral.get_disposition_display().lower()}.")


def works(user: User, family: Family) -> bool:
    """True where a ground in force now lets this person work the family."""
    return Family.objects.workable_by(user).filter(pk=family.pk).exists()


def works_case(user: User, family: Family) -> bool:
    """True where that is casework: meetings and the plan are for social workers and their supervisors."""
    return user.may(Act.WORK_CASE) and works(user, family)


def check_can_edit_family(user: User, family: Family) -> None:
    """Whoever works the family keeps its people, addresses and notes."""
    if family.merged_into_id:
        raise NotAllowed("This family was merged into another. Edit that one.")
    if not works(user, family):
        raise NotAllowed("Only the family's workers and their supervisors can change its record.")


def check_can_edit_case(user: User, case: CfsCase | CalworksCase) -> None:
    """A case is kept by its own bureau."""
    check_can_edit_family(user, case.family)
    own = Bureau.CFS if isinstance(case, CfsCase) else Bureau.CALWORKS
    if user.bureau != own:
        raise NotAllowed("This case belongs to the other bureau.")


def check_can_keep_calworks(user: User, family: Family) -> None:
    """Welfare-to-Work status, hours and earnings are kept by CalWORKs."""
    check_can_edit_family(user, family)
    if user.bureau != Bureau.CALWORKS:
        raise NotAllowed("Only CalWORKs staff keep Welfare-to-Work status, hours and earnings.")


def check_can_keep_work_of(user: User, person: Person) -> None:
    """Welfare-to-Work asks hours of an adult, never of a child."""
    check_can_keep_calworks(user, person.family)
    if person.is_child:
        raise NotAllowed("Welfare-to-Work status, hours and earnings are kept of adults only.")


def figure_on_file(person: Person, kind: MonthlyKind, month: datetime.date) -> MonthlyFigure | None:
    """What is recorded of this month already: there is one figure a month."""
    return MonthlyFigure.objects.filter(about=person, kind=kind, month=month.replace(day=1)).first()


def check_can_keep_removals(user: User, family: Family) -> None:
    """Removals and placements are kept by CFS."""
    check_can_edit_family(user, family)
    if user.bureau != Bureau.CFS:
        raise NotAllowed("Only CFS staff keep removals and placements.")


def check_can_record_removal(user: User, person: Person) -> None:
    """A child is removed once at a time: how the last removal ended comes first."""
    check_can_keep_removals(user, person.family)
    if Removal.objects.filter(about=person, exited_on__isnull=True).exists():
        raise NotAllowed("A removal of this child is open already. Record how it ended first.")


def check_can_name_covers(user: User) -> None:
    """A supervisor names covers, for themself and for the staff of their units. A supervisor's cover does not."""
    if not user.own_unit_ids:
        raise NotAllowed("Only supervisors name a cover, for themselves or for their workers.")


def check_can_cover(user: User, covered: User, cover: User) -> None:
    """Cover stays within the bureau, among people who work with families, or between clerks who do the same."""
    check_can_name_covers(user)
    if covered != user and not user.is_supervisor_of(covered.unit):
        raise NotAllowed("Name a cover for yourself or for someone of your own units.")
    if cover == covered:
        raise NotAllowed("Nobody covers themself. Choose a colleague.")
    if not covered.bureau or cover.bureau != covered.bureau:
        raise NotAllowed("A cover works in the same bureau as the person covered.")
    clerk_for_clerk = acts_of(covered.role_codes) <= acts_of(cover.role_codes)
    if not (cover.is_active and (cover.may(Act.WORK_CASE) or clerk_for_clerk)):
        raise NotAllowed(f"{cover} does not work with families.")


def check_cover_dates(from_date: datetime.date, until_date: datetime.date, today: datetime.date) -> None:
    """A cover looks forward: nobody gets to know afterwards what was another's."""
    if from_date < today:
        raise NotAllowed("A cover begins today or later.")
    if until_date <= from_date:
        raise NotAllowed("The last day is before the first.")


def check_cover_is_new(covered: User, cover: User, from_date: datetime.date) -> None:
    """The same cover is named once; one that was ended before its first day was over may be named again."""
    same = Cover.objects.filter(covered=covered, cover=cover, from_date=from_date, until_date__gt=from_date).first()
    if same:
        last = date_format(same.last_day)
        raise NotAllowed(f"{cover} covers from this day already, through {last}. End that cover to name another.")


def check_can_end_cover(user: User, cover: Cover) -> None:
    """Whoever may name the cover ends it early."""
    if user not in {cover.covered, cover.named_by} and not user.is_supervisor_of(cover.covered.unit):
        raise NotAllowed("Only the person covered and their supervisor end the cover.")
    if cover.is_over:
        raise NotAllowed("This cover is over already.")


def check_may_be_told(family: Family, user: User) -> None:
    """A restricted family goes to nobody who is not named: whoever sends it must name them first."""
    restriction = Restriction.objects.in_force().filter(family=family).first()
    if restriction and not restriction.named.filter(pk=user.pk).exists():
        raise NotAllowed(f"This family is restricted. {user} must be named on the restriction first.")


def holding_units(family: Family) -> set[int]:
    """The units that hold an open case of the family."""
    return set(Assignment.objects.of_open_cases(family).open().values_list("unit", flat=True))


def check_can_restrict(user: User, family: Family) -> None:
    """The supervisor of a unit that holds the case restricts the family and says who may know it."""
    check_can_edit_family(user, family)
    if not holding_units(family) & user.supervised_unit_ids:
        raise NotAllowed("Only a supervisor of a unit that holds the family's case restricts it.")


def check_names(family: Family, named: Collection[User]) -> None:
    """Never nobody: someone who carries it in each bureau with an open case, and a supervisor to change the names."""
    open_now = Assignment.objects.of_open_cases(family).open()
    workers = set(open_now.exclude(worker=None).values_list("worker", flat=True))
    held = UnitSupervision.objects.in_force(timezone.localdate()).filter(unit__in=holding_units(family))
    supervisors = set(held.values_list("user", flat=True))
    able = [user for user in named if user.is_active and user.pk in workers | supervisors]
    for bureau, cases in ((Bureau.CFS, family.cfs_cases), (Bureau.CALWORKS, family.calworks_cases)):
        if cases.open().exists() and bureau not in {user.bureau for user in able}:
            raise NotAllowed(f"Name a worker or supervisor who carries the {bureau.label} case.")
    if not any(user.pk in supervisors for user in able):
        raise NotAllowed("Name a supervisor too: only a named one can change the names or lift the restriction.")


def check_can_lift(user: User, restriction: Restriction) -> None:
    """A named supervisor lifts the restriction, with the reason."""
    if restriction.lifted_at:
        raise NotAllowed("This restriction was lifted already.")
    check_can_restrict(user, restriction.family)


def supervisors_of(user: User) -> list[User]:
    """Who supervises this person's unit today, themself aside."""
    if user.unit is None:
        return []
    supervisions = user.unit.supervisions.in_force(timezone.localdate())
    return list(User.objects.active().filter(supervisions__in=supervisions).exclude(pk=user.pk).distinct())


def check_can_decide_conflict(user: User, conflict: Conflict) -> None:
    """The supervisor of whoever declared accepts the declaration or not, and may decide anew."""
    if user == conflict.user or not user.is_supervisor_of(conflict.user.unit):
        raise NotAllowed("Only the supervisor of whoever declared it decides on this.")


def break_glass_opens_at(user: User) -> datetime.datetime | None:
    """Until when break-glass refuses this person: an hour after so many tries that found nothing within an hour."""
    hour, allowed = datetime.timedelta(hours=1), Setting.objects.number(BREAK_GLASS_MISSES)
    misses = list(BreakGlass.objects.misses().filter(user=user).values_list("at", flat=True)[:allowed])
    if len(misses) < allowed or misses[0] - misses[-1] > hour:
        return None
    again = misses[0] + hour
    return again if again > timezone.now() else None


def check_can_break_glass(user: User) -> None:
    """Staff who work with families, each within their own bureau, and not after too many tries that found nothing."""
    if not (user.may(Act.WORK_CASE) and user.bureau):
        raise NotAllowed("Only staff who work with families open one by break-glass.")
    again = break_glass_opens_at(user)
    if again:
        at = date_format(timezone.localtime(again), "g:i A")
        raise NotAllowed(
            f"Too many tries found nothing. Break-glass is closed to you until {at}, and the privacy officer was told."
        )


def check_can_review_glass(user: User, use: BreakGlass) -> None:
    """The privacy officer reviews each use once."""
    if not user.may(Act.REVIEW_ACCESS):
        raise NotAllowed("Only the privacy officer reviews this.")
    if use.family_uuid is None:
        raise NotAllowed("This try found nothing: there is nothing to review.")
    if hasattr(use, "review"):
        raise NotAllowed("This use was reviewed already.")


def check_ifs_is_voluntary(component: str, jurisdiction: str) -> None:
    """The family accepts IFS of its own will; where it fails, the court may open another case (31-090 II)."""
    if component == Component.IFS and jurisdiction == Jurisdiction.COURT:
        raise NotAllowed("Intensive Family Services is voluntary. A case under the court is of another component.")
