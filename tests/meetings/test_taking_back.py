"""Whoever was invited by mistake is taken off the list: what it opened ends at once, and their calendar forgets it."""

import pytest
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from accounts.access import NotAllowed, visible
from accounts.models import AccessLogEntry
from families.enums import NoticeKind
from families.models import Family, Notice
from families.services.settling import grant_drift
from meetings.calendars import invitation
from meetings.enums import AttendeeRole, MeetingStatus, Mode
from meetings.models import Attendance, Meeting
from meetings.services import cancel_meeting, confirm_meeting, invite, mark_attendance, take_back_invitation
from meetings.sharing import attendances_for, standing_of
from tests.meetings import county as steps

SOON = steps.in_days(3)
GUEST = {"role": AttendeeRole.SCHOOL, "external_name": "Ms. Ito"}


@pytest.fixture
def meeting(staff, carried):
    return steps.ltm(carried, steps.facilitator(staff), GUEST, starts_at=SOON)


def of(meeting, **who):
    return meeting.attendances.get(**who)


def url(meeting, attendance):
    return reverse("meetings:attendance-take-back", args=[meeting.uuid, attendance.uuid])


def mails(user):
    """The calendar file of each mail to this person, the oldest first."""
    files = [file for sent in mail.outbox if sent.to == [user.email] for file in sent.attachments]
    return [Calendar.from_ical(file.get_payload(decode=True)) for file in files]


def test_it_works(signed_in, staff, carried, meeting):
    wrong, client = staff["facilitator"], signed_in(carried.cfs_worker)
    assert visible(Meeting, wrong).exists()
    page = client.get(meeting.get_absolute_url()).content.decode()
    invited = of(meeting, user=wrong)
    assert url(meeting, invited) in page
    asked = client.get(url(meeting, invited)).content.decode()
    assert "The meeting closes to them at once" in asked
    assert of(meeting, user=wrong), "a page that is opened takes nothing back"
    answer = client.post(url(meeting, invited), follow=True)
    assert f"{wrong} is not invited any more, and was told." in answer.content.decode()
    assert not meeting.attendances.filter(user=wrong).exists()
    assert not visible(Meeting, wrong).exists()
    assert not visible(Family, wrong).exists()
    assert grant_drift(carried.family) == ([], [])
    kept = Attendance.history.filter(history_type="-").get()
    assert (kept.user, kept.history_user) == (wrong, carried.cfs_worker)
    for again in (client.post(url(meeting, invited), follow=True), client.get(url(meeting, invited), follow=True)):
        assert f"taken back already: {wrong} is not invited." in again.content.decode(), (
            "sent twice, or from another tab"
        )


def test_their_calendar_takes_it_out_and_takes_it_up_again(staff, carried, django_capture_on_commit_callbacks):
    wrong, by = staff["facilitator"], carried.cfs_worker
    with django_capture_on_commit_callbacks(execute=True):
        meeting = steps.ltm(carried, steps.facilitator(staff), starts_at=SOON)
        take_back_invitation(attendance=of(meeting, user=wrong), by=by)
    with django_capture_on_commit_callbacks(execute=True):
        invite(meeting=meeting, by=by, attendees=[steps.facilitator(staff)])
    # The first mail goes out once it was taken back: it says how the meeting stands then.
    files = mails(wrong)
    assert [str(file["method"]) for file in files] == ["CANCEL", "CANCEL", "REQUEST"]
    events = [event for file in files for event in file.events]
    assert {str(event["uid"]) for event in events} == {f"{meeting.uuid}@linkages"}
    assert [event["sequence"] for event in events] == [1, 1, 1]
    assert [str(event["status"]) for event in events] == ["CANCELLED", "CANCELLED", "CONFIRMED"]
    assert len(mails(carried.ais_worker)) == 1, "nobody else is told"


