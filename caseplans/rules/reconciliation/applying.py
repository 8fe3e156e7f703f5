"""What the facts are once a proposal is taken: the same facts, with what it changes changed. Nothing is removed.

A proposal about a row that is not there changes nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import singledispatch

from caseplans.enums import ActivityStatus, CountsOn, Frequency
from caseplans.reconciliation_enums import Excused, Support
from caseplans.rules.reconciliation.facts import Activity, Appointment, PlanFacts
from caseplans.rules.reconciliation.family import Id, Member, Standing
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
from families.enums import WtwStatus

OF_ONE = "~"  # between the id of a shared item and the person who gets one of their own


def apply(facts: PlanFacts, proposal: Proposal) -> PlanFacts:
    """The facts after one click on a proposal."""
    return _apply(proposal, facts)


@singledispatch
def _apply(proposal: Proposal, facts: PlanFacts) -> PlanFacts:
    raise NotImplementedError(f"No way to apply {type(proposal).__name__}.")


def _activities(facts: PlanFacts, keys: Collection[Id], change: Callable[[Activity], Activity]) -> PlanFacts:
    return replace(facts, activities=tuple(change(one) if one.id in keys else one for one in facts.activities))


def _standings(facts: PlanFacts, keys: Collection[Id], change: Callable[[Standing], Standing]) -> PlanFacts:
    def changed(one: Member) -> Member:
        return replace(one, standing=change(one.standing)) if one.id in keys and one.standing else one

    return replace(facts, members=tuple(map(changed, facts.members)))


@_apply.register
def _(proposal: Move, facts: PlanFacts) -> PlanFacts:
    def changed(one: Appointment) -> Appointment:
        if one.id != proposal.item or proposal.starts_on is None:
            return one
        once = one.when.frequency == Frequency.ONCE
        due_on = proposal.starts_on if once else one.due_on
        return replace(one, when=proposal.when, starts_on=proposal.starts_on, due_on=due_on)

    facts = _activities(
        facts, {proposal.item}, lambda one: replace(one, when=proposal.when, starts_on=proposal.starts_on)
    )
    return replace(facts, appointments=tuple(map(changed, facts.appointments)))


@_apply.register
def _(proposal: Skip, facts: PlanFacts) -> PlanFacts:
    days = frozenset(proposal.days)

    def changed(one: Activity) -> Activity:
        if proposal.good_cause:
            return replace(one, excused_on=one.excused_on | days)
        return replace(one, when=replace(one.when, except_on=one.when.except_on | days))

    return _activities(facts, {proposal.item}, changed)


@_apply.register
def _(proposal: Merge, facts: PlanFacts) -> PlanFacts:
    rows = {one.id: one for one in facts.activities}
    if not {proposal.keep, proposal.drop} <= rows.keys():
        return facts
    dropped = rows[proposal.drop]

    def joined(one: Activity) -> Activity:
        """The one that is kept: its own times and payers, and what the other satisfied and counted as."""
        sides = {side for side, _ in one.owners}
        counts = dropped if dropped.counts_on and not one.counts_on else one
        return replace(
            one,
            sources=one.sources | dropped.sources,
            also_for=one.also_for | dropped.also_for | {dropped.source},
            mandatory=one.mandatory or dropped.mandatory,
            owners=(*one.owners, *(owner for owner in dropped.owners if owner[0] not in sides)),
            counts_as=one.counts_as or counts.counts_as,
            counts_on=counts.counts_on,
            hours_verified=one.hours_verified,
        )

    facts = _activities(facts, {proposal.keep}, joined)
    return _activities(
        facts,
        {proposal.drop},
        lambda one: replace(one, status=ActivityStatus.REPLACED, replaced_by=proposal.keep),
    )


@_apply.register
def _(proposal: CountTowardsWtw, facts: PlanFacts) -> PlanFacts:
    return _activities(facts, set(proposal.items), lambda one: replace(one, counts_on=CountsOn.WTW_2))


@_apply.register
def _(proposal: Excuse, facts: PlanFacts) -> PlanFacts:
    keys = set(proposal.items)
    facts = _activities(facts, keys, lambda one: replace(one, excused=proposal.how))
    requirements = tuple(replace(one, excused=proposal.how) if one.id in keys else one for one in facts.requirements)
    return replace(facts, requirements=requirements)


@_apply.register
def _(proposal: ExcuseHours, facts: PlanFacts) -> PlanFacts:
    return _standings(
        facts, {proposal.person}, lambda one: replace(one, excused_hours=one.excused_hours + proposal.hours)
    )


@_apply.register
def _(proposal: AskForFamilyStabilization, facts: PlanFacts) -> PlanFacts:
    facts = _standings(facts, set(proposal.persons), lambda one: replace(one, fs_asked=True))
    return apply(facts, Excuse(proposal.items, Excused.FAMILY_STABILIZATION))


@_apply.register
def _(proposal: AssignPayer, facts: PlanFacts) -> PlanFacts:
    paid = frozenset({proposal.payer})

    def changed(one: Activity) -> Activity:
        match proposal.support:
            case Support.CHILD_CARE:
                return replace(one, child_care=paid)
            case Support.TRANSPORT:
                return replace(one, transport=paid)
            case Support.ANCILLARY:
                return replace(one, ancillary=paid)
            case Support.FEE:
                return replace(one, fee=paid)

    return _activities(facts, {proposal.item}, changed)


@_apply.register
def _(proposal: OfferVolunteering, facts: PlanFacts) -> PlanFacts:
    return _standings(facts, {proposal.person}, lambda one: replace(one, volunteer_offered=True))


@_apply.register
def _(proposal: OfferCure, facts: PlanFacts) -> PlanFacts:
    return _standings(facts, {proposal.person}, lambda one: replace(one, cure_offered=True))


@_apply.register
def _(proposal: Separate, facts: PlanFacts) -> PlanFacts:
    """The first keeps time and place. The other's have yet to be arranged, and must not be the same."""
    leaves, key = proposal.person, f"{proposal.item}{OF_ONE}{proposal.person}"
    activities: list[Activity] = []
    for one in facts.activities:
        if one.id != proposal.item:
            activities.append(one)
            continue
        untimed = replace(one.when, from_time=None, to_time=None)
        own = tuple((side, leaves if who in one.persons else who) for side, who in one.owners)
        stay = tuple(person for person in one.persons if person != leaves)
        kept = tuple((side, stay[0] if who == leaves and stay else who) for side, who in one.owners)
        activities.append(replace(one, persons=stay, owners=kept))
        activities.append(replace(one, id=key, persons=(leaves,), about=leaves, owners=own, when=untimed, place=""))
    appointments: list[Appointment] = []
    for booked in facts.appointments:
        if booked.id != proposal.item:
            appointments.append(booked)
            continue
        untimed = replace(booked.when, from_time=None, to_time=None)
        appointments.append(replace(booked, persons=tuple(who for who in booked.persons if who != leaves)))
        appointments.append(replace(booked, id=key, persons=(leaves,), when=untimed, place=""))
    return replace(facts, activities=tuple(activities), appointments=tuple(appointments))


