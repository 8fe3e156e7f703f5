"""The facts of a plan, from rows: everything that its reconciliation asks, in a fixed number of queries.

They hold what every bureau knows, so they never leave the server whole: `facts_shown` leaves what one reader may read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from accounts.models import Setting
from caseplans import county
from caseplans import models as rows
from caseplans.enums import Frequency, GoalNeed, Responsible, Source
from caseplans.models import Plan
from caseplans.rules.reconciliation import (
    NOT_NEEDED,
    Activity,
    Goal,
    Numbers,
    PlanFacts,
    Recurrence,
    Requirement,
    Reunification,
)
from caseplans.sharing.assessments import facts_of_assessments
from caseplans.sharing.family_facts import (
    asked,
    consents,
    crosses_freely,
    limits,
    meetings,
    members,
    removals,
    reunification,
    separations,
    standings_of,
    units,
    visits,
)
from families.county import NONCOMPLIANCE_DAYS
from families.models import Person

NUMBERS = {
    "travel_minutes": county.TRAVEL_MINUTES,
    "overload_hours": county.OVERLOAD_HOURS,
    "short_term_goals": county.SHORT_TERM_GOALS,
    "full_time_hours": county.FULL_TIME_HOURS,
    "one_adult_hours": county.ONE_ADULT_HOURS,
    "young_child_hours": county.YOUNG_CHILD_HOURS,
    "young_child_age": county.YOUNG_CHILD_AGE,
    "two_parent_hours": county.TWO_PARENT_HOURS,
    "child_care_age": county.CHILD_CARE_AGE,
    "noncompliance_days": NONCOMPLIANCE_DAYS,
    "no_sanction_days": county.NO_SANCTION_DAYS,
    "reuse_months": county.REUSE_MONTHS,
    "minor_move_days": county.MINOR_MOVE_DAYS,
}


def county_numbers() -> Numbers:
    return Numbers(**{name: Setting.objects.number(declared) for name, declared in NUMBERS.items()})


def plan_facts(plan: Plan, on: date, numbers: Numbers) -> PlanFacts:
    """What a plan is reconciled from, as known on `on`, for as long as is looked at. Ids are the rows' uuids."""
    family = plan.family
    people = list(Person.objects.filter(family=family))
    known = standings_of(family, on)
    return PlanFacts(
        from_day=on,
        until_day=on + timedelta(weeks=numbers.horizon_weeks),
        zone=settings.TIME_ZONE,
        members=tuple(members(people, known)),
        units=units(people, known),
        requirements=tuple(map(_requirement, plan.requirements.select_related("about"))),
        activities=tuple(_activities(plan)),
        appointments=(*meetings(family, on), *visits(family, on)),
        goals=tuple(
            Goal(id=str(one.uuid), text=one.text, short_term=one.short_term, due_on=one.by_when)
            for one in plan.goals.all()
        ),
        assessments=facts_of_assessments(family),
        limits=tuple(limits(family)),
        consents=tuple(consents(family)),
        crosses_freely=crosses_freely(),
        asked=asked(family, people),
        separations=tuple(separations(family)),
        removals=tuple(removals(family)),
        reunification=reunification(family, known.values()),
    )


