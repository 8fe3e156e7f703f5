"""Every step from every state of a meeting: the table of `enums.py` is what the services do, no more and no less."""

from contextlib import contextmanager, nullcontext

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from accounts.access import NotAllowed
from families.enums import Category, NoticeKind
from families.models import Address, Notice
from meetings.enums import (
    AHEAD,
    MEETING_TRANSITIONS,
    NOT_HELD,
    WAS_HELD,
    MeetingKind,
    MeetingStatus,
    Mode,
    PltmOutcome,
    Topic,
    Trigger,
)
from meetings.models import Meeting
from meetings.services import (
    add_note,
    cancel_meeting,
    confirm_meeting,
    correct_note,
    finish_minutes,
    invite,
    keep_statement,
    mark_attendance,
    move_meeting,
    record_no_show,
    request_meeting,
    withdraw_meeting_request,
)
from tests.locks import tables_locked_by
from tests.meetings import county as steps

pytestmark = pytest.mark.django_db
S = MeetingStatus


def _move(meeting):
    """Longer, and on the same day, whatever time of the day it is now."""
    move_meeting(
        meeting=meeting, by=meeting.scheduled_by, version=meeting.version, starts_at=meeting.starts_at,
        minutes=60 + meeting.moves + 1,
        mode="phone", place="Line", moved_reason="The mother works then",
    )  # fmt: skip


def _note(meeting):
    add_note(meeting=meeting, by=meeting.scheduled_by, topic=Topic.WILLINGNESS, text="Yes", category=Category.LOGISTICS)


VERBS = {
    "confirm": lambda meeting: confirm_meeting(meeting=meeting, by=meeting.scheduled_by),
    "move": _move,
    "hold": steps.held,
    "note": _note,
    "finish": lambda meeting: finish_minutes(meeting=meeting, by=meeting.scheduled_by),
    "cancel": lambda meeting: cancel_meeting(meeting=meeting, by=meeting.scheduled_by, reason="Snow"),
    "no_show": lambda meeting: record_no_show(meeting=meeting, by=meeting.scheduled_by, reason="Nobody answered"),
}
# The golden table: verb -> from each state, to one state.
GOLDEN = {
    "confirm": {S.SCHEDULED: S.CONFIRMED},
    "move": dict.fromkeys(AHEAD, S.SCHEDULED),
    "hold": dict.fromkeys(AHEAD, S.HELD),
    "note": {S.SCHEDULED: S.SCHEDULED, S.CONFIRMED: S.CONFIRMED, S.HELD: S.MINUTES, S.MINUTES: S.MINUTES},
    "finish": dict.fromkeys([S.HELD, S.MINUTES], S.FINAL),
    "cancel": dict.fromkeys(AHEAD, S.CANCELLED),
    "no_show": dict.fromkeys(AHEAD, S.NO_SHOW),
}
WAY_TO = {
    S.SCHEDULED: [],
    S.CONFIRMED: ["confirm"],
    S.HELD: ["hold"],
    S.MINUTES: ["hold", "note"],
    S.FINAL: ["hold", "finish"],
    S.CANCELLED: ["cancel"],
    S.NO_SHOW: ["no_show"],
}


def facts_of(meeting):
    meeting.refresh_from_db()
    return meeting.status, meeting.moves, meeting.history.count(), meeting.notes.count()


def asked_for(carried):
    """A CFT that has no day yet."""
    return request_meeting(
        family=carried.family, by=carried.cfs_worker, kind=MeetingKind.CFT, trigger=Trigger.STAFF,
        owner=carried.cfs_worker,
    )  # fmt: skip


def do(verb, meeting):
    with transaction.atomic():
        VERBS[verb](meeting)


def standing_at(carried, status):
    meeting = steps.pltm(carried)
    for verb in WAY_TO[status]:
        do(verb, meeting)
    meeting.refresh_from_db()
    assert meeting.status == status
    return meeting


