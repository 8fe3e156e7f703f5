"""Who must be there: the family always, a worker or the colleague who stands in for them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import NotAllowed
from linkages_site.demo.factories import UserFactory
from meetings.enums import AttendeeRole, MeetingKind, MeetingStatus, Mode
from meetings.models import Attendance, KindRule, Meeting
from meetings.services import hold_meeting, mark_attendance
from tests.meetings import county as steps

R = AttendeeRole


@pytest.fixture
def colleague(carried):
    """A CFS colleague, invited to the LTM as the IFS supervisor."""
    return UserFactory(unit=carried.cfs_worker.unit, roles=["ifs_supervisor"])


@pytest.fixture
def meeting(carried, colleague, staff):
    eligibility = {"role": R.ELIGIBILITY_WORKER, "user": staff["eligibility.worker"]}
    return steps.ltm(carried, {"role": R.IFS_SUPERVISOR, "user": colleague}, eligibility)


def hold(meeting, without, **facts):
    there = dict.fromkeys(meeting.attendances.exclude(role__in=without), Mode.PHONE)
    hold_meeting(meeting=meeting, by=meeting.scheduled_by, present=there, **facts)


def of(meeting, user):
    return meeting.attendances.get(user=user)


def test_a_colleague_stands_in_with_a_reason_and_it_is_kept(carried, meeting, colleague):
    with pytest.raises(NotAllowed, match="not held without: CFS social worker"):
        hold(meeting, [R.CFS_WORKER])
    hold(meeting, [R.CFS_WORKER], stand_ins={R.CFS_WORKER: (of(meeting, colleague), "Court that morning")})
    kept = of(meeting, colleague)
    assert (kept.stands_in_for, kept.stand_in_reason) == (R.CFS_WORKER, "Court that morning")
    assert of(meeting, carried.cfs_worker).present is False
    assert kept.history.count() == 2


def test_nothing_waives_the_family(carried, meeting, colleague, staff):
    """By no stand-in, no rule of the county, nor the two together."""
    for role in (R.FAMILY, R.SUPPORT_PERSON):
        with pytest.raises(NotAllowed, match="Nobody stands in for the family"):
            hold(meeting, [R.FAMILY], stand_ins={role: (of(meeting, colleague), "The mother is ill")})
    with pytest.raises(IntegrityError, match="ltm_requires"), transaction.atomic():
        KindRule.objects.filter(kind=MeetingKind.LTM).update(required_roles=[])
    with pytest.raises(IntegrityError, match="stand_in"), transaction.atomic():
        Attendance.objects.filter(user=colleague).update(stands_in_for=R.FAMILY, stand_in_reason="The mother is ill")
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED


@pytest.mark.parametrize(
    ("who", "role", "reason", "refusal"),
    [
        ("colleague", R.CFS_WORKER, "", "Say why"),
        ("colleague", R.CFS_WORKER, "   ", "Say why"),
        # not of the worker's program
        ("colleague", R.AIS_WORKER, "Ill", "colleague of the same program"),
        ("eligibility", R.CFS_WORKER, "Ill", "colleague of the same program"),
        # one worker does not stand in for the other
        ("ais", R.CFS_WORKER, "Ill", "colleague of the same program"),
        ("mother", R.CFS_WORKER, "Ill", "colleague of the same program"),
        # nobody needs a stand-in for those who may come
        ("colleague", R.FACILITATOR, "Ill", "Only a required worker"),
    ],
)
def test_who_does_not_stand_in(staff, carried, meeting, colleague, who, role, reason, refusal):
    people = {
        "colleague": of(meeting, colleague),
        "eligibility": of(meeting, staff["eligibility.worker"]),
        "ais": of(meeting, carried.ais_worker),
        "mother": meeting.attendances.get(person=carried.mother),
    }
    with pytest.raises(NotAllowed, match=refusal):
        hold(meeting, [role], stand_ins={role: (people[who], reason)})


def test_a_stand_in_who_did_not_come_stands_in_for_nobody(meeting, colleague):
    with pytest.raises(NotAllowed, match="was not there, so they stood in for nobody"):
        hold(
            meeting,
            [R.CFS_WORKER, R.IFS_SUPERVISOR],
            stand_ins={R.CFS_WORKER: (of(meeting, colleague), "Court")},
        )


@pytest.mark.parametrize(
    ("role", "who"),
    [(R.CFS_COLLEAGUE, "cfs.worker2"), (R.CFS_COLLEAGUE, "er.worker"), (R.CFS_SUPERVISOR, "cfs.supervisor")],
)
def test_a_cfs_colleague_or_supervisor_comes_as_what_they_are_and_stands_in(staff, carried, role, who):
    meeting = steps.ltm(carried, {"role": role, "user": staff[who]})
    hold(meeting, [R.CFS_WORKER], stand_ins={R.CFS_WORKER: (of(meeting, staff[who]), "Court that morning")})
    assert of(meeting, staff[who]).stands_in_for == R.CFS_WORKER


@pytest.mark.django_db
def test_every_kind_of_meeting_takes_cfs_colleagues_and_its_history_says_so():
    for rule in KindRule.objects.all():
        assert {R.CFS_COLLEAGUE, R.CFS_SUPERVISOR} <= rule.roles
        assert rule.history.first().optional_roles == rule.optional_roles


def test_nobody_stands_in_for_a_worker_who_was_there(signed_in, carried, meeting, colleague):
    stands_in = of(meeting, colleague)
    with pytest.raises(NotAllowed, match="The CFS social worker was there: nobody stands in for them"):
        hold(meeting, [], stand_ins={R.CFS_WORKER: (stands_in, "Court")})
    with pytest.raises(NotAllowed, match="was not there, so they stood in for nobody"):
        hold(meeting, [R.IFS_SUPERVISOR], stand_ins={R.CFS_WORKER: (stands_in, "Late")})
    assert not Attendance.objects.exclude(stands_in_for="").exists()
    there = {str(one.uuid): "phone" for one in meeting.attendances.all()}
    chosen = {"stand_in_cfs_worker": str(stands_in.uuid), "why_cfs_worker": "Late"}
    url = reverse("meetings:meeting-hold", args=[meeting.uuid])
    form = signed_in(carried.cfs_worker).post(url, there | chosen).context["form"]
    assert form.errors["why_cfs_worker"] == ["The CFS social worker was there: nobody stands in for them."]


def test_the_county_may_let_nobody_stand_in(meeting, colleague):
    KindRule.objects.filter(kind=MeetingKind.LTM).update(takes_stand_ins=False)
    with pytest.raises(NotAllowed, match="The county lets nobody stand in"):
        hold(meeting, [R.CFS_WORKER], stand_ins={R.CFS_WORKER: (of(meeting, colleague), "Court")})


def test_the_page_offers_stand_ins_labelled_as_a_county_rule(signed_in, carried, meeting, colleague):
    client, url = signed_in(carried.ais_worker), reverse("meetings:meeting-hold", args=[meeting.uuid])
    page = client.get(url).content.decode()
    assert "A county rule: a colleague may stand in for a worker" in page
    assert "Nobody stands in for the family" in page
    there = {str(one.uuid): "in_person" for one in meeting.attendances.all()}
    there[str(of(meeting, carried.cfs_worker).uuid)] = "absent"
    chosen = {"stand_in_cfs_worker": str(of(meeting, colleague).uuid), "why_cfs_worker": ""}
    refused = client.post(url, there | chosen)
    assert "Say why" in refused.context["form"].errors["why_cfs_worker"][0]
    chosen["why_cfs_worker"] = "Court that morning"
    asked = client.post(url, there | chosen)
    (said,) = asked.context["form"].errors["why_cfs_worker"]
    assert "“court” (court)" in said.lower()
    assert client.post(url, there | chosen | {"words_checked": "on"}).status_code == 302
    assert (
        "County rule: stood in for the CFS social worker, because: Court"
        in client.get(meeting.get_absolute_url()).content.decode()
    )


def test_the_page_of_the_meeting_says_who_is_missing(signed_in, carried):
    meeting = steps.ltm(carried)
    meeting.attendances.get(person=carried.mother).delete()
    page = signed_in(carried.cfs_worker).get(meeting.get_absolute_url()).content.decode()
    assert "Not invited yet, and needed: Parent or family." in page


def test_marks_made_at_the_meeting_stand_on_the_hold_page(signed_in, carried, meeting):
    mother = meeting.attendances.get(person=carried.mother)
    client, run = signed_in(carried.cfs_worker), reverse("meetings:meeting-run", args=[meeting.uuid])
    assert "The LTM is not held without: Parent or family" in client.get(run).content.decode()
    mark = reverse("meetings:attendance-mark", args=[meeting.uuid, mother.uuid])
    assert client.post(mark, {"way": "phone"}).status_code == 302
    form = client.get(reverse("meetings:meeting-hold", args=[meeting.uuid])).context["form"]
    assert form[str(mother.uuid)].value() == "phone"
    assert client.post(mark, {"way": "absent"}).status_code == 302
    mother.refresh_from_db()
    assert (mother.present, mother.mode) == (False, "")
    assert client.post(mark, {"way": "by owl"}).status_code == 404
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED


def test_everyone_needed_is_said_to_be_here(signed_in, carried, meeting):
    for attendance in meeting.attendances.all():
        mark_attendance(attendance=attendance, by=carried.cfs_worker, mode=Mode.VIDEO)
    page = signed_in(carried.cfs_worker).get(reverse("meetings:meeting-run", args=[meeting.uuid])).content.decode()
    assert "Everyone who is needed is here." in page


def test_nobody_is_marked_before_the_day_or_after_it_was_held(carried):
    ahead = steps.ltm(carried, starts_at=steps.in_days(3))
    with pytest.raises(NotAllowed, match="This meeting is set for"):
        mark_attendance(attendance=ahead.attendances.first(), by=carried.cfs_worker, mode=Mode.PHONE)
    held = steps.held(steps.pltm(carried))
    with pytest.raises(NotAllowed, match="already held"):
        mark_attendance(attendance=held.attendances.first(), by=carried.cfs_worker, mode=None)
