"""What one reader may know of what happened to the case since the plan was signed."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.access import visible
from accounts.enums import Bureau
from accounts.models import Setting, User
from accounts.rules import add_months
from caseplans.models import FinalCopy, Plan
from caseplans.rules.events import AgreementFacts, Away, Event, ReunificationCheck, check_reunification, events
from crossover.sharing import readable
from families.county import FR_ABSENCE_MONTHS, FR_AID_MONTHS
from families.enums import Component, Jurisdiction
from families.models import CalworksCase, CfsCase, Family, Removal


def signed_on(plan: Plan) -> date | None:
    """The day on which the plan's first sealed copy was made."""
    sealed = FinalCopy.objects.filter(version__plan=plan).order_by("sealed_at").values_list("sealed_at", flat=True)
    first = sealed.first()
    return timezone.localdate(first) if first else None


def events_for(plan: Plan, user: User) -> list[Event]:
    """Agreements and the court are CFS's own to know (XOVER1's minimum has neither); a removal as it may be read."""
    since = signed_on(plan)
    if since is None:
        return []
    removals = readable(visible(Removal, user).filter(family=plan.family), user).select_related("about")
    own = user.bureau == Bureau.CFS
    return _events(plan.family, since, removals, of_cfs=own)


def events_of_cfs(family: Family, since: date) -> list[Event]:
    """All of them: what CFS owes something for."""
    return _events(family, since, Removal.objects.filter(family=family, bureau=Bureau.CFS), of_cfs=True)


def _events(family: Family, since: date, removals: Any, *, of_cfs: bool) -> list[Event]:
    cases = list(CfsCase.objects.filter(family=family, agreement_signed_on__isnull=False)) if of_cfs else []
    agreements = [
        AgreementFacts(str(one.uuid), one.agreement_withdrawn_on, one.agreement_expires_on, bool(one.closed_on))
        for one in cases
    ]
    away = [Away(str(one.uuid), str(one.about), one.entered_on, one.exited_on) for one in removals]
    petitions = _petitions(family) if of_cfs else []
    return events(since, timezone.localdate(), agreements, petitions, away)


def _petitions(family: Family) -> list[tuple[str, date]]:
    """Cases that were voluntary and are before the court: since the first version that says so."""
    found = []
    for case in CfsCase.objects.filter(family=family, jurisdiction=Jurisdiction.COURT):
        versions: Any = case.history.order_by("history_date")
        if versions.filter(jurisdiction=Jurisdiction.VOLUNTARY).exists():
            first = versions.filter(jurisdiction=Jurisdiction.COURT).first()
            found.append((str(case.uuid), timezone.localdate(first.history_date)))
    return found


def reunification_for(plan: Plan, user: User) -> ReunificationCheck | None:
    """The checks of AB 429 and AB 135 while a child is away, for who may read that one is."""
    rows = readable(visible(Removal, user).filter(family=plan.family, exited_on=None), user)
    away = {one.about_id: one.entered_on for one in rows}
    if not away:
        return None
    children = {one.pk for one in plan.family.people.all() if one.is_child}
    absence, aid = Setting.objects.number(FR_ABSENCE_MONTHS), Setting.objects.number(FR_AID_MONTHS)
    last = max(away.values())
    return check_reunification(
        removed_on=last, all_away=children <= set(away), aided=aided_on(plan.family, last),
        services_necessary=reunifies(plan.family), absence_stops_on=add_months(last, absence), months=(absence, aid),
    )  # fmt: skip


def aided_on(family: Family, day: date) -> bool:
    """Whether a CalWORKs case was open on that day: open or closed crosses with XOVER1."""
    then = Q(opened_on__lte=day) & (Q(closed_on=None) | Q(closed_on__gt=day))
    return CalworksCase.objects.filter(then, family=family).exists()


def reunifies(family: Family) -> bool:
    """CFS carries the case as Family Reunification: it, or the court, found services necessary."""
    return CfsCase.objects.open().filter(family=family, component=Component.FR).exists()