@_apply.register
def _(proposal: SetDue, facts: PlanFacts) -> PlanFacts:
    return _activities(facts, {proposal.item}, lambda one: replace(one, due_on=proposal.due_on))


@_apply.register
def _(proposal: StopWaiting, facts: PlanFacts) -> PlanFacts:
    return _activities(
        facts, {proposal.item}, lambda one: replace(one, waits_for=one.waits_for - set(proposal.for_items))
    )


@_apply.register
def _(proposal: OfferInstead, facts: PlanFacts) -> PlanFacts:
    facts = _activities(facts, {proposal.item}, lambda one: replace(one, mandatory=False))
    requirements = tuple(
        replace(one, mandatory=False) if one.id == proposal.item else one for one in facts.requirements
    )
    return replace(facts, requirements=requirements)


@_apply.register
def _(proposal: Reuse, facts: PlanFacts) -> PlanFacts:
    assessments = tuple(
        replace(one, reuses=proposal.of) if one.id == proposal.item else one for one in facts.assessments
    )
    return replace(facts, assessments=assessments)


@_apply.register
def _(proposal: AskForConsent, facts: PlanFacts) -> PlanFacts:
    return replace(facts, asked=facts.asked | {(proposal.person, proposal.category)})


@_apply.register
def _(proposal: KeepInOwnPlan, facts: PlanFacts) -> PlanFacts:
    return _activities(facts, {proposal.item}, lambda one: replace(one, shared=False))


@_apply.register
def _(proposal: BeginReunification, facts: PlanFacts) -> PlanFacts:
    facts = _standings(facts, set(proposal.persons), lambda one: replace(one, status=WtwStatus.REUNIFICATION))
    return replace(facts, reunification=replace(facts.reunification, recommends_cash_aid=True))


@_apply.register
def _(proposal: EndReunification, facts: PlanFacts) -> PlanFacts:
    return _standings(facts, set(proposal.persons), lambda one: replace(one, status=WtwStatus.ENGAGED))
