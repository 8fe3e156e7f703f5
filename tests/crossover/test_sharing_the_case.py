"""The family's eligibility worker and WTW employment specialist, named by whoever works the CalWORKs case."""

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, visible
from crossover.services import share_calworks_case
from families.enums import AssignmentRole, NoticeKind
from families.models import Assignment, Family, Notice
from families.services import edit_calworks_case
from linkages_site.demo.factories import UserFactory

pytestmark = pytest.mark.django_db
EW, ES = AssignmentRole.ELIGIBILITY_WORKER, AssignmentRole.EMPLOYMENT_SPECIALIST


def share(carried, role, worker, by=None):
    return share_calworks_case(
        case=carried.calworks_case, by=by or carried.ais_worker, role=role, worker=worker, why="-"
    )


def test_it_works(staff, carried):
    assert not visible(Family, staff["eligibility.worker"]).filter(pk=carried.family.pk).exists()
    share(carried, EW, staff["eligibility.worker"])
    share(carried, ES, staff["es.worker"])
    for name in ("eligibility.worker", "es.worker"):
        assert visible(Family, staff[name]).filter(pk=carried.family.pk).exists()
        assert Notice.objects.filter(user=staff[name], kind=NoticeKind.CASE_ASSIGNED).exists()


def test_the_next_one_takes_the_place(staff, carried):
    share(carried, EW, staff["eligibility.worker"])
    colleague = UserFactory(unit=staff["eligibility.worker"].unit, roles=["eligibility_worker"])
    share(carried, EW, colleague)
    assert Assignment.objects.of_family(carried.family).open().in_role(EW).get().worker == colleague
    assert not visible(Family, staff["eligibility.worker"]).filter(pk=carried.family.pk).exists()


@pytest.mark.parametrize(("role", "name"), [(EW, "es.worker"), (ES, "eligibility.worker"), (EW, "cfs.worker")])
def test_only_who_holds_the_role_is_named(staff, carried, role, name):
    with pytest.raises(NotAllowed, match="Choose a colleague"):
        share(carried, role, staff[name])


def test_nobody_is_named_twice(staff, carried):
    share(carried, EW, staff["eligibility.worker"])
    with pytest.raises(NotAllowed, match="carries this case already"):
        share(carried, EW, staff["eligibility.worker"])


def test_a_closed_case_is_shared_no_more(staff, carried):
    case = carried.calworks_case
    edit_calworks_case(
        case=case, by=carried.ais_worker, version=case.version, status="closed", closed_on=case.opened_on
    )
    with pytest.raises(NotAllowed, match="is closed"):
        share(carried, EW, staff["eligibility.worker"])


def test_the_other_bureau_names_nobody(staff, carried, signed_in):
    with pytest.raises(NotAllowed, match="belongs to the other bureau"):
        share(carried, EW, staff["eligibility.worker"], by=carried.cfs_worker)
    url = reverse("crossover:eligibility-worker-assign", args=[carried.calworks_case.uuid])
    assert signed_in(carried.cfs_worker).get(url).status_code == 403


def test_the_page_offers_holders_of_the_role_and_keeps_what_was_typed(staff, carried, signed_in):
    url = reverse("crossover:employment-specialist-assign", args=[carried.calworks_case.uuid])
    client = signed_in(carried.ais_worker)
    assert set(client.get(url).context["form"].fields["worker"].queryset) == {staff["es.worker"]}
    refused = client.post(url, {"worker": staff["eligibility.worker"].uuid, "why": "In CalSAWS"})
    assert "worker" in refused.context["form"].errors
    assert refused.context["form"]["why"].value() == "In CalSAWS"
    assert client.post(url, {"worker": staff["es.worker"].uuid, "why": "In CalSAWS"}).status_code == 302
    assert Assignment.objects.get(worker=staff["es.worker"]).role == ES


def test_who_carries_it_already_is_not_offered_again(staff, carried, signed_in):
    share(carried, EW, staff["eligibility.worker"])
    colleague = UserFactory(unit=staff["eligibility.worker"].unit, roles=[EW])
    url = reverse("crossover:eligibility-worker-assign", args=[carried.calworks_case.uuid])
    offered = signed_in(staff["ais.worker"]).get(url).context["form"].fields["worker"].queryset
    assert colleague in offered
    assert staff["eligibility.worker"] not in offered
