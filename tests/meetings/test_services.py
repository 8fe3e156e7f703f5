"""Scheduling, holding, cancelling, noting and deciding: results, history, refusals."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import NotAllowed, visible
from crossover.enums import Stage
from crossover.models import StageEvent
from crossover.services.objections import flag_abuse
from crossover.sharing import readable
from crossover.sharing.addresses import tells_kept_address
from families.enums import AssignmentRole, Category, Ground, NoticeKind
from families.models import Family, FamilyGrant, Notice
from families.services import StaleRow, add_address, assign
from families.services.settling import grant_drift, task_drift
from linkages_site.demo.factories import PersonFactory, UserFactory
from meetings.enums import AttendeeRole, MeetingKind, MeetingStatus, Mode, Topic
from meetings.models import Attendance, Decision, Meeting, MeetingNote
from meetings.rules.calling import check_place_is_not_confidential
from meetings.services import (
    add_note,
    cancel_meeting,
    correct_decision,
    correct_note,
    decide,
    hold_meeting,
    invite,
)
from meetings.services import life as services
from tests.county import family_with_workers
from tests.meetings import county as steps

LOGISTICS, SERVICES = Category.LOGISTICS, Category.SERVICES


def test_a_pltm_by_phone_is_scheduled_and_the_staff_are_told(staff, carried, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        meeting = steps.pltm(carried, steps.facilitator(staff), mode=Mode.PHONE)
    assert (meeting.status, meeting.mode, meeting.history.count()) == (MeetingStatus.SCHEDULED, Mode.PHONE, 1)
    invited = {staff[name].pk for name in ("cfs.worker", "ais.worker", "facilitator")}
    assert set(Notice.objects.values_list("user", flat=True)) == invited
    assert Notice.objects.get(read_at__isnull=False).user == staff["cfs.worker"], "who did it has nothing to read"
    assert len(mail.outbox) == 3
    assert all(carried.family.name not in message.body + message.subject for message in mail.outbox)


def test_only_the_two_workers_schedule_a_pltm(staff, carried):
    for name in ("ifs.supervisor", "ais.supervisor", "facilitator"):
        with pytest.raises(NotAllowed):
            steps.pltm(carried, by=staff[name])
    assert steps.pltm(carried, by=staff["ais.worker"]).scheduled_by == staff["ais.worker"]


def test_a_pltm_waits_for_both_workers(staff):
    alone = family_with_workers(staff["cfs.worker"], None)
    with pytest.raises(NotAllowed, match=r"Still to assign: AIS/FS social worker\."):
        steps.pltm(alone)


def test_one_of_a_kind_is_scheduled_at_a_time(carried):
    steps.pltm(carried)
    with pytest.raises(NotAllowed, match="already scheduled"):
        steps.pltm(carried)


def test_no_family_at_a_pltm_by_service_or_by_database(carried):
    mother = {"role": AttendeeRole.FAMILY, "person": carried.mother}
    with pytest.raises(NotAllowed, match="Only staff"):
        steps.pltm(carried, mother)
    assert Meeting.objects.count() == 0
    meeting = steps.pltm(carried)
    with pytest.raises(NotAllowed, match="Only staff"):
        invite(meeting=meeting, by=carried.cfs_worker, attendees=[mother])
    with pytest.raises(IntegrityError, match="only_staff_at_a_pltm"), transaction.atomic():
        Attendance.objects.create(
            family=carried.family, meeting=meeting, kind=MeetingKind.PLTM, bureau="cfs", category=LOGISTICS, **mother
        )


def test_an_ltm_before_the_pltm_keeps_its_reason(carried):
    with pytest.raises(NotAllowed, match="say why"):
        steps.ltm(carried, out_of_order_reason="")
    assert steps.ltm(carried).out_of_order_reason == "The family asked for it today"


@pytest.mark.parametrize("place", ["12 arch street", "At home (12 Arch St., apt 3)", "call 925 555-0177 before"])
def test_the_place_tells_no_confidential_address(staff, carried, place):
    facts = {"about": carried.mother, "street": "12 Arch Street", "phone": "(925) 555-0177"}
    add_address(family=carried.family, by=staff["cfs.worker"], confidential=True, **facts)
    with pytest.raises(NotAllowed, match="confidential address"):
        steps.ltm(carried, place=place)
    assert steps.ltm(carried, place="12 Oak Street, room 3").place == "12 Oak Street, room 3"


def test_an_address_kept_by_a_flag_of_domestic_abuse_is_told_neither_by_the_place_nor_by_a_note(staff, carried):
    add_address(family=carried.family, by=staff["cfs.worker"], about=carried.mother, street="12 Arch Street")
    meeting = steps.ltm(carried, place="12 Arch Street")
    said = {"meeting": meeting, "by": staff["cfs.worker"], "category": "services", "about": carried.mother}
    add_note(**said, topic=Topic.STRENGTHS, text="They meet at 12 Arch Street")
    father = PersonFactory(family=carried.family, relationship="father")
    flag_abuse(protected=carried.mother, against=father, by=staff["cfs.worker"])
    with pytest.raises(NotAllowed, match="confidential address"):
        add_note(**said, topic=Topic.STRENGTHS, text="They meet at 12 Arch St.")
    with pytest.raises(NotAllowed, match="confidential address"):
        check_place_is_not_confidential(staff["cfs.worker"], carried.family, "12 Arch Street")
    check_place_is_not_confidential(staff["ais.worker"], carried.family, "12 Arch Street")


@pytest.mark.parametrize(
    ("street", "words", "told"),
    [
        ("12 Main Street", "At 12 MAIN St.", True),
        ("12 Main Street", "12 classes, and the main concern is the bus", False),
        ("PO Box 77", "Mail goes to PO Box 77", True),
        ("PO Box 77", "Any PO Box will do", False),
        ("Refuge House", "She is at Refuge House", True),
    ],
)
def test_an_address_is_told_by_its_first_words_in_a_row(carried, street, words, told):
    kept = {"about": None, "confidential": True}
    add_address(family=carried.family, by=carried.cfs_worker, street=street, **kept)
    assert tells_kept_address(carried.cfs_worker, carried.family, words) is told


def test_the_other_bureau_learns_no_confidential_address_by_trying(staff, carried):
    """Its own worker is refused by what the own bureau keeps, never by what the other one does."""
    facts = {"about": carried.mother, "street": "12 Arch Street"}
    add_address(family=carried.family, by=staff["cfs.worker"], confidential=True, **facts)
    assert steps.ltm(carried, by=staff["ais.worker"], place="12 Arch Street").place == "12 Arch Street"


def test_a_held_pltm_keeps_who_was_there_and_what_was_answered(staff, carried):
    meeting = steps.pltm(carried, steps.facilitator(staff))
    there = meeting.attendances.exclude(user=staff["facilitator"])
    notes = [
        {"topic": Topic.WILLINGNESS, "text": "Yes, both parents.", "category": LOGISTICS},
        {"topic": Topic.WORRIES, "text": "Housing", "category": SERVICES, "about": carried.mother},
    ]
    hold_meeting(meeting=meeting, by=carried.cfs_worker, present=dict.fromkeys(there, Mode.PHONE), notes=notes)
    assert (meeting.status, meeting.held_by, meeting.history.count()) == (
        MeetingStatus.HELD,
        carried.cfs_worker,
        2,
    )
    took_part = set(meeting.attendances.values_list("user__email", "present", "mode"))
    assert took_part == {
        ("cfs.worker@example.org", True, Mode.PHONE),
        ("ais.worker@example.org", True, Mode.PHONE),
        ("facilitator@example.org", False, ""),
    }
    assert list(meeting.notes.values_list("topic", "bureau", "category")) == [
        (Topic.WILLINGNESS, "cfs", LOGISTICS),
        (Topic.WORRIES, "cfs", SERVICES),
    ]
    assert StageEvent.objects.filter(stage=Stage.PLTM_DONE, linkages_case__family=carried.family).count() == 1


def test_an_ltm_is_held_with_the_family_on_the_phone(carried):
    meeting = steps.ltm(carried)
    present = {one: Mode.PHONE if one.person else Mode.IN_PERSON for one in meeting.attendances.all()}
    hold_meeting(meeting=meeting, by=carried.ais_worker, present=present)
    assert meeting.attendances.get(person=carried.mother).mode == Mode.PHONE
    assert StageEvent.objects.filter(stage=Stage.LTM_DONE).count() == 1


@pytest.mark.parametrize("absent", [AttendeeRole.FAMILY, AttendeeRole.CFS_WORKER, AttendeeRole.AIS_WORKER])
def test_an_ltm_is_not_held_without_those_required(carried, absent):
    meeting = steps.ltm(carried)
    present = dict.fromkeys(meeting.attendances.exclude(role=absent), Mode.IN_PERSON)
    with pytest.raises(NotAllowed, match=absent.label):
        hold_meeting(meeting=meeting, by=carried.cfs_worker, present=present)
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED


def test_those_of_another_meeting_do_not_count_as_present(carried, elsewhere):
    meeting, other = steps.ltm(carried), steps.ltm(elsewhere)
    with pytest.raises(NotAllowed, match="not held without"):
        hold_meeting(
            meeting=meeting,
            by=carried.cfs_worker,
            present=dict.fromkeys(other.attendances.all(), Mode.IN_PERSON),
        )


def test_the_wrong_order_is_refused_with_the_reason(carried):
    future = steps.pltm(carried, starts_at=steps.in_days(3))
    with pytest.raises(NotAllowed, match="This meeting is set for"):
        steps.held(future)
    with pytest.raises(NotAllowed, match="This meeting is set for"):
        add_note(meeting=future, by=carried.cfs_worker, topic=Topic.WILLINGNESS, text="Yes", category=LOGISTICS)
    cancel_meeting(meeting=future, by=carried.cfs_worker, reason="Too late")
    with pytest.raises(NotAllowed, match="already cancelled"):
        steps.held(future)
    meeting = steps.held(steps.pltm(carried))
    with pytest.raises(NotAllowed, match="already held"):
        steps.held(meeting)
    with pytest.raises(NotAllowed, match="already held"):
        cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Too late")
    with pytest.raises(NotAllowed, match="already held"):
        invite(meeting=meeting, by=carried.cfs_worker, attendees=[])
    with pytest.raises(NotAllowed, match="at the LTM"):
        decide(meeting=meeting, by=carried.cfs_worker, text="Rent help", category=LOGISTICS)


def test_a_second_tab_that_still_shows_the_meeting_open_cannot_hold_it_again(carried):
    meeting = steps.pltm(carried)
    stale = Meeting.objects.get()
    steps.held(meeting)
    with pytest.raises(NotAllowed, match="already held"):
        steps.held(stale)


def test_holding_that_fails_halfway_changes_nothing(carried, monkeypatch):
    meeting = steps.ltm(carried)
    monkeypatch.setattr(services, "add_stage", _killed)
    note = {"topic": Topic.REASON, "text": "First meeting", "category": LOGISTICS}
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        steps.held(meeting, notes=[note])
    fresh = Meeting.objects.get()
    assert (fresh.status, fresh.held_at) == (MeetingStatus.SCHEDULED, None)
    assert MeetingNote.objects.count() == 0
    assert not fresh.attendances.filter(present__isnull=False).exists()


def _killed(**facts):
    raise KeyboardInterrupt


def test_a_note_is_read_by_the_other_bureau_only_in_what_crosses(staff, carried):
    meeting = steps.held(steps.ltm(carried))
    said = {"meeting": meeting, "by": carried.cfs_worker}
    when = add_note(topic=Topic.REASON, text="Back in two weeks", category=LOGISTICS, **said)
    worry = add_note(topic=Topic.CONCERNS, text="Rent", category=Category.HOUSING, about=carried.mother, **said)
    decision = decide(text="Apply for rent help", category=Category.HOUSING, about=carried.mother, **said)
    assert set(readable(MeetingNote.objects.all(), staff["cfs.worker"])) == {when, worry}
    assert set(readable(MeetingNote.objects.all(), staff["ais.worker"])) == {when}
    assert set(readable(Decision.objects.all(), staff["cfs.worker"])) == {decision}
    assert set(readable(Decision.objects.all(), staff["ais.worker"])) == set()


def test_what_may_not_be_recorded_at_a_shared_meeting(staff, carried, elsewhere):
    meeting = steps.ltm(carried, steps.facilitator(staff))
    said = {"meeting": meeting, "topic": Topic.CONCERNS, "text": "Rent"}
    refused = [
        (carried.cfs_worker, Category.HOUSING, None, "which person"),
        (carried.cfs_worker, Category.HOUSING, elsewhere.mother, "not of this family"),
        (carried.cfs_worker, Category.INVESTIGATION, carried.mother, "investigation"),
        (staff["facilitator"], Category.HOUSING, carried.mother, "more than logistics"),
        (staff["eligibility.worker"], LOGISTICS, None, "Only the family's workers"),
    ]
    for by, category, about, reason in refused:
        with pytest.raises(NotAllowed, match=reason):
            add_note(by=by, category=category, about=about, **said)
    assert add_note(by=staff["facilitator"], category=LOGISTICS, **said).pk


def test_invited_staff_know_that_meeting_only_and_for_its_time(staff, carried):
    first = steps.held(steps.pltm(carried))
    meeting = steps.ltm(carried, steps.facilitator(staff), starts_at=steps.in_days(3))
    note = MeetingNote.objects.create(
        family=carried.family, meeting=meeting, bureau="cfs", category=SERVICES, about=carried.mother,
        topic=Topic.CONCERNS, text="Sanction", written_by=carried.cfs_worker,
    )  # fmt: skip
    invited = staff["facilitator"]
    assert set(visible(Meeting, invited)) == {meeting}
    assert set(visible(Meeting, carried.cfs_worker)) == {first, meeting}
    assert note not in readable(MeetingNote.objects.all(), invited)
    assert not Family.objects.workable_by(invited).exists()
    grant = carried.family.grants.get(user=invited)
    assert grant.valid_until == meeting.starts_at + datetime.timedelta(days=7)
    cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="The mother is ill")
    assert not visible(Meeting, invited).exists()
    assert not visible(Family, invited).exists()


def test_who_was_invited_is_told_of_the_cancelling_without_a_name(staff, carried, django_capture_on_commit_callbacks):
    steps.ltm(carried, {"role": AttendeeRole.IFS_SUPERVISOR, "user": staff["ifs.supervisor"]})
    meeting = steps.pltm(carried, steps.facilitator(staff))
    Notice.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Maria is ill")
    told = dict(Notice.objects.values_list("user", "url"))
    # The facilitator's ground ended with the meeting: no link to a page that is no longer theirs.
    workers = {staff[name].pk: meeting.get_absolute_url() for name in ("cfs.worker", "ais.worker")}
    assert told == workers | {staff["facilitator"].pk: "/"}
    assert set(Notice.objects.values_list("kind", flat=True)) == {NoticeKind.MEETING_CANCELLED_TODAY}
    assert len(mail.outbox) == 3
    for message in mail.outbox:
        text = message.subject + message.body
        assert "A meeting of today was cancelled" in text
        assert not any(word in text for word in (carried.family.name, carried.mother.first_name, "Maria", "ill"))


@pytest.mark.parametrize("verb", ["schedule", "invite", "hold", "cancel", "note", "decide"])
def test_every_verb_ends_with_a_settled_family(staff, carried, verb):
    meeting = None if verb == "schedule" else steps.ltm(carried)
    said = {"meeting": meeting, "by": carried.cfs_worker, "category": LOGISTICS}
    stray = FamilyGrant.objects.create(
        user=staff["es.worker"], content_object=carried.family, ground=Ground.MEETING, source="stray",
        permission=Permission.objects.get(codename="view_family"), valid_from=timezone.now(),
    )  # fmt: skip
    {
        "schedule": lambda: steps.ltm(carried),
        "invite": lambda: invite(meeting=meeting, by=carried.cfs_worker, attendees=[steps.facilitator(staff)]),
        "hold": lambda: steps.held(meeting),
        "cancel": lambda: cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Ill"),
        "note": lambda: add_note(topic=Topic.REASON, text="Weekly calls", **said),
        "decide": lambda: decide(text="Weekly calls", **said),
    }[verb]()
    assert not FamilyGrant.objects.filter(pk=stray.pk).exists()
    assert grant_drift(carried.family) == ([], [])
    assert task_drift(carried.family) == ([], [])


def test_an_invitation_long_past_gives_nothing(staff, carried):
    carried.cfs_case.opened_on -= datetime.timedelta(days=31)
    carried.cfs_case.save()
    steps.held(steps.pltm(carried, steps.facilitator(staff), starts_at=steps.in_days(-30), held_already=True))
    assert not visible(Family, staff["facilitator"]).exists()


def test_an_invitation_does_not_prolong_an_assignment(staff, carried):
    steps.pltm(carried, starts_at=steps.in_days(3))
    colleague = UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"])
    assign(
        case=carried.cfs_case, role=AssignmentRole.CFS_WORKER, unit=colleague.unit, worker=colleague, why="Reassigned"
    )
    assert not visible(Family, staff["cfs.worker"]).exists()
    assert visible(Meeting, colleague).exists()


def test_the_day_of_a_meeting_is_the_countys(carried):
    """Ten at night in California is the next day in UTC: the meeting is still today's."""
    late = timezone.localtime().replace(hour=22, minute=0)
    meeting = steps.pltm(carried, starts_at=late)
    assert add_note(meeting=meeting, by=carried.cfs_worker, topic=Topic.TRAVEL, text="Bus", category=LOGISTICS).pk


