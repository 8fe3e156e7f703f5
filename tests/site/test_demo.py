"""The demo county is what the README says of it. Built once: it takes a while."""

import datetime
import itertools

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.access import visible
from accounts.enums import Bureau
from accounts.models import Cover, Office, Unit, User
from accounts.roles import ROLES
from caseplans.enums import PlanStatus
from caseplans.models import FinalCopy, Plan, Transition
from crossover.enums import ClearanceResult, ConsentEventKind, ConsentOutcome, HopEnd, Stage, Xover1Status
from crossover.models import Clearance, Consent, ConsentEvent, ConsentRequest, StageEvent, Xover1, Xover1Hop
from families.enums import Category, Component, ExitType, ProgramStatus, TaskKind
from families.models import BreakGlass, CalworksCase, CfsCase, Family, Removal, Restriction, Task
from families.rules.arranging import act_of
from linkages_site.demo.county import make_demo_county
from linkages_site.demo.staff import DEMO_PASSWORD
from meetings.contact_enums import ContactKind, ContactStatus, RequestStatus
from meetings.enums import MeetingKind, MeetingStatus
from meetings.models import (
    Attendance,
    BureauRequest,
    Contact,
    DispositionReview,
    Meeting,
    MeetingNote,
    MeetingRequest,
)
from meetings.sharing import meetings_of
from tests.test_need_to_know import HOLDS_NO_PERSONAL_DATA, own_models

NOT_BY_FAMILY = {  # known otherwise than through the family, and how
    "families.Referral": "to the units named on it, before and after there is a family",
    "families.Conflict": "to who declared it and who decides on it",
    "families.Draft": "one's own",
    "crossover.Xover1Hop": "the clerk of the reverse path keeps that it was sent, and received",
}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The staff of the demo county, which stands while this module's tests run."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_demo_county(DEMO_PASSWORD)
        transaction.set_rollback(True)


def test_nobody_sees_a_row_of_a_family_they_may_not_know(demo, db):
    """Closure over every model that leads to a family, for every sign-in: its rows lie within what they may know."""
    for model in own_models():
        paths = [] if model._meta.label in {*NOT_BY_FAMILY, *HOLDS_NO_PERSONAL_DATA} else paths_to_family(model)
        kept_from_somebody = False
        for path, user in itertools.product(paths, demo.values()):
            known = visible(Family, user).values("pk")
            rows = visible(model, user)
            strange = rows.filter(**{f"{path}__isnull": False}).exclude(**{f"{path}__in": known})
            assert not strange.exists(), f"{user} on {model._meta.label} by {path}"
            kept_from_somebody |= model._default_manager.exclude(pk__in=rows.values("pk")).exists()
        assert kept_from_somebody or not paths, f"no row of {model._meta.label} could have leaked"


def test_every_task_leads_to_a_page_that_its_reader_may_open(demo, db, signed_in):
    """For every sign-in: a task whose page is refused could never be done."""
    kinds = set()
    for user in demo.values():
        tasks = visible(Task, user)
        pages = {act_of(task): task.kind for task in tasks}
        client = signed_in(user) if pages else None
        for url, kind in pages.items():
            assert client.get(url).status_code == 200, f"{user}: {kind}, {url}"
            kinds.add(kind)
    assert len(kinds) > 10


def paths_to_family(model):
    """By which foreign keys a row of this model leads to a family, the shortest ones first."""
    if model is Family:
        return ["pk"]
    onward = [field for field in model._meta.concrete_fields if field.many_to_one or field.one_to_one]
    direct = [field.name for field in onward if field.related_model is Family]
    if direct:
        return direct
    ours = [field for field in onward if field.related_model._meta.app_label not in {"accounts", "auth"}]
    return [
        f"{field.name}__{path}"
        for field in ours
        if field.related_model is not model
        for path in paths_to_family(field.related_model)
    ]


def test_the_demo_county(demo, db):
    staff = demo
    assert (Office.objects.count(), Unit.objects.count()) == (3, 12)
    assert Family.objects.count() >= 42
    assert set(CfsCase.objects.values_list("component", flat=True)) == set(Component)
    assert FinalCopy.objects.exists()

    carillo = CfsCase.objects.get(family__name="Carillo")
    assert (carillo.component, carillo.agreement_signed_on) == (Component.FR, None)
    children = [person for person in carillo.family.people.all() if person.is_child]
    assert len(children) == 2
    assert all(child.removal_rows.filter(exited_on=None).exists() and not child.in_home for child in children)
    assert carillo.family.wtwstanding_rows.exists()
    assert carillo.family.monthlyfigure_rows.count() == 4
    assert carillo.history.latest().history_user in staff.values()

    for name in ("er.worker", "cfs.worker", "cfs.worker2", "ais.worker", "eligibility.worker", "es.worker"):
        assert visible(Family, User.objects.get(pk=staff[name].pk)).exists(), name
    assert {role for user in staff.values() for role in user.role_codes} <= set(ROLES)
    assert Cover.objects.in_force(timezone.localdate()).get().covered == staff["ifs.supervisor"]
    assert Restriction.objects.in_force().count() == 1
    assert BreakGlass.objects.uses().get().review.made_by == staff["privacy.officer"]
    every_state_is_there()
    the_calendar_is_filled()
    rare_meetings_are_there()
    the_colocated_worker_has_what_the_readme_says(User.objects.get(pk=staff["colocated.worker"].pk))
    call_command("verify")


