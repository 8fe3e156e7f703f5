"""The two plans reconciled from rows: what each reader is told, and what one click writes."""

import datetime
import html
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed, visible
from caseplans.enums import Frequency, Payer, Source
from caseplans.models import Activity, ReconciliationEntry, SourceRequirement
from caseplans.reconciliation_enums import Rule
from caseplans.rules.reconciliation import NOT_AVAILABLE
from caseplans.rules.reconciliation.findings import (
    AssignPayer,
    CountTowardsWtw,
    Excuse,
    Merge,
    Move,
    SetDue,
    Skip,
)
from caseplans.services import freeze_plan, start_plan
from caseplans.services.reconciling import CHANGED, GONE, override_finding, take_proposal
from caseplans.sharing.findings import Reconciliation
from crossover.models import AbuseFlag
from families.enums import Category, ServiceType, WtwActivity, WtwStatus
from families.models import CfsCase
from families.services import add_wtw_standing
from meetings.contact_enums import ContactStatus
from meetings.enums import AttendeeRole, MeetingKind, Mode
from meetings.models import Meeting
from meetings.services import schedule_meeting
from tests.caseplans.county import activity_of, consent_for, goal_of, plan_of, required
from tests.caseplans.test_pdf import text_of
from tests.meetings import contacts

TODAY = timezone.localdate()
MONDAY = TODAY + datetime.timedelta(days=7 - TODAY.weekday())
EVERY_WEEK = {
    "frequency": Frequency.WEEKLY,
    "weekdays": ["tu"],
    "from_time": datetime.time(9),
    "to_time": datetime.time(11),
    "measure": "Seen at the visit",
}
WORK = {
    "service": ServiceType.EMPLOYMENT,
    "category": Category.EMPLOYMENT,
    "source": Source.WTW_PLAN,
    "provided_by": "calworks",
    "paid_by": "calworks",
    "mandatory": True,
}
SECRET = {"category": Category.MENTAL_HEALTH, "service": ServiceType.MENTAL_HEALTH}


@pytest.fixture
def plan(carried):
    consent_for(carried, Category.SERVICES, Category.EMPLOYMENT, Category.CALWORKS_STATUS)
    return start_plan(family=carried.family, by=carried.cfs_worker)


@pytest.fixture
def goal(carried, plan):
    return goal_of(plan, carried, by_when=TODAY + datetime.timedelta(days=90))


def told(plan, user, rule=None):
    return [one for one in Reconciliation(plan, user).told if rule is None or one.finding.rule == rule]


def the_one(plan, user, rule, kind=""):
    (found,) = [one for one in told(plan, user, rule) if one.finding.kind.startswith(kind)]
    return found


def take(plan, user, rule, offered, kind=""):
    """One click on the first proposal of this kind."""
    reconciliation = Reconciliation(plan, user)
    found = next(one for one in reconciliation.told if one.finding.rule == rule and one.finding.kind.startswith(kind))
    proposal = next(one for one in found.finding.proposals if isinstance(one, offered))
    token = reconciliation.token_of(found, proposal)
    return found, token, take_proposal(plan=plan, by=user, mark=found.mark, token=token)


def collision(goal, carried, **work):
    activity_of(goal, carried, **EVERY_WEEK)
    return activity_of(goal, carried, "Look for work", by=carried.ais_worker, **WORK | EVERY_WEEK | work)


def _collide(goal, carried):
    collision(goal, carried)
    return carried.ais_worker, Rule.TIME, ""


def _double(goal, carried):
    activity_of(goal, carried, measure="x")
    activity_of(goal, carried, "Parenting once more", by=carried.ais_worker, source=Source.WTW_PLAN, measure="x")
    return carried.ais_worker, Rule.DUPLICATE, ""


def _not_paid(goal, carried):
    activity_of(goal, carried, transport=Payer.NOBODY, mandatory=True)
    return carried.cfs_worker, Rule.SUPPORTS, "no_payer"


def _not_covered(goal, carried):
    required(
        goal.plan, carried, "Job club", by=carried.ais_worker, source=Source.WTW_PLAN, category=Category.EMPLOYMENT
    )
    return carried.ais_worker, Rule.PRIORITY, "not_covered"


