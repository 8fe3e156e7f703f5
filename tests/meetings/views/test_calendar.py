"""The calendar: mine, my units', a family's; a week or a list."""

import datetime
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from families.enums import Category
from families.services import name_cover
from meetings.enums import AttendeeRole, MeetingKind
from meetings.models import Attendance
from meetings.services import cancel_meeting, schedule_meeting
from tests.county import family_with_workers
from tests.meetings import county as steps

pytestmark = pytest.mark.django_db
URL = "/calendar/"


def at(*when):
    return datetime.datetime(*when, tzinfo=timezone.get_default_timezone())


def shown(client, url=URL):
    """The meetings on the page, day by day in the week, or row by row."""
    context = client.get(url).context
    if context["as_list"]:
        return list(context["rows"])
    return [meeting for _, _, meetings in context["days"] for meeting in meetings]


def test_it_shows_the_week_of_ones_own_meetings(signed_in, staff, carried, elsewhere):
    today = steps.pltm(carried)
    later = steps.ltm(carried, steps.facilitator(staff), starts_at=steps.in_days(7))
    strange = steps.pltm(elsewhere)
    client = signed_in(carried.cfs_worker)
    assert shown(client) == [today]
    page = client.get(URL)
    of_today = [meetings for _, is_today, meetings in page.context["days"] if is_today]
    assert of_today == [[today]]
    assert page.context["monday"].weekday() == 0
    weeks = dict(page.context["weeks"])
    assert shown(client, weeks["Next week"]) == [later]
    assert shown(client, weeks["Previous week"]) == []
    assert dict(client.get(weeks["Next week"]).context["weeks"])["Today"] == URL
    assert shown(client, f"{URL}?as=list") == [today, later]
    assert shown(signed_in(staff["facilitator"]), weeks["Next week"]) == [later]
    assert shown(signed_in(elsewhere.cfs_worker)) == [strange]


def test_each_meeting_begins_with_a_capital(signed_in, staff, carried):
    schedule_meeting(
        family=carried.family, by=carried.cfs_worker, kind=MeetingKind.CONSULTATION, starts_at=steps.in_days(0),
        mode="phone", place="Line", attendees=[
            steps.workers(carried)[0], {"role": AttendeeRole.WTW_SOCIAL_WORKER, "user": staff["colocated.worker"]}
        ],
    )  # fmt: skip
    page = signed_in(staff["colocated.worker"]).get(URL).content.decode()
    assert f"Case consultation: {carried.family}" in page


def test_a_link_keeps_the_way_and_whose_it_is(signed_in, staff, carried):
    client = signed_in(staff["ifs.supervisor"])
    page = client.get(f"{URL}?whose=unit&as=list&day=2026-12-02&page=3")
    assert dict(page.context["weeks"])["Next week"] == f"{URL}?whose=unit&as=list&day=2026-12-07"
    assert page.context["ways"][0] == ("Week", f"{URL}?whose=unit&day=2026-11-30", False)


def test_a_supervisor_sees_the_meetings_of_their_units(signed_in, staff, carried, elsewhere):
    meeting = steps.ltm(carried, steps.facilitator(staff))
    steps.ltm(elsewhere)
    client = signed_in(staff["ifs.supervisor"])
    assert shown(client) == []
    (found,) = shown(client, f"{URL}?whose=unit")
    assert found == meeting
    assert {one.user for one in found.of_units} == {staff["cfs.worker"], staff["facilitator"]}, "of the unit alone"
    assert str(staff["cfs.worker"]) in client.get(f"{URL}?whose=unit&as=list").content.decode()
    # Who supervises nobody has no such page: theirs is shown.
    worker = signed_in(carried.cfs_worker)
    page = worker.get(f"{URL}?whose=unit")
    assert (page.context["of_units"], page.context["tabs"]) == (False, [])


def test_an_invitation_one_may_not_read_shows_on_no_units_calendar(signed_in, staff, carried):
    """CalWORKs invited a liaison of CFS in a role that tells of domestic abuse: their supervisor reads none of it."""
    meeting = steps.ltm(carried)
    liaison = {"bureau": "calworks", "category": Category.DOMESTIC_ABUSE, "about": carried.mother}
    Attendance.objects.filter(meeting=meeting, user=staff["cfs.worker"]).delete()
    Attendance.objects.create(
        family=carried.family, meeting=meeting, kind=MeetingKind.LTM, role=AttendeeRole.DV_LIAISON,
        user=staff["cfs.worker"], **liaison,
    )  # fmt: skip
    assert shown(signed_in(staff["ifs.supervisor"]), f"{URL}?whose=unit") == []
    assert shown(signed_in(staff["cfs.worker"])) == [meeting], "one's own invitation is one's own to know"