def test_what_is_scheduled_lies_ahead_and_what_took_place_does_not(carried):
    carried.cfs_case.opened_on -= datetime.timedelta(days=9)
    carried.cfs_case.save()
    for days, held_already, why in ((-1, False, "is past"), (1, True, "lies ahead")):
        with pytest.raises(NotAllowed, match=why):
            steps.pltm(carried, starts_at=steps.in_days(days), held_already=held_already)
    assert Meeting.objects.count() == 0
    meeting = steps.held(steps.pltm(carried, starts_at=steps.in_days(-1), held_already=True))
    assert meeting.status == MeetingStatus.HELD
    assert not Notice.objects.filter(kind=NoticeKind.MEETING_SCHEDULED).exists()


def test_a_mistyped_year_is_refused(carried):
    opened = carried.family.cfs_cases.get().opened_on
    before = timezone.now() - datetime.timedelta(days=(timezone.localdate() - opened).days + 1)
    for day, why in ((before, "was opened on"), (steps.in_days(400), "more than a year away")):
        with pytest.raises(NotAllowed, match=why):
            steps.pltm(carried, starts_at=day)
    assert Meeting.objects.count() == 0
    assert steps.pltm(carried, starts_at=steps.in_days(60)).status == MeetingStatus.SCHEDULED


