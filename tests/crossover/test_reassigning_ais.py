"""The AIS/FS supervisor reassigns: one transaction, and the form begins anew (31-090 III.B.4)."""

from functools import partial

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, visible
from crossover.enums import Xover1Status
from crossover.models import Xover1
from crossover.rules.xover1 import check_can_complete_part_b, current_clearance
from crossover.services import reassign_ais_worker
from families.enums import AssignmentRole, TaskKind
from families.models import Assignment, CalworksCase, Family, Task
from linkages_site.demo.factories import UserFactory
from tests.locks import tables_locked_by

pytestmark = pytest.mark.django_db
S = Xover1Status


@pytest.fixture
def other(staff):
    return UserFactory(unit=staff["ais.worker"].unit, roles=["ais_worker"])


def reassign(form: Xover1, staff: dict, other, by: str = "ais.supervisor") -> Assignment:
    case = CalworksCase.objects.get(family=form.family)
    seen = case.assignments.open().in_role(AssignmentRole.AIS_WORKER).get().uuid
    return reassign_ais_worker(case=case, by=staff[by], worker=other, why="On leave", seen=seen)


@pytest.mark.parametrize("status", [S.WITH_AIS_WORKER, S.ACKNOWLEDGED])
def test_everything_moves_at_once(way, staff, other, status):
    form = way.standing_at(status)
    assert visible(Family, staff["ais.worker"]).filter(pk=form.family_id).exists()
    assignment = reassign(form, staff, other)
    # the assignments, and what each worker may know
    held = Assignment.objects.of_family(form.family).in_role(AssignmentRole.AIS_WORKER)
    assert [row.worker for row in held.open()] == [other]
    assert held.exclude(pk=assignment.pk).get().until_date is not None
    assert not Family.objects.workable_by(staff["ais.worker"]).filter(pk=form.family_id).exists()
    assert Family.objects.workable_by(other).filter(pk=form.family_id).exists()
    # the form, its child, and who has it
    form.refresh_from_db()
    child = form.superseded_by
    assert (form.status, child.status) == (S.SUPERSEDED, S.WITH_CFS_SUPERVISOR)
    task = Task.objects.get(family=form.family, kind=TaskKind.COMPLETE_PART_B)
    assert task.owner == staff["ifs.supervisor"]


def test_the_clearance_made_before_is_not_current(way, staff, other):
    form = way.standing_at(S.ACKNOWLEDGED)
    reassign(form, staff, other)
    form.refresh_from_db()
    child = form.superseded_by
    assert current_clearance(child) is None
    with pytest.raises(NotAllowed, match="Repeat the clearance first"):
        check_can_complete_part_b(staff["ifs.supervisor"], child)
    way.clear_again(child)
    way.complete(child)
    way.assign_ais(child, worker=other)
    child.refresh_from_db()
    assert child.status == S.WITH_AIS_WORKER
    assert Assignment.objects.of_family(form.family).open().get(role=AssignmentRole.AIS_WORKER).worker == other


@pytest.mark.parametrize(
    "name", ["ais.worker", "es.worker", "ifs.supervisor", "cfs.worker", "eligibility.worker", "admin"]
)
def test_only_the_units_ais_supervisor(way, staff, other, name):
    form = way.standing_at(S.WITH_AIS_WORKER)
    with pytest.raises(NotAllowed, match="Only the AIS/FS supervisor of AIS/FS 1"):
        reassign(form, staff, other, by=name)
    form.refresh_from_db()
    assert form.status == S.WITH_AIS_WORKER


def test_to_someone_else_of_the_unit(way, staff):
    form = way.standing_at(S.WITH_AIS_WORKER)
    with pytest.raises(NotAllowed, match="has this case already"):
        reassign(form, staff, staff["ais.worker"])
    for name in ("es.worker", "cfs.worker"):
        with pytest.raises(NotAllowed, match="AIS/FS social worker of your unit"):
            reassign(form, staff, staff[name])


def test_nothing_moves_where_nobody_can_repeat_the_clearance(way, staff, other):
    form = way.standing_at(S.WITH_AIS_WORKER)
    staff["ifs.supervisor"].supervisions.all().delete()
    with pytest.raises(NotAllowed, match="has no CFS supervisor"):
        reassign(form, staff, other)
    held = Assignment.objects.of_family(form.family).open().in_role(AssignmentRole.AIS_WORKER).get()
    assert held.worker == staff["ais.worker"]


