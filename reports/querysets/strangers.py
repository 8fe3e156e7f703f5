"""Who opened a family that nothing opened to them at that moment: what the privacy officer looks at first.

Grounds come and go, and `settle` keeps only those of now: what was one then is asked of the facts that made it.
"""

import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from accounts.models import AccessLogEntry, Cover, Setting
from crossover.enums import NOT_ON_ITS_WAY, TAKEN_AWAY
from crossover.models import Clearance, Xover1, Xover1Hop
from families.enums import Disposition, Ground
from families.models import Assignment, Conflict, FamilyGrant, Referral
from meetings.county import INVITED_DAYS_AFTER
from meetings.models import Attendance

# What ended with the very step that the line tells of was one's own until then.
MEANWHILE = datetime.timedelta(minutes=1)
# A referral and its clearances are known to the units that have them, whether or not a family came of them, and a
# conflict of interest to the supervisor who decides on it, who learns nothing of the family.
STAND_ALONE = (Referral._meta.label_lower, Clearance._meta.label_lower, Conflict._meta.label_lower)


def without_ground(entries: QuerySet[AccessLogEntry]) -> QuerySet[AccessLogEntry]:
    """Of these lines those whose user knew the family at that moment by no ground, or by break-glass alone."""
    days_after = datetime.timedelta(days=Setting.objects.number(INVITED_DAYS_AFTER))
    moments = entries.alias(on=TruncDate("at"), before=F("at") - MEANWHILE, met_since=F("at") - days_after)
    known = [_granted(), _assigned(), _handed(), _begun(), _cleared(), _invited(), _invited_until_taken_back()]
    strange = moments.exclude(record_type__in=STAND_ALONE)
    return strange.filter(*(~Exists(ground) for ground in known))


def _of_family(path: str) -> Q:
    """The family of the line, or the record it was joined into since."""
    return Q(**{f"{path}__uuid": OuterRef("family")}) | Q(**{f"{path}__merged_families__uuid": OuterRef("family")})


def _them(path: str) -> Q:
    """The user of the line, or whom they covered at that moment."""
    return Q(**{path: OuterRef("user")}) | Q(**{f"{path}__in": _covered()})


def _covered() -> Any:
    """Whom the user of the line covered, as the cover stood at that moment: one may be ended early.

    Asked within the query of a ground, so the line is one query further out.
    """
    line = {name: OuterRef(OuterRef(name)) for name in ("user", "on", "at")}
    known = Cover.history.filter(cover=line["user"], history_date__lte=line["at"])
    changed = Cover.history.filter(
        id=OuterRef("id"), history_date__gt=OuterRef("history_date"), history_date__lte=OuterRef(line["at"])
    )
    stood = known.filter(~Exists(changed), from_date__lte=line["on"], until_date__gt=line["on"])
    return stood.values("covered")


def _lasting(path: str = "") -> Q:
    """Begun by that day, and not over before it."""
    begun = Q(**{f"{path}from_date__lte": OuterRef("on")})
    return begun & (Q(**{f"{path}until_date__isnull": True}) | Q(**{f"{path}until_date__gte": OuterRef("on")}))


def _granted() -> Any:
    now = Q(valid_until__isnull=True) | Q(valid_until__gte=OuterRef("before"))
    grants = FamilyGrant.objects.exclude(ground=Ground.BREAK_GLASS).filter(now, valid_from__lte=OuterRef("at"))
    return grants.filter(_of_family("content_object"), user=OuterRef("user"))


def _assigned() -> Any:
    of_family = _of_family("cfs_case__family") | _of_family("calworks_case__family")
    supervises = _them("unit__supervisions__user") & _lasting("unit__supervisions__")
    return Assignment.objects.filter(of_family, _lasting(), _them("worker") | supervises)


def _on_its_way(form: str, hops: Any) -> Any:
    """The form had not ended yet, or still moved after that moment."""
    moved = hops.filter(left_at__gte=OuterRef(OuterRef("before")))
    return ~Q(**{f"{form}status__in": NOT_ON_ITS_WAY}) | Exists(moved)


def _handed() -> Any:
    """Whoever sent the form on, or received it and had it not taken away yet."""
    kept = ~Q(left_as__in=TAKEN_AWAY) | Q(left_at__gte=OuterRef("before"))
    sent = (Q(sent_for__isnull=True) & _them("sender")) | _them("sent_for")
    hands = Xover1Hop.objects.filter(sent | (_them("receiver") & kept), sent_at__lte=OuterRef("at"))
    way = _on_its_way("form__", Xover1Hop.objects.filter(form=OuterRef("form")))
    return hands.filter(way, _of_family("form__family"))


def _begun() -> Any:
    way = _on_its_way("", Xover1Hop.objects.filter(form=OuterRef("pk")))
    begun = Xover1.objects.filter(_them("created_by"), supersedes__isnull=True, created_at__lte=OuterRef("at"))
    return begun.filter(way, _of_family("family"))


def _cleared() -> Any:
    """Whoever cleared a referral, until it was decided."""
    undecided = Q(referral__disposition=Disposition.OPEN) | Q(referral__disposed_on__gte=OuterRef("on"))
    made = Clearance.objects.filter(_them("made_by"), undecided, made_at__lte=OuterRef("at"))
    return made.filter(_of_family("family"))


def _invited() -> Any:
    """From the invitation until some days after the meeting."""
    to = Attendance.objects.filter(user=OuterRef("user"), invited_at__lte=OuterRef("at"))
    return to.filter(_of_family("meeting__family"), meeting__starts_at__gte=OuterRef("met_since"))


def _invited_until_taken_back() -> Any:
    """The invitation went with its row: its history says until when it stood."""
    gone = Attendance.history.filter(history_type="-", history_date__gte=OuterRef("before"))
    to = gone.filter(user=OuterRef("user"), invited_at__lte=OuterRef("at"))
    return to.filter(_of_family("meeting__family"), meeting__starts_at__gte=OuterRef("met_since"))