def test_a_note_and_a_decision_are_put_right_and_the_history_keeps_both(staff, carried):
    meeting = steps.held(steps.ltm(carried))
    about = {"category": Category.HOUSING, "about": carried.mother}
    note = add_note(meeting=meeting, by=carried.cfs_worker, topic=Topic.CONCERNS, text="Rent is lat", **about)
    decision = decide(meeting=meeting, by=carried.cfs_worker, text="Rent is paid", **about)
    correct_note(note=note, by=carried.cfs_worker, version=1, text="Rent is late", **about)
    correct_decision(
        decision=decision, by=staff["ifs.supervisor"], version=1, text="Rent is paid in May", category=LOGISTICS
    )
    assert list(MeetingNote.objects.get().history.values_list("text", flat=True)) == ["Rent is late", "Rent is lat"]
    kept = Decision.objects.get()
    assert (kept.text, kept.category, kept.about, kept.version) == ("Rent is paid in May", LOGISTICS, None, 2)


def test_nobody_corrects_over_a_version_they_did_not_see_nor_the_other_bureaus_words(staff, carried):
    meeting = steps.held(steps.ltm(carried))
    note = add_note(meeting=meeting, by=carried.cfs_worker, topic=Topic.CONCERNS, text="On Monday", category=LOGISTICS)
    right = {"text": "On Tuesday", "category": LOGISTICS}
    with pytest.raises(NotAllowed, match="other program"):
        correct_note(note=note, by=carried.ais_worker, version=1, **right)
    correct_note(note=note, by=carried.cfs_worker, version=1, **right)
    with pytest.raises(StaleRow):
        correct_note(note=note, by=staff["ifs.supervisor"], version=1, text="On Friday", category=LOGISTICS)
    with pytest.raises(NotAllowed, match="which person"):
        correct_note(note=note, by=carried.cfs_worker, version=2, text="Rent", category=Category.HOUSING)
    assert MeetingNote.objects.get().text == "On Tuesday"


