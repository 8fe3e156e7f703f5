"""Every page, every form's choices, every PDF and export: what is kept in and other families stand on none of them."""

import pytest
from django.urls import reverse

from families.models import Family
from tests.clients import said
from tests.county import family_with_workers
from tests.test_every_side_door import KEPT, NAMES, assert_tells_nothing, keep_from_the_other_bureau
from tests.test_need_to_know import routes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("route", routes(), ids=lambda route: f"{route.name}-{route.member}")
def test_no_page_file_or_form_choice_tells_what_is_kept(route, county, signed_in):
    """What CFS keeps in stands on nothing the other bureau or a guest opens, and no other family on anybody's page."""
    staff, carried = county.staff, county.carried
    another = family_with_workers(staff["cfs.worker2"], staff["es.worker"], name=NAMES[0])
    another.mother.first_name, another.mother.last_name = NAMES[1], NAMES[0]
    another.mother.save()
    others = set(Family.objects.values_list("pk", flat=True)) - {carried.family.pk, another.family.pk}
    url = reverse(route.name, kwargs=route.make(county))
    for family in Family.objects.exclude(pk__in=others):
        keep_from_the_other_bureau(family)
    for name in ("ais.worker", "facilitator"):
        assert_tells_nothing(said(signed_in(staff[name]).get(url)), KEPT)
    for name in {"cfs.worker", "ais.worker", route.member}:
        assert_tells_nothing(said(signed_in(staff[name]).get(url)), NAMES)
