"""Adults who are kept apart share no meeting, whoever invites; and what the refusal tells (docs/adr/0010)."""

import pytest
from django.urls import reverse

from accounts.access import NotAllowed
from crossover.services.objections import flag_abuse
from families.enums import Relationship
from linkages_site.demo.factories import PersonFactory
from meetings.enums import AttendeeRole, MeetingKind, Mode
from meetings.models import Meeting
from meetings.rules.apart import to_meet_apart
from meetings.services import hold_meeting, invite, mark_attendance, schedule_meeting, take_back_invitation
from tests.meetings import county as steps

TELLING = ("flag", "abuse", "violen", "danger", "protect", "safe", "program", "cfs", "calworks", "against", "apart")


@pytest.fixture
def father(carried):
    return PersonFactory(family=carried.family, relationship=Relationship.FATHER)


def refusal(meeting, by, person):
    with pytest.raises(NotAllowed) as refused:
        invite(meeting=meeting, by=by, attendees=[{"role": AttendeeRole.FAMILY, "person": person}])
    return refused.value.reason


@pytest.mark.parametrize("setter", ["cfs_worker", "ais_worker"])
@pytest.mark.parametrize("protected", ["mother", "father"])
def test_neither_program_brings_them_together_and_the_sentence_is_one(carried, father, setter, protected):
    """It tells the deed to do, and not which program keeps what, nor who is protected from whom."""
    pair = {"protected": carried.mother, "against": father}
    if protected == "father":
        pair = {"protected": father, "against": carried.mother}
    flag_abuse(by=getattr(carried, setter), **pair)
    meeting = steps.ltm(carried, starts_at=steps.in_days(3))
    (told,) = {refusal(meeting, by, father) for by in (carried.cfs_worker, carried.ais_worker)}
    assert told == f"Invite {father} to a meeting of their own."
    assert not [word for word in TELLING if word in told.lower()]
    assert list(meeting.attendances.exclude(person=None).values_list("person", flat=True)) == [carried.mother.pk]


def test_scheduling_both_at_once_is_refused_too(carried, father):
    flag_abuse(protected=carried.mother, against=father, by=carried.cfs_worker)
    with pytest.raises(NotAllowed, match=r"^Invite .+ to a meeting of their own\.$"):
        steps.ltm(carried, {"role": AttendeeRole.FAMILY, "person": father}, by=carried.ais_worker)
    assert not Meeting.objects.exists()


def test_who_may_not_invite_learns_nothing_by_trying(staff, carried, father):
    eligibility = {"role": AttendeeRole.ELIGIBILITY_WORKER, "user": staff["eligibility.worker"]}
    meeting = steps.ltm(carried, eligibility, starts_at=steps.in_days(3))
    before = refusal(meeting, staff["eligibility.worker"], father)
    flag_abuse(protected=carried.mother, against=father, by=carried.cfs_worker)
    assert refusal(meeting, staff["eligibility.worker"], father) == before


@pytest.fixture
def both(staff, carried, father):
    """A meeting that both were invited to before the flag was set."""
    family = {"role": AttendeeRole.FAMILY, "person": father}
    eligibility = {"role": AttendeeRole.ELIGIBILITY_WORKER, "user": staff["eligibility.worker"]}
    meeting = steps.ltm(carried, family, steps.facilitator(staff), eligibility)
    flag_abuse(protected=carried.mother, against=father, by=carried.cfs_worker)
    return meeting


def told(father):
    return f"Invite {father} to a meeting of their own."


@pytest.mark.parametrize("who", ["cfs.worker", "ais.worker", "facilitator"])
def test_whoever_runs_it_is_warned_where_the_flag_came_after_both_were_invited(signed_in, staff, father, both, who):
    client = signed_in(staff[who])
    for page in (both.get_absolute_url(), reverse("meetings:meeting-run", args=[both.uuid])):
        text = client.get(page).content.decode()
        assert f"{told(father)} Take this invitation back first." in text
        assert not [word for word in ("flag", "abuse", "violen", "protected", "kept apart") if word in text.lower()]
    assert told(father) not in signed_in(staff["eligibility.worker"]).get(both.get_absolute_url()).content.decode()


