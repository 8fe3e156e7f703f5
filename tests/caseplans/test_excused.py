"""What a program's plan requires and is not asked for now stays in the plan that is signed (31-090 III.F; R1)."""

import json

import pytest
from django.template.loader import render_to_string

from caseplans.enums import SignerRole, Source
from caseplans.models import Plan, SourceRequirement
from caseplans.pdf import copy_context, signers_copy
from caseplans.reconciliation_enums import Excused
from caseplans.services import amend_plan, freeze_plan
from caseplans.sharing.versions import changes_for, content_of, items_for
from crossover.services.consents import revoke_consent
from families.enums import Category, Relationship
from linkages_site.demo.factories import PersonFactory
from meetings.enums import AttendeeRole
from meetings.models import Attendance
from tests.caseplans.county import activity_of, plan_of, required, shown, signed_by

pytestmark = pytest.mark.django_db
TEXT = "Job club every weekday"


@pytest.fixture
def plan(carried):
    return plan_of(carried)


def excused(plan, carried, text=TEXT, how=Excused.GOOD_CAUSE, **facts):
    given = {"by": carried.ais_worker, "source": Source.WTW_PLAN, "category": Category.EMPLOYMENT}
    row = required(plan, carried, text, **given | facts)
    SourceRequirement.objects.filter(pk=row.pk).update(excused=how)
    return row


def on_copy(version, user, language="en"):
    return render_to_string("caseplans/_plan_copy.html", copy_context(version, language, items_for(version, user)))


def test_it_is_frozen_and_printed_with_why_it_gives_way(carried, plan):
    row = excused(plan, carried)
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    assert json.loads(version.content)["excused"] == [
        {"text": TEXT, "person": str(carried.mother), "source": "wtw_plan", "mandatory": True, "stands": "good_cause"}
    ]
    item = version.items.get(place="excused/0")
    assert (item.row, item.bureau, item.category, item.about) == (
        row.uuid, "calworks", Category.EMPLOYMENT, carried.mother,
    )  # fmt: skip
    for language, words in (("en", "Not asked for now: good cause"), ("es", "No se pide ahora: causa justificada")):
        copy = signers_copy(version.signers.get(role=SignerRole.PARENT), language)
        for template in ("_plan_copy", "_excused"):
            html = render_to_string(f"caseplans/{template}.html", copy)
            assert TEXT in html
            assert words in html


def test_a_plan_without_one_is_frozen_as_before(carried, plan):
    covered = excused(plan, carried)
    activity_of(plan.goals.get(), carried, "Go to job club", by=carried.ais_worker, sources=[covered])
    required(plan, carried, "Still asked for", by=carried.ais_worker, source=Source.WTW_PLAN, mandatory=False)
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    assert "excused" not in json.loads(version.content)
    assert not version.items.filter(place__startswith="excused")
    assert "but not now" not in on_copy(version, carried.cfs_worker)


def test_who_may_not_read_it_is_told_nothing_of_it(carried, plan, signed_in):
    excused(plan, carried)
    hidden = excused(plan, carried, "See the counselor", Excused.EXEMPTION, category=Category.MENTAL_HEALTH)
    page = signed_in(carried.ais_worker).get(plan.get_absolute_url())
    assert page.context["stays_out"] == [hidden.text]
    assert hidden.text not in signed_in(carried.cfs_worker).get(plan.get_absolute_url()).content.decode()
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    assert hidden.text not in version.content
    for signer in version.signers.all():
        signed_by(signer)
    revoke_consent(consent=carried.mother.consents_signed.get(), by=carried.cfs_worker, category=Category.EMPLOYMENT)
    assert TEXT in on_copy(version, carried.ais_worker)
    assert TEXT not in on_copy(version, carried.cfs_worker)
    assert "excused" not in content_of(version, items_for(version, carried.cfs_worker))


def test_an_extract_and_the_other_parent_hold_only_their_own(carried, plan):
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    activity_of(plan.goals.get(), carried, "Drive the children", person=father)
    meeting = carried.family.meetings.get()
    Attendance.objects.create(
        meeting=meeting, family=carried.family, kind=meeting.kind, bureau="cfs", category=Category.LOGISTICS,
        role=AttendeeRole.SCHOOL, external_name="Ingrid Sorensen", present=True,
    )  # fmt: skip
    excused(plan, carried)
    version = freeze_plan(plan=shown(plan, carried, carried.mother, father), by=carried.cfs_worker)
    school = signers_copy(version.signers.get(role=SignerRole.PRESENT), "en")
    assert TEXT not in render_to_string("caseplans/_plan_copy.html", school)
    assert school["plan"]["excused"] == []


def test_an_amendment_says_that_it_gives_way_and_asks_nothing_more(carried, plan):
    for signer in freeze_plan(plan=plan, by=carried.cfs_worker).signers.all():
        signed_by(signer)
    amending = amend_plan(plan=Plan.objects.get(pk=plan.pk), by=carried.cfs_worker)
    excused(amending, carried)
    version = freeze_plan(plan=shown(amending, carried), by=carried.cfs_worker)
    (changed,) = changes_for(version, carried.ais_worker).values()
    assert [(one["text"], one["who"]) for one in changed["added"]] == [(TEXT, str(carried.mother))]
    assert version.signers.get(role=SignerRole.PARENT).may_acknowledge