def facts_shown(facts: PlanFacts, readable_ids: Collection[str]) -> PlanFacts:
    """The facts as far as a reader may know them: nothing that follows from these tells of anything else."""

    def shown(several: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(one for one in several if one.id in readable_ids)

    people = tuple(
        one if one.standing is None or one.standing.id in readable_ids else replace(one, standing=None)
        for one in facts.members
    )
    aided = {one.id for one in people if one.standing}
    aid = facts.reunification if len(shown(facts.removals)) == len(facts.removals) else Reunification()
    requirements = shown(facts.requirements)
    known = {one.id for one in requirements}
    activities = shown(facts.activities)
    taken_over: dict[str, set[str]] = defaultdict(set)
    for one in activities:
        taken_over[one.replaced_by].add(one.source)
    return replace(
        facts,
        members=people,
        units=tuple(unit for unit in facts.units if set(unit.adults) <= aided),
        requirements=requirements,
        activities=tuple(
            replace(one, sources=one.sources & known, also_for=frozenset(taken_over[one.id])) for one in activities
        ),
        appointments=shown(facts.appointments),
        goals=shown(facts.goals),
        assessments=tuple(
            replace(one, reuses=one.reuses if one.reuses in readable_ids else "") for one in shown(facts.assessments)
        ),
        limits=shown(facts.limits),
        consents=shown(facts.consents),
        separations=shown(facts.separations),
        removals=shown(facts.removals),
        reunification=aid,
    )


def _recurrence(row: rows.Activity) -> Recurrence:
    once = not row.frequency and row.from_time is not None
    return Recurrence(
        frequency=Frequency.ONCE if once else row.frequency or Frequency.AS_NEEDED,
        weekdays=frozenset(row.weekdays),
        from_time=row.from_time,
        to_time=row.to_time,
        except_on=frozenset(row.except_on),
    )


def _activities(plan: Plan) -> list[Activity]:
    kept = rows.Activity.objects.filter(goal__plan=plan)
    kept = kept.select_related("goal", "person", "owner", "about", "replaced_by")
    found = list(kept.prefetch_related("taking_part__person", "sources"))
    also_for: dict[int, set[str]] = defaultdict(set)
    for one in found:
        if one.replaced_by_id:
            also_for[one.replaced_by_id].add(one.source)
    return [_activity(one, also_for[one.pk]) for one in found]


def _activity(row: rows.Activity, also_for: set[str]) -> Activity:
    return Activity(
        id=str(row.uuid),
        text=row.text,
        persons=tuple(str(one.uuid) for one in row.everyone()),
        service=row.service_id,
        responsible=row.responsible,
        owners=((row.responsible, _owner(row)),),
        source=row.source,
        sources=frozenset(str(one.uuid) for one in row.sources.all()),
        also_for=frozenset(also_for),
        mandatory=row.mandatory,
        is_safety=_is_safety(row),
        starts_on=row.starts_on,
        due_on=row.due_on,
        measure=row.measure,
        when=_recurrence(row),
        place=row.place,
        hours_a_week=row.hours_a_week,
        counts_as=row.counts_as,
        counts_on=row.counts_on,
        hours_verified=row.hours_verified,
        provided_by=row.provided_by,
        fee=frozenset({row.paid_by}) if row.cost else NOT_NEEDED,
        child_care=_payers(row.child_care),
        transport=_payers(row.transport),
        ancillary=_payers(row.ancillary),
        bureau=row.bureau,
        category=row.category,
        about=str(row.about.uuid) if row.about else "",
        shared=not row.confidential,
        status=row.status,
        excused=row.excused,
        excused_on=frozenset(row.excused_on),
        replaced_by=str(row.replaced_by.uuid) if row.replaced_by else "",
    )


def _owner(row: rows.Activity) -> str:
    """Who answers for it: a person of the family, a worker, or the program's worker where nobody is named."""
    if row.responsible == Responsible.FAMILY:
        return str(row.person.uuid) if row.person else ""
    return str(row.owner_id or row.responsible)


def _payers(payer: str) -> frozenset[str]:
    """Blank where it needs none."""
    return frozenset({payer}) if payer else NOT_NEEDED


def _is_safety(row: rows.Activity) -> bool:
    """CFS asks for it under a goal of child safety that whoever may read the activity may read too."""
    goal = row.goal
    alike = all(
        getattr(goal, name) == getattr(row, name) for name in ("bureau", "category", "about_id", "confidential")
    )
    return alike and goal.need == GoalNeed.SAFETY and row.source in {Source.COURT, Source.CFS_PLAN}


def _requirement(row: rows.SourceRequirement) -> Requirement:
    return Requirement(
        id=str(row.uuid),
        source=row.source,
        text=row.text,
        persons=(str(row.about.uuid),) if row.about else (),
        service=row.service_id or "",
        court_ordered=row.court_ordered,
        mandatory=row.mandatory,
        due_on=row.due_on,
        hours_a_week=row.hours_a_week,
        excused=row.excused,
    )
