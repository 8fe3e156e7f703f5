"""The facts of a family that its plan is reconciled from: who they are, what is booked, what ends."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import Setting
from accounts.rules import add_months
from caseplans.enums import Frequency, Source
from caseplans.models import ActivityContact, OutreachAttempt
from caseplans.outreach_enums import WAS_OFFERED, OutreachReason
from caseplans.reconciliation_enums import AppointmentKind, LimitKind
from caseplans.rules.reconciliation import (
    Appointment,
    AssistanceUnit,
    Consent,
    Limit,
    Member,
    Recurrence,
    Removal,
    Reunification,
    Separation,
    Standing,
)
from caseplans.sharing.events import aided_on, reunifies
from crossover.enums import ConsentOutcome
from crossover.models import AbuseFlag, ConsentRequest
from crossover.sharing import scopes_that_open
from families import models as families
from families.county import FR_ABSENCE_MONTHS
from families.enums import CONSENT_FREE, NEVER_CROSSES, Category, WtwStatus
from families.models import Family, Person
from meetings.contact_enums import ContactKind, ContactStatus
from meetings.models import Attendance, Contact, Meeting


def standings_of(family: Family, on: date) -> dict[int, families.WtwStanding]:
    """The latest standing of each adult that has begun and not ended."""
    found = families.WtwStanding.objects.filter(family=family, from_date__lte=on).order_by("from_date", "pk")
    return {one.about_id: one for one in found if one.about_id and not (one.until_date and one.until_date <= on)}


def members(people: list[Person], standings: dict[int, families.WtwStanding]) -> list[Member]:
    found, offered = [], _offered(standings.values())
    for one in people:
        row = standings.get(one.pk)
        standing = row and Standing(
            id=str(row.uuid),
            status=row.status,
            since=row.from_date,
            fs_asked=row.status == WtwStatus.FAMILY_STABILIZATION,
            cure_offered=(row.pk, OutreachReason.SANCTIONED) in offered,
            volunteer_offered=(row.pk, OutreachReason.EXEMPT) in offered,
        )
        found.append(
            Member(
                id=str(one.uuid),
                name=str(one),
                is_parent=one.is_parent,
                born_on=one.born_on,
                at_home=one.in_home,
                standing=standing or None,
            )
        )
    return found


def _offered(standings: Iterable[families.WtwStanding]) -> set[tuple[int, str]]:
    """(status row, reason) of what was offered while a status lasts: told by attempts that go with it.

    Only those of the program whose status it is: whoever may read the one reads the other.
    """
    rows = list(standings)
    tried = OutreachAttempt.objects.filter(
        about__in=[row.about_id for row in rows], result__in=WAS_OFFERED, confidential=False
    )
    return {
        (row.pk, one.reason)
        for one in tried
        for row in rows
        if (one.about_id, one.bureau) == (row.about_id, row.bureau) and one.on >= row.from_date
    }


def units(people: list[Person], standings: dict[int, families.WtwStanding]) -> tuple[AssistanceUnit, ...]:
    """Parents at home whose standing is known, with the children: two of them are asked for hours together."""
    adults = [one for one in people if one.pk in standings and one.in_home]
    recorded = max((standings[one.pk].required_hours for one in adults), default=0)
    children = tuple(str(one.uuid) for one in people if one.is_child)
    unit = AssistanceUnit(
        adults=tuple(str(one.uuid) for one in adults), children=children, two_parents=len(adults) > 1,
        required_hours=recorded or None,
    )  # fmt: skip
    return (unit,) if adults else ()


def meetings(family: Family, on: date) -> list[Appointment]:
    """One for each invitation of someone of the family: who may not read it never hears that they come."""
    ahead = Attendance.objects.filter(meeting__family=family, person__isnull=False)
    found = ahead.filter(meeting__in=Meeting.objects.filter(family=family).ahead().since(on)).select_related(
        "meeting", "person"
    )
    return [
        _appointment(
            str(one.uuid), AppointmentKind.MEETING, str(one.meeting), [one.person], one.meeting.starts_at,
            one.meeting.ends_at, place=one.meeting.place,
        )
        for one in found
    ]  # fmt: skip


def visits(family: Family, on: date) -> list[Appointment]:
    """Visits that are planned, with the activity that each carries out.

    Nobody has to be named while it is only planned: then whom it is about takes part, or the parents.
    """
    planned = Contact.objects.filter(family=family, status=ContactStatus.SCHEDULED, starts_at__date__gte=on)
    found = list(planned.select_related("about").prefetch_related("participants__person"))
    parents = [one for one in family.people.all() if one.is_parent]
    links = ActivityContact.objects.filter(contact__in=found).values_list("contact", "activity__uuid")
    carries = {contact: str(activity) for contact, activity in links}
    appointments = []
    for one in found:
        named = [part.person for part in one.participants.all() if part.person]
        people = named or ([one.about] if one.about else parents)
        kind = AppointmentKind.VISIT if one.kind == ContactKind.VISIT else AppointmentKind.INTERVIEW
        source = Source.CFS_PLAN if one.bureau == Bureau.CFS else Source.WTW_PLAN
        appointments.append(
            _appointment(
                str(one.uuid), kind, one.get_kind_display(), people, one.starts_at, one.ends_at, source=source,
                carries_out=carries.get(one.pk, ""),
            )
        )  # fmt: skip
    return appointments


def _appointment(
    key: str, kind: str, text: str, people: list[Any], starts_at: Any, ends_at: Any, **facts: Any
) -> Appointment:
    starts, ends = timezone.localtime(starts_at), ends_at and timezone.localtime(ends_at)
    once = Recurrence(Frequency.ONCE, from_time=starts.time(), to_time=ends.time() if ends else None)
    return Appointment(
        id=key, kind=kind, text=text, persons=tuple(str(one.uuid) for one in people), starts_on=starts.date(),
        due_on=starts.date(), when=once, **facts,
    )  # fmt: skip


def limits(family: Family) -> list[Limit]:
    """When an agreement ends. Other ends (maintenance, cash aid, redetermination) stand on no row yet."""
    cases = families.CfsCase.objects.open().filter(family=family)
    return [
        Limit(id=str(one.uuid), kind=LimitKind.IFS_END, on=one.agreement_expires_on)
        for one in cases
        if one.agreement_expires_on
    ]


def consents(family: Family) -> list[Consent]:
    scopes = scopes_that_open().filter(person__family=family).select_related("person", "consent")
    return [
        Consent(
            id=str(one.consent.uuid), person=str(one.person.uuid), category=one.category, discloser=one.discloser,
            until=one.until_date,
        )
        for one in scopes
    ]  # fmt: skip


def crosses_freely() -> frozenset[str]:
    widened = families.CategoryRule.objects.filter(crosses_without_consent=True).values_list("category", flat=True)
    return frozenset(CONSENT_FREE) | frozenset(widened)


def asked(family: Family, people: list[Person]) -> frozenset[tuple[str, str]]:
    """A WTWCC 10B that is asked for and not answered is asked for everyone, and for every kind."""
    if not ConsentRequest.objects.filter(family=family, outcome=ConsentOutcome.OPEN).exists():
        return frozenset()
    kinds = set(Category) - CONSENT_FREE - NEVER_CROSSES
    return frozenset((str(one.uuid), str(kind)) for one in people for kind in kinds)


def separations(family: Family) -> list[Separation]:
    flags = AbuseFlag.objects.standing().filter(protected__family=family).select_related("protected", "against")
    return [
        Separation(id=str(one.uuid), persons=frozenset({str(one.protected.uuid), str(one.against.uuid)}))
        for one in flags
    ]


def removals(family: Family) -> list[Removal]:
    return [
        Removal(id=str(one.uuid), child=str(one.about.uuid), on=one.entered_on, returned_on=one.exited_on)
        for one in families.Removal.objects.filter(family=family).select_related("about")
        if one.about
    ]


def reunification(family: Family, standings: Iterable[families.WtwStanding]) -> Reunification:
    """What Family Reunification aid hangs on (R14). Its status says that a plan recommended it."""
    away = families.Removal.objects.filter(family=family, exited_on=None).order_by("-entered_on").first()
    if away is None:
        return Reunification()
    return Reunification(
        aided_when_removed=aided_on(family, away.entered_on),
        services_necessary=reunifies(family),
        recommends_cash_aid=any(one.status == WtwStatus.REUNIFICATION for one in standings),
        aid_stops_on=add_months(away.entered_on, Setting.objects.number(FR_ABSENCE_MONTHS)),
    )
