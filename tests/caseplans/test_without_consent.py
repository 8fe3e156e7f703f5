"""What the LTM and the plan may hold with the WTWCC 10B absent, declined, or revoked mid-plan (docs/consent.md)."""

import pytest

from accounts.access import NotAllowed, visible
from caseplans.models import Activity, PlanVersion
from caseplans.services import freeze_plan, start_plan
from caseplans.sharing import shared_rows, shown_of
from caseplans.sharing.versions import is_whole_for, items_for
from crossover.enums import ConsentOutcome
from crossover.models import Consent
from crossover.services.consents import decline_consent, explain_purpose, request_consent, revoke_consent
from crossover.sharing import readable
from families.enums import Category
from families.models import Task
from meetings.models import Decision
from tests.caseplans.county import activity_of, consent_for, decided, goal_of, held_ltm, plan_of, sealed

pytestmark = pytest.mark.django_db


def decline(carried):
    request = request_consent(family=carried.family, owner=carried.cfs_worker)
    explain_purpose(request=request, by=carried.cfs_worker)
    decline_consent(request=request, by=carried.cfs_worker, outcome=ConsentOutcome.DECLINED)


def revoke(carried):
    revoke_consent(consent=Consent.objects.get(), by=carried.cfs_worker)


@pytest.mark.parametrize("declined", [False, True])
def test_without_it_each_bureau_reads_its_own_and_nothing_is_frozen(carried, declined):
    if declined:
        decline(carried)
    decided(held_ltm(carried), carried, "Grandmother drives on Tuesdays")
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    activity_of(goal_of(plan, carried), carried)
    workers = (carried.cfs_worker, carried.ais_worker)
    assert [readable(Decision.objects.all(), user).count() for user in workers] == [1, 0]
    rows = shared_rows(plan)
    assert (list(rows.goals), list(rows.activities), list(rows.decisions)) == ([], [], [])
    with pytest.raises(NotAllowed):
        freeze_plan(plan=plan, by=carried.cfs_worker)


def test_after_a_no_nothing_asks_the_family_again(carried):
    decline(carried)
    assert not Task.objects.filter(family=carried.family, kind__in=["request_consent", "renew_consent"]).exists()


def test_revoked_mid_plan_its_rows_leave_what_is_signed(carried):
    plan = plan_of(carried)
    before = shared_rows(plan)
    assert before.goals
    assert len(before.activities) == 3
    assert before.decisions
    revoke(carried)
    after = shared_rows(plan)
    assert (list(after.goals), list(after.activities), list(after.decisions)) == ([], [], [])
    with pytest.raises(NotAllowed):
        freeze_plan(plan=plan, by=carried.cfs_worker)


def test_after_a_revocation_a_bureau_still_sees_its_own_activities_and_nothing_of_the_goal(carried, signed_in):
    plan = plan_of(carried)
    revoke(carried)
    client = signed_in(carried.ais_worker)
    answer = client.get(plan.get_absolute_url())
    page = answer.content.decode()
    own = Activity.objects.get(bureau="calworks")
    assert answer.context["needs"] == []
    assert answer.context["under_no_goal"] == [own]
    assert "Other activities of this plan" in page
    assert "Pay for child care" in page
    for theirs in ("The children are safe at home", "Attend parenting class", "Grandmother drives", "Shared goal"):
        assert theirs not in page
    assert [list(rows) for rows in shown_of(plan, carried.ais_worker)] == [[], [own], []]
    assert "Other activities" not in signed_in(carried.cfs_worker).get(plan.get_absolute_url()).content.decode()


def test_an_activity_of_the_other_bureau_never_tells_that_its_goal_is_hidden(carried, signed_in):
    consent_for(carried, Category.SERVICES)
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    activity_of(goal_of(plan, carried, category=Category.MENTAL_HEALTH), carried)
    page = signed_in(carried.ais_worker).get(plan.get_absolute_url()).content.decode()
    assert "Attend parenting class" not in page
    assert [list(rows) for rows in shown_of(plan, carried.ais_worker)] == [[], [], []]


def test_revoked_after_it_was_sealed_the_version_stays_and_each_reads_their_own_programs_items(carried):
    version = sealed(carried)
    content, workers = version.content, (carried.cfs_worker, carried.ais_worker)
    assert [is_whole_for(version, user) for user in workers] == [True, True]
    revoke(carried)
    version.refresh_from_db()
    assert version.content == content
    assert [is_whole_for(version, user) for user in workers] == [False, False]
    told = [{item.bureau for item in items_for(version, user)} for user in workers]
    assert told == [{"cfs"}, {"calworks"}]
    assert all(visible(PlanVersion, user).exists() for user in workers)
