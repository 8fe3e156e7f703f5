"""The page of a refusal leads back to the record, and the icon to itself."""

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


def test_the_icon_is_found_at_the_address_browsers_ask_for(staff):
    answer = Client().get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"].endswith("img/linkages.svg")
    assert Client().post("/favicon.ico").status_code == 405
