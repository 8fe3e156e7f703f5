"""A child out of home: when the CFT is due, and the call that a placement with a relative asks of AIS/FS."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import AccessLogEntry
from accounts.rules import add_months
from families.enums import Category, ExitType, PlacementKind, TaskKind
from families.models import Task
from families.rules.arranging import act_of
from families.services.removals import add_removal, end_removal
from meetings.contact_enums import ContactKind
from meetings.deadlines.placing import call_dues, cft_dues
from meetings.enums import MeetingKind, Mode
from meetings.models import Decision
from meetings.services import cancel_meeting, correct_decision, decide, record_no_show, schedule_meeting
from tests.caseplans.county import consent_for
from tests.meetings import contacts
from tests.meetings import county as steps

WORKER = 7
ROAD = "stays apart from the parents"
TEXT = "Lives with the grandmother from Monday"


def day(text):
    return datetime.date.fromisoformat(text)


def at(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("entered", "held", "due"),
    [
        # nobody is away
        ([], ["2026-03-02"], []),
        # 60 days, over a month's and a year's end
        (["2026-12-15"], [], ["2027-02-13"]),
        (["2027-12-31"], [], ["2028-02-29"]),
        # one held before belongs to an earlier removal; on the very day it counts
        (["2026-03-01"], ["2026-02-28"], ["2026-04-30"]),
        (["2026-03-01"], ["2026-03-01"], ["2026-09-01"]),
        # then six months after the last one, whatever the order
        (["2026-03-01"], ["2026-08-31", "2026-04-02"], ["2027-02-28"]),
        # children who left together have one, the others each their own
        (["2026-03-01", "2026-03-01"], [], ["2026-04-30"]),
        (["2026-03-01", "2026-05-01"], ["2026-04-01"], ["2026-10-01", "2026-06-30"]),
        (["2026-03-01", "2026-05-01"], ["2026-05-20"], ["2026-11-20"]),
    ],
)
def test_when_the_cft_is_due(entered, held, due):
    dues = cft_dues(map(day, entered), map(day, held), WORKER, (60, 6))
    assert [one.due_on for one in dues] == [day(text) for text in due]
    assert cft_dues(map(day, entered), [], None, (60, 6)) == []


def test_a_county_without_a_rhythm_asks_for_the_first_alone():
    assert cft_dues([day("2026-03-01")], [day("2026-04-01")], WORKER, (60, 0)) == []


@pytest.mark.parametrize(
    ("called", "due"),
    [
        # Friday: the next working day is Monday
        ([], ["2026-03-09"]),
        (["2026-03-06T08:59"], ["2026-03-09"]),
        (["2026-03-06T09:00"], []),
        (["2026-03-05T09:00", "2026-03-07T12:00"], []),
    ],
)
def test_when_the_call_is_due(called, due):
    dues = call_dues({"a": at("2026-03-06T09:00")}, map(at, called), WORKER, 1, {})
    assert [one.due_on for one in dues] == [day(text) for text in due]
    assert call_dues({"a": at("2026-03-06T09:00")}, [], None, 1, {}) == []


def tasks(family, kind):
    return list(Task.objects.filter(family=family, kind=kind))


@pytest.fixture
def cft(carried):
    mother = {"role": "family", "person": carried.mother}
    meeting = schedule_meeting(
        family=carried.family, by=carried.cfs_worker, kind=MeetingKind.CFT, starts_at=timezone.now(),
        mode=Mode.IN_PERSON, place="Martinez", attendees=[mother, *steps.workers(carried)],
    )  # fmt: skip
    return steps.held(meeting)


def placed(carried, meeting, **facts):
    usual = {"text": TEXT, "category": Category.SERVICES, "about": carried.child, "places_with_relative": True}
    return decide(meeting=meeting, by=carried.cfs_worker, **(usual | facts))


def test_a_removal_starts_the_clock_a_cft_moves_it_and_the_return_ends_it(carried):
    today = timezone.localdate()
    entered = today - datetime.timedelta(days=10)
    assert tasks(carried.family, TaskKind.HOLD_CFT) == []
    removal = add_removal(
        person=carried.child, by=carried.cfs_worker, entered_on=entered, placement=PlacementKind.SHELTER
    )
    (task,) = tasks(carried.family, TaskKind.HOLD_CFT)
    assert (task.due_on, task.owner) == (entered + datetime.timedelta(days=60), carried.cfs_worker)
    mother = {"role": "family", "person": carried.mother}
    steps.held(
        schedule_meeting(
            family=carried.family, by=carried.cfs_worker, kind=MeetingKind.LTM_CFT, starts_at=timezone.now(),
            mode=Mode.IN_PERSON, place="Martinez", attendees=[mother, *steps.workers(carried)],
            out_of_order_reason="The child left home",
        )
    )  # fmt: skip
    assert [one.due_on for one in tasks(carried.family, TaskKind.HOLD_CFT)] == [add_months(today, 6)]
    end_removal(removal=removal, by=carried.cfs_worker, exited_on=today, exit_type=ExitType.REUNIFIED)
    assert tasks(carried.family, TaskKind.HOLD_CFT) == []


@pytest.mark.parametrize("ends", [cancel_meeting, record_no_show])
def test_what_was_noted_of_a_cft_that_was_not_held_asks_for_no_call(signed_in, carried, ends):
    mother = {"role": "family", "person": carried.mother}
    meeting = schedule_meeting(
        family=carried.family, by=carried.cfs_worker, kind=MeetingKind.CFT, starts_at=timezone.now(),
        mode=Mode.IN_PERSON, place="Martinez", attendees=[mother, *steps.workers(carried)],
    )  # fmt: skip
    placed(carried, meeting)
    assert tasks(carried.family, TaskKind.EXPEDITED_CALL)
    ends(meeting=meeting, by=carried.cfs_worker, reason="The car broke down")
    assert tasks(carried.family, TaskKind.EXPEDITED_CALL) == []
    page = signed_in(carried.cfs_worker).get(meeting.get_absolute_url()).content.decode()
    assert "A child is to live with a relative" not in page


def test_a_placement_asks_ais_for_a_call_that_tells_nothing(signed_in, carried, cft):
    placed(carried, cft)
    (task,) = tasks(carried.family, TaskKind.EXPEDITED_CALL)
    assert task.owner == carried.ais_worker
    told = f"{task.get_kind_display()} {task.why}".lower()
    for word in ("relative", "child", "place", "cft", "grandmother", str(carried.child).lower()):
        assert word not in told
    client = signed_in(carried.ais_worker)
    work, page = (client.get(url).content.decode() for url in (reverse("families:task-list"), cft.get_absolute_url()))
    assert "Expedited: call the family" in work
    for words in (TEXT, "relative", ROAD):
        assert words not in work
        assert words not in page


def test_a_team_contact_of_calworks_closes_it_and_nothing_else_does(carried, cft, signed_in):
    placed(carried, cft)
    (task,) = tasks(carried.family, TaskKind.EXPEDITED_CALL)
    page = signed_in(carried.ais_worker).get(act_of(task))
    assert page.context["form"]["kind"].value() == ContactKind.TEAM
    contacts.call(carried, category=Category.LOGISTICS, about=None, kind=ContactKind.TEAM)
    assert len(tasks(carried.family, TaskKind.EXPEDITED_CALL)) == 1, "that was CFS"
    later = {"starts_at": timezone.now().replace(second=0, microsecond=0), "ends_at": None}
    logistics = {"category": Category.LOGISTICS, "about": None, **later}
    contacts.call(carried, by=carried.ais_worker, kind=ContactKind.CALL, **logistics)
    assert len(tasks(carried.family, TaskKind.EXPEDITED_CALL)) == 1, "that was the family"
    contacts.call(carried, by=carried.ais_worker, kind=ContactKind.TEAM, **logistics)
    assert tasks(carried.family, TaskKind.EXPEDITED_CALL) == []


def test_a_correction_takes_it_back(carried, cft):
    decision = placed(carried, cft)
    same = {"text": TEXT, "category": Category.SERVICES, "about": carried.child}
    correct_decision(decision=decision, by=carried.cfs_worker, version=1, **same, places_with_relative=False)
    assert tasks(carried.family, TaskKind.EXPEDITED_CALL) == []


def test_a_correction_that_places_asks_anew_whoever_called_before(carried, cft):
    decision = placed(carried, cft, places_with_relative=False)
    called = {"category": Category.LOGISTICS, "about": None, "starts_at": timezone.now(), "ends_at": None}
    contacts.call(carried, by=carried.ais_worker, kind=ContactKind.TEAM, **called)
    same = {"text": TEXT, "category": Category.SERVICES, "about": carried.child}
    correct_decision(decision=decision, by=carried.cfs_worker, version=1, **same, places_with_relative=True)
    assert len(tasks(carried.family, TaskKind.EXPEDITED_CALL)) == 1


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"about": "mother"}, "which child"),
        ({"category": Category.HOUSING}, "Case-plan services"),
        ({"by": "ais_worker"}, "CFS writes down"),
    ],
)
def test_what_places_no_child(carried, cft, facts, reason):
    facts = {name: getattr(carried, value, value) for name, value in facts.items()}
    usual = {"by": carried.cfs_worker, "text": TEXT, "category": Category.SERVICES, "about": carried.child}
    with pytest.raises(NotAllowed, match=reason):
        decide(meeting=cft, places_with_relative=True, **(usual | facts))


def test_only_a_cft_places(carried):
    with pytest.raises(NotAllowed, match="A CFT decides"):
        placed(carried, steps.held(steps.ltm(carried)))


def test_the_page_asks_it_and_gives_the_road_to_whoever_may_read_the_decision(signed_in, carried, cft):
    client, url = signed_in(carried.cfs_worker), reverse("meetings:decision-new", args=[cft.uuid])
    typed = {"text": TEXT, "category": "services", "about": carried.mother.pk, "places_with_relative": "on"}
    wrong = client.post(url, typed)
    assert "which child" in wrong.context["form"].errors["places_with_relative"][0]
    assert TEXT in wrong.content.decode()
    assert client.post(url, typed | {"about": carried.child.pk}).status_code == 302
    assert Decision.objects.get().places_with_relative
    page = client.get(cft.get_absolute_url()).content.decode()
    assert ROAD in page
    assert reverse("families:person-new", args=[carried.family.uuid]) in page
    other = signed_in(carried.ais_worker)
    assert "places_with_relative" not in other.get(url).content.decode()
    assert ROAD not in other.get(cft.get_absolute_url()).content.decode()
    consent_for(carried, Category.SERVICES)
    assert ROAD in other.get(cft.get_absolute_url()).content.decode()


def test_only_a_decision_of_an_ltm_is_said_to_go_to_the_summary(signed_in, carried, cft):
    client = signed_in(carried.cfs_worker)
    for meeting, goes in ((cft, False), (steps.ltm(carried), True)):
        page = client.get(reverse("meetings:decision-new", args=[meeting.uuid])).content.decode()
        assert ("goes to the Family Plan Summary" in page) is goes


def test_the_box_stands_on_a_cft_alone(signed_in, carried):
    url = reverse("meetings:decision-new", args=[steps.ltm(carried).uuid])
    assert "places_with_relative" not in signed_in(carried.cfs_worker).get(url).content.decode()


def test_experts_of_calworks_come_to_safety_planning_and_what_they_offer_is_recorded(signed_in, staff, carried):
    expert = {"role": "eligibility_worker", "user": staff["eligibility.worker"]}
    meeting = schedule_meeting(
        family=carried.family, by=carried.cfs_worker, kind=MeetingKind.SAFETY_PLANNING, starts_at=timezone.now(),
        mode=Mode.IN_PERSON, place="Martinez", attendees=[{"role": "family", "person": carried.mother}, expert],
    )  # fmt: skip
    client = signed_in(carried.cfs_worker)
    url = reverse("meetings:note-new", args=[meeting.uuid, "resources"])
    typed = {"text": "Homeless assistance for 16 days", "category": "housing", "about": carried.mother.pk}
    assert client.post(url, typed).status_code == 302
    assert "Homeless assistance" in client.get(meeting.get_absolute_url()).content.decode()
    assert "Homeless assistance" not in (
        signed_in(staff["eligibility.worker"]).get(meeting.get_absolute_url()).content.decode()
    )


def test_the_meeting_lists_the_contacts_linked_to_it_that_the_reader_may_read(signed_in, carried, cft):
    hidden = contacts.visit(carried, meeting=cft)
    shown = contacts.call(carried, meeting=cft, category=Category.LOGISTICS, about=None)
    elsewhere = contacts.call(carried, category=Category.LOGISTICS, about=None)
    own, other = signed_in(carried.cfs_worker), signed_in(carried.ais_worker)
    page = own.get(cft.get_absolute_url()).content.decode()
    assert hidden.get_absolute_url() in page
    assert shown.get_absolute_url() in page
    assert elsewhere.get_absolute_url() not in page
    page = other.get(cft.get_absolute_url()).content.decode()
    assert hidden.get_absolute_url() not in page
    assert shown.get_absolute_url() in page
    consent = consent_for(carried, hidden.category)
    assert hidden.get_absolute_url() in other.get(cft.get_absolute_url()).content.decode()
    assert AccessLogEntry.objects.latest("pk").consents == [consent.uuid]
