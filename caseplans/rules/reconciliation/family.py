"""The facts about the family that a plan is made for: its people, their aid, and what bounds and parts them."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from accounts.enums import Bureau
from caseplans.enums import Weekday
from caseplans.reconciliation_enums import LimitKind
from families.enums import WtwStatus

Id = str
NOTHING: frozenset[str] = frozenset()
HOURS_ASKED = frozenset(
    {
        WtwStatus.ENGAGED,
        WtwStatus.NONCOMPLIANCE,
        WtwStatus.COMPLIANCE_PLAN,
        WtwStatus.SANCTIONED,
        WtwStatus.CURE_PLAN,
    }
)


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of one weekday in which someone has time."""

    weekday: Weekday
    from_time: time
    to_time: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An adult's Welfare-to-Work status, and what has been said and asked about it."""

    id: Id
    status: str
    since: date | None = None
    aided_since: date | None = None
    excused_hours: Decimal = Decimal(0)  # a week, by good cause
    fs_asked: bool = False
    volunteer_offered: bool = False
    cure_offered: bool = False
    services_only_reason: str = ""  # why Family Reunification cash aid is out of question, such as SSI

    @property
    def is_tested(self) -> bool:
        """Hours are asked for: not of who is exempt, volunteers, follows an FS plan, has good cause or is in FR."""
        return self.status in HOURS_ASKED and not self.fs_asked

    @property
    def may_begin_reunification(self) -> bool:
        """Not who timed out, nor who can have the services alone."""
        return self.status != WtwStatus.TIMED_OUT and not self.services_only_reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Someone of the family. `available` empty: not known. `caring_hours`: a week, for the children, unrelieved."""

    id: Id
    name: str
    is_parent: bool = False
    born_on: date | None = None
    at_home: bool = True
    available: tuple[Window, ...] = ()
    caring_hours: Decimal = Decimal(0)
    standing: Standing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistanceUnit:
    """A CalWORKs assistance unit: whose hours are asked for together (W&I 11322.8).

    `required_hours` is what CalWORKs recorded; without it the hours follow from the rest.
    """

    adults: tuple[Id, ...]
    children: tuple[Id, ...] = ()
    two_parents: bool = False  # an unemployed-parent unit: both may contribute to its hours
    one_disabled: bool = False
    pregnant_only: bool = False
    required_hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The last day of an agreement, a program or an aid. `persons` empty: of the whole family."""

    id: Id
    kind: str
    on: date
    persons: frozenset[Id] = NOTHING

    @property
    def programs(self) -> frozenset[str]:
        return LIMITED[LimitKind(self.kind)]


LIMITED: dict[LimitKind, frozenset[str]] = {
    LimitKind.IFS_END: frozenset({Bureau.CFS}),
    LimitKind.FM_END: frozenset({Bureau.CFS}),
    LimitKind.FR_END: frozenset({Bureau.CALWORKS}),
    LimitKind.REDETERMINATION: frozenset({Bureau.CALWORKS}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One scope of a WTWCC 10B in force: what `discloser` may tell the other bureau of one person."""

    id: Id
    person: Id
    category: str
    discloser: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """Two people who are kept apart because of domestic abuse. The id is the row that says so."""

    id: Id
    persons: frozenset[Id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    id: Id
    child: Id
    on: date
    returned_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reunification:
    """What Family Reunification aid hangs on after a removal (AB 429, AB 135)."""

    aided_when_removed: bool = False
    services_necessary: bool = False
    recommends_cash_aid: bool = False
    aid_stops_on: date | None = None
