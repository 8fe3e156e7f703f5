"""When the plan in force is reviewed, and each Welfare-to-Work status at the LTM."""

import datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from caseplans.event_enums import EventKind
from caseplans.models import Plan, StatusReview
from caseplans.progress_enums import Compliance
from caseplans.review_deadlines import event_dues, not_met_dues, status_dues
from caseplans.rules.events import Event
from caseplans.rules.statuses import check_outcome
from caseplans.services import amend_plan, freeze_plan
from caseplans.services.statuses import review_status
from caseplans.sharing.statuses import reviews_due
from caseplans.status_enums import StatusOutcome
from families.enums import Category, TaskKind, WtwStatus
from families.models import Task
from tests.caseplans.county import (
    consent_for,
    engaged,
    held_ltm,
    progress_of,
    sealed,
    shown,
    signed_by,
    status_reviewed,
)
from tests.clients import said

TODAY = timezone.localdate()
DAY = datetime.date(2026, 3, 2)


def word(bureau, compliance, on=DAY):
    return SimpleNamespace(uuid=uuid4(), bureau=bureau, compliance=compliance, on=on)


@pytest.mark.parametrize(
    ("compliance", "held", "owed"),
    [
        (Compliance.NOT_MET, [], True),
        (Compliance.NOT_MET, [DAY - datetime.timedelta(days=1)], True),
        (Compliance.NOT_MET, [DAY], False),
        (Compliance.PARTLY, [], False),
        (Compliance.MET, [], False),
    ],
)
def test_a_requirement_that_is_not_met_asks_for_an_ltm_in_the_bureau_that_says_so(compliance, held, owed):
    dues = not_met_dues(
        [word("cfs", compliance), word("calworks", Compliance.MET)], {"cfs": 7, "calworks": 8}, held, 14
    )
    assert [(one.owner_id, one.due_on) for one in dues] == ([(7, datetime.date(2026, 3, 16))] if owed else [])
    assert not not_met_dues([word("cfs", Compliance.NOT_MET)], {"calworks": 8}, [], 14), "nobody of CFS to owe it"


def test_each_adult_s_status_is_reviewed_at_each_ltm():
    ltm = SimpleNamespace(uuid=uuid4(), starts_at=timezone.now())
    assert [one.owner_id for one in status_dues(ltm, [1, 2], [1], 8, DAY)] == [8]
    for quiet in ((None, [1], [], 8), (ltm, [], [], 8), (ltm, [1], [1], 8), (ltm, [1], [], None)):
        assert status_dues(*quiet, DAY) == []


def on(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("happened", "held", "amended", "due"),
    [
        ([], [], [], []),
        # 30 days: over the end of February, of a leap one, onto the leap day, over the year's end
        (["2026-02-10"], [], [], ["2026-03-12"]),
        (["2028-02-10"], [], [], ["2028-03-11"]),
        (["2028-01-30"], [], [], ["2028-02-29"]),
        (["2026-12-15"], [], [], ["2027-01-14"]),
        # a weekend and a holiday stand, for they are calendar days; the clocks change between
        (["2026-10-27"], [], [], ["2026-11-26"]),
        (["2026-02-12"], [], [], ["2026-03-14"]),
        # an LTM held, or the next version begun, before it: the look is still due
        (["2026-03-02"], ["2026-03-01"], ["2026-03-01"], ["2026-04-01"]),
        # on the day or since: it was looked at
        (["2026-03-02"], ["2026-03-02"], [], []),
        (["2026-03-02"], [], ["2026-03-02"], []),
        (["2026-03-02"], ["2026-03-20"], [], []),
        (["2026-03-02"], [], ["2026-05-20"], []),
        # two things: what was looked at, and what happened since
        (["2026-03-02", "2026-04-02"], [], [], ["2026-04-01", "2026-05-02"]),
        (["2026-04-02", "2026-03-02"], ["2026-03-20"], ["2026-03-03"], ["2026-05-02"]),
    ],
)
def test_what_happened_to_the_case_asks_for_a_look_at_the_plan(happened, held, amended, due):
    events = [Event(EventKind.CHILD_REMOVED, on(text), key) for text, key in zip(happened, "ab", strict=False)]
    dues = event_dues(events, map(on, held), map(on, amended), 7, 30)
    assert [one.due_on for one in dues] == [on(text) for text in due]
    told = {f"event:{EventKind.CHILD_REMOVED}:{event.key}": event.on for event in events}
    assert all((one.kind, one.owner_id) == (TaskKind.PLAN_AFTER_CHANGE, 7) for one in dues)
    assert all(told[one.key] == one.opens_on for one in dues)
    assert len({one.key for one in dues}) == len(dues)


