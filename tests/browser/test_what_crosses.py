"""What the AIS worker sees in the browser: the minimum, then what the parent opted into, then the minimum again."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from crossover.enums import Capacity, SigningMethod
from crossover.models import Consent, ConsentRequest
from crossover.services import explain_purpose, request_consent, revoke_consent, sign_consent
from families.enums import Category, PersonNoteKind, PlacementKind
from families.models import Address, PersonNote, Removal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINIMUM = ["77 Harbor Street", "Nov 2, 1991"]
OPTED_IN = ["Resource family"]
NOT_OPTED_IN = ["Sings every Sunday with her church"]
NEVER = ["9 Hidden Lane"]


@pytest.fixture
def told(live_server, carried: SimpleNamespace) -> SimpleNamespace:
    """Rows of CFS about the child and the mother, some of which could leak."""
    own = {"family": carried.family, "bureau": "cfs"}
    Address.objects.create(**own, category=Category.CONTACT, about=carried.mother, street="77 Harbor Street")
    Address.objects.create(
        **own, category=Category.CONTACT, about=carried.mother, street="9 Hidden Lane", confidential=True
    )
    PersonNote.objects.create(
        **own, category=Category.CULTURE, about=carried.mother, kind=PersonNoteKind.CULTURE, text=NOT_OPTED_IN[0]
    )
    Removal.objects.create(
        **own,
        category=Category.SERVICES,
        about=carried.child,
        entered_on=timezone.localdate(),
        placement=PlacementKind.FOSTER_HOME,
    )
    carried.mother.born_on = datetime.date(1991, 11, 2)
    carried.mother.save()
    return carried


def everything(page: Page, family_url: str) -> str:
    """The text of every tab this reader may open."""
    page.goto(family_url)
    urls = [link.get_attribute("href") for link in page.locator("nav.tabs a, .tabs a").all()]
    text = []
    for url in filter(None, urls):
        page.goto(url)
        text.append(page.locator("main").inner_text())
    return " ".join(text)


def assert_sees(text: str, seen: list[str], hidden: list[str]) -> None:
    assert [words for words in seen if words not in text] == []
    assert [words for words in hidden if words in text] == []
    assert "Each program may hold items not shown here." in text


def sign(request: ConsentRequest, staff: dict[str, User], told: SimpleNamespace) -> Consent:
    try:
        return sign_consent(
            request=request,
            by=staff["cfs.worker"],
            signer=told.mother,
            capacity=Capacity.SELF,
            persons=[told.mother, told.child],
            categories=[Category.SERVICES],
            from_date=timezone.localdate(),
            until_date=timezone.localdate() + datetime.timedelta(days=300),
            method=SigningMethod.TYPED,
            typed_name=str(told.mother),
        )
    finally:
        connections.close_all()


def test_consent_opens_and_revocation_closes_without_a_job(desk, staff, told):
    page = desk(staff["ais.worker"]).page
    home = told.family.get_absolute_url()
    assert_sees(everything(page, home), MINIMUM, OPTED_IN + NOT_OPTED_IN + NEVER)

    request = request_consent(family=told.family, owner=staff["cfs.worker"])
    explain_purpose(request=request, by=staff["cfs.worker"])
    with ThreadPoolExecutor(1) as thread:  # a seal needs an event loop of its own
        consent = thread.submit(sign, request, staff, told).result()
    assert_sees(everything(page, home), MINIMUM + OPTED_IN, NOT_OPTED_IN + NEVER)

    revoke_consent(consent=consent, by=staff["cfs.worker"], note="by phone")
    assert_sees(everything(page, home), MINIMUM, OPTED_IN + NOT_OPTED_IN + NEVER)


def test_a_stranger_finds_nothing_at_any_address(desk, staff, told, elsewhere):
    sitting = desk(staff["cfs.worker2"])
    sitting.expected.add(404)
    home = told.family.get_absolute_url()
    for tab in ("", "people/", "cases/", "forms/", "consents/", "meetings/", "plan/", "history/"):
        assert sitting.open(f"{home}{tab}").title().startswith("Not found")
        assert told.family.name not in sitting.page.content()
    assert sitting.open(elsewhere.family.get_absolute_url()).locator("h1").inner_text().endswith("Stranger")