def test_they_are_told_without_a_name_and_lead_nowhere_closed(staff, carried, meeting):
    Notice.objects.all().delete()
    take_back_invitation(attendance=of(meeting, user=staff["facilitator"]), by=carried.cfs_worker)
    (notice,) = Notice.objects.all()
    told = (notice.user, notice.kind, notice.url)
    assert told == (staff["facilitator"], NoticeKind.INVITATION_TAKEN_BACK, reverse("home"))
    assert str(invitation(notice).get_param("method")) == "CANCEL"


def test_the_familys_own_worker_keeps_the_family(carried, meeting):
    worker = carried.ais_worker
    take_back_invitation(attendance=of(meeting, user=worker), by=carried.cfs_worker)
    assert visible(Meeting, worker).filter(pk=meeting.pk).exists()
    assert Notice.objects.get(kind=NoticeKind.INVITATION_TAKEN_BACK).url == meeting.get_absolute_url()


def test_family_and_people_from_outside_are_taken_off_too_and_the_letter_stays_noted(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    mother, guest = of(meeting, person=carried.mother), of(meeting, external_name="Ms. Ito")
    client.get(reverse("meetings:attendance-letter", args=[meeting.uuid, mother.uuid]))
    told = Notice.objects.count()
    for one in (mother, guest):
        assert "Nobody tells them: tell them yourself" in client.get(url(meeting, one)).content.decode()
        said = client.post(url(meeting, one), follow=True).content.decode()
        assert f"{one} is not invited any more. Next: tell them" in said
    assert set(meeting.attendances.values_list("role", flat=True)) == {"cfs_worker", "ais_worker", "facilitator"}
    assert Notice.objects.count() == told
    assert AccessLogEntry.objects.filter(act="downloaded", family=carried.family.uuid).exists()


def test_who_is_needed_goes_too_and_the_page_says_who_is_missing(signed_in, carried, meeting):
    """The wrong one goes before the right one comes."""
    client, mother = signed_in(carried.cfs_worker), of(meeting, person=carried.mother)
    asked = client.get(url(meeting, mother)).content.decode()
    assert "The LTM is not held without: Parent or family. Invite another one." in asked
    assert (
        "Not invited yet, and needed: Parent or family."
        in client.post(url(meeting, mother), follow=True).content.decode()
    )
    assert "is not held without" not in client.get(url(meeting, of(meeting, external_name="Ms. Ito"))).content.decode()


def test_whoever_took_themselves_off_is_not_led_to_a_closed_page(signed_in, staff, meeting):
    own = of(meeting, user=staff["facilitator"])
    answer = signed_in(staff["facilitator"]).post(url(meeting, own))
    assert answer["Location"] == reverse("home")


def test_only_who_may_invite_takes_back_and_only_before_it_is_held(staff, carried, elsewhere):
    eligibility = {"role": AttendeeRole.ELIGIBILITY_WORKER, "user": staff["eligibility.worker"]}
    meeting = steps.ltm(carried, eligibility)
    row = of(meeting, user=staff["eligibility.worker"])
    for by in (staff["eligibility.worker"], elsewhere.cfs_worker):
        with pytest.raises(NotAllowed, match="Only the family's workers and the meeting's facilitator"):
            take_back_invitation(attendance=row, by=by)
    mark_attendance(attendance=row, by=carried.cfs_worker, mode=Mode.PHONE)
    with pytest.raises(NotAllowed, match="is marked as there"):
        take_back_invitation(attendance=row, by=carried.cfs_worker)
    mark_attendance(attendance=row, by=carried.cfs_worker, mode=None)
    steps.held(meeting)
    with pytest.raises(NotAllowed, match="already held"):
        take_back_invitation(attendance=row, by=carried.cfs_worker)
    called_off = steps.pltm(carried, starts_at=SOON)
    cancel_meeting(meeting=called_off, by=carried.cfs_worker, reason="Snow")
    with pytest.raises(NotAllowed, match="already cancelled"):
        take_back_invitation(attendance=called_off.attendances.first(), by=carried.cfs_worker)


def test_reader_is_refused_with_the_reason_and_outsider_gets_404(signed_in, staff, carried, elsewhere):
    eligibility = {"role": AttendeeRole.ELIGIBILITY_WORKER, "user": staff["eligibility.worker"]}
    meeting = steps.ltm(carried, eligibility)
    own = url(meeting, of(meeting, user=staff["eligibility.worker"]))
    reader = signed_in(staff["eligibility.worker"])
    assert "Only the family&#x27;s workers" in reader.get(own).content.decode()
    assert reader.post(own).status_code == 403
    assert "take-back" not in reader.get(meeting.get_absolute_url()).content.decode()
    assert signed_in(elsewhere.cfs_worker).get(own).status_code == 404
    assert meeting.attendances.count() == 4


def test_what_the_other_program_invited_too_stays_and_tells_nothing(signed_in, staff, carried):
    """CFS invited a domestic violence liaison: which CalWORKs may not know, of one it invited itself."""
    both, by = staff["es.worker"], carried.ais_worker
    hidden = {"role": AttendeeRole.DV_LIAISON, "user": both, "about": carried.mother}
    meeting = steps.ltm(carried, hidden, starts_at=SOON)
    invite(meeting=meeting, by=by, attendees=[{"role": AttendeeRole.EMPLOYMENT_SPECIALIST, "user": both}])
    client, secret = signed_in(by), of(meeting, role=AttendeeRole.DV_LIAISON)
    assert client.get(url(meeting, secret)).status_code == client.post(url(meeting, secret)).status_code == 404
    row = attendances_for(meeting, by).get(user=both)
    Notice.objects.all().delete()
    client.post(url(meeting, row))
    assert set(meeting.attendances.filter(user=both)) == {secret}
    assert visible(Meeting, both).filter(pk=meeting.pk).exists(), "CFS still invites them"
    assert not Notice.objects.exists()


def test_a_page_that_stands_open_says_that_the_list_is_another(signed_in, carried, meeting):
    client, seen = signed_in(carried.cfs_worker), standing_of(meeting)
    take_back_invitation(attendance=of(meeting, external_name="Ms. Ito"), by=carried.ais_worker)
    cancel = reverse("meetings:meeting-cancel", args=[meeting.uuid])
    stale = client.post(cancel, {"reason": "Snow", "seen": seen})
    assert stale.status_code == 409
    assert "An invitation was taken back since you opened it" in stale.content.decode()
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED


def test_what_was_taken_back_of_a_kind_not_theirs_to_read_stays_unknown(signed_in, carried, meeting):
    liaison = {"role": AttendeeRole.DV_LIAISON, "external_name": "Ms. Quiet", "about": carried.mother}
    invite(meeting=meeting, by=carried.cfs_worker, attendees=[liaison])
    invited = of(meeting, external_name="Ms. Quiet")
    take_back_invitation(attendance=invited, by=carried.cfs_worker)
    assert signed_in(carried.ais_worker).get(url(meeting, invited)).status_code == 404


def test_who_confirmed_stays_confirmed(carried, meeting):
    confirm_meeting(meeting=meeting, by=carried.cfs_worker)
    take_back_invitation(attendance=of(meeting, external_name="Ms. Ito"), by=carried.cfs_worker)
    assert Meeting.objects.get().status == MeetingStatus.CONFIRMED


def test_a_mark_on_a_page_that_stands_open_finds_nobody(carried):
    meeting = steps.ltm(carried, GUEST)
    stale = of(meeting, external_name="Ms. Ito")
    take_back_invitation(attendance=of(meeting, external_name="Ms. Ito"), by=carried.cfs_worker)
    with pytest.raises(NotAllowed, match="taken back meanwhile"):
        mark_attendance(attendance=stale, by=carried.ais_worker, mode=Mode.PHONE)
