"""The page of a transition: by persona, with what is missing, what was typed kept, and nothing twice."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caseplans.enums import PlanStatus
from caseplans.models import Activity, ActivityMove, Plan, ProgramClosing, ResidualNeed, Transition
from caseplans.transition_enums import Ending
from crossover.models import Consent
from crossover.services.consents import revoke_consent
from tests.caseplans.county import (
    activity_of,
    all_said,
    cfs_closed,
    need_of,
    provider,
    sealed,
    transition_begun,
    transition_complete,
)
from tests.clients import said

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def at(plan) -> str:
    return reverse("caseplans:plan-transition", args=[plan.uuid])


def typed(plan, **facts) -> dict[str, str]:
    """The page filled in: CFS ends, everything goes on, every goal is reached."""
    to_do = {f"move_{one.uuid}": "goes_on" for one in Activity.objects.filter(goal__plan=plan)}
    goals = {f"goal_{one.uuid}": "met" for one in plan.goals.all()}
    return {"ends": "cfs", "no_meeting": "not_wanted", **to_do, **goals, **facts}


def test_it_works(carried, signed_in):
    """From the plan's page through both programs to the last word."""
    plan = sealed(carried).plan
    cfs, ais = signed_in(carried.cfs_worker), signed_in(carried.ais_worker)
    assert at(plan) in said(cfs.get(plan.get_absolute_url()))
    assert cfs.post(at(plan), typed(plan)).status_code == 302
    transition = Transition.objects.get()
    finish = reverse("caseplans:transition-finish", args=[transition.uuid])
    missing = said(cfs.get(at(plan)))
    assert "The CFS case is still open" in missing
    assert "Say why your program ends." in missing
    assert cfs.post(finish).status_code == 403
    closing = reverse("caseplans:transition-closing", args=[transition.uuid])
    assert cfs.post(closing, {"reason": "complete", "about": carried.mother.pk}).status_code == 302
    assert ais.get(closing).status_code == 200
    assert "Only the program that ends says why" in said(ais.get(closing))
    cfs_closed(carried)
    for client in (cfs, ais):
        assert "Finish our part" in said(client.get(at(plan)))
        assert client.post(finish).status_code == 302
    page = said(ais.get(at(plan)))
    assert "The plan is now of CalWORKs alone." in page
    assert "Visit the home every month: The program that goes on" in page
    assert "Together: <strong>Reached</strong>" in page
    assert "CFS ends: What it set out to do is done" in page.replace("Children &amp; Family Services", "CFS")
    assert "complete since" in said(ais.get(plan.get_absolute_url()))


def test_outsider_gets_404(carried, elsewhere, signed_in):
    transition = transition_begun(carried)
    need = need_of(transition, carried)
    for stranger in (elsewhere.cfs_worker, elsewhere.ais_worker):
        client = signed_in(stranger)
        assert client.get(at(transition.plan)).status_code == 404
        assert client.post(at(transition.plan), {"ends": "both"}).status_code == 404
        assert client.post(reverse("caseplans:transition-finish", args=[transition.uuid])).status_code == 404
        assert client.get(reverse("caseplans:need-edit", args=[need.uuid])).status_code == 404


def test_reader_is_refused_with_the_reason(carried, staff, signed_in):
    """A clerk finds nothing; the supervisor of the unit may; a draft has no transition."""
    plan = sealed(carried).plan
    assert signed_in(staff["er.clerk"]).get(at(plan)).status_code == 404
    assert signed_in(staff["ifs.supervisor"]).get(at(plan)).status_code == 200
    draft = Plan.objects.create(family=carried.family, started_by=carried.cfs_worker)
    client = signed_in(carried.cfs_worker)
    assert "under a signed plan that is in force" in said(client.get(at(draft)))
    assert client.post(at(draft), {"ends": "cfs"}).status_code == 403


def test_the_other_bureau_reads_only_what_the_family_opened(carried, signed_in):
    transition = transition_begun(carried)
    plan = transition.plan
    goal = plan.goals.get()
    Plan.objects.filter(pk=plan.pk).update(status=PlanStatus.DRAFT)
    hidden = activity_of(goal, carried, "Meet the counselor", confidential=True)
    Plan.objects.filter(pk=plan.pk).update(status=PlanStatus.ACTIVE)
    need_of(transition, carried, "A larger flat", category="housing")
    need_of(transition, carried)
    own, other = (said(signed_in(user).get(at(plan))) for user in (carried.cfs_worker, carried.ais_worker))
    assert str(hidden) in own
    assert "A larger flat" in own
    assert str(hidden) not in other
    assert str(hidden.uuid) not in other
    assert "A larger flat" not in other
    assert "Rides to school" in other
    assert "Attend parenting class" in other
    revoke_consent(consent=Consent.objects.get(), by=carried.cfs_worker)
    gone = said(signed_in(carried.ais_worker).get(at(plan)))
    for words in ("Attend parenting class", "Rides to school", "The children are safe at home"):
        assert words not in gone
    assert "Pay for child care" in gone, "its own"


