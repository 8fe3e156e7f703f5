"""The plan's own pages."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseplans.enums import PlanStatus
from caseplans.models import Goal, Plan
from caseplans.services import reopen_plan, start_plan
from caseplans.sharing import shared_rows
from crossover.models import Consent
from crossover.services.consents import revoke_consent
from families.enums import Category, ServiceType
from reports.querysets.road import road
from tests.caseplans.county import activity_of, consent_for, decided, frozen, goal_of, held_ltm, plan_of, signed_by


def page(client, name, row):
    return client.get(reverse(f"caseplans:{name}", args=[row.uuid]))


def test_it_works(carried, signed_in):
    client = signed_in(carried.cfs_worker)
    answer = client.post(reverse("caseplans:plan-new", args=[carried.family.uuid]))
    assert answer.url == Plan.objects.get().get_absolute_url()
    assert client.get(answer.url).status_code == 200


def test_outsider_gets_404(carried, elsewhere, signed_in):
    plan = plan_of(carried)
    assert page(signed_in(elsewhere.cfs_worker), "plan-detail", plan).status_code == 404


def test_reader_is_refused_with_the_reason(staff, carried, signed_in):
    plan = plan_of(carried)
    client = signed_in(staff["ifs.supervisor"])
    answer = client.post(reverse("caseplans:plan-freeze", args=[plan.uuid]))
    assert answer.status_code == 403
    assert b"Only the family&#x27;s CFS worker or AIS/FS worker" in answer.content
    assert b"Only the family&#x27;s CFS worker or AIS/FS worker" in page(client, "plan-detail", plan).content


def test_each_bureau_sees_what_it_may_read(carried, signed_in):
    plan = plan_of(carried)
    secret = activity_of(
        plan.goals.get(), carried, "See the counselor", category=Category.MENTAL_HEALTH,
        service=ServiceType.MENTAL_HEALTH,
    )  # fmt: skip
    own = page(signed_in(carried.cfs_worker), "plan-detail", plan).content.decode()
    other = page(signed_in(carried.ais_worker), "plan-detail", plan).content.decode()
    assert own.count(secret.text) > 1
    assert "stay out of the plan that is signed" in own
    assert secret.text not in other
    assert "Attend parenting class" in other
    assert "Each program may hold items not shown here." in other


def test_the_summary_has_its_four_columns(carried, signed_in):
    text = page(signed_in(carried.ais_worker), "plan-detail", plan_of(carried)).content.decode()
    summary = text[text.index("Family Plan Summary") :]
    headings = ("What we hope to accomplish", "What the family will do", "What CFS will do", "What CalWORKs will do")
    places = [summary.index(heading) for heading in headings]
    assert places == sorted(places)
    assert places[3] < summary.index("Pay for child care")


def test_freezing_and_reopening(carried, signed_in):
    plan = plan_of(carried)
    client = signed_in(carried.ais_worker)
    client.post(reverse("caseplans:plan-freeze", args=[plan.uuid]))
    version = plan.versions.get()
    signed_by(version.signers.all()[1])
    assert b"becomes void" in page(client, "plan-reopen", plan).content
    client.post(reverse("caseplans:plan-reopen", args=[plan.uuid]))
    plan.refresh_from_db()
    assert plan.status == PlanStatus.DRAFT
    old = page(client, "version-detail", version).content.decode()
    assert "Void" in old
    assert "Typed, with attestation" in old


def test_the_number_of_queries_does_not_grow_with_the_rows(carried, signed_in, django_assert_num_queries):
    consent_for(carried, Category.SERVICES)
    held_ltm(carried)
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    activity_of(goal_of(plan, carried), carried)
    client = signed_in(carried.cfs_worker)
    page(client, "plan-detail", plan)

    with CaptureQueriesContext(connection) as one:
        page(client, "plan-detail", plan)
    for _ in range(2):
        goal = goal_of(plan, carried)
        for _ in range(3):
            activity_of(goal, carried)
    with django_assert_num_queries(len(one)):
        page(client, "plan-detail", plan)


def test_a_frozen_plan_shows_no_way_to_change_it(carried, signed_in):
    version = frozen(carried)
    client = signed_in(carried.cfs_worker)
    assert b"its content is frozen" in page(client, "plan-detail", version.plan).content
    goal = version.plan.goals.get()
    for sent in ({}, {"text": "Sleep at home again"}):
        answer = client.post(reverse("caseplans:goal-new", args=[version.plan.uuid]), sent)
        assert answer.status_code == 403
        assert b"its content is frozen" in answer.content
    assert b"Sleep at home again" in answer.content, "what was typed is there for copying"
    assert version.plan.goals.get() == goal
    answer = client.post(reverse("caseplans:goal-remove", args=[goal.uuid]))
    assert answer.status_code == 403
    assert b"its content is frozen" in answer.content


def test_a_decision_that_not_every_signer_may_read_is_named_too(carried, signed_in):
    plan = plan_of(carried)
    decided(shared_rows(plan).meeting, carried, "She sees the counselor first", Category.MENTAL_HEALTH)
    own = page(signed_in(carried.cfs_worker), "plan-detail", plan)
    assert own.context["stays_out"] == ["She sees the counselor first"]
    assert page(signed_in(carried.ais_worker), "plan-detail", plan).context["stays_out"] == []


def test_what_stays_out_is_not_mistaken_for_a_goal_of_the_same_number(carried, signed_in):
    plan = plan_of(carried)
    goal = plan.goals.get()
    secret = activity_of(
        goal, carried, "See the counselor", category=Category.MENTAL_HEALTH, service=ServiceType.MENTAL_HEALTH
    )
    twin = Goal(pk=secret.pk, plan=plan, family=carried.family, bureau="cfs", category=Category.SERVICES)
    twin.about, twin.text = carried.mother, "Same number"
    twin.save()
    assert page(signed_in(carried.cfs_worker), "plan-detail", plan).context["stays_out"] == ["See the counselor"]


def test_the_page_says_why_the_version_out_for_signature_is_shown_no_longer(carried, signed_in):
    version = frozen(carried)
    signed_by(version.signers.first())
    client = signed_in(carried.cfs_worker)
    said = "A worker changed or a WTWCC 10B ended since this version was frozen. Reopen the plan."
    assert said not in page(client, "plan-detail", version.plan).content.decode()
    revoke_consent(consent=Consent.objects.get(), by=carried.cfs_worker)
    for worker in (carried.cfs_worker, carried.ais_worker):
        shown = page(signed_in(worker), "plan-detail", version.plan)
        assert said in shown.content.decode()
        assert version not in shown.context["versions"]
        assert road(carried.family, worker).plan_not_whole
    reopen_plan(plan=version.plan, by=carried.cfs_worker)
    assert said not in page(client, "plan-detail", version.plan).content.decode()
    assert not road(carried.family, carried.cfs_worker).plan_not_whole
