"""Activities in full: one owner each, times, who takes part, progress, and what becomes due."""

import datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import Setting
from caseplans.county import SHORT_TERM_GOALS
from caseplans.deadlines import Promised, activity_dues
from caseplans.enums import ActivityStatus, Frequency, PlanStatus, Responsible, Weekday
from caseplans.models import Activity, ActivityTemplate, Goal, Plan
from caseplans.rules import are_many, canonical, plan_content
from caseplans.rules.spoken import spoken, spoken_when
from caseplans.services import edit_activity, edit_goal, note_progress, remove_goal, start_plan
from caseplans.sharing import shared_rows
from crossover.services.consents import revoke_consent
from crossover.services.objections import flag_abuse
from families.enums import Category, Relationship, TaskKind
from families.models import Assignment, Provider, Service, Task
from families.services import StaleRow, settle
from families.services.directory import import_providers
from linkages_site.demo.factories import PersonFactory
from tests.caseplans.county import activity_of, consent_for, goal_of, plan_of, sealed

TODAY = timezone.localdate()
LATER = TODAY + datetime.timedelta(days=20)
KEEP, ASK = TaskKind.KEEP_PROMISE, TaskKind.ASK_ABOUT_ACTIVITY


@pytest.mark.parametrize(
    ("bureau", "responsible", "named", "workers", "expected"),
    [
        # its own program promised it: the worker named, else that program's worker
        ("cfs", "cfs", 9, {"cfs": 1, "calworks": 2}, [(KEEP, 9)]),
        ("cfs", "cfs", None, {"cfs": 1, "calworks": 2}, [(KEEP, 1)]),
        # the family: who wrote it asks
        ("cfs", "family", None, {"cfs": 1, "calworks": 2}, [(ASK, 1)]),
        ("calworks", "family", None, {"cfs": 1, "calworks": 2}, [(ASK, 2)]),
        # the other program: its worker does it, and who wrote it asks
        ("cfs", "calworks", 8, {"cfs": 1, "calworks": 2}, [(KEEP, 2), (ASK, 1)]),
        ("cfs", "calworks", None, {"cfs": 1}, [(ASK, 1)]),
        # nobody is assigned in that bureau
        ("calworks", "family", None, {"cfs": 1}, []),
    ],
)
def test_who_owes_an_activity(bureau, responsible, named, workers, expected):
    due = datetime.date(2027, 3, 7)
    dues = activity_dues([Promised(uuid4(), bureau, responsible, named, due)], workers, 7)
    assert [(one.kind, one.owner_id) for one in dues] == expected
    assert all((one.opens_on, one.due_on) == (datetime.date(2027, 2, 28), due) for one in dues)


@pytest.fixture
def goal(carried):
    return goal_of(start_plan(family=carried.family, by=carried.cfs_worker), carried)


