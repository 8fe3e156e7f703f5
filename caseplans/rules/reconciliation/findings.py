"""What reconciliation finds, and what it proposes: typed, so that a page can offer each with one button."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseplans.reconciliation_enums import SOURCE_OF_RULE, Excused, Rule, Severity, Support
from caseplans.rules.reconciliation.facts import Recurrence
from caseplans.rules.reconciliation.family import Id


@dataclass(frozen=True, slots=True)
class Move:
    """Give an item another time, free for everyone who takes part. `starts_on` is its new first day."""

    item: Id
    when: Recurrence
    starts_on: date | None


@dataclass(frozen=True, slots=True)
class Skip:
    """Let an item give way on these days: with good cause where CalWORKs asks for it, as an exception elsewhere."""

    item: Id
    days: tuple[date, ...]
    good_cause: bool


@dataclass(frozen=True, slots=True)
class Merge:
    """One shared activity in place of two: `keep` takes over what `drop` satisfies, `drop` stays as replaced by it."""

    keep: Id
    drop: Id


@dataclass(frozen=True, slots=True)
class CountTowardsWtw:
    """Put these activities on the signed WTW plan, in place of more hours."""

    items: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Excuse:
    """Record why these CalWORKs activities or requirements give way. They stay in the plan, marked so."""

    items: tuple[Id, ...]
    how: Excused


@dataclass(frozen=True, slots=True)
class ExcuseHours:
    """Record good cause for hours a week of one adult that nothing in the plan fills."""

    person: Id
    hours: Decimal


@dataclass(frozen=True, slots=True)
class AskForFamilyStabilization:
    """Ask for FS (form FSP 1) for these adults; these CalWORKs items give way to the FS plan meanwhile."""

    persons: tuple[Id, ...]
    items: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignPayer:
    item: Id
    support: Support
    payer: str


@dataclass(frozen=True, slots=True)
class OfferVolunteering:
    person: Id


@dataclass(frozen=True, slots=True)
class OfferCure:
    """Offer to cure the sanction, or to mend the noncompliance, through this plan."""

    person: Id


@dataclass(frozen=True, slots=True)
class Separate:
    """One item for each of two people in place of one for both. The second has a time and place of its own to come."""

    item: Id
    person: Id  # who gets one of their own


@dataclass(frozen=True, slots=True)
class SetDue:
    item: Id
    due_on: date


@dataclass(frozen=True, slots=True)
class StopWaiting:
    """A safety action no longer waits for these."""

    item: Id
    for_items: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class OfferInstead:
    """Offer it as help, required of nobody."""

    item: Id


@dataclass(frozen=True, slots=True)
class Reuse:
    """Take the answers of one assessment for another."""

    item: Id
    of: Id


@dataclass(frozen=True, slots=True)
class AskForConsent:
    person: Id
    category: str


@dataclass(frozen=True, slots=True)
class KeepInOwnPlan:
    """Leave an item in its own bureau's plan, out of the coordinated one."""

    item: Id


@dataclass(frozen=True, slots=True)
class BeginReunification:
    """Move these parents to Family Reunification, with cash aid recommended by the plan before aid stops."""

    persons: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class EndReunification:
    persons: tuple[Id, ...]


Proposal = (
    Move
    | Skip
    | Merge
    | CountTowardsWtw
    | Excuse
    | ExcuseHours
    | AskForFamilyStabilization
    | AssignPayer
    | OfferVolunteering
    | OfferCure
    | Separate
    | SetDue
    | StopWaiting
    | OfferInstead
    | Reuse
    | AskForConsent
    | KeepInOwnPlan
    | BeginReunification
    | EndReunification
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule has to say of a plan.

    `kind` says which case of the rule it is. `items` are the rows it is about, in order of priority, and `persons`
    whom it touches: with the rule, and in whatever order, they are the `key` that a decision is kept by. `rests_on` are
    further rows without which it would not be told: who may not read one of them may not read the finding either.
    """

    rule: Rule
    kind: str
    severity: Severity
    items: tuple[Id, ...]
    persons: tuple[Id, ...] = ()
    explanation: str
    proposals: tuple[Proposal, ...] = ()
    rests_on: frozenset[Id] = frozenset()

    @property
    def key(self) -> str:
        return ":".join([self.rule, self.kind, "+".join(sorted(self.items)), "+".join(sorted(self.persons))])

    @property
    def source(self) -> str:
        return SOURCE_OF_RULE[self.rule]
