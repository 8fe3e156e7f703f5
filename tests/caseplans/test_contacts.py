"""A contact about an activity of the plan: who links them, and who learns of the link (domain 3.8)."""

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, visible
from caseplans.models import ActivityContact
from caseplans.services import start_plan
from caseplans.services.contacts import link_contact
from families.enums import Category
from tests.caseplans import county as plans
from tests.meetings import contacts


@pytest.fixture
def plan(carried):
    plans.consent_for(carried, Category.SERVICES)
    return start_plan(family=carried.family, by=carried.cfs_worker)


def activity(plan, carried, **facts):
    return plans.activity_of(plans.goal_of(plan, carried), carried, **facts)


def test_the_link_shows_to_whoever_may_read_both(plan, carried, signed_in):
    open_to_both, kept = activity(plan, carried), activity(plan, carried, text="Kept", confidential=True)
    visit = contacts.visit(carried)
    link_contact(contact=visit, by=carried.cfs_worker, activities=[open_to_both, kept])
    private = contacts.visit(carried, category=Category.HOUSING)
    link_contact(contact=private, by=carried.cfs_worker, activities=[open_to_both])
    assert visible(ActivityContact, carried.cfs_worker).count() == 3
    assert [link.contact for link in visible(ActivityContact, carried.ais_worker)] == [visit]
    page = signed_in(carried.ais_worker).get(plan.get_absolute_url()).content.decode()
    assert visit.get_absolute_url() in page
    assert private.get_absolute_url() not in page


def test_it_works(plan, carried, signed_in):
    first, second = activity(plan, carried), activity(plan, carried, text="Another")
    visit, client = contacts.visit(carried), signed_in(carried.cfs_worker)
    url = reverse("caseplans:contact-activities", args=[visit.uuid])
    for chosen in ([first.pk], [first.pk, second.pk], [second.pk], [second.pk], []):
        assert client.post(url, {"activities": chosen, "csrfmiddlewaretoken": "a"}).status_code == 302
        assert set(ActivityContact.objects.values_list("activity", flat=True)) == set(chosen)


def test_only_of_the_same_family(plan, carried, elsewhere):
    strange = contacts.visit(elsewhere)
    with pytest.raises(NotAllowed, match="not of this family"):
        link_contact(contact=strange, by=elsewhere.cfs_worker, activities=[activity(plan, carried)])
    with pytest.raises(NotAllowed, match="Only the family"):
        link_contact(contact=strange, by=carried.cfs_worker, activities=[])
