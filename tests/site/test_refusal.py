"""The pages of a refusal lead back to the record or the queue, and the icon to itself."""

from urllib.parse import urljoin
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from accounts.access import visible
from crossover.enums import Capacity, Xover1Status
from families.enums import Category
from families.models import Family
from linkages_site.sent import words_sent
from tests.clients import bare
from tests.crossover.consents import ready_request, sign
from tests.crossover.views.test_consent_pages import typed
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


# A colleague signed meanwhile: what this one ticked and typed is there to copy, and no stranger's name.
def test_what_was_typed_ticked_and_initialled_is_kept_for_copying(staff, carried, elsewhere, signed_in):
    request = ready_request(staff, carried)
    url = reverse("crossover:consent-sign", args=[request.uuid])
    sign(staff, carried, request=request)
    persons = [carried.mother.pk, carried.child.pk, elsewhere.mother.pk, "x"]
    answer = signed_in(staff["cfs.worker"]).post(url, typed(carried, persons=persons))
    assert answer.status_code == 403
    shown = dict(answer.context["typed"])
    assert shown["What may be shared"] == f"{Category.SERVICES.label}; {Category.CASH_AID.label}"
    assert shown["Initials cash aid"] == "MR"
    assert shown["Limits, in the signer's own words"] == "Not to my landlord"
    assert shown["Whose information is covered"] == f"{carried.mother}; {carried.child}"
    assert shown["Signs as"] == Capacity.SELF.label
    assert shown["The form was explained to the signer, their questions answered, and staff saw them sign"] == "ticked"
    assert not {"Drawn", "Csrfmiddlewaretoken"} & shown.keys()


# Each with the label its page gives it, single words and numbers too; no key of a row, no drawing.
@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"until_date": "2026-12-04", "why": "Ill"}, [("Back on", "Dec 4, 2026"), ("Why it waits", "Ill")]),
        (
            {"kind": "service", "what": "Passes", "why": "Work", "due_on": "2026-12-04", "owner": "7", "key": "x"},
            [("Asks for", "A service"), ("What is asked", "Passes"), ("Why it is needed", "Work"),
             ("Needed by", "Dec 4, 2026")],
        ),
        (
            {"cfs_number": "12345", "keys_used": ["name"]},
            [("CFS case number", "12345"), ("Searched CWS/CMS by", "Name")],
        ),
        ({"nowhere_known": "Ill", "csrfmiddlewaretoken": "abc", "drawn": "data:image/png;base64,AA"},
         [("Nowhere known", "Ill")]),
    ],
)  # fmt: skip
def test_every_word_is_kept_under_the_label_of_its_field(sent, shown, staff):
    typed = QueryDict(mutable=True)
    for name, texts in sent.items():
        typed.setlist(name, texts if isinstance(texts, list) else [texts])
    assert words_sent(typed, staff["cfs.worker"]) == shown


def test_a_colleague_chosen_is_named(carried, staff):
    typed = QueryDict(mutable=True)
    typed.update({"to": str(staff["ifs.supervisor"].uuid), "why": "Away"})
    assert words_sent(typed, staff["cfs.worker"])[0][1] == str(staff["ifs.supervisor"])


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


def test_a_button_pressed_after_the_session_ended_leads_back_to_the_record(staff, carried, signed_in):
    form, family = Way(staff).standing_at(Xover1Status.WITH_ER_SUPERVISOR), carried.family
    for name, button, page in (
        ("er.supervisor", reverse("crossover:xover1-acknowledge", args=[form.uuid]), form.get_absolute_url()),
        (
            "cfs.worker",
            reverse("crossover:consent-request-new", args=[family.uuid]),
            reverse("reports:family-consents", args=[family.uuid]),
        ),
    ):
        client = signed_in(staff[name])
        answer = client.get(button)
        assert (answer.status_code, answer["Allow"]) == (405, "POST")
        assert "Nothing was saved. Go back and press again." in answer.content.decode()
        assert '<a class="usa-link" href="../">Back to the record</a>' in answer.content.decode()
        assert urljoin(button, "../") == page
        assert client.get(page).status_code == 200


def test_a_stranger_learns_nothing_of_a_record_by_its_button(staff, carried, signed_in):
    client, told = signed_in(staff["cfs.worker2"]), []
    for key in (carried.family.uuid, uuid4()):
        url = reverse("crossover:consent-request-new", args=[key])
        answer = client.get(url)
        assert "Nothing was saved." in answer.content.decode()
        told.append(bare(answer, url, key))
    assert told[0] == told[1]


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
