"""Two meetings of a family soon after one another, and appointments of whoever is invited later."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.access import NotAllowed
from families.enums import NoticeKind
from families.models import Notice
from meetings.enums import COMBINED, MeetingKind
from meetings.models import Meeting
from meetings.services import combine_meetings, confirm_meeting, schedule_meeting
from tests.county import family_with_workers
from tests.meetings import county as steps
from tests.meetings.test_meeting_requests import asked

IN_TWO_DAYS = timezone.localtime() + datetime.timedelta(days=2)
TYPED = {"starts_at": f"{IN_TWO_DAYS:%Y-%m-%dT10:30}", "mode": "phone", "place": "Line"}


def a_cft(carried, days=4, **facts):
    mother = {"role": "family", "person": carried.mother}
    cft = {"family": carried.family, "by": carried.cfs_worker, "kind": MeetingKind.CFT, "mode": "in_person"}
    cft |= {"starts_at": steps.in_days(days), "place": "Library", "attendees": [mother]}
    return schedule_meeting(**(cft | facts))


def post(client, carried, kind="ltm", **facts):
    steps.held(steps.pltm(carried))
    url = reverse("meetings:meeting-new", args=[carried.family.uuid]) + f"?kind={kind}"
    form = client.get(url).context["form"]
    people = {"people": form["people"].value()} if "people" in form.fields else {}
    return url, TYPED | people | {"workers": form["workers"].value()} | facts


@pytest.mark.parametrize(("days", "offered"), [(9, True), (10, False)])
def test_what_is_within_a_week_is_offered_to_be_combined(signed_in, carried, days, offered):
    """Seven days, a county number."""
    a_cft(carried, days)
    client = signed_in(carried.cfs_worker)
    url, typed = post(client, carried)
    answer = client.post(url, typed)
    assert (answer.status_code == 200) == offered
    if offered:
        assert "Child and Family Team meeting (CFT)" in answer.context["form"].errors["combine"][0]


def test_combining_makes_one_meeting_with_everyone(signed_in, carried):
    cft, request = a_cft(carried), asked(carried)
    client = signed_in(carried.cfs_worker)
    url, typed = post(client, carried)
    Notice.objects.all().delete()
    both = client.post(url, typed).context["form"].fields["combine"].choices[0][0]
    Meeting.objects.filter(pk=cft.pk).update(version=2)
    assert client.post(url, typed | {"combine": both}).status_code == 200, "it was moved since the offer was read"
    answer = client.post(url, typed | {"combine": f"{cft.uuid} 2"})
    assert answer["Location"] == cft.get_absolute_url()
    cft.refresh_from_db()
    request.refresh_from_db()
    assert (cft.kind, cft.name) == (MeetingKind.LTM_CFT, "Linkages Team Meeting combined with a CFT")
    assert set(cft.attendances.values_list("role", flat=True)) == {"family", "cfs_worker", "ais_worker"}
    assert set(cft.attendances.values_list("kind", flat=True)) == {MeetingKind.LTM_CFT}
    assert request.meeting == cft
    assert Meeting.objects.ahead().count() == 1
    assert Notice.objects.filter(user=carried.ais_worker).exists()


def test_who_has_an_appointment_is_asked_at_the_hour_of_the_meeting_it_is_combined_with(signed_in, carried, staff):
    cft, stranger = a_cft(carried), family_with_workers(staff["cfs.worker2"], carried.ais_worker, name="Stranger")
    typed_hour = datetime.datetime.fromisoformat(TYPED["starts_at"]).astimezone(timezone.get_current_timezone())
    a_cft(stranger, by=stranger.cfs_worker, starts_at=typed_hour, attendees=[_worker(stranger)])
    client = signed_in(carried.cfs_worker)
    url, typed = post(client, carried)
    apart = client.post(url, typed).context["form"].fields["combine"].choices[-1][0]
    assert "keep_time" in client.post(url, typed | {"combine": apart}).context["form"].errors
    combined = {"combine": f"{cft.uuid} {cft.version}"}
    a_cft(stranger, by=stranger.cfs_worker, kind="tdm", starts_at=cft.starts_at, attendees=[_worker(stranger)])
    form = client.post(url, typed | combined).context["form"]
    assert "another appointment" in str(form.errors["keep_time"])
    kept = form.fields["keep_time"].choices[0][0]
    assert client.post(url, typed | combined | {"keep_time": kept})["Location"] == cft.get_absolute_url()


def _worker(family):
    return {"role": "ais_worker", "user": family.ais_worker}


def test_combining_is_another_meeting_than_the_one_confirmed(signed_in, carried):
    """Who said that they come to the CFT is asked again, and no page of the CFT that stands open confirms for them."""
    cft = a_cft(carried)
    confirm_meeting(meeting=cft, by=carried.cfs_worker)
    steps.held(steps.pltm(carried))
    combine_meetings(meeting=cft, by=carried.cfs_worker, kind=MeetingKind.LTM, attendees=steps.workers(carried))
    both = Meeting.objects.get(pk=cft.pk)
    assert (both.status, both.confirmed_at, both.confirmed_by, both.version) == ("scheduled", None, None, 2)
    client = signed_in(carried.cfs_worker)
    for page, typed in (("confirm", {}), ("cancel", {"reason": "Snow"})):
        client.post(reverse(f"meetings:meeting-{page}", args=[cft.uuid]), typed | {"seen": "1"})
        assert Meeting.objects.get(pk=cft.pk).status == "scheduled"
    stale = client.post(reverse("meetings:meeting-cancel", args=[cft.uuid]), {"reason": "Snow", "seen": "1"})
    assert [(label, now) for label, now, _ in stale.context["differing"]] == [("Which meeting", str(both))]


def test_who_was_invited_already_is_told_and_their_calendar_follows(staff, carried, django_capture_on_commit_callbacks):
    cft = a_cft(carried, attendees=[{"role": "family", "person": carried.mother}, steps.facilitator(staff)])
    steps.held(steps.pltm(carried))
    Notice.objects.all().delete()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        combine_meetings(meeting=cft, by=carried.cfs_worker, kind=MeetingKind.LTM, attendees=steps.workers(carried))
    told = {notice.user: notice.kind for notice in Notice.objects.all()}
    assert told[staff["facilitator"]] == NoticeKind.MEETING_COMBINED
    assert told[carried.ais_worker] == NoticeKind.MEETING_SCHEDULED
    (sent,) = [one for one in mail.outbox if one.to == [staff["facilitator"].email]]
    (file,) = [Calendar.from_ical(file.get_payload(decode=True)) for file in sent.attachments]
    assert (str(file["method"]), file.events[0]["sequence"]) == ("REQUEST", 1)
    assert str(carried.family) not in sent.message().as_string()


def test_they_may_be_kept_apart_once_that_was_seen(signed_in, carried):
    a_cft(carried)
    client = signed_in(carried.cfs_worker)
    url, typed = post(client, carried)
    offered = client.post(url, typed).context["form"].fields["combine"].choices
    assert [label for _, label in offered][-1] == "Keep them apart"
    assert client.post(url, typed | {"combine": offered[-1][0]}).status_code == 302
    assert Meeting.objects.ahead().count() == 2


def test_what_makes_no_one_meeting_is_only_flagged(signed_in, carried):
    steps.ltm(carried, starts_at=steps.in_days(3))
    client = signed_in(carried.cfs_worker)
    url, typed = post(client, carried, kind="tdm")
    choices = client.post(url, typed).context["form"].fields["combine"].choices
    assert [label for _, label in choices] == ["Keep them apart"]


def test_meetings_of_staff_alone_ask_no_trip_of_the_family(signed_in, carried):
    steps.held(steps.pltm(carried))
    steps.pltm(carried, starts_at=steps.in_days(3))
    client = signed_in(carried.cfs_worker)
    url = reverse("meetings:meeting-new", args=[carried.family.uuid]) + "?kind=ltm"
    form = client.get(url).context["form"]
    typed = TYPED | {"people": form["people"].value(), "workers": form["workers"].value()}
    assert client.post(url, typed).status_code == 302


def test_another_familys_meetings_are_not_offered(signed_in, carried, elsewhere):
    a_cft(elsewhere)
    client = signed_in(carried.cfs_worker)
    url, typed = post(client, carried)
    assert client.post(url, typed).status_code == 302


def test_only_a_pair_that_makes_one_meeting_is_combined(carried):
    ltm = steps.ltm(carried, starts_at=steps.in_days(3))
    with pytest.raises(NotAllowed, match="not held as one meeting"):
        combine_meetings(meeting=ltm, by=carried.cfs_worker, kind=MeetingKind.TDM, attendees=[])
    assert {kind for pair in COMBINED for kind in pair} >= {MeetingKind.LTM, MeetingKind.CFT}


def test_who_is_invited_later_is_flagged_too(signed_in, staff, carried, elsewhere):
    steps.ltm(elsewhere, steps.facilitator(staff), starts_at=steps.in_days(2))
    meeting = steps.ltm(carried, starts_at=steps.in_days(2))
    client = signed_in(carried.cfs_worker)
    url = reverse("meetings:meeting-invite", args=[meeting.uuid, "staff"])
    typed = {"role": "facilitator", "staff": staff["facilitator"].email}
    form = client.post(url, typed).context["form"]
    assert form.errors["keep_time"] == [f"{staff['facilitator']} has another appointment then."]
    seen = form.fields["keep_time"].choices[0][0]
    assert client.post(url, typed | {"keep_time": seen}).status_code == 302
    assert meeting.attendances.filter(user=staff["facilitator"]).exists()


def test_the_move_form_shows_the_interpreter_and_keeps_it(signed_in, carried):
    meeting = steps.ltm(carried, starts_at=steps.in_days(2), interpreter="Spanish, Ana Ruiz")
    client, url = signed_in(carried.cfs_worker), reverse("meetings:meeting-move", args=[meeting.uuid])
    page = client.get(url)
    assert "Spanish, Ana Ruiz" in page.content.decode()
    moved = TYPED | {
        "moved_reason": "Works then",
        "version": 1,
        "interpreter": page.context["form"]["interpreter"].value(),
    }
    moved["starts_at"] = f"{IN_TWO_DAYS + datetime.timedelta(days=1):%Y-%m-%dT10:30}"
    assert client.post(url, moved).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.moves, meeting.interpreter) == (1, "Spanish, Ana Ruiz")


def test_combining_before_the_pltm_says_why_too(carried):
    cft = a_cft(carried)
    facts = {"meeting": cft, "by": carried.cfs_worker, "kind": MeetingKind.LTM, "attendees": []}
    with pytest.raises(NotAllowed, match="No PLTM was held yet"):
        combine_meetings(**facts)
    combine_meetings(**facts, out_of_order_reason="The family asked for it")
    cft.refresh_from_db()
    assert cft.out_of_order_reason == "The family asked for it"
