"""The transition: what moves where, who finishes what, and whose the plan is afterwards (CFPIC Guidelines, 17, 18)."""

import datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.enums import Bureau
from accounts.models import User
from caseplans.deadlines import ending_dues
from caseplans.enums import ActivityStatus, PlanStatus, Responsible, SignerRole
from caseplans.models import Activity, ActivityMove, Plan, ProgramClosing, ResidualNeed, Transition
from caseplans.rules import workers_of
from caseplans.rules.transitions import (
    Moving,
    TransitionFacts,
    check_connection,
    check_moving,
    check_provider,
    endings,
    goes_on_after,
    handed,
    missing_to_finish,
    outcome_of,
)
from caseplans.services import amend_plan, freeze_plan, show_plan, start_plan
from caseplans.services.transitions import change_need, finish_part, prepare_transition, say_why_it_ends
from caseplans.sharing.transitions import facts_for, last_meeting
from caseplans.transition_enums import ClosingReason, Connection, Ending, GoalStands, GoesTo, NoMeeting
from crossover.enums import Stage
from crossover.models import StageEvent
from families.enums import Category, NoticeKind, TaskKind
from families.models import Notice, Task
from families.services import StaleRow, edit_cfs_case
from meetings.enums import MeetingKind
from meetings.models import Meeting
from tests.caseplans.county import (
    activity_of,
    all_said,
    calworks_closed,
    cfs_closed,
    consent_for,
    decided,
    goal_of,
    held_ltm,
    need_of,
    provider,
    sealed,
    shown,
    signed_by,
    transition_begun,
    transition_complete,
)

TODAY = timezone.localdate()
CFS, CALWORKS = Bureau
CENTER: Any = SimpleNamespace(pk=1)
P = ActivityStatus


@pytest.mark.parametrize(
    ("gone", "offered"),
    [
        (set(), [Ending.CFS, Ending.CALWORKS, Ending.BOTH]),
        ({CFS}, [Ending.CALWORKS]),
        ({CALWORKS}, [Ending.CFS]),
        ({CFS, CALWORKS}, []),
    ],
)
def test_which_endings_are_left(gone, offered):
    assert endings(gone) == offered


@pytest.mark.parametrize(
    ("ends", "gone", "goes_on"),
    [
        (Ending.CFS, (), CALWORKS),
        (Ending.CALWORKS, (), CFS),
        (Ending.BOTH, (), ""),
        (Ending.CALWORKS, (CFS,), ""),
        (Ending.CFS, (CALWORKS,), ""),
    ],
)
def test_who_goes_on(ends, gone, goes_on):
    assert goes_on_after(ends, gone) == goes_on


@pytest.mark.parametrize(
    ("goes_to", "goes_on", "may_read", "allowed"),
    [
        # to the program that goes on: there is one, and it may read it
        (GoesTo.GOES_ON, "calworks", True, True),
        (GoesTo.GOES_ON, "calworks", False, False),
        (GoesTo.GOES_ON, "", False, False),
        # to the community, or nowhere: always
        (GoesTo.COMMUNITY, "", False, True),
        (GoesTo.ENDS, "", False, True),
    ],
)
def test_where_an_activity_may_go(goes_to, goes_on, may_read, allowed):
    moving = Moving(goes_to, CENTER)
    if allowed:
        check_moving(moving, goes_on, may_read=may_read)
        return
    with pytest.raises(NotAllowed):
        check_moving(moving, goes_on, may_read=may_read)


def test_the_community_has_a_name_and_a_connection_its_day():
    check_provider(Moving(GoesTo.ENDS))
    check_provider(Moving(GoesTo.COMMUNITY, CENTER))
    with pytest.raises(NotAllowed, match="Name who helps"):
        check_provider(Moving(GoesTo.COMMUNITY))
    for connection in ("", Connection.WAITING, Connection.NOT_WANTED, Connection.NOT_NEEDED):
        check_connection(connection, None, None)
    check_connection(Connection.CONNECTED, CENTER, TODAY)
    with pytest.raises(NotAllowed, match="Name with whom"):
        check_connection(Connection.CONNECTED, None, TODAY)
    with pytest.raises(NotAllowed, match="on which day"):
        check_connection(Connection.CONNECTED, CENTER, None)