def test_bad_input_is_kept_and_explained(carried, signed_in):
    plan, client = sealed(carried).plan, signed_in(carried.cfs_worker)
    first = Activity.objects.filter(goal__plan=plan).order_by("pk")[0]
    sent = typed(plan, **{
        f"move_{first.uuid}": "community", f"with_{first.uuid}": "Nobody Known", f"on_{first.uuid}": "Jan 5, 2999",
    })  # fmt: skip
    page = client.post(at(plan), sent)
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {f"with_{first.uuid}", f"on_{first.uuid}"}
    assert "Nobody Known" in said(page)
    assert "Jan 5, 2999" in said(page)
    assert not Transition.objects.exists()
    nobody = client.post(at(plan), typed(plan, ends="both"))
    assert "No program goes on" in said(nobody)
    provider()
    good = sent | {f"with_{first.uuid}": "Hill Street Center, Martinez", f"on_{first.uuid}": TODAY.isoformat()}
    assert client.post(at(plan), good).status_code == 302
    assert ActivityMove.objects.get(activity=first).resource == provider()


def test_sent_twice_it_is_one_and_a_stale_save_is_refused(carried, signed_in):
    plan = sealed(carried).plan
    cfs, ais = signed_in(carried.cfs_worker), signed_in(carried.ais_worker)
    fresh = cfs.get(at(plan)).context["form"]
    hidden = {name: fresh[name].value() for name in ("key", "seen")}
    for _ in range(2):
        assert cfs.post(at(plan), typed(plan, **hidden)).status_code == 302
    assert Transition.objects.count() == 1
    seen = ais.get(at(plan)).context["form"]["seen"].value()
    changed = typed(plan, no_meeting="moved", seen=seen)
    for _ in range(2):
        assert cfs.post(at(plan), changed).status_code == 302, "sent twice, it says the same"
    stale = ais.post(at(plan), typed(plan, no_meeting="not_reached", seen=seen))
    assert stale.status_code == 409
    assert "The family moved away" in said(stale)
    assert Transition.objects.get().no_meeting == "moved"
    again = stale.context["form"]["seen"].value()
    assert ais.post(at(plan), typed(plan, no_meeting="not_reached", seen=again)).status_code == 302
    assert Transition.objects.get().no_meeting == "not_reached"


def test_a_need_is_added_once_and_then_connected(carried, signed_in):
    transition = transition_begun(carried)
    client = signed_in(carried.cfs_worker)
    url = reverse("caseplans:need-new", args=[transition.uuid])
    sent = {"text": "Rides to school", "category": "services", "about": carried.mother.pk, "key": str(uuid4())}
    without = client.post(url, sent | {"connection": "connected"})
    assert without.context["form"].errors.keys() == {"resource"}
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    need = ResidualNeed.objects.get()
    edit = reverse("caseplans:need-edit", args=[need.uuid])
    assert "Only the program that wrote this" in said(signed_in(carried.ais_worker).get(edit))
    known = {"connection": "connected", "connected_on": TODAY.isoformat(), "resource": str(provider()), "version": 1}
    assert client.post(edit, sent | known).status_code == 302
    need.refresh_from_db()
    assert (need.resource, need.connected_on, need.connected_by) == (provider(), TODAY, carried.cfs_worker)
    stale = client.post(edit, sent | known | {"text": "Rides"})
    assert stale.status_code == 409
    assert "Rides to school" in said(stale)


def test_why_is_changed_over_what_stands(carried, signed_in):
    transition = transition_begun(carried)
    client = signed_in(carried.cfs_worker)
    url = reverse("caseplans:transition-closing", args=[transition.uuid])
    sent = {"reason": "moved", "about": carried.mother.pk}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent | {"reason": "declined", "version": "0"}).status_code == 409
    assert client.post(url, sent | {"reason": "declined", "version": "1"}).status_code == 302
    assert ProgramClosing.objects.get().reason == "declined"


def test_a_complete_transition_only_offers_that_the_other_program_ends(carried, signed_in):
    transition = transition_complete(carried)
    client = signed_in(carried.ais_worker)
    page = client.get(at(transition.plan))
    assert page.context["form"].fields["ends"].choices == [(Ending.CALWORKS, "CalWORKs")]
    for name in ("transition-closing", "need-new"):
        assert "This transition is complete" in said(client.get(reverse(f"caseplans:{name}", args=[transition.uuid])))


def test_the_page_asks_as_much_for_more_rows(carried, signed_in):
    transition = transition_begun(carried)
    all_said(transition, carried)
    client = signed_in(carried.cfs_worker)
    client.get(at(transition.plan))
    with CaptureQueriesContext(connection) as few:
        client.get(at(transition.plan))
    for text in ("Rides to school", "A larger flat", "A tutor"):
        need_of(transition, carried, text)
    Plan.objects.filter(pk=transition.plan_id).update(status=PlanStatus.DRAFT)
    for text in ("Read together", "Call the school"):
        activity_of(transition.plan.goals.get(), carried, text)
    Plan.objects.filter(pk=transition.plan_id).update(status=PlanStatus.ACTIVE)
    with CaptureQueriesContext(connection) as more:
        client.get(at(transition.plan))
    assert len(more) <= len(few)
