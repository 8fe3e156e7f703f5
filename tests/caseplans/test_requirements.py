"""What the programs' own plans require: who writes it, who reads it, what covers it, and how it goes back."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import AccessLogEntry
from caseplans.enums import Source
from caseplans.models import SourceRequirement
from caseplans.rules import Covered
from caseplans.services import edit_activity, edit_requirement, keep_program_plan, remove_requirement, start_plan
from caseplans.sharing import coverage_of, requirements_of
from documents.models import Document
from families.enums import Category
from families.models import Draft, Service
from tests.caseplans.county import activity_of, consent_for, goal_of, plan_of, required, scanned_page

pytestmark = pytest.mark.django_db
WTW = {"source": Source.WTW_PLAN, "text": "Job search", "category": Category.EMPLOYMENT}


@pytest.fixture
def plan(carried):
    return start_plan(family=carried.family, by=carried.cfs_worker)


def line(place, carried, **facts):
    said = {"keep": "on", "text": "Go", "source": "cfs_plan", "category": "services", "about": carried.mother.pk}
    return {f"line{place}-{name}": value for name, value in (said | facts).items()}


def test_each_program_writes_down_its_own_and_it_crosses_by_consent(carried, plan):
    own = required(plan, carried)
    for who, source in ((carried.cfs_worker, Source.WTW_PLAN), (carried.ais_worker, Source.COURT)):
        with pytest.raises(NotAllowed, match="writes down what it requires"):
            required(plan, carried, by=who, source=source)
    with pytest.raises(NotAllowed, match="the family writes"):
        required(plan, carried, source=Source.FAMILY)
    assert list(requirements_of(plan, carried.cfs_worker)) == [own]
    assert not requirements_of(plan, carried.ais_worker)
    consent_for(carried, Category.SERVICES)
    assert list(requirements_of(plan, carried.ais_worker)) == [own]
    for act in (remove_requirement, lambda **row: edit_requirement(version=1, source=own.source, text="x", **row)):
        with pytest.raises(NotAllowed, match="Only the program whose plan requires this"):
            act(requirement=own, by=carried.ais_worker)


def test_what_a_court_orders_is_court_ordered_and_a_service_is_of_its_kind(carried, plan):
    assert required(plan, carried, source=Source.COURT).court_ordered
    with pytest.raises(NotAllowed, match="choose that kind of information"):
        required(plan, carried, service=Service.objects.get(pk="mental_health"))


def test_not_covered_is_said_and_an_activity_keeps_links_its_editor_may_not_read(carried, plan):
    consent_for(carried, Category.SERVICES)
    own, theirs = required(plan, carried), required(plan, carried, by=carried.ais_worker, **WTW)
    activity = activity_of(goal_of(plan, carried), carried, sources=[own])
    edit_activity(activity=activity, by=carried.ais_worker, version=1, sources=[own, theirs])
    covered = {one.requirement: one.activities for one in coverage_of(plan, carried.ais_worker, [activity])}
    assert covered == {own: [activity], theirs: [activity]}
    assert coverage_of(plan, carried.cfs_worker, []) == [Covered(own, [])]
    with pytest.raises(NotAllowed, match="not of this plan"):
        edit_activity(activity=activity, by=carried.cfs_worker, version=2, sources=[theirs])
    edit_activity(activity=activity, by=carried.cfs_worker, version=2, sources=[])
    assert list(activity.sources.all()) == [theirs], "what CFS may not read stays"


def test_whoever_changes_a_requirement_taken_out_meanwhile_keeps_what_was_typed(carried, plan, signed_in):
    own = required(plan, carried)
    url = reverse("caseplans:requirement-edit", args=[own.uuid])
    remove_requirement(requirement=SourceRequirement.objects.get(pk=own.pk), by=carried.cfs_worker)
    sent = {"source": "cfs_plan", "text": "Finish two classes", "category": "services", "version": "1"}
    answer = signed_in(carried.cfs_worker).post(url, sent)
    assert (answer.status_code, "Finish two classes" in answer.content.decode()) == (410, True)
    assert signed_in(carried.ais_worker).post(url, sent).status_code == 404, "it was never theirs to know"


def test_pasted_lines_are_corrected_and_saved_once(carried, plan, signed_in):
    client, url = signed_in(carried.cfs_worker), reverse("caseplans:requirement-paste", args=[plan.uuid])
    text = "- Parenting classes weekly by 3/15/2099\n- Mental health services\n- Thank you"
    asked = {"source": "cfs_plan", "pasted": text, "category": "services", "about": carried.mother.pk}
    page = client.post(url, asked)
    assert page.status_code == 200
    assert not SourceRequirement.objects.exists(), "nothing is saved before it was looked at"
    read = [form.initial for form in page.context["form"].lines]
    assert [one["text"] for one in read] == [
        "Parenting classes weekly by 3/15/2099",
        "Mental health services",
        "Thank you",
    ]
    assert [one["category"] for one in read] == ["services", "mental_health", "services"]
    told = [[reader.reads for reader in readers] for _, readers in page.context["lines"]]
    assert told == [[True, False]] * 3
    consent_for(carried, Category.SERVICES)
    told = client.post(url, asked).context["lines"]
    assert [readers[1].reads for _, readers in told] == [True, False, True], "line by line, as `readable` says"
    keys = [form["key"].value() for form in page.context["form"].lines]
    sent = (
        {"count": "3"}
        | line(0, carried, text="Parenting classes", key=keys[0])
        | line(1, carried, text="", key=keys[1])
    )
    sent |= line(2, carried, keep="", text="Thank you", key=keys[2])
    refused = client.post(url, sent)
    assert "Look at line 2" in refused.content.decode()
    assert 'value="Parenting classes"' in refused.content.decode(), "what was typed is kept"
    assert not SourceRequirement.objects.exists(), "all or none"
    good = sent | line(1, carried, text="See the counselor", key=keys[1])
    for _ in range(2):
        assert client.post(url, good).status_code == 302
    assert set(SourceRequirement.objects.values_list("text", flat=True)) == {"Parenting classes", "See the counselor"}


def test_a_line_whose_words_tell_more_than_the_kind_chosen_for_all_is_not_shared_by_a_slip(carried, plan, signed_in):
    consent_for(carried, Category.SERVICES)
    client, url = signed_in(carried.cfs_worker), reverse("caseplans:requirement-paste", args=[plan.uuid])
    text = "Substance abuse treatment\nGo to a mental health group after the violence\nVisit the school"
    asked = {"source": "cfs_plan", "pasted": text, "category": "services", "about": carried.mother.pk}
    page = client.post(url, asked)
    read = [(form.initial["category"], form.initial["service"]) for form in page.context["form"].lines]
    assert [category for category, _ in read] == ["substance_use", "domestic_abuse", "services"]
    assert read[1] == ("domestic_abuse", ""), "a service of another kind is not proposed beside it"
    told = [readers[1].reads for _, readers in page.context["lines"]]
    assert told == [False, False, True]
    # the worker has the last word
    sent = {"count": "1"} | line(0, carried, text="Substance abuse treatment", category="services")
    assert client.post(url, sent).status_code == 302
    assert SourceRequirement.objects.get().category == Category.SERVICES


def test_too_many_or_no_lines_are_refused_with_a_sentence(carried, plan, signed_in):
    client, url = signed_in(carried.cfs_worker), reverse("caseplans:requirement-paste", args=[plan.uuid])
    asked = {"source": "cfs_plan", "category": "services", "about": carried.mother.pk}
    for pasted, sentence in (("x\n" * 41, "These are 41 lines"), ("y" * 301, "A line has 300 characters at most")):
        assert sentence in client.post(url, asked | {"pasted": pasted}).content.decode()
    none = {"count": "1"} | line(0, carried, keep="")
    assert "Leave at least one line ticked" in client.post(url, none).content.decode()
    for count in ("-1", "999999", "x"):
        assert client.post(url, {"count": count}).status_code == 200
    assert not SourceRequirement.objects.exists()


def test_a_programs_plan_is_kept_behind_its_category_and_its_reading_is_logged(carried, plan, signed_in):
    url = reverse("caseplans:program-plan-new", args=[plan.uuid])
    upload = io.BytesIO(scanned_page())
    upload.name = "plan.png"
    sent = {"source": "cfs_plan", "category": "services", "about": carried.mother.pk, "file": upload}
    assert signed_in(carried.cfs_worker).post(url, sent).status_code == 302
    document = Document.objects.get(kind="cfs_plan")
    address = reverse("crossover:document-download", args=[document.uuid])
    theirs = signed_in(carried.ais_worker)
    assert theirs.get(address).status_code == 404
    assert address not in theirs.get(plan.get_absolute_url()).content.decode()
    consent = consent_for(carried, Category.SERVICES)
    assert address in theirs.get(plan.get_absolute_url()).content.decode()
    assert theirs.get(address).status_code == 200
    entry = AccessLogEntry.objects.filter(user=carried.ais_worker, act="downloaded").latest("at")
    assert str(consent.uuid) in str(vars(entry)), "the exchange is logged with the consent relied on"
    with pytest.raises(NotAllowed, match="writes down what it requires"):
        keep_program_plan(
            plan=plan, by=carried.ais_worker, source=Source.CFS_PLAN, content=scanned_page(),
            category=Category.SERVICES, about=carried.mother,
        )  # fmt: skip


def test_the_items_go_back_as_text_to_each_program_without_what_its_reader_may_not_read(carried, signed_in):
    plan = plan_of(carried)
    goal = plan.goals.get()
    activity_of(goal, carried, "See the counselor", category=Category.MENTAL_HEALTH, service="mental_health")
    url = reverse("caseplans:plan-copy-ready", args=[plan.uuid])
    (_, _, cfs), (_, _, calworks) = signed_in(carried.cfs_worker).get(url).context["texts"]
    assert "Attend parenting class" in cfs
    assert "Pay for child care" not in cfs
    assert "Pay for child care" in calworks
    assert "See the counselor" in cfs
    assert "counselor" not in signed_in(carried.ais_worker).get(url).content.decode()


def test_what_goes_into_the_other_programs_plan_holds_only_what_that_program_may_read(carried, signed_in):
    plan = plan_of(carried)
    goal = plan.goals.get()
    hidden = {"category": Category.MENTAL_HEALTH}
    secret = required(plan, carried, "Treat the depression", **hidden)
    activity_of(goal, carried, "See the counselor", service="mental_health", counts_as="behavioral_health", **hidden)
    activity_of(goal, carried, "Join the group", counts_as="cfs_activity", sources=[secret])
    url = reverse("caseplans:plan-copy-ready", args=[plan.uuid])
    (_, _, cfs), (_, _, calworks) = signed_in(carried.cfs_worker).get(url).context["texts"]
    for words in ("See the counselor", "Join the group", "Satisfies: Treat the depression"):
        assert words in cfs
    assert "Join the group" in calworks
    for words in ("counselor", "depression"):
        assert words not in calworks


def test_what_is_copied_of_substance_use_says_that_it_goes_no_further(carried, signed_in):
    goal = plan_of(carried).goals.get()
    url = reverse("caseplans:plan-copy-ready", args=[goal.plan.uuid])
    client = signed_in(carried.cfs_worker)
    assert "42 CFR Part 2" not in client.get(url).content.decode()
    activity_of(goal, carried, "Go to the groups", category=Category.SUBSTANCE_USE, service="substance_use")
    (_, _, cfs), (_, _, calworks) = client.get(url).context["texts"]
    assert cfs.startswith("Substance use information: 42 CFR Part 2 forbids")
    assert "42 CFR" not in calworks


def test_a_plan_sent_twice_is_kept_once(carried):
    plan = plan_of(carried)
    given = {"plan": plan, "by": carried.cfs_worker, "source": Source.CFS_PLAN, "about": carried.mother}
    first, page = keep_program_plan(content=scanned_page(), category=Category.SERVICES, **given), scanned_page()
    assert keep_program_plan(content=page, category=Category.SERVICES, **given) == first
    assert keep_program_plan(content=page, category=Category.HOUSING, **given) != first


def test_corrected_lines_are_kept_as_a_draft_until_they_are_saved(carried, plan, signed_in):
    client, url = signed_in(carried.cfs_worker), reverse("caseplans:requirement-paste", args=[plan.uuid])
    pasted = {"source": "cfs_plan", "pasted": "Go to class", "category": "services", "about": carried.mother.pk}
    corrected = {"count": "1"} | line(0, carried, text="Go to class on Tuesday")
    assert client.post(client.post(url, pasted).context["draft_url"], corrected).status_code == 204
    assert client.post(url, pasted).context["draft"].fields["line0-text"] == ["Go to class on Tuesday"]
    assert client.post(url, corrected | {"line0-text": ""}).status_code == 200
    assert Draft.objects.count() == 1
    assert client.post(url, corrected).status_code == 302
    assert not Draft.objects.exists()


def test_a_day_long_past_is_a_slip(carried, plan, signed_in):
    url = reverse("caseplans:requirement-new", args=[plan.uuid])
    sent = {
        "source": "cfs_plan",
        "text": "Go",
        "category": "services",
        "about": carried.mother.pk,
        "due_on": "0207-01-01",
    }
    assert "Check the year" in signed_in(carried.cfs_worker).post(url, sent).content.decode()
    assert visible(SourceRequirement, carried.cfs_worker).count() == 0
    later = sent | {"due_on": (timezone.localdate() + datetime.timedelta(days=9)).isoformat()}
    assert signed_in(carried.cfs_worker).post(url, later).status_code == 302