def every_kind_of_contact_is_there():
    """In both bureaus, in every status, entered and not, exported and not, and corrected since it was entered."""
    contacts = Contact.objects.all()
    assert set(contacts.values_list("kind", flat=True)) == set(ContactKind)
    for bureau in Bureau:
        own = contacts.filter(bureau=bureau)
        assert set(own.values_list("status", flat=True)) >= {ContactStatus.COMPLETED, ContactStatus.SCHEDULED}
        assert own.exclude(entered_at=None).exists()
        assert own.to_enter(bureau).exported().exists()
        assert own.to_enter(bureau).not_exported().filter(entry_ended__startswith="Corrected").exists()
    assert contacts.filter(status=ContactStatus.ATTEMPTED).exists()


def the_calendar_is_filled():
    """A meeting today, one next week and one that was moved, with different workers."""
    today = timezone.localdate()
    monday = today + datetime.timedelta(days=7 - today.weekday())
    ahead = Meeting.objects.ahead()
    next_week = ahead.between(monday, monday + datetime.timedelta(days=6))
    assert set(Meeting.objects.values_list("status", flat=True)) == set(MeetingStatus)
    assert MeetingRequest.objects.open().count() >= 2
    moved = next_week.filter(moves=1).get()
    assert ahead.between(today, today).exists()
    assert next_week.filter(moves=0).exists()
    assert len({meeting.scheduled_by for meeting in (*ahead.between(today, today), *next_week)}) > 1
    assert moved.moved_reason


def the_colocated_worker_has_what_the_readme_says(colocated):
    """A case consultation today, one next week, and one held lately that is still theirs to open."""
    consultations = meetings_of(colocated).of_kind(MeetingKind.CONSULTATION)
    today = timezone.localdate()
    assert consultations.ahead().between(today, today).exists()
    assert consultations.ahead().since(today + datetime.timedelta(days=1)).exists()
    assert consultations.held().exists()


def rare_meetings_are_there():
    """A stand-in, a past event with why it matters, a CFT combined with an LTM, a review, a child with a relative."""
    assert Attendance.objects.exclude(stands_in_for="").filter(present=True).exists()
    assert MeetingNote.objects.filter(past_event=True).exists()
    assert {meeting.is_ahead for meeting in Meeting.objects.of_kind(MeetingKind.LTM_CFT)} == {True, False}
    assert Meeting.objects.held().of_kind(MeetingKind.SAFETY_PLANNING).exists()
    assert DispositionReview.objects.exclude(plan_changes="").exists()
    assert Task.objects.filter(kind=TaskKind.EXPEDITED_CALL).exists()
    assert len(set(BureauRequest.objects.values_list("what", flat=True))) > 10


def every_state_is_there():
    """A state of the road that no family of the demo is in would never be looked at."""
    today = timezone.localdate()
    assert set(Xover1.objects.values_list("status", flat=True)) == set(Xover1Status)
    assert set(Clearance.objects.values_list("result", flat=True)) == set(ClearanceResult)
    assert set(StageEvent.objects.values_list("stage", flat=True)) == set(Stage)
    assert set(CalworksCase.objects.values_list("status", flat=True)) >= {ProgramStatus.OPEN, ProgramStatus.CLOSED}
    assert {bool(case.closed_on) for case in CfsCase.objects.all()} == {True, False}
    assert Removal.objects.filter(exit_type=ExitType.REUNIFIED).exists()

    outcomes = ConsentRequest.objects.values_list("outcome", flat=True)
    assert {ConsentOutcome.OPEN, ConsentOutcome.SIGNED, ConsentOutcome.DECLINED} <= set(outcomes)
    revoked = ConsentEvent.objects.filter(kind=ConsentEventKind.REVOKED).values_list("category", "recipient")
    assert set(revoked) == {("", ""), (Category.HOUSING, ""), ("", Bureau.CALWORKS)}
    last_days = list(Consent.objects.values_list("until_date", flat=True))
    assert any(day < today for day in last_days)
    assert any(today < day <= today + datetime.timedelta(days=14) for day in last_days)
    assert set(Plan.objects.values_list("status", flat=True)) >= {PlanStatus.DRAFT, PlanStatus.ACTIVE}
    assert {one.is_complete for one in Transition.objects.all()} == {True, False}
    every_kind_of_contact_is_there()
    assert set(BureauRequest.objects.values_list("status", flat=True)) == set(RequestStatus)
    assert HopEnd.RETURNED in Xover1Hop.objects.values_list("left_as", flat=True)
