"""Moving a meeting on its page, and what is flagged when a time is set."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from families.models import Draft
from meetings.models import Meeting
from meetings.services import move_meeting
from tests.county import family_with_workers
from tests.meetings import county as steps

SOON = timezone.localtime() + datetime.timedelta(days=2)
TYPED = {
    "starts_at": f"{SOON:%Y-%m-%d}T14:00",
    "minutes": "90",
    "mode": "video",
    "place": "Line 3",
    "moved_reason": "The room is taken",
    "version": "1",
}


@pytest.fixture
def meeting(carried):
    return steps.ltm(carried, starts_at=steps.in_days(1))


@pytest.fixture
def url(meeting):
    return reverse("meetings:meeting-move", args=[meeting.uuid])


def ltm_of(carried):
    return f"{reverse('meetings:meeting-new', args=[carried.family.uuid])}?kind=ltm"


def test_it_works(signed_in, carried, meeting, url):
    client = signed_in(carried.cfs_worker)
    page = client.get(url).content.decode()
    assert f'value="{timezone.localtime(meeting.starts_at):%Y-%m-%dT%H:%M}"' in page
    Draft.objects.create(user=carried.cfs_worker, key=f"move-{meeting.uuid}", fields=TYPED)
    answer = client.post(url, TYPED)
    assert answer["Location"] == meeting.get_absolute_url()
    said = client.get(answer["Location"]).content.decode()
    assert "2:00 PM to 3:30 PM; the invited staff were told." in said
    assert "Once, because: The room is taken" in said
    assert not Draft.objects.exists()
    client.post(url, TYPED | {"version": "2", "minutes": "", "moved_reason": "Too long"})
    kept = Meeting.objects.get()
    assert (kept.moves, kept.minutes, kept.moved_reason) == (2, 60, "Too long")
    assert "Twice; last because: Too long" in client.get(answer["Location"]).content.decode()


def test_outsider_gets_404(signed_in, staff, elsewhere, url):
    for name in ("cfs.worker2", "admin", "facilitator"):
        client = signed_in(staff[name])
        assert (client.get(url).status_code, client.post(url, TYPED).status_code) == (404, 404)


def test_reader_is_refused_with_the_reason(signed_in, staff, carried):
    """And hears of nobody's other appointments on the way."""
    meeting = steps.ltm(carried, steps.facilitator(staff), starts_at=steps.in_days(1))
    then = timezone.make_aware(datetime.datetime.fromisoformat(TYPED["starts_at"]))
    other = family_with_workers(staff["cfs.worker"], staff["ais.worker"], name="Other")
    steps.pltm(other, starts_at=then)
    url, client = reverse("meetings:meeting-move", args=[meeting.uuid]), signed_in(staff["facilitator"])
    why = "Only the family&#x27;s workers and their supervisors can schedule a meeting."
    assert why in client.get(url).content.decode()
    refused = client.post(url, TYPED)
    assert refused.status_code == 403
    assert "appointment" not in refused.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).moves == 0


def test_bad_input_is_kept_and_explained(signed_in, carried, url):
    client = signed_in(carried.cfs_worker)
    past = f"{SOON - datetime.timedelta(days=9):%Y-%m-%d}T14:00"
    wrong = {"starts_at": past, "minutes": "2", "place": "The court room", "moved_reason": ""}
    answer = client.post(url, TYPED | wrong)
    errors = answer.context["form"].errors
    assert set(errors) == {"starts_at", "minutes", "place", "moved_reason"}
    assert "The court room" in answer.content.decode()
    assert Meeting.objects.get().moves == 0


def test_a_stale_save_shows_both_with_their_times(signed_in, carried, meeting, url):
    client = signed_in(carried.cfs_worker)
    day = timezone.localtime(meeting.starts_at).replace(hour=9, minute=15, second=0, microsecond=0)
    facts = {"minutes": 60, "mode": "in_person", "place": "Room 4", "moved_reason": "School is out"}
    day += datetime.timedelta(days=1)
    move_meeting(meeting=Meeting.objects.get(), by=carried.ais_worker, version=1, starts_at=day, **facts)
    answer = client.post(url, TYPED)
    assert answer.status_code == 409
    differing = {label: (now, typed) for label, now, typed in answer.context["differing"]}
    assert differing["Date and time"][0].endswith("9:15 AM")
    assert differing["Date and time"][1].endswith("2:00 PM")
    assert differing["Why it is moved"] == ("School is out", "The room is taken")
    assert Meeting.objects.get().moves == 1
    again = answer.context["form"]["version"].value()
    assert client.post(url, TYPED | {"version": again}).status_code == 302
    assert Meeting.objects.get().moves == 2


def test_sent_twice_it_is_moved_once(signed_in, carried, url):
    client = signed_in(carried.cfs_worker)
    assert [client.post(url, TYPED).status_code for _ in range(2)] == [302, 409]
    assert Meeting.objects.get().moves == 1


def test_another_appointment_is_flagged_once_and_the_time_may_be_kept(signed_in, staff, carried, url):
    strange = family_with_workers(staff["cfs.worker2"], carried.ais_worker, name="Quillfeather")
    theirs = timezone.make_aware(datetime.datetime.fromisoformat(TYPED["starts_at"]))
    steps.ltm(strange, starts_at=theirs, place="Maple Hall")
    client = signed_in(carried.cfs_worker)
    flagged = client.post(url, TYPED)
    page = flagged.content.decode()
    assert f"{carried.ais_worker} has another appointment then." in page
    assert not any(word in page for word in ("Quillfeather", "Maple Hall", str(strange.mother)))
    assert Meeting.objects.get(family=carried.family).moves == 0
    ((kept, _),) = flagged.context["form"].fields["keep_time"].choices
    # The tick is for what was flagged: at another time of theirs it is asked again.
    later = TYPED | {"starts_at": TYPED["starts_at"].replace("14:00", "14:30"), "keep_time": kept}
    assert "keep_time" in client.post(url, later).context["form"].errors
    assert client.post(url, TYPED | {"keep_time": kept}).status_code == 302
    assert Meeting.objects.get(family=carried.family).moves == 1


def test_another_appointment_is_flagged_when_scheduling_family_and_staff(signed_in, staff, carried):
    theirs = timezone.make_aware(datetime.datetime.fromisoformat(TYPED["starts_at"]))
    pltm = steps.pltm(carried, starts_at=theirs)
    client, url = signed_in(carried.cfs_worker), ltm_of(carried)
    form = client.get(url).context["form"]
    typed = {name: form[name].initial for name in ("workers", "people")}
    typed |= {name: TYPED[name] for name in ("starts_at", "minutes", "mode", "place")} | {
        "out_of_order_reason": "Asked"
    }
    flagged = client.post(url, typed)
    errors = flagged.context["form"].errors["keep_time"]
    assert sum("is invited to the PLTM of family Reyes then" in error for error in errors) == 2
    ((kept, _),) = flagged.context["form"].fields["keep_time"].choices
    assert client.post(url, typed | {"keep_time": kept}).status_code == 302
    assert Meeting.objects.exclude(pk=pltm.pk).get().minutes == 90


def test_a_meeting_that_took_place_flags_nobody(signed_in, carried):
    steps.pltm(carried)
    client, url = signed_in(carried.cfs_worker), ltm_of(carried)
    form = client.get(url).context["form"]
    typed = {name: form[name].initial for name in ("workers", "people")} | {"held_already": "on"}
    typed |= {"starts_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}", "mode": "phone", "place": "Line 3"}
    assert client.post(url, typed | {"out_of_order_reason": "Asked"}).status_code == 302
