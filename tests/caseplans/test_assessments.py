"""Assessments and strengths: as what they are kept, who reads them, what they feed, and that nobody is asked twice."""

import datetime
from contextlib import nullcontext

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import AccessLogEntry
from caseplans.assessment_enums import StrengthFor, Tool
from caseplans.models import Assessment
from caseplans.papers.strengths import WORDS, strengths_page
from caseplans.reconciliation_enums import Rule
from caseplans.rules.reconciliation.findings import Reuse
from caseplans.services import amend_plan
from caseplans.services.assessments import edit_assessment
from caseplans.services.reconciling import take_proposal
from caseplans.sharing.assessments import assessments_of, fed_by, strengths_for_paper
from caseplans.sharing.findings import Reconciliation
from crossover.services.objections import flag_abuse
from families.enums import CONSENT_FREE, NEVER_CROSSES, Category, Relationship
from linkages_site.demo.factories import PersonFactory
from tests.caseplans.county import assessment_of, consent_for, plan_of, sealed, strength_of
from tests.documents.test_pdf import failures as faults_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
KINDS = [kind for kind in Category if kind not in CONSENT_FREE | NEVER_CROSSES]


def ocat(carried, **facts):
    given = {"tool": Tool.OCAT, "category": Category.EMPLOYMENT, "by": carried.ais_worker}
    return assessment_of(carried, **given | facts)


def planned(carried, **facts):
    given = {"tool": Tool.SOP, "on": TODAY + datetime.timedelta(days=7), "is_done": False}
    return ocat(carried, by=carried.cfs_worker, category=Category.SERVICES, **given | facts)


@pytest.mark.parametrize(
    ("tool", "kind", "kept_as"),
    [
        (Tool.SDM, Category.SERVICES, "Investigation"),
        (Tool.CANS, Category.SERVICES, "CANS"),
        (Tool.OCAT, Category.SERVICES, "Employment"),
        (Tool.SDM, Category.INVESTIGATION, ""),
        (Tool.CANS, Category.SUBSTANCE_USE, ""),
        (Tool.SOP, Category.HOUSING, ""),
    ],
)
def test_each_tool_is_kept_as_its_own_kind_of_information(carried, tool, kind, kept_as):
    with pytest.raises(NotAllowed, match=f"kept as “{kept_as}") if kept_as else nullcontext():
        ocat(carried, tool=tool, category=kind)


def test_sdm_never_crosses_and_the_rest_crosses_by_consent_alone(carried):
    sdm = ocat(carried, tool=Tool.SDM, category=Category.INVESTIGATION, by=carried.cfs_worker)
    theirs = ocat(carried)
    assert list(assessments_of(carried.family, carried.cfs_worker)) == [sdm]
    consent_for(carried, *KINDS)
    assert set(assessments_of(carried.family, carried.cfs_worker)) == {sdm, theirs}
    assert list(assessments_of(carried.family, carried.ais_worker)) == [theirs]


def test_answers_are_used_again_with_consent_and_one_click(carried):
    plan = plan_of(carried)
    done, own = ocat(carried), planned(carried)

    def found(user):
        return [told for told in Reconciliation(plan, user).told if told.finding.rule == Rule.ASSESSMENT]

    told, *_ = found(carried.cfs_worker)
    assert told.finding.proposals == (Reuse(str(own.uuid), str(done.uuid)),)
    assert "housing" in told.finding.explanation
    token = Reconciliation(plan, carried.cfs_worker).token_of(told, told.finding.proposals[0])
    take_proposal(plan=plan, by=carried.cfs_worker, mark=told.mark, token=token)
    assert Assessment.objects.get(pk=own.pk).reuses == done
    assert not found(carried.cfs_worker)


def test_without_consent_only_who_holds_the_answers_is_told_to_ask_for_it(carried):
    plan = plan_of(carried)
    ocat(carried, category=Category.MENTAL_HEALTH)
    planned(carried)

    def kinds(user):
        return [told.finding.kind for told in Reconciliation(plan, user).told if told.finding.rule == Rule.ASSESSMENT]

    assert kinds(carried.cfs_worker) == []
    assert kinds(carried.ais_worker) == ["reuse_with_consent"]


def test_what_is_taken_over_hides_once_it_may_not_be_read(carried, signed_in):
    consent_for(carried, Category.SERVICES)
    hidden = ocat(carried, category=Category.MENTAL_HEALTH)
    own = planned(carried)
    Assessment.objects.filter(pk=own.pk).update(reuses=hidden)
    page = signed_in(carried.cfs_worker).get(reverse("caseplans:family-strengths", args=[carried.family.uuid]))
    assert page.status_code == 200
    assert "OCAT" not in page.content.decode()