def _could_count(goal, carried):
    add_wtw_standing(
        person=carried.mother, by=carried.ais_worker, status=WtwStatus.ENGAGED, required_hours=30, from_date=TODAY
    )
    activity_of(goal, carried, counts_as=WtwActivity.CFS_ACTIVITY, hours_a_week=Decimal(4))
    return carried.cfs_worker, Rule.COUNTABLE, "could_count"


def _past_the_end(goal, carried):
    CfsCase.objects.filter(pk=carried.cfs_case.pk).update(
        agreement_signed_on=TODAY, agreement_expires_on=TODAY + datetime.timedelta(days=20)
    )
    activity_of(goal, carried)
    return carried.cfs_worker, Rule.LIMITS, "ifs_end"


def _booked(goal, carried):
    begins = timezone.make_aware(datetime.datetime.combine(MONDAY + datetime.timedelta(days=1), datetime.time(9)))
    activity_of(goal, carried, **EVERY_WEEK)
    schedule_meeting(
        family=carried.family, by=carried.cfs_worker, kind=MeetingKind.CFT, starts_at=begins, mode=Mode.IN_PERSON,
        place="Martinez office", attendees=[{"role": AttendeeRole.FAMILY, "person": carried.mother}],
    )  # fmt: skip
    return carried.cfs_worker, Rule.BOOKED, "booked"


@pytest.mark.parametrize(
    ("make", "offered"),
    [
        (_collide, Move),
        (_double, Merge),
        (_not_paid, AssignPayer),
        (_not_covered, Excuse),
        (_could_count, CountTowardsWtw),
        (_past_the_end, SetDue),
        (_booked, Skip),
    ],
)
def test_one_click_settles_it_in_the_rows(carried, plan, goal, make, offered):
    user, rule, kind = make(goal, carried)
    rows = Activity.objects.count() + SourceRequirement.objects.count()
    found, token, entry = take(plan, user, rule, offered, kind)
    assert Reconciliation(plan, user).find(found.mark) is None
    assert Activity.objects.count() + SourceRequirement.objects.count() == rows  # nothing is dropped
    assert (entry.proposal != "", entry.by) == (True, user)
    # the second click of a double one writes nothing more
    assert take_proposal(plan=plan, by=user, mark=found.mark, token=token) == entry
    assert ReconciliationEntry.objects.count() == 1
    with pytest.raises(NotAllowed, match=GONE):
        take_proposal(plan=plan, by=user, mark=found.mark, token="another")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReconciliationEntry.objects.update(reason="Nobody changes this")


@pytest.mark.parametrize("make", [_collide, _double, _not_paid, _not_covered, _could_count, _past_the_end, _booked])
def test_what_is_left_as_it_is_is_decided_for_good(carried, plan, goal, staff, make):
    user, rule, kind = make(goal, carried)
    found = the_one(plan, user, rule, kind)
    given = {"by": staff[f"{'ifs' if user.bureau == 'cfs' else 'ais'}.supervisor"], "mark": found.mark, "plan": plan}
    entry = override_finding(reason="It stays", **given)
    assert the_one(plan, user, rule, kind).decided == entry
    with pytest.raises(NotAllowed, match="left it as it is on"):
        override_finding(reason="It stays all the same", **given)
    assert ReconciliationEntry.objects.get() == entry


def test_what_was_shown_is_what_is_done(carried, plan, goal):
    work = collision(goal, carried)
    reconciliation = Reconciliation(plan, carried.ais_worker)
    found = the_one(plan, carried.ais_worker, Rule.TIME)
    token = reconciliation.token_of(found, found.finding.proposals[0])
    Activity.objects.filter(pk=work.pk).update(version=2, text="Look for a job")
    with pytest.raises(NotAllowed, match=CHANGED):
        take_proposal(plan=plan, by=carried.ais_worker, mark=found.mark, token=token)
    assert not ReconciliationEntry.objects.exists()


def test_only_its_own_program_changes_a_row(carried, plan, goal):
    collision(goal, carried)
    reconciliation = Reconciliation(plan, carried.cfs_worker)
    found = the_one(plan, carried.cfs_worker, Rule.TIME)
    assert not reconciliation.written_rows(found.finding.proposals[0])
    with pytest.raises(NotAllowed, match="The program that wrote this"):
        take(plan, carried.cfs_worker, Rule.TIME, Move)


