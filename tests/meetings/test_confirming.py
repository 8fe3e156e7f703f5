"""Who has said that they come: whoever is invited after a meeting was confirmed has not."""

import pytest
from django.urls import reverse

from accounts.access import NotAllowed
from families.services import StaleRow
from meetings.enums import AttendeeRole, MeetingStatus
from meetings.models import Meeting
from meetings.rules.life import invited_since_confirmed
from meetings.services import confirm_meeting, invite
from meetings.sharing import marks_of
from tests.meetings import county as steps

ITO = {"role": AttendeeRole.SCHOOL, "external_name": "Ms. Ito"}
ASK = "Invited since it was confirmed, and not heard from yet: Ms. Ito."


@pytest.fixture
def confirmed(carried):
    meeting = steps.ltm(carried, starts_at=steps.in_days(3))
    confirm_meeting(meeting=meeting, by=carried.cfs_worker)
    return meeting


def test_the_page_says_who_has_not_answered_until_it_is_confirmed_again(signed_in, carried, confirmed):
    client, page = signed_in(carried.cfs_worker), confirmed.get_absolute_url()
    before = client.get(page).content.decode()
    assert "Everyone confirmed" not in before
    assert ASK not in before
    invite(meeting=confirmed, by=carried.ais_worker, attendees=[ITO])
    opened = client.get(page)
    assert ASK in opened.content.decode()
    assert "Confirmed, but not by everyone" in opened.content.decode()
    client.post(reverse("meetings:meeting-confirm", args=[confirmed.uuid]), {"seen": opened.context["stands"]})
    after = client.get(page).content.decode()
    assert ASK not in after
    assert "Everyone confirmed" not in after
    assert Meeting.objects.get().status == MeetingStatus.CONFIRMED


def test_a_page_that_stands_open_confirms_for_nobody_invited_since(signed_in, carried):
    meeting = steps.ltm(carried, starts_at=steps.in_days(3))
    seen = marks_of(meeting, meeting.attendances.all())
    invite(meeting=meeting, by=carried.ais_worker, attendees=[ITO])
    with pytest.raises(StaleRow):
        confirm_meeting(meeting=meeting, by=carried.cfs_worker, seen=seen)
    url = reverse("meetings:meeting-confirm", args=[meeting.uuid])
    answer = signed_in(carried.cfs_worker).post(url, {"seen": seen}, follow=True).content.decode()
    assert "changed who is invited" in answer
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED


def test_confirmed_is_confirmed_once(carried, confirmed):
    with pytest.raises(NotAllowed, match="already confirmed"):
        confirm_meeting(meeting=confirmed, by=carried.cfs_worker)


def test_whose_coming_tells_something_counts_for_their_readers_alone(signed_in, carried, confirmed):
    liaison = {"role": AttendeeRole.DV_LIAISON, "external_name": "Ms. Quiet", "about": carried.mother}
    page = signed_in(carried.ais_worker).get(confirmed.get_absolute_url()).content.decode()
    invite(meeting=confirmed, by=carried.cfs_worker, attendees=[liaison])
    assert [str(one) for one in invited_since_confirmed(carried.cfs_worker, confirmed)] == ["Ms. Quiet"]
    assert not invited_since_confirmed(carried.ais_worker, confirmed)
    again = signed_in(carried.ais_worker).get(confirmed.get_absolute_url()).content.decode()
    assert "not by everyone" not in page + again