def test_only_a_planned_one_takes_answers_of_the_same_person(carried):
    consent_for(carried, Category.SERVICES, Category.EMPLOYMENT)
    done = ocat(carried)
    for facts in ({"is_done": True, "on": TODAY}, {"about": carried.child}):
        with pytest.raises(NotAllowed, match=r"planned assessment|same person"):
            planned(carried, reuses=done, **facts)
    with pytest.raises(NotAllowed, match="cannot be read"):
        planned(carried, reuses=ocat(carried, category=Category.MENTAL_HEALTH))
    with pytest.raises(NotAllowed, match="in the future"):
        ocat(carried, on=TODAY + datetime.timedelta(days=1))


def test_it_feeds_a_goal_for_who_reads_both_and_goes_on_into_an_amendment(carried):
    plan = sealed(carried).plan
    goal = plan.goals.get()
    row = ocat(carried, goals=[goal])
    assert fed_by(plan, carried.cfs_worker) == {goal.pk: [row]}
    secret = ocat(carried, category=Category.MENTAL_HEALTH, goals=[goal])
    assert fed_by(plan, carried.cfs_worker) == {goal.pk: [row]}
    assert set(fed_by(plan, carried.ais_worker)[goal.pk]) == {row, secret}
    amended = amend_plan(plan=plan, by=carried.cfs_worker)
    assert set(amended.goals.get().assessments.all()) == {row, secret}
    told = {one: one.goals_fed for one in assessments_of(carried.family, carried.ais_worker)}
    assert told == {row: [amended.goals.get()], secret: [amended.goals.get()]}
    facts = {name: getattr(row, name) for name in ("tool", "on", "is_done", "topics", "category", "about")}
    with pytest.raises(NotAllowed, match="program that wrote"):
        edit_assessment(assessment=row, by=carried.cfs_worker, version=1, **facts)
    edit_assessment(assessment=row, by=carried.ais_worker, version=1, goals=[], **facts)
    assert not row.goals.exists()


def test_a_resume_holds_what_its_reader_and_its_holder_may_know(carried, staff):
    consent_for(carried, Category.SERVICES)
    own, family = strength_of(carried), strength_of(carried, "Grandmother helps", whole_family=True)
    theirs = strength_of(carried, "Sober for a year", category=Category.SUBSTANCE_USE, by=carried.ais_worker)
    father = PersonFactory.create(family=carried.family, relationship=Relationship.FATHER)
    fathers = strength_of(carried, "Cooks every day", about=father)

    def paper(user, person=None):
        return set(strengths_for_paper(carried.family, user, person))

    assert paper(carried.cfs_worker, carried.mother) == {own, family}
    assert paper(carried.ais_worker, carried.mother) == {own, family, theirs}
    assert paper(carried.ais_worker) == {own, family}, "the father holds the family's paper too"
    assert paper(carried.cfs_worker) == {own, family, fathers}
    assert not set(strengths_for_paper(carried.family, staff["er.clerk"], None))
    flag_abuse(protected=carried.mother, against=father, by=carried.cfs_worker)
    assert paper(carried.cfs_worker, father) == {fathers}


def test_the_resume_prints_in_both_languages_and_its_download_is_logged(carried, signed_in):
    strength_of(carried, helps_with=[StrengthFor.PARENTING])
    strength_of(carried, "قوي 💪 " + "x" * 190, whole_family=True)
    strength_of(carried, "Sober for a year", category=Category.SUBSTANCE_USE)
    rows = list(strengths_for_paper(carried.family, carried.cfs_worker, carried.mother))
    for language in WORDS:
        assert faults_of(strengths_page(carried.family, rows, language)) == []
    assert faults_of(strengths_page(carried.family, [], "es")) == []
    url = reverse("caseplans:strengths-paper", args=[carried.family.uuid])
    assert signed_in(carried.cfs_worker).get(url, {"language": "es"})["Content-Type"] == "application/pdf"
    assert signed_in(carried.cfs_worker).get(url, {"person": str(carried.family.uuid)}).status_code == 404
    assert AccessLogEntry.objects.filter(act="downloaded").exists()


def test_a_strength_is_written_once_and_its_page_tells_strangers_nothing(carried, signed_in, staff):
    client, url = signed_in(carried.cfs_worker), reverse("caseplans:strength-new", args=[carried.family.uuid])
    key = client.get(url).context["form"]["key"].value()
    sent = {"text": "Never late", "on": TODAY.isoformat(), "category": "services", "about": carried.mother.pk}
    for _ in range(2):
        assert client.post(url, sent | {"key": key, "helps_with": ["employment"]}).status_code == 302
    assert [one.text for one in carried.family.strength_rows.all()] == ["Never late"]
    assert not visible(Assessment, staff["er.clerk"]).exists()
