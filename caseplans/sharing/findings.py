"""What one reader may know of the reconciliation of a plan, as it stands now.

What they are told follows from the rows they may read and from nothing else: an item they may not read neither brings
a finding nor keeps one away. That a time is taken by one is all that is told of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.utils import timezone

from accounts.access import visible
from accounts.models import User
from caseplans.models import Activity, Assessment, Plan, ReconciliationEntry, SourceRequirement
from caseplans.reconciliation_enums import Severity
from caseplans.rules.reconciliation import NOT_AVAILABLE, Finding, PlanFacts, Proposal, for_reader, in_words, reconcile
from caseplans.rules.reconciliation.findings import (
    AssignPayer,
    CountTowardsWtw,
    Excuse,
    KeepInOwnPlan,
    Merge,
    Move,
    OfferInstead,
    Reuse,
    SetDue,
    Skip,
)
from caseplans.sharing import requirements_of, shown_of
from caseplans.sharing.facts import county_numbers, facts_shown, plan_facts
from crossover.models import AbuseFlag, Consent
from crossover.sharing import readable
from families.models import CfsCase, Removal, WtwStanding
from meetings.models import Attendance, Contact

Row = Activity | SourceRequirement | Assessment


def readable_ids(plan: Plan, user: User) -> frozenset[str]:
    """The uuids of the rows behind a plan's facts that this reader is shown, in one query."""
    family = plan.family
    goals, activities, _ = shown_of(plan, user)
    several = [
        goals,
        activities,
        requirements_of(plan, user).select_related(None),
        readable(visible(Attendance, user).filter(meeting__family=family), user),
        visible(Contact, user).filter(family=family),
        *(readable(visible(model, user).filter(family=family), user) for model in (WtwStanding, Removal)),
        visible(AbuseFlag, user).filter(protected__family=family),
        visible(Consent, user).filter(request__family=family),
        visible(CfsCase, user).filter(family=family),
        visible(Assessment, user).filter(family=family),
    ]
    first, *others = (rows.order_by().values_list("uuid", flat=True) for rows in several)
    return frozenset(map(str, first.union(*others, all=True)))


@dataclass(frozen=True)
class Told:
    """A finding as one reader is told it. `decided` is the entry by which it was overridden."""

    finding: Finding
    decided: ReconciliationEntry | None = None

    @property
    def mark(self) -> str:
        """What a form names it by: its key tells of rows and people."""
        return sha256(self.finding.key.encode()).hexdigest()

    @property
    def is_open_error(self) -> bool:
        return self.finding.severity == Severity.ERROR and self.decided is None and not self.is_hidden

    @property
    def is_hidden(self) -> bool:
        return self.finding.explanation == NOT_AVAILABLE


class Reconciliation:
    """A plan reconciled for one reader: `told` are the findings, gravest first; `facts` what they may know."""

    def __init__(self, plan: Plan, user: User) -> None:
        self.plan, self.user = plan, user
        numbers, ids = county_numbers(), readable_ids(plan, user)
        everything = plan_facts(plan, timezone.localdate(), numbers)
        self.facts: PlanFacts = facts_shown(everything, ids)
        hidden = everything != self.facts
        found = reconcile(self.facts, numbers)
        if hidden:
            found = _with_times(found, for_reader(reconcile(everything, numbers), ids))
        self.told = [Told(one, self._overridden.get(one.key)) for one in found]

    @cached_property
    def log(self) -> list[ReconciliationEntry]:
        entries = visible(ReconciliationEntry, self.user).filter(plan=self.plan)
        return list(entries.select_related("by"))

    @cached_property
    def _overridden(self) -> dict[str, ReconciliationEntry]:
        return {one.finding_key: one for one in reversed(self.log) if one.reason}

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The rows of the plan that a proposal can change, by uuid."""
        activities = Activity.objects.filter(goal__plan=self.plan, uuid__in=[one.id for one in self.facts.activities])
        wanted = [one.id for one in self.facts.requirements]
        requirements = SourceRequirement.objects.filter(plan=self.plan, uuid__in=wanted)
        assessments = Assessment.objects.filter(
            family=self.plan.family, uuid__in=[a.id for a in self.facts.assessments]
        )
        kept: list[Row] = [*activities.select_related("goal__plan"), *requirements, *assessments]
        return {str(row.uuid): row for row in kept}

    def find(self, mark: str) -> Told | None:
        return next((one for one in self.told if one.mark == mark), None)

    def words_of(self, proposal: Proposal) -> str:
        return in_words(self.facts, proposal)

    def written_rows(self, proposal: Proposal) -> list[Row]:
        """The rows that a proposal changes, where it can be written to rows of this reader's own bureau; else none.

        Of two that become one, the program whose item is given up takes the step; the other's row is only added to.
        """
        keys = changed_by(proposal)
        found = [self.rows[key] for key in keys if key in self.rows]
        added_to = proposal.keep if isinstance(proposal, Merge) else ""
        own = all(row.bureau == self.user.bureau for row in found if str(row.uuid) != added_to)
        return found if found and own and len(found) == len(keys) else []

    def token_of(self, told: Told, proposal: Proposal) -> str:
        """A proposal as it was shown: another one as soon as a row it changes was saved by someone."""
        stand = [f"{row.uuid}:{row.version}" for row in self.written_rows(proposal)]
        return sha256("\n".join([told.finding.key, repr(_plain(proposal)), *stand]).encode()).hexdigest()

    def open_errors(self) -> list[str]:
        """In words: what keeps the plan from being frozen. What only a hidden item collides with does not."""
        return [told.finding.explanation for told in self.told if told.is_open_error]


def _with_times(own: list[Finding], told: Iterable[Finding]) -> list[Finding]:
    """The findings of what a reader may read, with the times that something else takes, and times free of that too."""
    known = {one.key: one for one in told}
    taken = [one for one in known.values() if one.explanation == NOT_AVAILABLE]
    moved = [_moving(one, known.get(one.key)) for one in own]
    return sorted([*taken, *moved], key=lambda one: -one.severity.weight)


def _moving(own: Finding, told: Finding | None) -> Finding:
    """The same finding; the free times it offers are those that are free in fact."""
    return told if told and any(isinstance(one, Move) for one in own.proposals) else own


def _plain(proposal: Proposal) -> tuple[object, ...]:
    """Values in an order of their own: a set says them in any."""
    values = [getattr(proposal, name) for name in type(proposal).__slots__]
    when = [
        (one.frequency, sorted(one.weekdays), one.from_time, one.to_time, sorted(one.except_on))
        for one in values
        if hasattr(one, "weekdays")
    ]
    return type(proposal).__name__, *when, *(one for one in values if not hasattr(one, "weekdays"))


def changed_by(proposal: Proposal) -> tuple[str, ...]:
    """The ids of the rows that a proposal is written to; none where no row keeps it yet."""
    match proposal:
        case Merge(keep=keep, drop=drop):
            return keep, drop
        case CountTowardsWtw(items=items) | Excuse(items=items):
            return items
        case Move(item=item) | Skip(item=item) | AssignPayer(item=item) | SetDue(item=item):
            return (item,)
        case OfferInstead(item=item) | KeepInOwnPlan(item=item) | Reuse(item=item):
            return (item,)
        case _:
            return ()
