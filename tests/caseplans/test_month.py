"""“This month”: what of the signed plan falls in it, for one adult or the family, as far as both may know it."""

import datetime
import json

import page
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Bureau
from caseplans.enums import ActivityStatus
from caseplans.models import Activity, PlanVersion
from caseplans.rules.content import name_in, told_apart
from caseplans.rules.month import month_of, months_activities
from caseplans.rules.spoken import spoken
from caseplans.services import freeze_plan, note_progress
from crossover.models import AbuseFlag
from crossover.services.consents import revoke_consent
from families.enums import Category, Relationship
from families.models import Person
from tests.caseplans.county import activity_of, consent_for, plan_of, progress_of, signed_by
from tests.caseplans.golden import activity, content, every, goal
from tests.caseplans.test_pdf import BOTH_STANDARDS, text_of

DECEMBER = datetime.date(2026, 12, 1)  # a Tuesday


def lines(*activities: dict, person: str = "", language: str = "en", **facts) -> dict[str, tuple[str, str]]:
    told = months_activities(content(goal("Goal", *activities)), person, facts.pop("done", ()))
    found = month_of(told, spoken(told, language), DECEMBER, language, zone="America/Los_Angeles", **facts)
    return {line["text"]: (line["when"], line["times"]) for line in found}


def test_each_activity_stands_with_its_days_of_the_month():
    found = lines(
        activity("Class", when=every("tu", "th", from_time="18:00", to_time="20:00"), due_on="2026-12-16"),
        activity("Every day", when=every(frequency="daily")),
        activity("Once", when=every(frequency="once"), starts_on="2026-12-09"),
        activity("Fortnight", when=every("mo", frequency="fortnightly"), starts_on="2026-11-30"),
        activity("Some fortnight", when=every("fr", from_time="10:00", frequency="fortnightly")),
        activity("Due", due_on="2026-12-20"),
        activity("Open"),
        activity("No day", due_on=None),
        activity("Over", due_on="2026-11-30"),
        activity("Not yet", starts_on="2027-01-01"),
        activity("Not this month", when=every(frequency="once"), starts_on="2026-11-09"),
    )
    assert found == {
        "Class": ("Tuesday 1, 8, 15; Thursday 3, 10", "6:00 PM - 8:00 PM"),
        "Every day": ("every day", ""),
        "Once": ("Wednesday 9", ""),
        "Fortnight": ("Monday 14, 28", ""),
        "Some fortnight": ("Every two weeks, Friday, 10:00 AM", ""),
        "Due": ("by Dec 20, 2026", ""),
        "Open": ("by Feb 26, 2027", ""),
        "No day": ("this month", ""),
    }
    assert next(iter(found)) in {"Class", "Every day"}
    assert lines(activity("Class", when=every("tu")), language="es") == {"Class": ("martes 1, 8, 15, 22, 29", "")}


def test_nothing_is_asked_for_before_the_plan_was_fixed():
    rows = (activity("Class", when=every("tu")), activity("Early", when=every("tu"), due_on="2026-12-09"))
    assert lines(*rows, since=datetime.date(2026, 12, 15)) == {"Class": ("Tuesday 15, 22, 29", "")}
    assert lines(*rows, activity("Due"), since=datetime.date(2027, 1, 1)) == {}


def test_it_is_what_one_adult_and_the_programs_still_do():
    rows = (
        activity("Hers"),
        activity("His", "Luis Carillo"),
        activity("Both", "Luis Carillo", others=["Rosa Carillo"]),
        activity("The worker's", ""),
        activity("Done"),
        activity("Gives way", when=every("tu")),
    )
    gone = {("Gives way", "Rosa Carillo"): frozenset({DECEMBER, datetime.date(2026, 12, 29)})}
    found = lines(*rows, person="Rosa Carillo", done={("Done", "Rosa Carillo")}, gone=gone)
    assert found.keys() == {"Hers", "Both", "The worker's", "Gives way"}
    assert found["Gives way"] == ("Tuesday 8, 15, 22", "")
    assert lines(*rows).keys() == {"Hers", "His", "Both", "The worker's", "Done", "Gives way"}


@pytest.fixture
def father(carried):
    """He is called as the mother is."""
    facts = {"first_name": carried.mother.first_name, "last_name": carried.mother.last_name, "born_on": "1987-02-01"}
    return Person.objects.create(family=carried.family, relationship=Relationship.FATHER, **facts)


@pytest.fixture
def version(carried, father):
    """A signed plan with a parenting class, what is sensitive about the mother, and what the father does."""
    plan = plan_of(carried)
    consent_for(carried, Category.SERVICES, Category.EMPLOYMENT, Category.MENTAL_HEALTH)
    activity_of(plan.goals.get(), carried, "See the counselor", category=Category.MENTAL_HEALTH)
    activity_of(plan.goals.get(), carried, "Bring the children to school", about=carried.child)
    frozen = freeze_plan(plan=plan, by=carried.cfs_worker)
    for signer in frozen.signers.all():
        signed_by(signer)
    return PlanVersion.objects.get(pk=frozen.pk)