def test_the_page_on_the_cases_tab(way, staff, other, signed_in):
    form = way.standing_at(S.ACKNOWLEDGED)
    case = CalworksCase.objects.get(family=form.family)
    url = reverse("crossover:ais-case-assign", args=[case.uuid])
    tab = reverse("reports:family-cases", args=[form.family.uuid])
    client = signed_in(staff["ais.supervisor"])
    assert url in client.get(tab).content.decode()
    assert url not in signed_in(staff["ais.worker"]).get(tab).content.decode()
    page = client.get(url)
    assert list(page.context["form"].fields["worker"].queryset) == [other]
    assert "superseded" in page.content.decode()
    typed = {"worker": str(other.uuid), "why": "On leave", "seen": page.context["form"]["seen"].value()}
    assert client.post(url, typed)["Location"] == tab
    assert case.assignments.open().get().worker == other


def test_a_page_opened_before_a_colleague_assigned_changes_nothing(way, staff, other, signed_in):
    third = UserFactory(unit=staff["ais.worker"].unit, roles=["ais_worker"])
    form = way.standing_at(S.ACKNOWLEDGED)
    case = CalworksCase.objects.get(family=form.family)
    client, url = signed_in(staff["ais.supervisor"]), reverse("crossover:ais-case-assign", args=[case.uuid])
    seen = client.get(url).context["form"]["seen"].value()
    reassign(form, staff, other)
    refused = client.post(url, {"worker": third.uuid, "why": "Caseloads", "seen": seen})
    assert refused.status_code == 403
    assert f"{other} was given this case" in refused.content.decode()
    assert case.assignments.open().in_role(AssignmentRole.AIS_WORKER).get().worker == other
    # the same where the colleague chosen is the one who has it now
    late = client.post(url, {"worker": other.uuid, "why": "Caseloads", "seen": seen}).content.decode()
    assert f"{other} was given this case" in late
    # and on the other side
    third = UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"])
    cfs_case = form.cfs_case
    client, url = signed_in(staff["ifs.supervisor"]), reverse("crossover:case-assign", args=[cfs_case.uuid])
    seen = client.get(url).context["form"]["seen"].value()
    present = cfs_case.assignments.open().get()
    assert str(seen) == str(present.uuid)
    way.assign_cfs(form, UserFactory(unit=present.unit, roles=["cfs_worker"]))
    forms = Xover1.objects.count()
    assert client.post(url, {"worker": third.uuid, "why": "Caseloads", "seen": seen}).status_code == 403
    assert Xover1.objects.count() == forms


def test_what_was_not_seen_is_not_changed(way, staff, other, signed_in):
    """Neither by the verb nor by the page: a key that is missing or stale is refused like a change meanwhile."""
    form = way.standing_at(S.ACKNOWLEDGED)
    case = CalworksCase.objects.get(family=form.family)
    present = case.assignments.open().in_role(AssignmentRole.AIS_WORKER).get()
    facts = {"case": case, "by": staff["ais.supervisor"], "worker": other, "why": "On leave"}
    with pytest.raises(NotAllowed, match="Open the case again"):
        reassign_ais_worker(**facts)
    with pytest.raises(NotAllowed, match="was given this case since"):
        reassign_ais_worker(**facts, seen=form.uuid)
    url, client = reverse("crossover:ais-case-assign", args=[case.uuid]), signed_in(staff["ais.supervisor"])
    for seen in ({}, {"seen": "nonsense"}, {"seen": str(form.uuid)}):
        answer = client.post(url, {"worker": str(other.uuid), "why": "On leave"} | seen)
        assert "Open the case again" in answer.content.decode(), seen
        assert answer.context["form"]["why"].value() == "On leave"
    assert case.assignments.open().in_role(AssignmentRole.AIS_WORKER).get() == present
    assert (
        client.post(url, {"worker": str(other.uuid), "why": "On leave", "seen": str(present.uuid)}).status_code == 302
    )


def test_the_family_is_locked_before_its_case_and_its_form(staff, carried, other):
    """Whoever took the case first would wait for a contact's, a join's or a meeting's lock, and they for theirs."""
    case = carried.calworks_case
    facts = {"case": case, "by": staff["ais.supervisor"], "worker": other, "why": "-"}
    facts["seen"] = case.assignments.open().in_role(AssignmentRole.AIS_WORKER).get().uuid
    assert tables_locked_by(partial(reassign_ais_worker, **facts))[0] == "families_family"