GOES_ON, ENDS = Moving(GoesTo.GOES_ON), Moving(GoesTo.ENDS)
WITH, KNOWS = Moving(GoesTo.COMMUNITY, CENTER), Moving(GoesTo.COMMUNITY, CENTER, TODAY)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"no_meeting": NoMeeting.NOT_WANTED}, ""),
        ({"has_met": True}, ""),
        ({}, "Hold the transition LTM"),
        ({"has_met": True, "still_open": [CFS]}, "The CFS case is still open"),
        ({"has_met": True, "says_why": False}, "Say why your program ends"),
        ({"has_met": True, "activities": {"a": None}}, "Say where this goes: a"),
        ({"has_met": True, "activities": {"a": GOES_ON, "b": ENDS, "c": KNOWS}}, ""),
        ({"has_met": True, "activities": {"a": WITH}}, "write down the day: a"),
        ({"has_met": True, "goals": {"safe": ""}}, "Say how this goal stands: safe"),
        ({"has_met": True, "goals": {"safe": GoalStands.PARTLY}}, ""),
        ({"has_met": True, "needs": [ResidualNeed(text="Rides")]}, "Say whether the family was connected: Rides"),
        ({"has_met": True, "needs": [ResidualNeed(text="Rides", connection=Connection.WAITING)]}, ""),
    ],
)
def test_what_is_missing_is_said(facts, said):
    missing = missing_to_finish(TransitionFacts(**facts))
    assert [said in line for line in missing] == ([True] if said else [])


@pytest.mark.parametrize(
    ("stands", "whole"),
    [
        ([], None),
        (["met", "met"], GoalStands.MET),
        (["met", "not_met"], GoalStands.PARTLY),
        (["partly"], GoalStands.PARTLY),
        (["not_met", "not_met"], GoalStands.NOT_MET),
    ],
)
def test_how_the_plan_stands_as_a_whole(stands, whole):
    assert outcome_of(stands) == whole


def test_what_the_program_that_goes_on_takes_over():
    facts = {"provided_by": "cfs", "paid_by": "cfs", "transport": "cfs", "child_care": "family", "ancillary": ""}
    visit = Activity(responsible=Responsible.CFS, **facts)
    assert handed(visit, [CFS], "calworks") == dict.fromkeys(
        ["responsible", "provided_by", "paid_by", "transport"], "calworks"
    )
    own = Activity(responsible=Responsible.FAMILY, provided_by="calworks", paid_by="calworks")
    assert handed(own, [CFS], "calworks") == {}
    for bureau, taken in (("cfs", {"owner": None}), ("calworks", {})):
        own.owner = User(bureau=bureau)
        assert handed(own, [CFS], "calworks") == taken


@pytest.mark.parametrize(("closed", "count"), [([], 0), ([TODAY], 2), ([TODAY, TODAY], 2)])
def test_both_workers_are_asked_once_a_program_ended(closed, count):
    workers = {SignerRole.CFS_WORKER: SimpleNamespace(pk=7), SignerRole.AIS_WORKER: SimpleNamespace(pk=8)}
    dues = ending_dues(closed, workers, 30)
    assert [one.owner_id for one in dues] == [7, 8][:count]
    assert {one.due_on for one in dues} <= {TODAY + datetime.timedelta(days=30)}


def asked(carried, *kinds: TaskKind) -> set[tuple[str, int]]:
    found = Task.objects.filter(family=carried.family, kind__in=kinds or [TaskKind.BEGIN_TRANSITION])
    return set(found.values_list("kind", "owner"))


@pytest.mark.django_db
def test_it_works(carried):
    transition = transition_begun(carried)
    assert (transition.goes_on, transition.begun_by) == ("calworks", carried.cfs_worker)
    all_said(transition, carried)
    need = need_of(transition, carried, resource=provider(), connection=Connection.CONNECTED, connected_on=TODAY)
    assert need.connected_by == carried.cfs_worker
    cfs_closed(carried)
    assert asked(carried) == {
        (TaskKind.BEGIN_TRANSITION, worker.pk) for worker in (carried.cfs_worker, carried.ais_worker)
    }
    assert not finish_part(transition=transition, by=carried.cfs_worker).is_complete
    assert asked(carried), "not before both have finished"
    done = finish_part(transition=transition, by=carried.ais_worker)
    assert done.is_complete
    assert finish_part(transition=transition, by=carried.ais_worker) == done, "sent twice"
    assert done.history.count() == 4  # begun, both parts, complete

    assert asked(carried) == set()
    plan = Plan.objects.get()
    assert plan.status == PlanStatus.ACTIVE
    assert workers_of(carried.family) == {SignerRole.AIS_WORKER: carried.ais_worker}
    visit = Activity.objects.get(text="Visit the home every month")
    assert (visit.responsible, visit.provided_by, visit.paid_by, visit.bureau) == ("calworks",) * 3 + ("cfs",)
    assert visit.history.first().prev_record.responsible == "cfs"
    promises = asked(carried, TaskKind.KEEP_PROMISE, TaskKind.ASK_ABOUT_ACTIVITY)
    assert promises == {
        (TaskKind.KEEP_PROMISE, carried.ais_worker.pk),
        (TaskKind.ASK_ABOUT_ACTIVITY, carried.ais_worker.pk),
    }
    assert not Task.objects.filter(family=carried.family, owner=carried.cfs_worker, why__startswith="31-090 III.E")
    assert StageEvent.objects.filter(stage=Stage.CLOSED).count() == 1
    assert Notice.objects.get(kind=NoticeKind.PLAN_HANDED_OVER).user == carried.cfs_worker