@pytest.mark.django_db
def test_a_sheet_holds_nothing_sensitive_of_another_adult(carried, father, version, signed_in):
    url, paper = (reverse(f"caseplans:{name}", args=[version.plan.uuid]) for name in ("plan-month", "month-paper"))
    client = signed_in(carried.cfs_worker)

    def shown(person: Person | None) -> set[str]:
        page_of = client.get(url, {"person": person.uuid} if person else {})
        return {str(line["text"]) for line in page_of.context["lines"]}

    everyday = {"Attend parenting class", "Visit the home every month", "Pay for child care"}
    assert shown(carried.mother) == {*everyday, "See the counselor", "Bring the children to school"}
    assert shown(father) == {"Visit the home every month", "Pay for child care"}
    assert shown(None) == {*everyday, "Bring the children to school"}
    assert client.get(url, {"person": carried.child.uuid}).status_code == 404
    hers = client.get(paper, {"person": carried.mother.uuid, "language": "es"}).content
    reports = [page.validate_pdf_bytes(hers, profile=profile) for profile in BOTH_STANDARDS]
    assert [one.message for report in reports for one in report.failures] == []
    for words in ("Este mes", "See the counselor (sin traducir)", str(carried.cfs_worker)):
        assert words in text_of(hers)
    assert "See the counselor" not in text_of(client.get(paper, {"person": father.uuid}).content)
    for row in Activity.objects.filter(text="Attend parenting class"):
        facts = {"status": ActivityStatus.MET, "done_on": timezone.localdate()}
        note_progress(activity=row, by=carried.cfs_worker, version=row.version, **facts)
    assert "Attend parenting class" not in shown(carried.mother)
    AbuseFlag.objects.create(protected=carried.mother, against=father, bureau=Bureau.CFS, by=carried.cfs_worker)
    assert shown(father) == set()


@pytest.mark.django_db
def test_what_was_reached_is_celebrated_on_the_sheet_of_whoever_reached_it(carried, father, version, signed_in):
    rows = {row.text: row for row in Activity.objects.filter(goal__plan=version.plan)}
    attends, counselor = rows["Attend parenting class"], rows["See the counselor"]
    progress_of(attends, carried, milestone="Six classes done")
    progress_of(attends, carried, milestone="Kept in", confidential=True)
    progress_of(attends, carried, milestone="Long ago", on=timezone.localdate() - datetime.timedelta(days=70))
    progress_of(counselor, carried, milestone="Goes every week")
    url, paper = (reverse(f"caseplans:{name}", args=[version.plan.uuid]) for name in ("plan-month", "month-paper"))

    def reached(person: Person, by=carried.cfs_worker) -> set[str]:
        return {str(said) for _, said in signed_in(by).get(url, {"person": person.uuid}).context["reached"]}

    assert reached(carried.mother) == {"Six classes done", "Goes every week"}
    assert reached(father) == set()
    consent = carried.mother.consents_signed.not_ended().get()
    revoke_consent(consent=consent, by=carried.cfs_worker, category=Category.MENTAL_HEALTH)
    assert reached(carried.mother, carried.ais_worker) == {"Six classes done"}
    sheet = signed_in(carried.cfs_worker).get(paper, {"person": carried.mother.uuid, "language": "es"}).content
    assert "¡Muy bien!" in text_of(sheet)
    assert "Six classes done (sin traducir)" in text_of(sheet)


@pytest.mark.django_db
def test_before_anybody_signed_there_is_no_sheet(carried, signed_in):
    plan, client = plan_of(carried), signed_in(carried.cfs_worker)
    assert "Nobody signed a plan yet" in client.get(reverse("caseplans:plan-month", args=[plan.uuid])).content.decode()
    assert client.get(reverse("caseplans:month-paper", args=[plan.uuid])).status_code == 403
    assert client.get(reverse("caseplans:plan-month", args=[plan.uuid]), {"month": "9999-99"}).status_code == 200


def test_people_called_alike_are_told_apart_on_paper_and_known_by_any_name(carried, father, version, signed_in):
    born = carried.mother.born_on
    assert name_in(json.loads(version.content), carried.mother) == f"{father} ({born.year})" != str(carried.mother)
    twins = [Person(pk=pk, first_name="Ana", last_name="Reyes", born_on=datetime.date(2020, 1, 2)) for pk in (1, 2)]
    assert list(told_apart([*twins, Person(pk=3, first_name="Eva", last_name="Reyes")]).values()) == [
        "Ana Reyes (2020)",
        "Ana Reyes (2020) (2)",
        "Eva Reyes",
    ]
    carried.mother.first_name = "Luz-Maria"
    carried.mother.save()
    url, client = reverse("caseplans:plan-month", args=[version.plan.uuid]), signed_in(carried.cfs_worker)
    hers, his = (client.get(url, {"person": one.uuid}).context["lines"] for one in (carried.mother, father))
    assert {str(line["text"]) for line in hers} > {str(line["text"]) for line in his} != set()
