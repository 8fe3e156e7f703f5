"""How the signed plan goes: written down by either worker, read by who may read both it and the activity."""

import datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from caseplans.models import Activity, Plan, ProgressNote
from caseplans.progress_enums import Compliance, Presence
from caseplans.rules.progress import Course
from caseplans.services import amend_plan
from caseplans.sharing.progress import courses_of, milestones_of
from families.enums import Category, NoticeKind
from families.models import Notice
from tests.caseplans.county import plan_of, progress_of, sealed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def activity(carried):
    return sealed(carried).plan.goals.get().activities.order_by("pk")[0]


def test_it_is_written_without_unsealing_and_never_before_the_plan_is_signed(carried, activity):
    progress_of(activity, carried)
    plan = Plan.objects.get(pk=activity.goal.plan_id)
    assert (plan.status, plan.versions.count()) == ("active", 1)


def test_a_draft_is_not_monitored(carried):
    activity = plan_of(carried).goals.get().activities.order_by("pk")[0]
    with pytest.raises(NotAllowed, match="once the plan is signed"):
        progress_of(activity, carried)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"presence": "", "evidence": ""}, "Say how it goes"),
        ({"presence": Presence.MISSED, "hours": 2}, "Hours go with"),
        ({"on": TODAY + datetime.timedelta(days=1)}, "in the future"),
    ],
)
def test_an_entry_says_something_of_a_day_that_has_come(carried, activity, facts, why):
    with pytest.raises(NotAllowed, match=why):
        progress_of(activity, carried, **facts)
    assert not ProgressNote.objects.exists()


def test_each_program_s_latest_word_stands_by_itself():
    def note(bureau, compliance, presence=""):
        return SimpleNamespace(bureau=bureau, compliance=compliance, presence=presence)

    newest_first = [
        note("cfs", ""),
        note("calworks", Compliance.NOT_MET, Presence.MISSED),
        note("cfs", Compliance.MET, Presence.ATTENDED),
        note("calworks", Compliance.MET, Presence.PARTLY),
        note("cfs", Compliance.NOT_MET, Presence.EXCUSED),
    ]
    course = Course(None, newest_first)
    assert {one.bureau: one.compliance for one in course.said} == {
        "calworks": Compliance.NOT_MET,
        "cfs": Compliance.MET,
    }
    assert (course.attended, course.to_attend) == (2, 4)


def test_an_entry_needs_its_own_consent_and_that_of_the_activity(carried, activity):
    seen = progress_of(activity, carried)
    relapse = progress_of(activity, carried, category=Category.SUBSTANCE_USE, barrier="A relapse")
    kept = progress_of(activity, carried, confidential=True)
    assert set(visible(ProgressNote, carried.cfs_worker)) == {seen, relapse, kept}
    assert set(visible(ProgressNote, carried.ais_worker)) == {seen}
    Activity.objects.filter(pk=activity.pk).update(confidential=True)
    assert not visible(ProgressNote, carried.ais_worker), "what tells of a hidden activity is hidden with it"


def test_what_was_reached_is_told_only_to_who_may_read_it(carried, activity):
    progress_of(activity, carried, category=Category.SUBSTANCE_USE, milestone="Ninety days sober")
    told = Notice.objects.filter(kind=NoticeKind.MILESTONE_REACHED)
    assert not told.exists()
    note = progress_of(activity, carried, milestone="Four classes in a row")
    assert [one.user for one in told.all()] == [carried.ais_worker]
    assert "classes" not in str(told.get())
    assert milestones_of(activity.goal.plan, carried.ais_worker) == [note]
    assert len(milestones_of(activity.goal.plan, carried.cfs_worker)) == 2


def test_entries_go_on_with_the_activity_into_the_next_version(carried, activity):
    note = progress_of(activity, carried)
    amended = amend_plan(plan=activity.goal.plan, by=carried.cfs_worker)
    again = amended.goals.get().activities.order_by("pk")[0]
    assert again.continues == activity
    assert next(one for one in courses_of(amended, carried.ais_worker) if one.activity == again).notes == [note]


def test_the_pages_show_it_to_the_other_worker_and_send_it_once(carried, activity, signed_in):
    url = reverse("caseplans:progress-new", args=[activity.uuid])
    client = signed_in(carried.ais_worker)
    key = client.get(url).context["form"]["key"].value()
    sent = {"on": TODAY.isoformat(), "compliance": "not_met", "barrier": "No bus", "category": "services"}
    sent |= {"about": carried.mother.pk, "key": key}
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    assert ProgressNote.objects.count() == 1
    page = signed_in(carried.cfs_worker).get(activity.goal.plan.get_absolute_url()).content.decode()
    assert "CalWORKs: does not do what is asked" in page
    assert "No bus" in page


def test_the_number_of_queries_does_not_grow_with_the_entries(carried, activity, signed_in, django_assert_num_queries):
    others = activity.goal.activities.exclude(responsible="calworks")
    client, url = signed_in(carried.cfs_worker), activity.goal.plan.get_absolute_url()
    progress_of(activity, carried, milestone="Half way")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for each in others:
        for _ in range(2):
            progress_of(each, carried, milestone="Again")
    with django_assert_num_queries(len(one)):
        client.get(url)