def test_what_takes_the_time_is_not_told(carried, plan, goal, staff):
    """An item of the other bureau that may not be read: in no finding, number, proposal or word, but its time."""
    before = told(plan, carried.ais_worker)
    for text in ("See the counselor", "See the other counselor"):
        activity_of(goal, carried, text, **EVERY_WEEK | SECRET | {"cost": 10, "transport": Payer.NOBODY})
    assert [one.finding for one in told(plan, carried.ais_worker)] == [one.finding for one in before]
    work = activity_of(goal, carried, "Look for work", by=carried.ais_worker, **WORK | EVERY_WEEK)
    hidden = [one for one in told(plan, carried.ais_worker) if one.is_hidden]
    assert [(one.finding.explanation, one.finding.items, one.finding.persons) for one in hidden] == [
        (NOT_AVAILABLE, (str(work.uuid),), ())
    ]
    said = str([one.finding for one in told(plan, carried.ais_worker)])
    assert "ounselor" not in said
    assert not any(str(row.uuid) in said for row in Activity.objects.filter(text__contains="counselor"))
    # it keeps nobody of this bureau from freezing, and is not theirs to override
    assert NOT_AVAILABLE not in Reconciliation(plan, carried.ais_worker).open_errors()
    with pytest.raises(NotAllowed, match="Another item takes this time"):
        override_finding(plan=plan, by=staff["ais.supervisor"], mark=hidden[0].mark, reason="It fits")


def test_what_a_hidden_item_covers_stands_as_not_covered(carried, plan, goal):
    """As on the plan's page: that a finding is missing would tell of the item."""
    asked = required(plan, carried, "Counseling")
    activity_of(goal, carried, "See the counselor", sources=[asked], **SECRET)
    assert the_one(plan, carried.ais_worker, Rule.PRIORITY, "not_covered").finding.items == (str(asked.uuid),)
    assert not [one for one in told(plan, carried.cfs_worker, Rule.PRIORITY) if one.finding.kind == "not_covered"]


def test_who_is_kept_apart_is_told_to_the_bureau_that_knows(carried, plan, goal):
    father = carried.family.people.create(first_name="Al", last_name="Doe", relationship="father")
    activity_of(goal, carried, others=[father], measure="x")
    AbuseFlag.objects.create(protected=carried.mother, against=father, bureau="cfs", by=carried.cfs_worker)
    assert the_one(plan, carried.cfs_worker, Rule.ABUSE).is_open_error
    assert not told(plan, carried.ais_worker, Rule.ABUSE)


def test_the_log_is_for_who_may_read_what_the_finding_is_about(carried, plan, goal):
    _could_count(goal, carried)
    take(plan, carried.cfs_worker, Rule.COUNTABLE, CountTowardsWtw)
    secret = activity_of(
        goal, carried, "See the counselor", **SECRET | {"hours_a_week": 2, "counts_as": "behavioral_health"}
    )
    hidden = the_one(plan, carried.cfs_worker, Rule.COUNTABLE, "could_count")
    assert hidden.finding.items == (str(secret.uuid),)
    override_finding(plan=plan, by=carried.cfs_worker, mark=hidden.mark, reason="She wants to keep it to herself")
    assert visible(ReconciliationEntry, carried.cfs_worker).count() == 2
    assert visible(ReconciliationEntry, carried.ais_worker).count() == 1


def test_an_error_is_left_as_it_is_by_a_supervisor_and_keeps_from_freezing_until_then(carried, staff):
    plan = plan_of(carried)
    goal = plan.goals.get()
    activity_of(goal, carried, "Drive to class", transport=Payer.NOBODY, mandatory=True, measure="x")
    type(goal).objects.filter(pk=goal.pk).update(by_when=TODAY + datetime.timedelta(days=90))
    found = the_one(plan, carried.cfs_worker, Rule.SUPPORTS, "no_payer")
    with pytest.raises(NotAllowed, match="Nobody pays for transport"):
        freeze_plan(plan=plan, by=carried.cfs_worker)
    with pytest.raises(NotAllowed, match="a supervisor"):
        override_finding(plan=plan, by=carried.cfs_worker, mark=found.mark, reason="A friend drives")
    supervisor = staff["ifs.supervisor"]
    entry = override_finding(plan=plan, by=supervisor, mark=found.mark, reason="A friend drives", family_agreed=True)
    again = override_finding(plan=plan, by=supervisor, mark=found.mark, reason="A friend drives", family_agreed=True)
    assert (entry, entry.family_agreed) == (again, True)
    assert the_one(plan, carried.cfs_worker, Rule.SUPPORTS, "no_payer").decided == entry
    assert freeze_plan(plan=plan, by=carried.cfs_worker)


