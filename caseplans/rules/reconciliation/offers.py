"""A proposal in the words of the button that takes it."""

from collections.abc import Iterable

from caseplans.enums import Frequency, Payer
from caseplans.reconciliation_enums import Excused, Support
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.calendar import NUMBER_OF
from caseplans.rules.reconciliation.facts import PlanFacts
from caseplans.rules.reconciliation.family import Id
from caseplans.rules.reconciliation.findings import (
    AskForConsent,
    AskForFamilyStabilization,
    AssignPayer,
    BeginReunification,
    CountTowardsWtw,
    EndReunification,
    Excuse,
    ExcuseHours,
    KeepInOwnPlan,
    Merge,
    Move,
    OfferCure,
    OfferInstead,
    OfferVolunteering,
    Proposal,
    Reuse,
    Separate,
    SetDue,
    Skip,
    StopWaiting,
)
from families.enums import Category

HOW = {
    Excused.GOOD_CAUSE: "Record good cause for {}",
    Excused.EXEMPTION: "Record the exemption from {}",
    Excused.HOURS_REPLANNED: "Plan the hours of {} anew",
    Excused.FAMILY_STABILIZATION: "Let {} give way to Family Stabilization",
}


def in_words(facts: PlanFacts, proposal: Proposal) -> str:
    """What a proposal would do, in one line. It names rows and people of the facts that it was made from."""
    return _of_rows(Names(facts), proposal) or _of_people(Names(facts), proposal)


class Names:
    """What rows and people are called."""

    def __init__(self, facts: PlanFacts) -> None:
        self.called = {row.id: wording.quoted(row.text) for row in facts.activities}
        self.called |= {row.id: wording.quoted(row.text) for row in facts.appointments}
        self.called |= {row.id: wording.quoted(row.text) for row in facts.requirements}
        self.called |= {one.id: one.tool for one in facts.assessments}
        self.called |= {one.id: one.name for one in facts.members}

    def __call__(self, *keys: Id) -> str:
        return _listed(self.called.get(key, "something else") for key in keys)


def _listed(said: Iterable[str]) -> str:
    words = list(said)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _of_rows(name: Names, proposal: Proposal) -> str:
    match proposal:
        case Move(item=item):
            return f"Move {name(item)} to {_time(proposal)}"
        case Skip(item=item, days=days, good_cause=good_cause):
            when = wording.days(days[:3], len(days))
            return f"Leave {name(item)} out on {when}{', with good cause' if good_cause else ''}"
        case Merge(keep=keep, drop=drop):
            return f"Let {name(keep)} satisfy both plans, in place of {name(drop)}"
        case CountTowardsWtw(items=items):
            return f"Count {name(*items)} toward Welfare-to-Work"
        case Excuse(items=items, how=how):
            return HOW[how].format(name(*items))
        case AssignPayer(item=item, support=support, payer=payer):
            return f"{Payer(payer).label} pays for {Support(support).label} of {name(item)}"
        case SetDue(item=item, due_on=due_on):
            return f"End {name(item)} by {wording.day(due_on)}"
        case StopWaiting(item=item, for_items=others):
            return f"Do {name(item)} without waiting for {name(*others)}"
        case OfferInstead(item=item):
            return f"Offer {name(item)} as help, and require it of nobody"
        case KeepInOwnPlan(item=item):
            return f"Keep {name(item)} in its own program's plan"
        case Reuse(item=item, of=other):
            return f"Use the answers of {name(other)} for {name(item)}"
        case _:
            return ""


def _of_people(name: Names, proposal: Proposal) -> str:
    match proposal:
        case Separate(item=item, person=person):
            return f"Give {name(person)} one of their own in place of {name(item)}"
        case ExcuseHours(person=person, hours=hours):
            return f"Record good cause for {wording.hours(hours)} a week of {name(person)}"
        case AskForFamilyStabilization(persons=persons):
            return f"Ask for Family Stabilization for {name(*persons)}"
        case OfferVolunteering(person=person):
            return f"Offer {name(person)} to volunteer with what is in the CFS plan"
        case OfferCure(person=person):
            return f"Offer {name(person)} to cure it through this plan"
        case AskForConsent(person=person, category=category):
            return f"Ask {name(person)} for a WTWCC 10B: {Category(category).label.lower()}"
        case BeginReunification(persons=persons):
            return f"Write a Family Reunification plan with cash aid for {name(*persons)}"
        case EndReunification(persons=persons):
            return f"Go back to Welfare-to-Work for {name(*persons)}"
        case _:
            raise NotImplementedError(f"No words for {type(proposal).__name__}.")


def _time(move: Move) -> str:
    clock = wording.clock(move.when)
    if move.when.frequency == Frequency.ONCE and move.starts_on:
        return f"{wording.day(move.starts_on)}, {clock}"
    weekdays = sorted(NUMBER_OF[day] for day in move.when.weekdays)
    return f"{_listed(wording.DAYS[day] for day in weekdays)}, {clock}" if weekdays else clock
