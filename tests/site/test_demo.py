"""The demo county is what the README says of it. Built once: it takes a while."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.access import visible
from accounts.models import Cover, Office, Unit, User
from accounts.roles import ROLES
from caseplans.models import FinalCopy
from families.enums import Component
from families.models import BreakGlass, CfsCase, Family, Restriction
from linkages_site.demo.county import make_demo_county
from linkages_site.demo.staff import DEMO_PASSWORD

pytestmark = pytest.mark.django_db


def test_the_demo_county():
    staff = make_demo_county(DEMO_PASSWORD)
    assert (Office.objects.count(), Unit.objects.count()) == (3, 12)
    assert Family.objects.count() >= 42
    assert set(CfsCase.objects.values_list("component", flat=True)) == set(Component)
    assert FinalCopy.objects.exists()

    carillo = CfsCase.objects.get(family__name="Carillo")
    assert (carillo.component, carillo.agreement_signed_on) == (Component.FR, None)
    children = [person for person in carillo.family.people.all() if person.is_child]
    assert len(children) == 2
    assert all(child.removal_rows.filter(exited_on=None).exists() and not child.in_home for child in children)
    assert carillo.family.wtwstanding_rows.exists()
    assert carillo.family.monthlyfigure_rows.count() == 4
    assert carillo.history.latest().history_user in staff.values()

    for name in ("er.worker", "cfs.worker", "cfs.worker2", "ais.worker", "eligibility.worker", "es.worker"):
        assert visible(Family, User.objects.get(pk=staff[name].pk)).exists(), name
    assert {role for user in staff.values() for role in user.role_codes} <= set(ROLES)
    assert Cover.objects.in_force(timezone.localdate()).get().covered == staff["ifs.supervisor"]
    assert Restriction.objects.in_force().count() == 1
    assert BreakGlass.objects.uses().get().review.made_by == staff["privacy.officer"]
    call_command("verify")