def test_the_number_of_queries_does_not_grow(carried, plan, goal):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            Reconciliation(plan, carried.cfs_worker)
        return len(queries)

    collision(goal, carried)
    add_wtw_standing(
        person=carried.mother, by=carried.ais_worker, status=WtwStatus.ENGAGED, required_hours=30, from_date=TODAY
    )
    few = asked()
    for _ in range(4):
        collision(goal, carried)
        required(plan, carried)
    assert asked() == few


def test_the_page_shows_it_and_one_click_settles_it_in_one_of_two_tabs(carried, plan, goal, signed_in):
    work = collision(goal, carried)
    client = signed_in(carried.ais_worker)
    page = client.get(plan.get_absolute_url())
    first = page.context["findings"][0]
    assert first["severity"] == "Error"
    assert first["words"] in html.unescape(page.content.decode())
    sent = {"finding": first["mark"], "proposal": first["buttons"][0]["token"], "family_agreed": "on"}
    url = reverse("caseplans:finding-take", args=[plan.uuid])
    assert client.post(url, sent).url == plan.get_absolute_url()
    assert client.post(url, sent).url == plan.get_absolute_url()
    other_tab = client.post(url, sent | {"proposal": "0" * 64})
    assert other_tab.status_code == 403
    assert GONE in html.unescape(other_tab.content.decode())
    assert ReconciliationEntry.objects.get().family_agreed
    assert visible(Activity, carried.ais_worker).get(pk=work.pk).version == work.version + 1


def test_a_meeting_that_gives_way_is_moved_on_its_own_page(carried, plan, goal, signed_in):
    _booked(goal, carried)
    Activity.objects.update(source=Source.COURT, mandatory=True)
    (found,) = told(plan, carried.cfs_worker, Rule.BOOKED)
    assert [type(one) for one in found.finding.proposals] == [Move]
    page = signed_in(carried.cfs_worker).get(plan.get_absolute_url())
    steps = [step for one in page.context["findings"] for step in one["elsewhere"]]
    assert Meeting.objects.get().get_absolute_url() in [step["url"] for step in steps]


def test_what_no_activity_satisfies_is_written_from_the_requirement(carried, plan, signed_in):
    facts = {"due_on": TODAY + datetime.timedelta(days=60), "frequency": Frequency.WEEKLY}
    court = required(plan, carried, "Finish a parenting class", source=Source.COURT, **facts)
    hidden = required(plan, carried, "See the counselor", category=Category.MENTAL_HEALTH)
    client = signed_in(carried.ais_worker)

    def steps():
        findings = client.get(plan.get_absolute_url()).context["findings"]
        return [step for one in findings for step in one["elsewhere"] if step["words"].endswith(("under it", "home”"))]

    assert [step["url"] for step in steps()] == [reverse("caseplans:goal-new", args=[plan.uuid])]
    goal = goal_of(plan, carried)
    url = reverse("caseplans:activity-new", args=[goal.uuid])
    assert [step["url"] for step in steps()] == [f"{url}?requirement={court.uuid}"]
    form = client.get(f"{url}?requirement={court.uuid}").context["form"]
    begun = {name: form[name].value() for name in ("text", "source", "mandatory", "sources", "category", "about")}
    assert begun == {
        "text": "Finish a parenting class", "source": "court", "mandatory": True, "sources": [court.pk],
        "category": "services", "about": carried.mother.pk,
    }  # fmt: skip
    assert form["due_on"].value() == facts["due_on"]
    for asked in (hidden.uuid, "x"):
        form = client.get(f"{url}?requirement={asked}").context["form"]
        assert (form["text"].value(), form["category"].value()) == (None, None)