@pytest.mark.parametrize(
    ("status", "outcome", "fits"),
    [
        (WtwStatus.SANCTIONED, StatusOutcome.GOES_ON, False),
        (WtwStatus.SANCTIONED, StatusOutcome.CURE, True),
        (WtwStatus.ENGAGED, StatusOutcome.CURE, False),
        (WtwStatus.EXEMPT, StatusOutcome.VOLUNTEER, True),
        (WtwStatus.SANCTIONED, StatusOutcome.VOLUNTEER, False),
        (WtwStatus.NONCOMPLIANCE, StatusOutcome.LATER, True),
        (WtwStatus.EXEMPT, StatusOutcome.GOES_ON, True),
    ],
)
def test_what_is_done_answers_the_status(status, outcome, fits):
    if fits:
        check_outcome(status, outcome)
    else:
        with pytest.raises(NotAllowed):
            check_outcome(status, outcome)


@pytest.mark.django_db
def test_a_review_is_read_like_the_status_and_closes_its_task(carried):
    engaged(carried)
    meeting = held_ltm(carried)
    assert Task.objects.filter(kind=TaskKind.REVIEW_STATUS, owner=carried.ais_worker).exists()
    with pytest.raises(NotAllowed, match="that you may read"):
        review_status(meeting=meeting, person=carried.mother, by=carried.cfs_worker, outcome=StatusOutcome.GOES_ON)
    review = review_status(meeting=meeting, person=carried.mother, by=carried.ais_worker, outcome=StatusOutcome.LATER)
    assert review.status == WtwStatus.ENGAGED
    assert not Task.objects.filter(kind=TaskKind.REVIEW_STATUS).exists()
    assert not visible(StatusReview, carried.cfs_worker)
    consent_for(carried, Category.CALWORKS_STATUS)
    assert list(visible(StatusReview, carried.cfs_worker)) == [review]
    with pytest.raises(NotAllowed, match="still to be reviewed"):
        review_status(meeting=meeting, person=carried.mother, by=carried.ais_worker, outcome=StatusOutcome.LATER)


@pytest.mark.django_db
def test_the_plan_s_page_says_what_is_overdue_to_the_bureau_that_owes_it(staff, carried, signed_in):
    plan = sealed(carried).plan
    activity = plan.goals.get().activities.order_by("pk")[0]
    ltm = plan.meeting
    ltm.starts_at -= datetime.timedelta(days=40)
    ltm.save()
    long_ago = TODAY - datetime.timedelta(days=30)
    progress_of(activity, carried, on=long_ago, compliance=Compliance.NOT_MET)
    (task,) = reviews_due(carried.family, carried.cfs_worker).filter(kind=TaskKind.HOLD_NOT_MET_LTM)
    assert task.due_on == TODAY - datetime.timedelta(days=16)
    assert "a requirement of the LCCP is not met" in said(signed_in(carried.cfs_worker).get(plan.get_absolute_url()))
    assert not reviews_due(carried.family, carried.ais_worker).filter(kind=TaskKind.HOLD_NOT_MET_LTM)
    assert [*signed_in(staff["ifs.supervisor"]).get(reverse("reports:unit-work")).context["without_ltm"]] == [task]
    assert not signed_in(staff["ais.supervisor"]).get(reverse("reports:unit-work")).context["without_ltm"]
    progress_of(activity, carried, compliance=Compliance.MET)
    assert not Task.objects.filter(kind=TaskKind.HOLD_NOT_MET_LTM).exists()


@pytest.mark.django_db
def test_an_amendment_leaves_the_ltm_owed_that_a_requirement_not_met_asks_for(carried):
    plan = sealed(carried).plan
    ltm = plan.meeting
    ltm.starts_at -= datetime.timedelta(days=40)
    ltm.save()
    activity = plan.goals.get().activities.get(text="Attend parenting class")
    progress_of(activity, carried, on=TODAY - datetime.timedelta(days=30), compliance=Compliance.NOT_MET)

    def owed():
        return list(Task.objects.filter(kind=TaskKind.HOLD_NOT_MET_LTM).values_list("key", flat=True))

    (key,) = owed()
    for _ in range(2):  # an amendment, and one of it
        amending = shown(amend_plan(plan=Plan.objects.get(pk=plan.pk), by=carried.cfs_worker), carried)
        for signer in freeze_plan(plan=amending, by=carried.cfs_worker).signers.all():
            signed_by(signer)
        assert owed() == [key]
        plan = amending
    # the latest word counts, under whichever version it was written
    progress_of(amending.goals.get().activities.get(text=activity.text), carried, compliance=Compliance.MET)
    assert owed() == []


@pytest.mark.django_db
def test_the_page_of_a_review_tells_the_other_bureau_nothing(carried, signed_in):
    meeting = status_reviewed(carried).meeting
    url = reverse("caseplans:status-review-new", args=[meeting.uuid])
    assert "Engaged" in said(signed_in(carried.ais_worker).get(url))
    assert "Engaged" not in said(signed_in(carried.cfs_worker).get(url))
