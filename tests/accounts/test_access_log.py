"""The access log: every act and every refusal, whether or not the address names a record."""

import pytest
from django.urls import URLResolver, get_resolver, reverse

from accounts.enums import PAGES
from accounts.middleware import OWN_APPS
from accounts.models import AccessLogEntry, Unit
from crossover.enums import Xover1Status
from crossover.models import Xover1
from families.models import Referral
from tests.crossover.way import Way

pytestmark = pytest.mark.django_db
FLAG = {
    "case_name": "Ibarra", "calworks_number": "CW-77", "people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0",
    "people-0-first_name": "Rosa", "people-0-last_name": "Ibarra", "people-0-relationship": "mother",
    "people-0-language": "en",
}  # fmt: skip


def logged():
    return set(AccessLogEntry.objects.values_list("act", "route", "record"))


def test_a_new_referral_is_named(staff, signed_in):
    unit = Unit.objects.get(name="ER 1")
    facts = {"number": "R-1", "family_name": "Reyes", "received_on": "2026-01-05", "response_type": "ten_day"}
    signed_in(staff["screening.clerk"]).post("/referrals/new/", facts | {"er_unit": unit.pk})
    assert logged() == {("changed", "families:referral-new", Referral.objects.get().uuid)}


def test_a_flag_is_named(staff, signed_in):
    answer = signed_in(staff["calworks.clerk"]).post(reverse("crossover:xover1-flag"), FLAG)
    assert answer.status_code == 302
    assert logged() == {("changed", "crossover:xover1-flag", Xover1.objects.get().uuid)}


def test_forms_acknowledged_in_bulk_are_named(staff, signed_in):
    form = Way(staff).standing_at(Xover1Status.WITH_ER_SUPERVISOR)
    hops = {"hops": [form.hops.in_hand().get().uuid]}
    signed_in(staff["er.supervisor"]).post(reverse("crossover:xover1-acknowledge-many"), hops)
    assert logged() == {("changed", "crossover:xover1-acknowledge-many", form.uuid)}


def test_a_refusal_without_a_key_in_the_address_is_kept(staff, carried, signed_in):
    client = signed_in(staff["cfs.worker2"])
    assert client.post(f"/drafts/?key=x&family={carried.family.uuid}", {"first_name": "Ro"}).status_code == 404
    assert client.get("/referrals/new/").status_code == 403
    assert logged() == {("refused", "families:draft-save", None), ("refused", "families:referral-new", None)}


@pytest.mark.parametrize("url", ["/families/", "/tasks/", "/clearances/", "/referrals/"])
def test_a_list_of_names_is_kept_as_opened(url, staff, signed_in):
    signed_in(staff["er.clerk"]).get(url)
    entry = AccessLogEntry.objects.get()
    assert (entry.act, entry.record) == ("opened", None)


def test_pages_without_a_record_leave_no_line(staff, signed_in):
    client = signed_in(staff["er.clerk"])
    client.get("/")
    client.get("/glossary/")
    client.post(reverse("accounts:session-extend"))
    assert not AccessLogEntry.objects.exists()


def own_routes(resolver, app=""):
    """Every named route of the house's own apps."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name in OWN_APPS:
                yield from own_routes(entry, f"{entry.namespace}:")
        elif app:
            yield app + entry.name


def test_every_page_of_ours_has_its_words_in_the_log():
    routes = list(own_routes(get_resolver()))
    assert "reports:family-consents" in routes
    assert set(PAGES) == set(routes)
    assert len(set(PAGES.values())) == len(PAGES), "no two pages are called the same"
    assert AccessLogEntry(route="reports:family-consents").page == "Family, Consents tab"
    assert AccessLogEntry(route="crossover:page-that-was").page == "Page that was"
