"""What a plan says, in the order it says it, and its one canonical form."""

import hashlib
import json
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from caseplans.enums import PRIORITY, GoalNeed, Responsible, SignerRole, Source
from caseplans.models import Activity, Goal, Plan, SourceRequirement
from families.models import CalworksCase, CfsCase, Person
from meetings.models import Decision, Meeting

LAST = len(PRIORITY)
WORKER_OF = {Responsible.CFS: SignerRole.CFS_WORKER, Responsible.CALWORKS: SignerRole.AIS_WORKER}
NEEDS = {need: rank for rank, need in enumerate(GoalNeed)}


Row = Goal | Activity | Decision | SourceRequirement


@dataclass(frozen=True)
class PlanRows:
    """The goals, activities and decisions that someone (a reader, or every signer) may read.

    `excused` are requirements of the programs' plans that give way and have no activity of these.
    """

    goals: list[Goal]
    activities: list[Activity]
    decisions: list[Decision]
    meeting: Meeting | None
    parents: list[Person]
    excused: list[SourceRequirement] = field(default_factory=list)

    def activities_of(self, goal: Goal) -> list[Activity]:
        return sorted((row for row in self.activities if row.goal_id == goal.pk), key=_activity_order)

    def under_no_goal(self) -> list[Activity]:
        """A bureau's own activities whose goal may not be read: nothing is told of the goal."""
        read = {goal.pk for goal in self.goals}
        return sorted((row for row in self.activities if row.goal_id not in read), key=_activity_order)

    def everything(self) -> list[Row]:
        return [*self.goals, *self.activities, *self.decisions, *self.excused]

    def everyone_named(self) -> list[Person]:
        """The people the rows name, parents first."""
        named = {row.about for row in self.everything()}
        named |= {one for row in self.activities for one in row.everyone()}
        return sorted((person for person in named if person), key=lambda person: (not person.is_parent, str(person)))


def _activity_order(activity: Activity) -> tuple[int, int, date, str, str]:
    """As the workers put them; else CFS requirements come before CalWORKs plan requirements (31-090 III.F)."""
    priority = PRIORITY[Source(activity.source)]
    return activity.position, priority, activity.due_on, activity.text, activity.responsible


def in_order(rows: PlanRows) -> list[tuple[Goal, list[Activity]]]:
    """Goals by need, child safety first, then as the workers put them; else by their first requirement and by date."""

    def rank(goal: Goal) -> tuple[int, int, int, date, str]:
        first = min((PRIORITY[Source(row.source)] for row in rows.activities_of(goal)), default=LAST)
        return NEEDS[GoalNeed(goal.need)], goal.position, first, goal.by_when or date.max, goal.text

    return [(goal, rows.activities_of(goal)) for goal in sorted(rows.goals, key=rank)]


def excused_in_order(rows: PlanRows) -> list[SourceRequirement]:
    """In the order of priority of the plans they stand in."""
    return sorted(rows.excused, key=lambda one: (PRIORITY[Source(one.source)], one.text, str(one.about or ""), one.pk))


def places_of(rows: PlanRows) -> list[tuple[str, Row]]:
    """Where each row stands in the content, as in “goals/0/activities/2”."""
    placed: list[tuple[str, Row]] = []
    for at, (goal, activities) in enumerate(in_order(rows)):
        placed.append((f"goals/{at}", goal))
        placed += [(f"goals/{at}/activities/{each}", activity) for each, activity in enumerate(activities)]
    placed += [(f"decisions/{at}", decision) for at, decision in enumerate(sorted(rows.decisions, key=str))]
    return placed + [(f"excused/{at}", one) for at, one in enumerate(excused_in_order(rows))]


def narrowed(content: Mapping[str, Any], kept: Container[str], about: Iterable[Person]) -> dict[str, Any]:
    """The content with only what stands at these places, and of the people only whom that names or is `about`.

    An activity stays where the goal above it does not: the goal's own words are then empty.
    """
    goals = []
    for at, goal in enumerate(content["goals"]):
        activities = [
            activity for each, activity in enumerate(goal["activities"]) if f"goals/{at}/activities/{each}" in kept
        ]
        if f"goals/{at}" in kept:
            goals.append(goal | {"activities": activities})
        elif activities:
            hidden = {name: type(value)() for name, value in goal.items() if isinstance(value, str | bool)}
            goals.append(hidden | {"kind": goal["kind"], "by_when": None, "activities": activities})
    done = [activity for goal in goals for activity in goal["activities"]]
    named = {name for one in done for name in (one["person"], *one.get("others", ()))}
    named |= {name_in(content, person) for person in about}
    excused = [one for at, one in enumerate(content.get("excused", ())) if f"excused/{at}" in kept]
    return {
        **{name: value for name, value in content.items() if name != "excused"},
        "goals": goals,
        "people": [one for one in content["people"] if one["name"] in named],
        "decisions": [text for at, text in enumerate(content["decisions"]) if f"decisions/{at}" in kept],
        **({"excused": excused} if excused else {}),
    }