def test_a_reason_is_typed_and_shown(carried, plan, goal, signed_in):
    activity_of(goal, carried)
    client = signed_in(carried.cfs_worker)
    mark = the_one(plan, carried.cfs_worker, Rule.OWNERSHIP, "no_measure").mark
    url = f"{reverse('caseplans:finding-override', args=[plan.uuid])}?finding={mark}"
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).context["form"].errors
    client.post(url, {"reason": "The family will say when", "family_agreed": "on"})
    assert "The family will say when" in client.get(plan.get_absolute_url()).content.decode()
    day = date_format(TODAY)
    decided = f"{carried.cfs_worker} left it as it is on {day}: “The family will say when”. The family agreed."
    for user in (carried.cfs_worker, carried.ais_worker):
        again = signed_in(user).get(url).content.decode()
        assert decided in again
        assert 'name="reason"' not in again, "it is not asked again"
    assert client.post(url, {"reason": "Another reason"}).status_code == 403
    client.post(url, {"reason": "The family will say when"})
    assert ReconciliationEntry.objects.count() == 1


def test_the_week_shows_the_visits_that_are_planned_to_who_may_read_them(carried, plan, goal, signed_in):
    begins = timezone.make_aware(datetime.datetime.combine(MONDAY + datetime.timedelta(days=2), datetime.time(9)))
    planned = {"status": ContactStatus.SCHEDULED, "narrative": "", "starts_at": begins}
    contacts.visit(carried, **planned)
    hidden = contacts.visit(carried, **planned | {"category": Category.MENTAL_HEALTH})
    kept_in = contacts.visit(carried, **planned | {"confidential": True})
    # while it is only planned nobody has to be named
    unnamed = contacts.visit(carried, **planned | {"participants": [], "starts_at": begins.replace(hour=15)})
    whole = {"participants": [], "about": None, "category": Category.LOGISTICS, "starts_at": begins.replace(hour=17)}
    family = contacts.visit(carried, **planned | whole)
    url = reverse("caseplans:plan-week", args=[plan.uuid])

    def shown(user):
        page = signed_in(user).get(url, {"week": MONDAY.isoformat()})
        assert page.context["person"] == carried.mother
        return {slot.id for _, slots in page.context["week"].days for slot in slots}

    assert {str(one.uuid) for one in (unnamed, family)} < shown(carried.ais_worker)
    # what stays within CFS is not on a week that the family reads along
    assert shown(carried.cfs_worker) - shown(carried.ais_worker) == {str(hidden.uuid)}
    assert str(kept_in.uuid) not in shown(carried.cfs_worker)
    # and it is booked: an activity at that hour collides with it
    activity_of(goal, carried, **EVERY_WEEK | {"weekdays": ["we"], "from_time": datetime.time(15), "to_time": None})
    assert str(unnamed.uuid) in the_one(plan, carried.ais_worker, Rule.BOOKED).finding.items


def test_the_week_is_of_what_its_reader_may_read(carried, plan, goal, signed_in):
    collision(goal, carried, weekdays=["we"], child_care=Payer.CALWORKS)
    activity_of(goal, carried, "See the counselor", **EVERY_WEEK | SECRET)
    activity_of(goal, carried, "Kept in CFS", **EVERY_WEEK | {"confidential": True})
    add_wtw_standing(
        person=carried.mother, by=carried.ais_worker, status=WtwStatus.ENGAGED, required_hours=30, from_date=TODAY
    )
    url = reverse("caseplans:plan-week", args=[plan.uuid])
    shown = {}
    for user in (carried.cfs_worker, carried.ais_worker):
        page = signed_in(user).get(url, {"week": MONDAY.isoformat()})
        week = page.context["week"]
        shown[user] = [(day.weekday(), [slot.text for slot in slots]) for day, slots in week.days if slots]
        assert week.meter.required == 30
        assert "Child care: CalWORKs" in page.content.decode()
    work = (2, ["Look for work"])
    assert shown[carried.ais_worker] == [(1, ["Attend parenting class"]), work]
    assert shown[carried.cfs_worker] == [(1, ["Attend parenting class", "See the counselor"]), work]
    asked = {"week": MONDAY.isoformat(), "language": "es"}
    paper = signed_in(carried.ais_worker).get(reverse("caseplans:week-paper", args=[plan.uuid]), asked)
    text = text_of(paper.content)
    for words in (
        "La semana de",
        "Cuidado de niños: CalWORKs.",
        "Horas de Welfare-to-Work",
        "Nada planeado",
        "miércoles",
    ):
        assert words in text
    assert "See the counselor" not in text
    assert signed_in(carried.ais_worker).get(url, {"week": "9999-12-31"}).status_code == 200
    assert signed_in(carried.ais_worker).get(url, {"person": "x"}).status_code == 404