@pytest.mark.django_db
def test_what_ends_and_what_goes_to_the_community_is_over(carried):
    transition = transition_begun(carried)
    plan = transition.plan
    to_do = {one.text: one.uuid for one in Activity.objects.filter(goal__plan=plan)}
    moves = {
        to_do["Attend parenting class"]: Moving(GoesTo.COMMUNITY, provider(), TODAY),
        to_do["Visit the home every month"]: Moving(GoesTo.ENDS),
        to_do["Pay for child care"]: Moving(GoesTo.GOES_ON),
    }
    all_said(transition, carried, moves=moves)
    cfs_closed(carried)
    for by in (carried.ais_worker, carried.cfs_worker):
        finish_part(transition=transition, by=by)
    status = dict(Activity.objects.values_list("text", "status"))
    assert status == {
        "Attend parenting class": P.REPLACED, "Visit the home every month": P.WAIVED, "Pay for child care": P.AGREED,
    }  # fmt: skip
    move = ActivityMove.objects.get(goes_to=GoesTo.COMMUNITY)
    assert (move.resource, move.connected_on, move.connected_by) == (provider(), TODAY, carried.cfs_worker)


@pytest.mark.django_db
def test_both_end_and_the_plan_is_closed(carried):
    transition = transition_begun(carried, ends=Ending.BOTH)
    all_said(transition, carried, GoesTo.ENDS)
    say_why_it_ends(
        transition=transition, by=carried.ais_worker, reason=ClosingReason.NOT_ELIGIBLE, about=carried.mother
    )
    cfs_closed(carried)
    with pytest.raises(NotAllowed, match="The CalWORKs case is still open"):
        finish_part(transition=transition, by=carried.cfs_worker)
    calworks_closed(carried)
    for by in (carried.cfs_worker, carried.ais_worker):
        finish_part(transition=transition, by=by)
    assert Plan.objects.get().status == PlanStatus.CLOSED
    assert workers_of(carried.family) == {}
    assert not Activity.objects.exclude(status=P.WAIVED)
    kinds = set(Task.objects.filter(family=carried.family).values_list("kind", flat=True))
    assert not kinds & {TaskKind.BEGIN_TRANSITION, TaskKind.KEEP_PROMISE, TaskKind.SIGN_PLAN, TaskKind.GIVE_COPIES}


@pytest.mark.django_db
def test_the_program_that_is_left_ends_later(carried):
    first = transition_complete(carried)
    calworks_closed(carried)
    assert asked(carried) == {(TaskKind.BEGIN_TRANSITION, carried.ais_worker.pk)}
    with pytest.raises(NotAllowed, match="ended already"):
        prepare_transition(plan=first.plan, by=carried.ais_worker, ends=Ending.CFS)
    to_do = visible(Activity, carried.ais_worker).filter(goal__plan=first.plan)
    second = prepare_transition(
        plan=first.plan, by=carried.ais_worker, ends=Ending.CALWORKS, no_meeting=NoMeeting.MOVED,
        moves={one.uuid: Moving(GoesTo.ENDS) for one in to_do},
        goals={one.uuid: GoalStands.PARTLY for one in first.plan.goals.all()},
    )  # fmt: skip
    assert second.goes_on == ""
    say_why_it_ends(transition=second, by=carried.ais_worker, reason=ClosingReason.MOVED, about=carried.mother)
    assert finish_part(transition=second, by=carried.ais_worker).is_complete, "nobody of CFS is asked any more"
    assert Plan.objects.get().status == PlanStatus.CLOSED
    assert asked(carried) == set()


