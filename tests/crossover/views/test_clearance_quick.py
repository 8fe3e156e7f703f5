"""Quick entry: referral and clearance on one screen, in one transaction."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Unit
from crossover.enums import ClearancePurpose
from crossover.models import Clearance
from families.enums import ResponseType
from families.models import Family, Referral
from families.services import record_referral

pytestmark = pytest.mark.django_db
URL = reverse("crossover:clearance-quick")


def answers(**facts: Any) -> dict[str, Any]:
    er_unit = Unit.objects.get(name="ER 1").pk
    usual = {"number": "R-1", "family_name": "Ibarra", "response_type": "immediate", "er_unit": er_unit,
             "system": "calsaws", "keys_used": ["name", "birth_date"], "result": "active", "as_of": "2026-01-05",
             "case_number": "CW-1"}  # fmt: skip
    return usual | facts


def of_another_unit(staff: dict) -> Referral:
    """ER 1 and Screening have nothing to do with it."""
    other = Unit.objects.get(name="ER 2")
    referral = record_referral(by=staff["er.clerk"], number="R-X", family_name="Moss", er_unit=other)
    referral.created_by = staff["es.worker"]
    referral.save()
    return referral


def test_one_save_makes_both_and_the_screen_is_empty_again(staff, signed_in):
    client = signed_in(staff["er.clerk"])
    page = client.get(URL)
    assert page.context["form"].initial["er_unit"] == staff["er.clerk"].unit
    after = client.post(URL, answers(), follow=True)
    clearance = Clearance.objects.get()
    assert (clearance.referral.number, clearance.purpose) == ("R-1", ClearancePurpose.EMERGENCY_RESPONSE)
    assert clearance.referral.response_type == ResponseType.IMMEDIATE
    shown = after.content.decode()
    assert "Entered: R-1, Ibarra" in shown
    assert clearance.get_absolute_url() in shown
    assert after.context["form"]["number"].value() is None
    assert "Entered:" not in client.get(URL).content.decode()


def test_screening_enters_for_any_er_unit(staff, signed_in):
    client = signed_in(staff["screening.clerk"])
    assert client.get(URL).context["form"].initial["er_unit"] is None
    client.post(URL, answers())
    assert Clearance.objects.get().purpose == ClearancePurpose.SCREENING
    assert "Active, case CW-1" in Referral.objects.get().screener_alert


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": ""}, "number"),
        ({"keys_used": []}, "keys_used"),
        ({"case_number": ""}, "case_number"),
        ({"result": "not_found", "case_number": ""}, "searched_for"),
        ({"system": "cws_cms"}, "system"),
    ],
)
def test_bad_input_is_kept_and_explained(staff, signed_in, wrong, field):
    response = signed_in(staff["er.clerk"]).post(URL, answers(**wrong))
    assert list(response.context["form"].errors) == [field]
    assert 'value="Ibarra"' in response.content.decode()
    assert not Referral.objects.exists()
    assert not Family.objects.exists()


@pytest.mark.parametrize("typed", ["R-1", " r-1 ", "R -1"])
def test_a_number_on_file_is_told_while_typing_and_on_save(staff, signed_in, typed):
    client = signed_in(staff["er.clerk"])
    client.post(URL, answers())
    referral = Referral.objects.get()
    fragment = client.post(reverse("crossover:clearance-number"), {"number": typed}).content.decode()
    assert "on file since" in fragment
    assert "with ER 1" in fragment
    assert referral.get_absolute_url() in fragment
    again = client.post(URL, answers(number=typed))
    assert "on file since" in str(again.context["form"].errors["number"])
    assert referral.get_absolute_url() in again.content.decode()
    assert Referral.objects.count() == 1
    assert "on file" not in client.post(reverse("crossover:clearance-number"), {"number": "R-2"}).content.decode()


def test_one_held_elsewhere_says_only_where(staff, signed_in):
    referral = of_another_unit(staff)
    client = signed_in(staff["er.clerk"])
    for shown in (
        client.post(reverse("crossover:clearance-number"), {"number": "R-X"}),
        client.post(URL, answers(number="R-X")),
    ):
        text = shown.content.decode()
        assert "This number is on file with ER 2. Ask its supervisor." in text
        assert str(referral.uuid) not in text
        assert "Moss" not in text


def test_the_last_ten_of_ones_own(staff, signed_in):
    client = signed_in(staff["er.clerk"])
    for number in range(12):
        client.post(URL, answers(number=f"R-{number}", case_number=f"CW-{number}"))
    signed_in(staff["screening.clerk"]).post(URL, answers(number="R-S", case_number="CW-S"))
    recent = client.get(URL).context["recent"]
    assert [clearance.referral.number for clearance in recent] == [f"R-{number}" for number in range(11, 1, -1)]


def test_reader_is_refused_with_the_reason(staff, signed_in):
    for name in ("er.worker", "calworks.clerk", "cfs.worker", "admin"):
        for response in (
            signed_in(staff[name]).get(URL),
            signed_in(staff[name]).post(URL, answers()),
            signed_in(staff[name]).post(reverse("crossover:clearance-number"), {"number": "R-1"}),
        ):
            assert response.status_code == 403
    assert not Referral.objects.exists()


def test_it_is_the_first_button_of_a_clerks_home(staff, signed_in):
    page = signed_in(staff["er.clerk"]).get("/").content.decode()
    main = page[page.index('<main id="main"') :]
    assert main.index(URL) == main.index('href="') + len('href="')


def test_words_that_tell_too_much_are_asked_about_once(staff, signed_in):
    client = signed_in(staff["er.clerk"])
    telling = answers(result="possible", case_number="", evidence="Mother uses meth")
    asked = client.post(URL, telling)
    assert "“meth”" in asked.context["form"].errors["evidence"][0]
    assert "words_checked" in asked.content.decode()
    assert not Referral.objects.exists()
    client.post(URL, telling | {"words_checked": "on"})
    assert Clearance.objects.get().evidence == "Mother uses meth"


def test_the_names_searched_are_asked_about_too(staff, signed_in):
    client = signed_in(staff["er.clerk"])
    telling = answers(result="not_found", case_number="", searched_for="Rosa Ibarra, on probation")
    asked = client.post(URL, telling)
    assert "“probation”" in asked.context["form"].errors["searched_for"][0]
    assert not Clearance.objects.exists()