def test_who_may_not_correct_a_note_is_told_so_and_nothing_of_its_topic(carried):
    meeting = steps.held(steps.pltm(carried))
    said = {"text": "Housing", "category": SERVICES, "about": carried.mother}
    note = add_note(meeting=meeting, by=carried.cfs_worker, topic=Topic.WORRIES, **said)
    wrong = {"version": 1, "text": "Rent", "category": LOGISTICS}
    with pytest.raises(NotAllowed, match="other program"):
        correct_note(note=note, by=carried.ais_worker, **wrong)
    with pytest.raises(NotAllowed, match="headings of services"):
        correct_note(note=note, by=carried.cfs_worker, **wrong)


def test_what_is_no_longer_theirs_to_read_is_not_corrected(carried):
    meeting = steps.held(steps.ltm(carried))
    note = add_note(meeting=meeting, by=carried.cfs_worker, topic=Topic.CONCERNS, text="On Monday", category=LOGISTICS)
    MeetingNote.objects.filter(pk=note.pk).update(bureau="calworks", confidential=True)
    with pytest.raises(NotAllowed, match="changed meanwhile"):
        correct_note(note=note, by=carried.cfs_worker, version=1, text="On Tuesday", category=LOGISTICS)
    kept = MeetingNote.objects.get()
    assert (kept.text, kept.version, kept.history.count()) == ("On Monday", 1, 1)