def plan_content(
    *,
    plan: Plan,
    number: int,
    rows: PlanRows,
    workers: Mapping[SignerRole, User],
    cases: Iterable[CfsCase | CalworksCase],
) -> dict[str, Any]:
    """The whole of a version as plain facts: codes, ISO dates, and words as people wrote them."""
    names = told_apart(plan.family.people.all())
    return {
        "form": "LCCP1",
        "plan": str(plan.uuid),
        "version": number,
        "family": plan.family.name,
        "ltm_on": rows.meeting and _iso(timezone.localdate(rows.meeting.starts_at)),
        "cases": sorted((_case(case) for case in cases), key=lambda case: (case["bureau"], case["number"])),
        "people": [
            {"key": str(one.uuid), "name": names[one], "relationship": one.relationship}
            for one in rows.everyone_named()
        ],
        "workers": [
            {"role": role, "name": str(user), "phone": user.phone, "bureau": user.bureau}
            for role, user in sorted(workers.items(), reverse=True)
        ],
        "goals": [_goal(goal, activities, workers, names) for goal, activities in in_order(rows)],
        "decisions": sorted(map(str, rows.decisions)),
        **({"excused": [_excused(one, names) for one in excused_in_order(rows)]} if rows.excused else {}),
    }


def _excused(row: SourceRequirement, names: Mapping[Person, str]) -> dict[str, Any]:
    """What a program's plan requires and is not asked for now: it stays in the plan and says why (31-090 III.F)."""
    return {
        "text": row.text,
        "person": names[row.about] if row.about else "",
        "source": row.source,
        "mandatory": row.mandatory,
        "stands": row.excused,
    }


def told_apart(people: Iterable[Person]) -> dict[Person, str]:
    """Everybody's name; who shares it with another of the family goes by year of birth too, else by number."""
    told: dict[Person, str] = {}
    alike = Counter(map(str, people))
    for one in people:
        year = f" ({one.born_on.year})" if one.born_on and alike[str(one)] > 1 else ""
        name = told_as = f"{one}{year}"
        number = 1
        while told_as in told.values():
            number += 1
            told_as = f"{name} ({number})"
        told[one] = told_as
    return told


def name_in(content: Mapping[str, Any], person: Person) -> str:
    """By what name a frozen content knows somebody, whatever they are called today; a name of nobody where it does not.

    Content that was frozen before it kept keys knows people by their names alone.
    """
    known = {str(person.uuid), str(person)}
    return next((one["name"] for one in content["people"] if one.get("key", one["name"]) in known), str(person.uuid))


def _case(case: CfsCase | CalworksCase) -> dict[str, str]:
    if isinstance(case, CfsCase):
        return {"bureau": Responsible.CFS, "number": case.number, "component": case.component}
    return {"bureau": Responsible.CALWORKS, "number": case.number, "component": ""}


def _goal(
    goal: Goal, activities: list[Activity], workers: Mapping[SignerRole, User], names: Mapping[Person, str]
) -> dict[str, Any]:
    return {
        "kind": goal.kind,
        "need": goal.need,
        "text": goal.text,
        "own_words": goal.own_words,
        "short_term": goal.short_term,
        "protective_factor": goal.protective_factor,
        "measure": goal.measure,
        "by_when": _iso(goal.by_when),
        "activities": [_activity(row, workers, names) for row in activities],
        **_translations(goal),
    }


def _activity(row: Activity, workers: Mapping[SignerRole, User], names: Mapping[Person, str]) -> dict[str, Any]:
    """What the family's plan says of an activity. What it costs is the workers' to keep.

    What gives way stays in the plan and says so (31-090 III.F); so does what is done.
    """
    stands, person = no_longer_to_do(row), names[row.person] if row.person else ""
    return {
        "text": row.text,
        "why": row.why,
        "responsible": row.responsible,
        "person": person,
        "others": sorted(names[one] for one in row.others()),
        "owner": person or str(owner_of(row, workers) or ""),
        "service": row.service_id,
        "service_name": {"en": row.service.name, "es": row.service.name_es},
        "provider": row.provider,
        "provider_phone": row.resource.phone if row.resource else "",
        "chosen_by_family": row.chosen_by_family,
        "provided_by": row.provided_by,
        "paid_by": row.paid_by,
        "starts_on": _iso(row.starts_on),
        "due_on": _iso(row.due_on),
        "when": row.when,
        "place": row.place,
        "hours_a_week": _hours(row.hours_a_week),
        "source": row.source,
        "mandatory": row.mandatory,
        "support": {"child_care": row.child_care, "transport": row.transport, "ancillary": row.ancillary},
        "counts_as": row.counts_as,
        "counts_on": row.counts_on,
        "measure": row.measure,
        "steps": list(row.steps),
        **({"stands": stands} if stands else {}),
        **_translations(row),
    }


def _translations(row: Goal | Activity) -> dict[str, Any]:
    """By language what was translated; no field where nothing was, so that the content stays as it was without."""
    return {"translations": row.translations} if row.translations else {}


def no_longer_to_do(row: Activity) -> str:
    """Why it is not asked of anybody any more: why it gives way, else how it stands, as a code; empty where it is."""
    return row.excused or ("" if row.is_to_do else row.status)


def owner_of(row: Activity, workers: Mapping[SignerRole, User]) -> User | None:
    """Which worker answers for it: the one named, else that program's; nobody where the family does it."""
    role = WORKER_OF.get(Responsible(row.responsible))
    return row.owner or (workers.get(role) if role else None)


def _hours(hours: Decimal | None) -> str | None:
    """One way to write a number: 6 and 6.00 hours are the same plan."""
    return f"{hours.normalize():f}" if hours is not None else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def canonical(content: Mapping[str, Any]) -> str:
    """The one way to write the content: keys sorted, no white space between parts, UTF-8 as is."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
