"""How information is shared, as the signer chose: without the county's system nothing opens in it."""

import pytest
from django.urls import reverse

from accounts.enums import Bureau
from crossover import sharing
from crossover.enums import EVERY_WAY, ConsentStatus, SharingMethod
from crossover.models import Consent, ConsentScope
from crossover.sharing.panel import readers_to_be
from families.enums import Category
from tests.crossover.consents import TODAY, ready_request, sign
from tests.crossover.test_sharing import note
from tests.crossover.views.test_consent_pages import errors, typed

pytestmark = pytest.mark.django_db
TOLD = [SharingMethod.VERBAL, SharingMethod.WRITTEN]


@pytest.mark.parametrize(("ways", "opens"), [(EVERY_WAY, True), (["electronic"], True), (TOLD, False)])
def test_only_the_countys_system_opens_rows(staff, carried, ways, opens):
    row = note(carried)
    consent = sign(staff, carried, sharing_methods=ways)
    assert consent.sharing_methods == list(ways)
    assert sharing.is_readable(row, staff["ais.worker"]) is opens
    assert bool(sharing.categories_crossing(carried.family, Bureau.CALWORKS)) is opens
    assert bool(sharing.kinds_that_cross(carried.family, Bureau.CFS)) is opens
    assert readers_to_be(carried.family, Category.SERVICES, carried.mother, Bureau.CFS)[1].reads is opens
    # it is in force all the same: for what staff tell and write
    assert Consent.objects.status_of(consent, TODAY) == ConsentStatus.IN_FORCE
    assert ConsentScope.objects.in_force(TODAY).exists()


def test_the_signer_chooses_at_least_one_and_the_page_says_which(staff, carried, signed_in):
    client = signed_in(staff["cfs.worker"])
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    assert list(errors(client.post(url, typed(carried, sharing_methods=None)))) == ["sharing_methods"]
    page = client.post(url, typed(carried, sharing_methods=["written", "verbal"]), follow=True).content.decode()
    assert Consent.objects.get().sharing_methods == TOLD
    assert "In meetings and by phone; In writing" in page
    assert "Nothing of it opens in this system" in page


@pytest.mark.parametrize("about", ["mother", None])
def test_the_panel_speaks_of_a_person_only_where_one_is_chosen(carried, about):
    person = getattr(carried, about) if about else None
    _, other = readers_to_be(carried.family, Category.SUBSTANCE_USE, person, Bureau.CFS)
    assert not other.reads
    assert ("for this person" in other.why, "Choose whom it is about" in other.why) == (bool(about), not about)


def test_showing_what_a_form_ends_leaves_the_page_and_its_chosen_files(staff, carried, signed_in):
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    page = signed_in(staff["cfs.worker"]).get(url).content.decode()
    assert f'name="preview" value="1" data-hx-post="{url}"' in page
