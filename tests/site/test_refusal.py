"""The pages of a refusal lead back to the record or the queue, and the icon to itself."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access import visible
from crossover.enums import Xover1Status
from families.models import Family
from tests.crossover.way import Way

pytestmark = pytest.mark.django_db


def refused(client, url):
    answer = client.get(url)
    assert answer.status_code == 403
    return answer


def test_it_leads_back_to_the_record(staff, signed_in):
    form = Way(staff).standing_at(Xover1Status.WITH_ER_SUPERVISOR)
    client = signed_in(staff["er.clerk"])
    answer = refused(client, reverse("crossover:xover1-close", args=[form.uuid]))
    assert "<h1>This cannot be done</h1>" in answer.content.decode()
    assert "This form is with Helen Castellanos." in answer.content.decode()
    assert answer.context["back"] == form.get_absolute_url()
    assert client.get(answer.context["back"]).status_code == 200


def test_a_record_without_a_page_leads_to_its_family(staff, carried, signed_in):
    client = signed_in(staff["ais.worker"])
    answer = refused(client, reverse("families:cfs-case-edit", args=[carried.cfs_case.uuid]))
    assert answer.context["back"] == carried.family.get_absolute_url()
    assert client.get(answer.context["back"]).status_code == 200


def test_where_no_record_was_opened_it_leads_home(staff, carried, elsewhere, signed_in):
    client = signed_in(staff["ais.worker"])
    answer = refused(client, reverse("families:referral-new"))
    assert answer.context["back"] == ""
    assert visible(Family, staff["ais.worker"]).exists()
    assert "Back to the record" not in answer.content.decode()


@pytest.mark.parametrize("name", ["xover1-acknowledge", "consent-request-new"])
def test_a_button_pressed_after_the_session_ended_leads_back_to_the_record(name, staff, signed_in):
    form = Way(staff).standing_at(Xover1Status.WITH_ER_SUPERVISOR)
    record = form if name == "xover1-acknowledge" else form.family
    client = signed_in(staff["er.supervisor"])
    answer = client.get(reverse(f"crossover:{name}", args=[record.uuid]))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Nothing was saved. Go back and press again." in answer.content.decode()
    assert f'<a class="usa-link" href="{record.get_absolute_url()}">' in answer.content.decode()


def test_a_stranger_learns_nothing_of_a_record_by_its_button(staff, carried, elsewhere, signed_in):
    answer = signed_in(staff["cfs.worker2"]).get(reverse("crossover:consent-request-new", args=[carried.family.uuid]))
    assert "Nothing was saved." in answer.content.decode()
    assert str(carried.family.uuid) not in answer.content.decode()


def test_what_is_not_found_leads_to_the_queue(staff, carried, elsewhere, signed_in):
    for address in (carried.family.get_absolute_url(), "/no/such/page/"):
        answer = signed_in(staff["cfs.worker2"]).get(address)
        assert answer.status_code == 404
        assert "Not found, or not yours to know" in answer.content.decode()
        assert f'href="{reverse("crossover:xover1-inbox")}">XOVER1 queue</a>' in answer.content.decode()


def test_the_icon_is_found_at_the_address_browsers_ask_for(staff):
    answer = Client().get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"].endswith("img/linkages.svg")
    assert Client().post("/favicon.ico").status_code == 405