WRONG = {
    "nobody of the family": (lambda c: {"person": None}, "Say which person"),
    "a worker for the family": (lambda c: {"owner": c.cfs_worker}, "The family does this"),
    "a person for a program": (lambda c: {"responsible": Responsible.CFS}, "A program does this"),
    "a worker of the other program": (
        lambda c: {"responsible": Responsible.CFS, "person": None, "owner": c.ais_worker}, "does not work with",
    ),
    "counted as what tells more": (lambda c: {"counts_as": "domestic_abuse"}, "tells of “Domestic abuse”"),
    "twice the same": (lambda c: {"others": [c.mother]}, "does this already"),
    "starts too late": (lambda c: {"starts_on": LATER, "due_on": TODAY}, "It starts after"),
    "ends before it begins": (
        lambda c: {"from_time": datetime.time(10), "to_time": datetime.time(9)}, "the end is after",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_must_hold_of_an_activity(name, carried, goal):
    facts, sentence = WRONG[name]
    with pytest.raises(NotAllowed, match=sentence):
        activity_of(goal, carried, **facts(carried))
    assert not Activity.objects.exists()


def test_all_is_typed_in_one_form_and_comes_back_to_be_changed(carried, goal, signed_in):
    import_providers(b"name,services,area,phone\nBright Steps,parenting,Martinez,555-0131\n")
    client, url = signed_in(carried.cfs_worker), reverse("caseplans:activity-new", args=[goal.uuid])
    typed = {
        "text": "Go to the class", "responsible": "family", "person": carried.mother.pk, "service": "parenting",
        "due_on": LATER.isoformat(), "source": "cfs_plan", "category": "services", "about": carried.mother.pk,
        "provided_by": "cfs", "paid_by": "calworks", "others": [carried.child.pk], "steps": "Sign up\n\nGo\nSign up",
        "provider": "bright steps, martinez", "chosen_by_family": "on", "frequency": "weekly", "weekdays": ["tu", "th"],
        "from_time": "18:00", "to_time": "20:00", "except_on": "Dec 24, 2026\n12/31/2026", "hours_a_week": "4",
        "child_care": "calworks", "transport": "nobody", "counts_as": "cfs_activity", "counts_on": "wtw_2",
    }  # fmt: skip
    answer = client.post(url, typed | {"except_on": "Christmas", "to_time": "17:00"})
    assert "is no day" in answer.content.decode()
    assert "the end is after" in answer.content.decode()
    assert "Christmas" in answer.content.decode()
    assert client.post(url, typed).status_code == 302
    row = Activity.objects.get()
    assert (row.steps, row.weekdays, row.everyone()) == (
        ["Sign up", "Go"],
        ["tu", "th"],
        [carried.mother, carried.child],
    )
    assert row.except_on == [datetime.date(2026, 12, 24), datetime.date(2026, 12, 31)]
    assert row.resource.phone == "555-0131"
    edit = reverse("caseplans:activity-edit", args=[row.uuid])
    page = client.get(edit).content.decode()
    assert "Dec 24, 2026\nDec 31, 2026" in page.replace("\r", "")
    stale = client.post(edit, typed | {"version": "7", "others": [], "text": "Mine"})
    assert stale.status_code == 409
    assert client.post(edit, typed | {"version": "1", "others": []}).status_code == 302
    assert Activity.objects.get().others() == []


def test_a_row_sent_twice_is_added_once(carried, goal, signed_in):
    client = signed_in(carried.cfs_worker)
    shared = {"category": "services", "about": carried.mother.pk, "key": str(uuid4())}
    typed = shared | {
        "text": "Go to the class", "responsible": "family", "person": carried.mother.pk, "service": "parenting",
        "due_on": LATER.isoformat(), "source": "cfs_plan", "provided_by": "cfs", "paid_by": "cfs",
    }  # fmt: skip
    for name, of, sent in (
        ("goal-new", goal.plan, shared | {"text": "Rest", "kind": "shared"}),
        ("activity-new", goal, typed),
    ):
        url = reverse(f"caseplans:{name}", args=[of.uuid])
        assert client.get(url).context["form"]["key"].value()
        for _ in range(2):
            assert client.post(url, sent).status_code == 302
        assert client.post(url, sent | {"text": "Another"}).status_code == 403, "another row needs another form"
    assert goal.plan.goals.count() == 2
    assert goal.activities.count() == 1


def test_whoever_adds_to_a_goal_taken_out_meanwhile_is_told(carried, goal):
    remove_goal(goal=Goal.objects.get(pk=goal.pk), by=carried.cfs_worker)
    with pytest.raises(Goal.DoesNotExist):
        activity_of(goal, carried)


def test_a_provider_is_known_by_one_name_and_kept_when_listed_no_more(carried, goal):
    import_providers(b"name,services,area,phone\nSteps,food,Martinez,1\nSteps,food,Antioch,2\n")
    assert activity_of(goal, carried, provider="Steps").resource is None, "which of the two is not said"
    row = activity_of(goal, carried, provider="Steps, Antioch")
    assert row.resource.phone == "2"
    Provider.objects.update(listed=False)
    row = edit_activity(activity=row, by=carried.cfs_worker, version=1, text="Eat", provider="Steps, Antioch")
    assert row.resource.phone == "2"
    row = edit_activity(activity=row, by=carried.cfs_worker, version=2, provider="Steps, Martinez")
    assert row.resource is None


def test_progress_is_noted_in_the_signed_plan_and_closes_its_task(carried):
    version = sealed(carried)
    rows = {row.text: row for row in Activity.objects.filter(goal__plan=version.plan)}
    assert {row.status for row in rows.values()} == {ActivityStatus.AGREED}
    assert {row.version for row in rows.values()} == {2}, "a page opened before the last signature is stale"
    own = Task.objects.filter(family=carried.family, kind=KEEP)
    assert {task.owner for task in own} == {carried.cfs_worker, carried.ais_worker}
    visit = rows["Visit the home every month"]
    assert own.filter(key=f"activity:{visit.uuid}").exists()
    met = {"activity": visit, "by": carried.ais_worker, "version": visit.version, "status": ActivityStatus.MET}
    for day, sentence in ((None, "on which day"), (LATER, "in the future")):
        with pytest.raises(NotAllowed, match=sentence):
            note_progress(**met, done_on=day)
    with pytest.raises(NotAllowed, match="Only what is done has a day"):
        note_progress(**met | {"status": ActivityStatus.NOT_MET}, done_on=TODAY)
    note_progress(**met, done_on=TODAY, evidence="Contact of today")
    assert not own.filter(key=f"activity:{visit.uuid}").exists()
    assert own.exists()
    Plan.objects.update(status=PlanStatus.CLOSED)
    with pytest.raises(NotAllowed, match="This plan ended"):
        note_progress(**met | {"version": visit.version}, done_on=TODAY)


def test_what_a_program_wrote_stays_owed_when_the_other_has_no_worker(carried):
    version = sealed(carried)
    pays = Activity.objects.get(goal__plan=version.plan, text="Pay for child care")
    before = TODAY - datetime.timedelta(days=9)
    Assignment.objects.filter(worker=carried.cfs_worker).update(from_date=before, until_date=before)
    settle(carried.family)
    key = {"family": carried.family, "key": f"activity:{pays.uuid}"}
    assert Task.objects.get(**key).owner == carried.ais_worker
    assert not Task.objects.filter(family=carried.family, kind=KEEP, owner=carried.cfs_worker).exists()


def test_a_promise_the_other_program_wrote_down_is_owed_while_it_may_be_read(carried):
    row = sealed(carried).plan.goals.get().activities.get(text="Visit the home every month")
    Activity.objects.filter(pk=row.pk).update(responsible=Responsible.CALWORKS)
    settle(carried.family)
    of_it = Task.objects.filter(family=carried.family, key=f"activity:{row.uuid}")

    def told(user):
        return [(task.kind, task.owner) for task in visible(Task, user).filter(pk__in=of_it)]

    assert told(carried.cfs_worker) == [(ASK, carried.cfs_worker)]
    assert told(carried.ais_worker) == [(KEEP, carried.ais_worker)]
    revoke_consent(consent=carried.mother.consents_signed.get(), by=carried.cfs_worker)
    assert of_it.filter(kind=KEEP).exists()
    assert told(carried.ais_worker) == []
    assert told(carried.cfs_worker) == [(ASK, carried.cfs_worker)]


def test_only_a_step_of_the_activity_is_checked_off(carried, goal, signed_in):
    row = activity_of(goal, carried, steps=["Sign up", "Go"], frequency=Frequency.WEEKLY, weekdays=[Weekday.MONDAY])
    url = reverse("caseplans:activity-progress", args=[row.uuid])
    sent = {"version": "1", "status": "in_progress", "steps_done": ["Go"]}
    assert signed_in(carried.cfs_worker).post(url, sent).status_code == 302
    assert signed_in(carried.cfs_worker).post(url, sent | {"version": "2", "steps_done": ["Fly"]}).status_code == 200
    edit_activity(activity=row, by=carried.cfs_worker, version=2, steps=["Sign up", "Stay"])
    assert Activity.objects.get().steps_done == [], "a step that is gone is done no more"
    assert signed_in(carried.ais_worker).get(url).status_code == 404, "no consent opens it"


def test_who_is_kept_apart_holds_no_plan_that_names_the_other(carried, goal):
    consent_for(carried, Category.SERVICES)
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    activity_of(goal, carried, "With both", others=[father])
    assert shared_rows(goal.plan).parents == [father, carried.mother]
    flag_abuse(protected=carried.mother, against=father, by=carried.cfs_worker)
    assert not shared_rows(goal.plan).activities


def test_a_changed_target_keeps_its_reason(carried, goal, signed_in):
    goal = goal_of(goal.plan, carried, by_when=None)
    edit_goal(goal=goal, by=carried.cfs_worker, version=1, by_when=LATER)
    sooner = LATER - datetime.timedelta(days=5)
    with pytest.raises(NotAllowed, match="Say why the day is changed"):
        edit_goal(goal=goal, by=carried.cfs_worker, version=2, by_when=sooner)
    with pytest.raises(StaleRow):
        edit_goal(goal=goal, by=carried.cfs_worker, version=1, by_when=None)
    url = reverse("caseplans:goal-edit", args=[goal.uuid])
    sent = {"text": "Safe", "kind": "shared", "category": "services", "about": carried.mother.pk, "version": "2"}
    client = signed_in(carried.cfs_worker)
    assert "Say why the day is changed" in client.post(url, sent | {"by_when": sooner.isoformat()}).content.decode()
    reason = {"target_reason": "The class ends sooner", "need": "safety"}
    assert client.post(url, sent | reason | {"by_when": sooner.isoformat()}).status_code == 302
    assert "The class ends sooner" in client.get(goal.plan.get_absolute_url()).content.decode()


def test_safety_stands_first_and_more_than_two_short_term_goals_warn(carried, signed_in):
    plan = plan_of(carried)
    for text, need, short in (("Work", "stability", True), ("Safe", "safety", True), ("Rest", "other", False)):
        goal_of(plan, carried, text, need=need, short_term=short)
    page = signed_in(carried.cfs_worker).get(plan.get_absolute_url()).content.decode()
    headings = [page.index(f"<h3>{text}</h3>") for text in ("Safe", "Work", "Rest")]
    assert headings == sorted(headings)
    assert "One or two short-term goals are usual" in page
    assert "something else" not in page
    goal = plan.goals.get(text="Work")
    edit_goal(goal=goal, by=carried.cfs_worker, version=1, short_term=False)
    assert (
        "One or two short-term goals are usual"
        not in signed_in(carried.cfs_worker).get(plan.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize(
    ("when", "language", "said"),
    [
        ({}, "en", ""),
        ({"frequency": "monthly", "weekdays": []}, "es", "Cada mes"),
        (
            {"frequency": "weekly", "weekdays": ["tu", "th"], "from_time": "18:00", "to_time": "20:00"}, "en",
            "Every week, Tuesday, Thursday, 6:00 PM - 8:00 PM",
        ),
        ({"frequency": "weekly", "weekdays": ["tu"], "from_time": "18:00"}, "es", "Cada semana, martes, 6:00 p.m."),
    ],
)  # fmt: skip
def test_how_it_recurs_is_said_in_the_copys_language(when, language, said):
    assert spoken_when(when, language) == said


def test_the_county_says_how_many_short_term_goals_are_usual(carried, signed_in):
    plan = plan_of(carried)
    assert plan.goals.filter(short_term=True).count() == 1
    Setting.objects.create(key=SHORT_TERM_GOALS.key, value=1)
    goal_of(plan, carried, "Rest")
    assert are_many(plan.goals.all())
    assert "goals are usual" in signed_in(carried.cfs_worker).get(plan.get_absolute_url()).content.decode()


def test_staff_read_times_as_everywhere_in_the_app(carried, goal, signed_in):
    activity_of(goal, carried, from_time=datetime.time(18), to_time=datetime.time(20, 30))
    history = reverse("reports:family-history", args=[carried.family.uuid])
    page = signed_in(carried.cfs_worker).get(history).content.decode()
    assert ("6:00 PM" in page, "18:00:00" in page) == (True, False)
    row = Activity(frequency="weekly", weekdays=["tu"], from_time=datetime.time(18), to_time=datetime.time(20, 30))
    assert row.when_in_words == "Every week, Tuesday, 6:00 PM to 8:30 PM"


def test_what_is_frozen_says_what_the_family_needs_and_not_what_it_costs(carried):
    plan = plan_of(carried)
    kept = {"cost": 240, "budget_line": "PSSF", "evidence": "Seen", "hours_a_week": Decimal("2.00")}
    row = activity_of(plan.goals.get(), carried, "Sing", steps=["Hum"], measure="A song", place="Choir hall", **kept)
    told = canonical(plan_content(plan=plan, number=1, rows=shared_rows(plan), workers={}, cases=[]))
    for words in ("Hum", "A song", "Choir hall", '"hours_a_week":"2"', "Clases para padres"):
        assert words in told
    for words in ("240", "PSSF", "Seen", str(row.uuid)):
        assert words not in told


def test_a_service_of_the_countys_own_is_printed_also_without_its_name_in_spanish(carried):
    plan = plan_of(carried)
    own = Service.objects.create(code="cal_learn", name="Cal-Learn")
    activity_of(plan.goals.get(), carried, "Sing", service=own)
    content = plan_content(plan=plan, number=1, rows=shared_rows(plan), workers={}, cases=[])
    named = {one["text"]: one["service"] for goal in spoken(content, "es")["goals"] for one in goal["activities"]}
    assert (named["Sing"], named["Attend parenting class"]) == ("Cal-Learn", "Clases para padres")


def test_a_new_activity_begins_with_a_template_of_the_county(carried, goal, signed_in):
    template = ActivityTemplate.objects.get(service="mental_health")
    client, url = signed_in(carried.cfs_worker), reverse("caseplans:activity-new", args=[goal.uuid])
    form = client.get(f"{url}?template={template.pk}").context["form"]
    assert (form["text"].value(), form["category"].value()) == ("See the counselor", "mental_health")
    ActivityTemplate.objects.update(offered=False)
    for key in (template.pk, "x", ""):
        assert not client.get(f"{url}?template={key}").context["form"]["text"].value()