@pytest.mark.django_db
def test_a_program_that_opens_again_is_back_in_the_plan(carried):
    transition_complete(carried)
    case = carried.cfs_case
    case.refresh_from_db()
    edit_cfs_case(case=case, by=carried.cfs_worker, version=case.version, closed_on=None, closing_reason="")
    assert set(workers_of(carried.family)) == {SignerRole.CFS_WORKER, SignerRole.AIS_WORKER}
    assert asked(carried) == set()


@pytest.mark.django_db
def test_what_the_program_that_goes_on_may_not_read_does_not_go_to_it(carried):
    hidden = with_a_hidden_activity(carried)
    transition = prepare_transition(plan=hidden.goal.plan, by=carried.cfs_worker, ends=Ending.CFS)
    with pytest.raises(NotAllowed, match="CalWORKs may not read this"):
        all_said(transition, carried)


def with_a_hidden_activity(carried) -> Activity:
    """A signed plan, and beside what was signed an activity that CFS keeps to itself."""
    consent_for(carried, Category.SERVICES)
    decided(held_ltm(carried), carried, "Grandmother drives on Tuesdays")
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    goal = goal_of(plan, carried)
    activity_of(goal, carried)
    hidden = activity_of(goal, carried, "Meet the counselor", confidential=True)
    version = freeze_plan(plan=shown(plan, carried), by=carried.cfs_worker)
    for signer in version.signers.all():
        signed_by(signer)
    return Activity.objects.get(pk=hidden.pk)


@pytest.mark.django_db
def test_each_program_answers_for_what_only_it_may_read(carried):
    """CalWORKs finishes its part without a word of what CFS keeps; it is complete only once CFS has answered."""
    hidden = with_a_hidden_activity(carried)
    plan, ais = hidden.goal.plan, carried.ais_worker
    read = {one.uuid: Moving(GoesTo.GOES_ON) for one in visible(Activity, ais).filter(goal__plan=plan)}
    goals = {one.uuid: GoalStands.MET for one in plan.goals.all()}
    transition = prepare_transition(
        plan=plan, by=ais, ends=Ending.CFS, no_meeting=NoMeeting.MOVED, moves=read, goals=goals
    )
    cfs_closed(carried)
    assert not missing_to_finish(facts_for(transition, ais))
    assert not finish_part(transition=transition, by=ais).is_complete
    with pytest.raises(NotAllowed, match="Say where this goes: Meet the counselor"):
        finish_part(transition=transition, by=carried.cfs_worker)
    prepare_transition(
        plan=plan, by=carried.cfs_worker, ends=Ending.CFS, no_meeting=NoMeeting.MOVED, goals=goals,
        moves=read | {hidden.uuid: Moving(GoesTo.ENDS)},
    )  # fmt: skip
    assert not visible(ActivityMove, ais).filter(activity=hidden)
    prepare_transition(plan=plan, by=ais, ends=Ending.CFS, no_meeting=NoMeeting.MOVED, moves=read, goals=goals)
    assert ActivityMove.objects.filter(activity=hidden).exists(), "what a reader may not read stays as it is"
    say_why_it_ends(transition=transition, by=carried.cfs_worker, reason=ClosingReason.COMPLETE, about=carried.mother)
    finish_part(transition=transition, by=carried.cfs_worker)
    assert finish_part(transition=transition, by=ais).is_complete
    hidden.refresh_from_db()
    assert hidden.status == P.WAIVED


@pytest.mark.django_db
def test_why_and_needs_cross_as_the_family_agreed(carried):
    transition = transition_begun(carried)
    all_said(transition, carried)
    housing = need_of(transition, carried, "A larger flat", category=Category.HOUSING)
    rides = need_of(transition, carried)
    assert list(visible(ResidualNeed, carried.cfs_worker)) == [housing, rides]
    assert list(visible(ResidualNeed, carried.ais_worker)) == [rides], "no consent for housing"
    closing = visible(ProgramClosing, carried.ais_worker).get()
    assert (closing.category, closing.bureau) == (Category.SERVICES, "cfs")
    say_why_it_ends(
        transition=transition, by=carried.cfs_worker, reason=ClosingReason.DECLINED, about=carried.mother,
        confidential=True, version=closing.version,
    )  # fmt: skip
    assert not visible(ProgramClosing, carried.ais_worker)
    with pytest.raises(NotAllowed, match="Only the program that ends"):
        say_why_it_ends(transition=transition, by=carried.ais_worker, reason=ClosingReason.MOVED, about=carried.mother)
    with pytest.raises(NotAllowed, match="Only the program that wrote this"):
        change_need(need=rides, by=carried.ais_worker, version=1, text="No")