@contextmanager
def tried(meeting, verb, state):
    """Do it, and within see where it led: to the state of the table, or refused with nothing changed. Then undo it."""
    with transaction.atomic():
        meeting = Meeting.objects.get(pk=meeting.pk)
        before = facts_of(meeting)
        if state in GOLDEN[verb]:
            do(verb, meeting)
            assert facts_of(meeting)[0] == GOLDEN[verb][state], (state, verb)
        else:
            with pytest.raises(NotAllowed):
                do(verb, meeting)
            assert facts_of(meeting) == before, (state, verb)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("status", S)
def test_each_step_from_each_state(carried, status):
    meeting = standing_at(carried, status)
    for verb in VERBS:
        with tried(meeting, verb, status):
            pass


@pytest.mark.parametrize("verb", [*VERBS, "mark", "withdraw"])
def test_the_family_is_locked_first(carried, verb):
    """Whoever took the meeting first would wait for a contact's, a join's or a schedule's lock, and they for theirs."""
    asked = asked_for(carried)
    meeting = standing_at(carried, S.HELD if verb == "finish" else S.SCHEDULED)
    more = {
        "mark": lambda: mark_attendance(attendance=meeting.attendances.first(), by=carried.cfs_worker, mode=Mode.PHONE),
        "withdraw": lambda: withdraw_meeting_request(request=asked, by=carried.cfs_worker, reason="It can wait"),
    }
    act = more.get(verb) or (lambda: do(verb, meeting))
    assert tables_locked_by(act)[0] == "families_family"


def test_these_steps_are_the_whole_table():
    done = {(state, to) for verb, step in GOLDEN.items() for state, to in step.items() if verb != "note" or state != to}
    table = {(state, to) for state, following in MEETING_TRANSITIONS.items() for to in following}
    assert done | {(S.MINUTES, S.MINUTES)} == table
    assert set(S) == AHEAD | WAS_HELD | NOT_HELD


def walk(meeting, state, steps_left):
    """Every order of so many verbs. What is refused changes nothing: the way goes on as if it had not been tried."""
    for verb in VERBS:
        with tried(meeting, verb, state):
            if steps_left > 1 and state in GOLDEN[verb] and verb != "note":
                walk(meeting, GOLDEN[verb][state], steps_left - 1)


def test_any_order_of_verbs_ends_where_the_table_says(carried):
    walk(steps.pltm(carried), S.SCHEDULED, 3)


def test_each_state_keeps_when_and_by_whom(carried):
    meeting = standing_at(carried, S.CONFIRMED)
    assert meeting.confirmed_by == carried.cfs_worker
    do("move", meeting)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.confirmed_at, meeting.confirmed_by) == (S.SCHEDULED, None, None), (
        "they are asked again"
    )
    do("hold", meeting)
    do("finish", meeting)
    assert (meeting.held_by, meeting.finished_by) == (carried.cfs_worker, carried.cfs_worker)


def test_nothing_is_added_to_final_minutes_but_what_is_wrong_is_corrected(carried):
    meeting = standing_at(carried, S.MINUTES)
    do("finish", meeting)
    note = meeting.notes.get()
    with pytest.raises(NotAllowed, match="The minutes are final"):
        do("note", meeting)
    correct_note(note=note, by=carried.cfs_worker, version=1, text="Yes, both", category=Category.LOGISTICS)
    assert meeting.notes.get().text == "Yes, both"


def test_a_no_show_is_not_recorded_before_its_day(carried):
    meeting = steps.pltm(carried, starts_at=steps.in_days(3))
    with pytest.raises(NotAllowed, match="This meeting is set for"):
        do("no_show", meeting)


@pytest.mark.parametrize("verb", ["hold", "no_show"])
def test_what_became_of_it_is_recorded_from_its_hour_on_not_from_the_morning_of_its_day(carried, verb):
    """A meeting of two o'clock; it may begin a little early."""
    morning = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    with time_machine.travel(morning, tick=False):
        meeting = steps.pltm(carried, starts_at=morning.replace(hour=14))
        with pytest.raises(NotAllowed, match=r"set for .+ 2:00 PM\. Record it once it has begun\."):
            do(verb, meeting)
        mark_attendance(attendance=meeting.attendances.first(), by=carried.cfs_worker, mode=Mode.PHONE)
    for minute, refused in ((44, True), (45, False)):
        then, ends = morning.replace(hour=13, minute=minute), pytest.raises(NotAllowed) if refused else nullcontext()
        with time_machine.travel(then, tick=False), ends:
            do(verb, meeting)
    meeting.refresh_from_db()
    assert meeting.status in {S.HELD, S.NO_SHOW}


