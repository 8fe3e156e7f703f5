"""What of a signed plan a reader may put on a sheet for one adult of the family, or for all of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet

from accounts.access import visible
from accounts.models import User
from caseplans.enums import PlanStatus
from caseplans.models import Activity, Plan, PlanVersion, ProgressNote, VersionItem
from caseplans.rules.content import name_in, no_longer_to_do
from caseplans.rules.month import Key, last_of
from caseplans.sharing import between_parents
from caseplans.sharing.progress import notes_of
from caseplans.sharing.versions import content_of, items_for, version_amended
from crossover.sharing import PART_TWO, kept_apart_from
from families.models import Person


def signed_version(plan: Plan, user: User) -> PlanVersion | None:
    """The version that holds: the plan's own once it is signed, else the one it amends."""
    own = plan.versions.exclude(copies=None).first() if plan.status == PlanStatus.ACTIVE else None
    signed = own or version_amended(plan)
    return visible(PlanVersion, user).filter(pk=signed.pk).first() if signed else None


def adults_of(plan: Plan, user: User) -> list[Person]:
    """Who of the family may be given a sheet."""
    return [one for one in visible(Person, user).filter(family=plan.family) if not one.is_child]


def months_items(version: PlanVersion, user: User, holders: list[Person]) -> QuerySet[VersionItem]:
    """What the reader may read today, without what is sensitive about an adult who does not hold the sheet."""
    items: QuerySet[VersionItem] = between_parents(items_for(version, user), holders)
    return items


def months_content(version: PlanVersion, user: User, holders: list[Person]) -> dict[str, Any]:
    """The version narrowed to these items, and to activities that name nobody who is kept apart from a holder.

    Versions of the first form do not say which item is which: they are shown whole or not at all.
    """
    items = months_items(version, user, holders)
    content = content_of(version, None if items.count() == version.items.count() else items)
    apart = {one for holder in holders for one in kept_apart_from(holder)}
    if not apart:
        return content
    known = {name_in(content, one) for one in version.plan.family.people.all() if one not in apart} | {""}
    goals = [
        goal | {"activities": [one for one in goal["activities"] if {one["person"], *one.get("others", ())} <= known]}
        for goal in content["goals"]
    ]
    return content | {"goals": goals}


def milestones_for(version: PlanVersion, user: User, holders: list[Person], first: date) -> QuerySet[ProgressNote]:
    """What was reached in this month and the one before, of what the holders do and what is done for all of them.

    As the plan's own items: what the reader may read, without what is sensitive about an adult who does not hold the
    sheet. What a bureau keeps to itself and what 42 CFR Part 2 protects is celebrated in words, not on paper.
    """
    rows = between_parents(visible(Activity, user).filter(goal__plan=version.plan), holders)
    theirs = [row for row in rows.prefetch_related("taking_part__person") if _is_of(row, holders)]
    reached = between_parents(notes_of(theirs, user), holders).exclude(milestone="")
    span = (first - relativedelta(months=1), last_of(first))
    told: QuerySet[ProgressNote] = reached.filter(on__range=span, confidential=False).exclude(category__in=PART_TWO)
    return told


def _is_of(row: Activity, holders: list[Person]) -> bool:
    doers = row.everyone()
    return not doers or any(one in holders or one.is_child for one in doers)


def how_it_stands(
    version: PlanVersion, content: Mapping[str, Any], user: User
) -> tuple[set[Key], dict[Key, frozenset[date]]]:
    """Which activities of the signed plan are no longer to be done, and on which days others give way."""
    rows: dict[Key, list[Activity]] = {}
    for row in visible(Activity, user).filter(goal__plan=version.plan).select_related("person"):
        who = name_in(content, row.person) if row.person else ""
        rows.setdefault((row.text, who), []).append(row)
    done = {key for key, several in rows.items() if all(no_longer_to_do(one) for one in several)}
    gone = {key: frozenset(several[0].excused_on) for key, several in rows.items() if len(several) == 1}
    return done, gone