def test_a_cover_has_the_meetings_of_whom_they_cover(signed_in, staff, carried):
    meeting = steps.ltm(carried)
    client = signed_in(staff["cfs.worker2"])
    assert shown(client) == []
    today = timezone.localdate()
    facts = {"covered": staff["cfs.worker"], "cover": staff["cfs.worker2"], "by": staff["ifs.supervisor"]}
    name_cover(**facts, from_date=today, until_date=today + datetime.timedelta(days=3))
    assert shown(client) == [meeting]


def test_the_familys_calendar_holds_what_its_reader_may_know(signed_in, staff, carried, elsewhere):
    pltm, ltm = steps.pltm(carried), steps.ltm(carried, steps.facilitator(staff))
    other = family_with_workers(carried.cfs_worker, carried.ais_worker, name="Other")
    steps.ltm(other)
    url = reverse("meetings:family-calendar", args=[carried.family.uuid])
    assert set(shown(signed_in(staff["ifs.supervisor"]), url)) == {pltm, ltm}
    assert shown(signed_in(staff["facilitator"]), url) == [ltm]
    assert signed_in(elsewhere.cfs_worker).get(url).status_code == 404


def test_what_was_called_off_is_not_on_it(signed_in, carried):
    meeting = steps.pltm(carried)
    cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Ill")
    assert shown(signed_in(carried.cfs_worker)) == []
    assert shown(signed_in(carried.cfs_worker), f"{URL}?as=list") == []


@pytest.mark.parametrize("day", ["2026-02-31", "nonsense", "9999-12-31", "0001-01-01", ""])
def test_a_day_that_is_none_is_today(signed_in, carried, day):
    meeting = steps.pltm(carried)
    assert shown(signed_in(carried.cfs_worker), f"{URL}?day={day}") == [meeting]


CHANGES = [(at(2026, 3, 8, 23, 30), at(2026, 3, 9)), (at(2026, 11, 1, 23, 30), at(2026, 11, 2))]


@pytest.mark.parametrize(("sunday", "monday"), CHANGES)
def test_a_week_in_which_the_clocks_change_ends_on_its_sunday(signed_in, staff, sunday, monday):
    """The Sunday has 23 or 25 hours: its last half hour is still its own, and the next day's first minute is not."""
    with time_machine.travel(sunday - datetime.timedelta(days=3), tick=False):
        house = family_with_workers(staff["cfs.worker"], staff["ais.worker"])
        last, first = steps.pltm(house, starts_at=sunday), steps.ltm(house, starts_at=monday)
        client = signed_in(house.cfs_worker)
        page = client.get(URL)
        assert shown(client) == [last]
        assert page.context["days"][6][2] == [last]
        assert shown(client, dict(page.context["weeks"])["Next week"]) == [first]


@pytest.mark.parametrize("url", [URL, f"{URL}?as=list", f"{URL}?whose=unit", f"{URL}?whose=unit&as=list"])
def test_the_query_count_is_the_same_at_one_and_at_three(signed_in, staff, carried, url):
    client = signed_in(staff["ifs.supervisor"])
    mine = {"role": AttendeeRole.IFS_SUPERVISOR, "user": staff["ifs.supervisor"]}
    steps.ltm(carried, mine)
    counts = []
    for _ in range(2):
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            rows = len(shown(client, url))
        counts.append((rows, len(asked)))
        for name in ("Second", "Third"):
            steps.ltm(family_with_workers(staff["cfs.worker"], staff["ais.worker"], name=name), mine)
    assert [rows for rows, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]


def test_a_list_is_paged_and_counts_what_it_holds(signed_in, carried):
    meeting = steps.ltm(carried)
    mine = meeting.attendances.get(user=carried.cfs_worker)
    for _ in range(25):
        meeting.pk, meeting.uuid = None, uuid4()
        meeting.save()
        mine.pk, mine.uuid, mine.meeting = None, uuid4(), meeting
        mine.save()
    rows = signed_in(carried.cfs_worker).get(f"{URL}?as=list").context["rows"]
    assert (len(rows), rows.paginator.count) == (25, 26)
