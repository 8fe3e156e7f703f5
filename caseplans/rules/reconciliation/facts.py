"""The facts that a plan is reconciled from: plain values, whoever loads them.

Every row that somebody may not be allowed to read has an id of its own, and each finding names the ids it rests on, so
that `for_reader` can leave it out. Ids are the rows' uuids as text. Times are the county's wall clock, without a zone.
Codes are those of the models: a plain string that equals the code will do.
"""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from accounts.enums import Bureau
from caseplans.enums import DONE, STILL_TO_DO, ActivityStatus, Frequency, Responsible, Source
from caseplans.rules.reconciliation.family import (
    NOTHING,
    AssistanceUnit,
    Consent,
    Id,
    Limit,
    Member,
    Removal,
    Reunification,
    Separation,
)
from families.enums import CONSENT_FREE, Category


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When something happens between two days that its row names. Without `from_time` it has no set time of day.

    Weekly and fortnightly: on `weekdays`, or on the weekday of the first day; fortnights are counted from the week of
    the first day. Monthly: on the day of the month of the first day (the last day where a month is shorter), or with
    one of `weekdays` on the first, second ... or last such day. A `to_time` not after `from_time` is on the next day.
    """

    frequency: str = Frequency.WEEKLY
    weekdays: frozenset[str] = NOTHING
    from_time: time | None = None
    to_time: time | None = None
    except_on: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What one program's own plan, or the court, asks."""

    id: Id
    source: str
    text: str
    persons: tuple[Id, ...] = ()
    service: str = ""
    court_ordered: bool = False
    mandatory: bool = True
    is_safety: bool = False
    due_on: date | None = None
    hours_a_week: Decimal | None = None
    demands: frozenset[str] = NOTHING
    answers: frozenset[str] = NOTHING  # `NeedCode`s
    excused: str = ""


# Who pays for one thing: None where nobody asked, empty where it is not needed or free, NOBODY where it has no payer.
Payers = frozenset[str] | None
NOT_NEEDED: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A row of the plan. `persons` are those of the family who take part, `owners` who answers for it on each side."""

    id: Id
    text: str
    persons: tuple[Id, ...] = ()
    service: str = ""
    responsible: str = Responsible.FAMILY
    owners: tuple[tuple[str, Id], ...] = ()  # (side, who)
    source: str = Source.FAMILY
    sources: frozenset[Id] = NOTHING  # requirements it satisfies
    also_for: frozenset[str] = NOTHING  # further sources, of activities that were merged into it
    mandatory: bool = False
    is_safety: bool = False
    waits_for: frozenset[Id] = NOTHING  # activities that must be done first
    starts_on: date | None = None
    due_on: date | None = None
    measure: str = ""
    when: Recurrence = Recurrence(Frequency.AS_NEEDED)
    place: str = ""
    fixed: bool = False  # its provider has no other time
    hours_a_week: Decimal | None = None  # where it has no set times
    counts_as: str = ""  # code of what its type counts as; empty: it does not count
    counts_on: str = ""  # on which signed plan it stands
    hours_verified: bool = False
    provided_by: str = Bureau.CFS
    fee: Payers = NOT_NEEDED
    child_care: Payers = None
    transport: Payers = None
    ancillary: Payers = NOT_NEEDED
    bureau: str = Bureau.CFS  # whose row it is
    category: str = Category.SERVICES
    about: Id = ""
    shared: bool = True  # it is in the coordinated plan, not only in its bureau's own
    demands: frozenset[str] = NOTHING
    answers: frozenset[str] = NOTHING
    status: str = ActivityStatus.PROPOSED
    excused: str = ""
    excused_on: frozenset[date] = frozenset()  # days on which it gives way, with good cause
    replaced_by: Id = ""

    @property
    def is_live(self) -> bool:
        return self.status in STILL_TO_DO and not self.excused

    @property
    def is_done(self) -> bool:
        return self.status in DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A meeting, visit, hearing or interview: booked. `carries_out` is the activity that it belongs to."""

    id: Id
    kind: str
    text: str
    persons: tuple[Id, ...]
    source: str = Source.CFS_PLAN
    is_safety: bool = False
    starts_on: date
    due_on: date
    when: Recurrence
    place: str = ""
    carries_out: Id = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    id: Id
    text: str
    short_term: bool = False
    owned: bool = True
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An assessment, done or planned, and the subjects it asks about. `reuses` is the one whose answers it takes."""

    id: Id
    tool: str
    person: Id
    bureau: str
    category: str
    on: date
    topics: frozenset[str] = NOTHING
    done: bool = True
    reuses: Id = ""


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """Everything that one family's plan is reconciled from. The order within each tuple means nothing.

    `from_day` is the day it is looked at; nothing before it is. `high_risk` is the id of the assessment that says so.
    `asked` are (person, category) pairs for which a WTWCC 10B was asked and not answered yet.
    """

    from_day: date
    until_day: date
    zone: str = "America/Los_Angeles"
    members: tuple[Member, ...] = ()
    units: tuple[AssistanceUnit, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    activities: tuple[Activity, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    goals: tuple[Goal, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    limits: tuple[Limit, ...] = ()
    consents: tuple[Consent, ...] = ()
    crosses_freely: frozenset[str] = frozenset(CONSENT_FREE)
    asked: frozenset[tuple[Id, str]] = frozenset()
    separations: tuple[Separation, ...] = ()
    removals: tuple[Removal, ...] = ()
    reunification: Reunification = field(default_factory=Reunification)
    high_risk: Id = ""