@pytest.mark.django_db
def test_a_part_is_finished_anew_after_a_change(carried):
    transition = transition_begun(carried)
    all_said(transition, carried)
    cfs_closed(carried)
    assert finish_part(transition=transition, by=carried.cfs_worker).finished("cfs")
    need_of(transition, carried)
    transition.refresh_from_db()
    assert not transition.finished("cfs")
    with pytest.raises(NotAllowed, match="Say whether the family was connected: Rides to school"):
        finish_part(transition=transition, by=carried.cfs_worker)


@pytest.mark.django_db
def test_a_form_sent_twice_begins_once_and_a_stale_one_is_refused(carried):
    plan, key = sealed(carried).plan, uuid4()
    said = {"plan": plan, "by": carried.cfs_worker, "ends": Ending.CFS, "key": key}
    assert prepare_transition(**said) == prepare_transition(**said)
    with pytest.raises(NotAllowed, match="saved already"):
        prepare_transition(**said | {"no_meeting": NoMeeting.MOVED})
    with pytest.raises(StaleRow):
        prepare_transition(**said | {"key": uuid4(), "seen": "otherwise", "no_meeting": NoMeeting.MOVED})
    transition = Transition.objects.get()
    need = need_of(transition, carried, key=(key := uuid4()))
    assert need_of(transition, carried, key=key) == need
    why = {"transition": transition, "by": carried.cfs_worker, "about": carried.mother}
    say_why_it_ends(**why, reason=ClosingReason.COMPLETE)
    with pytest.raises(StaleRow):
        say_why_it_ends(**why, reason=ClosingReason.MOVED)


@pytest.mark.django_db
def test_outsiders_and_clerks_prepare_nothing(carried, elsewhere, staff):
    plan = sealed(carried).plan
    for stranger in (elsewhere.cfs_worker, elsewhere.ais_worker, staff["er.clerk"]):
        with pytest.raises(NotAllowed):
            prepare_transition(plan=plan, by=stranger, ends=Ending.CFS)
    draft = Plan.objects.create(family=carried.family, started_by=carried.cfs_worker)
    with pytest.raises(NotAllowed, match="signed plan that is in force"):
        prepare_transition(plan=draft, by=carried.cfs_worker, ends=Ending.CFS)


@pytest.mark.django_db
def test_a_transition_ltm_is_the_last_meeting(carried):
    plan = sealed(carried).plan
    held = held_ltm(carried)
    assert last_meeting(plan) is None, "an LTM of another kind prepares no transition"
    Meeting.objects.filter(pk=held.pk).update(kind=MeetingKind.LTM_TRANSITION)
    assert last_meeting(plan) == held


@pytest.mark.django_db
def test_the_next_version_is_signed_without_the_program_that_ended(carried):
    transition = transition_complete(carried)
    amending = amend_plan(plan=transition.plan, by=carried.ais_worker)
    version = freeze_plan(plan=shown_by(amending, carried), by=carried.ais_worker)
    assert {signer.role for signer in version.signers.filter(user__isnull=False)} <= {
        SignerRole.AIS_WORKER, SignerRole.PRESENT,
    }  # fmt: skip
    for signer in version.signers.filter(role__in=[SignerRole.AIS_WORKER, SignerRole.PARENT]):
        signed_by(signer, by=carried.ais_worker)
    amending.refresh_from_db()
    assert amending.status == PlanStatus.ACTIVE
    assert workers_of(carried.family) == {SignerRole.AIS_WORKER: carried.ais_worker}
    assert StageEvent.objects.order_by("pk").last().stage == Stage.CLOSED


def shown_by(plan, carried):
    show_plan(plan=plan, person=carried.mother, by=carried.ais_worker, language=carried.mother.language)
    return plan


@pytest.mark.django_db
def test_a_transition_under_way_goes_on_under_the_next_version(carried):
    transition = transition_begun(carried)
    all_said(transition, carried)
    amending = amend_plan(plan=transition.plan, by=carried.cfs_worker)
    version = freeze_plan(plan=shown(amending, carried), by=carried.cfs_worker)
    for signer in version.signers.all():
        signed_by(signer)
    transition.refresh_from_db()
    assert transition.plan == amending
    assert {one.activity.goal.plan for one in transition.moves.all()} == {amending}
    missing = missing_to_finish(facts_for(transition, carried.cfs_worker))
    assert [line for line in missing if "goal" in line], "how the goals stand is asked again"
    assert not [line for line in missing if "Say where" in line]