@pytest.mark.parametrize("protects", ["mother", "father"])
def test_the_later_invitation_is_named_whoever_is_protected(carried, father, protects):
    meeting = steps.ltm(carried, {"role": AttendeeRole.FAMILY, "person": father})
    pair = (carried.mother, father) if protects == "mother" else (father, carried.mother)
    flag_abuse(protected=pair[0], against=pair[1], by=carried.ais_worker)
    assert to_meet_apart(meeting.attendances.all()) == [told(father)]


def test_they_are_not_held_in_one_room(signed_in, carried, father, both):
    mother, his = (both.attendances.get(person=person) for person in (carried.mother, father))
    everyone = dict.fromkeys(both.attendances.all(), Mode.IN_PERSON)
    with pytest.raises(NotAllowed, match="to a meeting of their own"):
        hold_meeting(meeting=both, by=carried.ais_worker, present=everyone)
    mark_attendance(attendance=mother, by=carried.ais_worker, mode=Mode.IN_PERSON)
    with pytest.raises(NotAllowed, match="to a meeting of their own"):
        mark_attendance(attendance=his, by=carried.ais_worker, mode=Mode.PHONE)
    hold = reverse("meetings:meeting-hold", args=[both.uuid])
    answer = signed_in(carried.ais_worker).post(hold, {str(one.uuid): "phone" for one in everyone})
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (200, [told(father)])
    mark_attendance(attendance=his, by=carried.ais_worker, mode=None)
    del everyone[his]
    hold_meeting(meeting=both, by=carried.ais_worker, present=everyone)


def test_it_is_settled_by_taking_one_back_and_setting_a_meeting_of_their_own(signed_in, carried, father, both):
    take_back_invitation(attendance=both.attendances.get(person=father), by=carried.ais_worker)
    client, page = signed_in(carried.ais_worker), both.get_absolute_url()
    assert told(father) not in client.get(page).content.decode()
    with pytest.raises(NotAllowed, match="for a parent who is not invited to it: invite only them"):
        steps.ltm(carried, {"role": AttendeeRole.FAMILY, "person": father}, starts_at=steps.in_days(2))
    their_own = schedule_meeting(
        family=carried.family, by=carried.ais_worker, kind=MeetingKind.LTM, starts_at=steps.in_days(2),
        mode=Mode.IN_PERSON, place="Richmond office", out_of_order_reason="Asked for",
        attendees=[{"role": AttendeeRole.FAMILY, "person": father}, *steps.workers(carried)],
    )  # fmt: skip
    assert list(Meeting.objects.ahead()) == [their_own, both]
    with pytest.raises(NotAllowed, match="already scheduled"):
        steps.ltm(carried, starts_at=steps.in_days(4))


def test_no_page_tells_the_other_program_before_both_are_invited(signed_in, carried, father):
    meeting = steps.ltm(carried, starts_at=steps.in_days(3))
    client = signed_in(carried.ais_worker)
    pages = [
        meeting.get_absolute_url(),
        reverse("meetings:meeting-invite", args=[meeting.uuid, "family"]),
        reverse("meetings:meeting-new", args=[carried.family.uuid]) + "?kind=ltm_follow_up",
        carried.family.get_absolute_url(),
    ]
    before = [str(client.get(page).content).count(str(father)) for page in pages]
    choices = [client.get(page).context["form"].as_p() for page in pages[1:3]]
    flag_abuse(protected=carried.mother, against=father, by=carried.cfs_worker)
    texts = [client.get(page).content.decode() for page in pages]
    assert [text.count(str(father)) for text in texts] == before
    assert [client.get(page).context["form"].as_p() for page in pages[1:3]] == choices
    assert not [
        word
        for word in ("kept apart", "meeting of their own", "meetings of their own")
        for text in texts
        if word in text
    ]
