"""What the CFS worker takes to court: what may be read today, and never what a court needs its own consent for."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from caseplans.papers.court import court_page
from caseplans.progress_enums import Compliance, Presence
from caseplans.sharing.court import court_summary
from families.enums import Category, MonthlyKind, Relationship, ServiceType, WtwStatus
from families.models import Person
from families.services import add_wtw_standing, record_monthly_figure
from tests.caseplans.county import activity_of, consent_for, goal_of, plan_of, progress_of, sealed
from tests.clients import said
from tests.documents.test_pdf import failures, text_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SINCE = TODAY - datetime.timedelta(days=180)


@pytest.fixture
def activity(carried):
    return sealed(carried).plan.goals.get().activities.order_by("pk")[0]


def test_it_counts_attendance_and_says_what_each_program_says(carried, activity):
    progress_of(activity, carried, hours=Decimal("1.5"), compliance=Compliance.MET, milestone="Half way")
    progress_of(activity, carried, presence=Presence.MISSED, evidence="")
    progress_of(activity, carried, presence=Presence.EXCUSED, by=carried.ais_worker, compliance=Compliance.PARTLY)
    progress_of(activity, carried, on=SINCE - datetime.timedelta(days=1), evidence="Long ago")
    summary = court_summary(activity.goal.plan, carried.cfs_worker, carried.mother, SINCE)
    (service,) = summary.services
    assert (service.course.attended, service.course.to_attend, service.missed, service.excused) == (1, 3, 1, 1)
    assert service.hours == Decimal("1.5")
    assert {note.bureau: note.compliance for note in service.course.said} == {"cfs": "met", "calworks": "partly"}
    assert [note.milestone for note in summary.milestones] == ["Half way"]


def test_participation_is_told_under_a_consent_alone(carried, activity):
    day = TODAY.replace(day=1)
    add_wtw_standing(person=carried.mother, by=carried.ais_worker, status=WtwStatus.ENGAGED, from_date=day)
    figure = {"kind": MonthlyKind.HOURS, "month": day, "value": Decimal(88)}
    record_monthly_figure(person=carried.mother, by=carried.ais_worker, **figure)
    record_monthly_figure(person=carried.mother, by=carried.ais_worker, **figure | {"kind": MonthlyKind.EARNINGS})
    plan = activity.goal.plan
    assert not court_summary(plan, carried.cfs_worker, carried.mother, SINCE).standings
    consent_for(carried, Category.SERVICES, Category.CALWORKS_STATUS)
    summary = court_summary(plan, carried.cfs_worker, carried.mother, SINCE)
    assert [one.status for one in summary.standings] == ["engaged"]
    assert [one.value for one in summary.hours] == [Decimal(88)], "hours, never earnings"


def test_substance_use_and_abuse_are_never_told_whatever_is_signed(carried):
    plan = plan_of(carried)
    consent_for(carried, Category.SERVICES, Category.SUBSTANCE_USE, Category.DOMESTIC_ABUSE)
    goal = goal_of(plan, carried, "Well and safe")
    for service, kind in (("substance_use", Category.SUBSTANCE_USE), ("domestic_violence", Category.DOMESTIC_ABUSE)):
        activity_of(goal, carried, f"Go to {kind}", service=ServiceType(service), category=kind)
    plan.status = "active"
    plan.save()
    first = plan.goals.order_by("pk")[0].activities.order_by("pk")[0]
    progress_of(first, carried, category=Category.SUBSTANCE_USE, barrier="A relapse")
    summary = court_summary(plan, carried.cfs_worker, carried.mother, SINCE)
    assert [str(one.course.activity) for one in summary.services] == ["Attend parenting class"]
    assert not summary.services[0].course.notes


def test_the_paper_is_valid_and_calworks_and_strangers_do_not_get_it(carried, activity, signed_in, staff):
    progress_of(activity, carried, compliance=Compliance.MET, barrier="🚌 " + "x" * 200)
    summary = court_summary(activity.goal.plan, carried.cfs_worker, carried.mother, SINCE)
    pdf = court_page(summary, carried.cfs_worker)
    assert failures(pdf) == []
    assert "Attended 1 of 1 times" in text_of(pdf)
    uuid = activity.goal.plan.uuid
    page, paper = (reverse(f"caseplans:{name}", args=[uuid]) for name in ("plan-court", "court-paper"))
    assert "Sign-in sheet seen" in said(signed_in(carried.cfs_worker).get(paper, {"since": "nonsense"}))
    assert signed_in(carried.ais_worker).get(paper).status_code == 403
    assert "Sign-in sheet" not in said(signed_in(carried.ais_worker).get(page))
    assert signed_in(staff["er.clerk"]).get(page).status_code == 404


def test_court_and_week_open_with_the_parent_whose_plan_it_is(carried, activity, signed_in):
    facts = {"last_name": "Abbot", "relationship": Relationship.FATHER}
    father = Person.objects.create(family=carried.family, first_name="Aaron", **facts)
    pages = signed_in(carried.cfs_worker)
    court, week = (reverse(f"caseplans:plan-{name}", args=[activity.goal.plan.uuid]) for name in ("court", "week"))
    assert pages.get(court).context["summary"].person == activity.person
    assert pages.get(week).context["person"] == activity.person
    assert pages.get(week, {"person": str(father.uuid)}).context["person"] == father