def test_what_lies_ahead_today_did_not_take_place_already(carried):
    morning = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    with time_machine.travel(morning, tick=False):
        with pytest.raises(NotAllowed, match="This time lies ahead"):
            steps.pltm(carried, starts_at=morning.replace(hour=14), held_already=True)
        steps.pltm(carried, starts_at=morning, held_already=True)


@pytest.mark.parametrize(("days", "kind"), [(0, NoticeKind.MEETING_CANCELLED_TODAY), (3, NoticeKind.MEETING_CANCELLED)])
def test_what_is_cancelled_today_is_told_at_once(carried, days, kind):
    meeting = steps.pltm(carried, starts_at=steps.in_days(days))
    Notice.objects.all().delete()
    do("cancel", meeting)
    assert set(Notice.objects.values_list("kind", flat=True)) == {kind}


def test_a_meeting_that_was_not_held_closes_no_clock(carried):
    do("no_show", steps.pltm(carried))
    assert carried.family.task_rows.filter(kind="hold_pltm").count() == 2
    assert Meeting.objects.held().count() == 0


KEPT = "with her at 77 Refuge Lane"


def test_no_free_words_of_a_meeting_tell_a_kept_address(carried):
    address = {"category": Category.CONTACT, "confidential": True, "street": "77 Refuge Lane"}
    Address.objects.create(family=carried.family, bureau=carried.cfs_worker.bureau, about=carried.mother, **address)
    guest = {"role": "school", "external_name": "Ms. Ito"}
    for more, facts in [
        ((), {"interpreter": KEPT}),
        ((), {"out_of_order_reason": KEPT}),
        (({**guest, "organization": KEPT},), {}),
        (({**guest, "external_name": KEPT},), {}),
    ]:
        with pytest.raises(NotAllowed, match="confidential address"):
            steps.ltm(carried, *more, **facts)
    pltm = steps.pltm(carried)
    with pytest.raises(NotAllowed, match="confidential address"):
        steps.held(pltm, outcome=PltmOutcome.DECLINED, outcome_reason=KEPT)
    with pytest.raises(NotAllowed, match="confidential address"):
        steps.held(pltm, outcome=PltmOutcome.MORE_TIME, interpreter=KEPT)
    to = {"starts_at": steps.in_days(1), "minutes": 60, "mode": pltm.mode, "place": "-", "moved_reason": "-"}
    with pytest.raises(NotAllowed, match="confidential address"):
        move_meeting(meeting=pltm, by=carried.cfs_worker, version=pltm.version, interpreter=KEPT, **to)
    asked = asked_for(carried)
    with pytest.raises(NotAllowed, match="confidential address"):
        withdraw_meeting_request(request=asked, by=carried.cfs_worker, reason=KEPT)


def test_marking_who_is_there_keeps_what_was_said_of_them_meanwhile(carried):
    meeting = steps.ltm(carried, {"role": "school", "external_name": "Ms. Ito"})
    seen_before, seen = (meeting.attendances.get(external_name="Ms. Ito") for _ in range(2))
    keep_statement(attendance=seen, by=carried.cfs_worker, statement_signed_on=timezone.localdate())
    mark_attendance(attendance=seen_before, by=carried.cfs_worker, mode=Mode.PHONE)
    seen.refresh_from_db()
    assert (seen.present, seen.statement_signed_on) == (True, timezone.localdate())


def test_someone_from_outside_is_invited_once(carried):
    meeting, by = steps.ltm(carried), carried.cfs_worker
    guest = {"role": "school", "external_name": "Ms. Ito", "organization": "Vista Elementary"}
    invite(meeting=meeting, by=by, attendees=[guest])
    with pytest.raises(NotAllowed, match="Ito is invited already"):
        invite(meeting=meeting, by=by, attendees=[guest])
