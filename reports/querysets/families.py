"""The rows of one family that this reader may read now, tab by tab."""

from typing import Any

from django.db.models import Count, Model, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from accounts.access import visible
from accounts.enums import Bureau
from accounts.models import User
from caseplans.models import Plan, PlanVersion
from crossover.models import Clearance, Consent, ConsentEvent, ConsentRequest, EligibilityCheck, StageEvent, Xover1
from crossover.querysets import OF_CERTAIN_DATES, OF_EVERY_DATE
from crossover.sharing import categories_crossing, readable
from families.enums import Category
from families.models import (
    Assignment,
    CalworksCase,
    CfsCase,
    Family,
    Person,
    Referral,
    Restriction,
    Task,
)
from meetings.enums import MeetingStatus
from meetings.models import BureauRequest, Contact, Meeting, MeetingRequest, RequestAnswer, StructureChange, ThreadNote
from meetings.sharing.contacts import contacts_of
from meetings.sharing.requests import requests_of
from meetings.sharing.thread import thread_of
from reports.querysets.across import own_rows
from reports.querysets.history import versions_of
from reports.querysets.kept import CATEGORISED, MODELS, PERSON_ROWS


def of_family(model: type[Model], family: Family, user: User) -> Any:
    return visible(model, user).filter(family=family)


def restriction(family: Family, user: User) -> Restriction | None:
    """The restriction in force, with the people named."""
    found: Any = of_family(Restriction, family, user)
    return found.in_force().prefetch_related("named").first()


def people(family: Family, user: User) -> list[Person]:
    """Everyone in the family, the adults first."""
    return sorted(of_family(Person, family, user), key=lambda person: person.is_child)


def shown_on(tab: str, family: Family, user: User) -> list[QuerySet]:
    """The categorised rows that a tab of the family page shows this reader."""
    if tab == "family-people":
        return [readable(model.objects.filter(family=family), user) for model in PERSON_ROWS.values()]
    if tab == "family-contacts":
        return [contacts(family, user)]
    if tab == "family-team":
        models = (BureauRequest, RequestAnswer, ThreadNote, StructureChange)
        return [of_family(model, family, user) for model in models]
    if tab in {"family-history", "family-joins"}:
        return [rows for label, rows in versions_of(family, user).items() if MODELS[label] in CATEGORISED]
    if tab == "family-across":
        return own_rows(family, user)
    return []


def people_with_rows(family: Family, user: User) -> list[dict[str, Any]]:
    """Each person with the addresses, notes and dated facts about them the reader may read; last, the household."""
    rows = {name: list(readable(model.objects.filter(family=family), user)) for name, model in PERSON_ROWS.items()}
    known: list[Person | None] = [*people(family, user), None]
    return [_row_of(person, rows) for person in known]


def _row_of(person: Person | None, rows: dict[str, list[Any]]) -> dict[str, Any]:
    key = person.pk if person else None
    about = {name: [row for row in found if row.about_id == key] for name, found in rows.items()}
    is_removed = any(removal.exited_on is None for removal in about["removals"])
    return {"person": person, "is_removed": is_removed, **about}


def assignments(family: Family, user: User) -> QuerySet[Assignment]:
    """Who carries the family's cases, now and before, newest first."""
    found = visible(Assignment, user).of_family(family)  # type: ignore[attr-defined]
    return found.select_related("worker", "unit__office", "cfs_case", "calworks_case")


def cases(family: Family, user: User) -> dict[str, QuerySet]:
    return {
        "cfs_cases": of_family(CfsCase, family, user),
        "calworks_cases": of_family(CalworksCase, family, user),
    }


def dues(family: Family, user: User) -> QuerySet[Task]:
    return of_family(Task, family, user).opened().select_related("owner")


def forms(family: Family, user: User) -> QuerySet[Xover1]:
    return of_family(Xover1, family, user)


def eligibility_checks(family: Family, user: User) -> QuerySet[EligibilityCheck]:
    return visible(EligibilityCheck, user).filter(form__family=family).select_related("checked_by")


def clearances(family: Family, user: User) -> QuerySet[Clearance]:
    return of_family(Clearance, family, user).select_related("made_by")


def referrals(family: Family, user: User) -> QuerySet[Referral]:
    return of_family(Referral, family, user).select_related("er_unit")


CONSENT_EVENTS = ("consents__events__person", "consents__events__party")


def consent_requests(family: Family, user: User) -> QuerySet[ConsentRequest]:
    """With the signed forms, each with how it stands today."""
    signed = Consent.objects.with_status(timezone.localdate()).select_related("signer")
    found = of_family(ConsentRequest, family, user)
    return found.select_related("owner").prefetch_related(
        Prefetch("consents", signed), "consents__parties", *CONSENT_EVENTS
    )


Crossing = list[tuple[Person, list[Category]]]


def crossing(family: Family) -> list[tuple[Bureau, Crossing, Crossing]]:
    """What each bureau may read of the other today: per person, the categories a 10B in force opens.

    First those it opens whole, then those it opens for certain dates alone.
    """
    return [
        (bureau, _opened(family, bureau, OF_EVERY_DATE), _opened(family, bureau, OF_CERTAIN_DATES)) for bureau in Bureau
    ]


def _opened(family: Family, bureau: Bureau, covering: Q) -> Crossing:
    return list(categories_crossing(family, bureau, covering).items())


def meetings(family: Family, user: User) -> QuerySet[Meeting]:
    return of_family(Meeting, family, user)


def meeting_requests(family: Family, user: User) -> QuerySet[MeetingRequest]:
    """What was asked for and is not scheduled yet."""
    return of_family(MeetingRequest, family, user).open().select_related("family", "about", "owner", "requested_by")


def meetings_not_as_set(family: Family, user: User) -> list[str]:
    """How often meetings of this family were moved, called off or missed, in words; nothing where never."""
    counted = meetings(family, user).aggregate(
        moved=Sum("moves", default=0),
        cancelled=Count("pk", filter=Q(status=MeetingStatus.CANCELLED)),
        missed=Count("pk", filter=Q(status=MeetingStatus.NO_SHOW)),
    )
    words = {"moved": "Moved", "cancelled": "Cancelled", "missed": "Not held because someone did not come"}
    return [f"{words[name]}: {number}" for name, number in counted.items() if number]


def contacts(family: Family, user: User) -> QuerySet[Contact]:
    return contacts_of(family, user)


def requests(family: Family, user: User) -> QuerySet[BureauRequest]:
    return requests_of(family, user)


def thread(family: Family, user: User) -> QuerySet[ThreadNote]:
    return thread_of(family, user)


def plans(family: Family, user: User) -> QuerySet[Plan]:
    versions = Prefetch("versions", visible(PlanVersion, user))
    return of_family(Plan, family, user).select_related("started_by").prefetch_related(versions)


def consent_ends(family: Family, user: User) -> QuerySet[ConsentEvent]:
    """Each time a signed WTWCC 10B, or a part of one, came to an end before its last day."""
    ending = visible(ConsentEvent, user).since_signed()  # type: ignore[attr-defined]
    ending = ending.filter(consent__request__family=family, at__lte=timezone.now())
    return ending.select_related("by", "person", "party")


def stages(family: Family, user: User) -> QuerySet[StageEvent]:
    return visible(StageEvent, user).filter(linkages_case__family=family).select_related("by")
