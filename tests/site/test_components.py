"""Every component of a page, rendered with what it is given and with nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from tests.site.rendering import Page, rendered

NOW = datetime(2026, 11, 22, 23, 40, tzinfo=UTC)


class SignatureForm(forms.Form):
    drawn = forms.CharField(widget=forms.HiddenInput, required=False)
    typed_name = forms.CharField(label="Type your full name", required=False)
    attest = forms.BooleanField(label="This is my signature", required=False)
    scan = forms.FileField(label="Signed paper", required=False)


TABLE = """{% extends "components/table.html" %}
{% block table_id %}_family_table{% endblock %}{% block caption %}Families{% endblock %}
{% block columns %}{% include "components/column.html" with label="Family" key="name" %}{% endblock %}
{% block rows %}
{% for row in rows %}<tr><th scope="row" data-label="Family">{{ row }}</th></tr>{% endfor %}
{% endblock %}"""


def the_table(rows: Any, query: str = "", **context: Any) -> Page:
    request = RequestFactory().get(f"/families/{query}")
    return Page(engines["django"].from_string(TABLE).render({"rows": rows, **context}, request))


@pytest.mark.django_db
def test_a_table_has_caption_scopes_and_a_frame_the_keyboard_can_scroll() -> None:
    page = the_table(["Carillo"])

    assert "<caption>Families</caption>" in page.html
    assert [attrs["scope"] for attrs in page.all("th")] == ["col", "row"]
    assert page.one("div", tabindex="0")["aria-label"]


@pytest.mark.django_db
def test_a_table_without_rows_says_so_under_the_same_id() -> None:
    page = the_table([])

    assert page.one("div", id="_family_table")
    assert "Nothing to show here." in page.html
    assert not page.all("table")


@pytest.mark.django_db
def test_sorting_turns_round_keeps_the_filter_and_goes_back_to_the_first_page() -> None:
    asked = "?program=ifs&page=2"
    links = [page.one("a") for page in (the_table(["Carillo"], asked), the_table(["Carillo"], f"{asked}&sort=name"))]

    assert [link["href"] for link in links] == ["?program=ifs&sort=name", "?program=ifs&sort=-name"]
    assert the_table(["Carillo"], "?sort=-name").all("th")[0]["aria-sort"] == "descending"


@pytest.mark.django_db
def test_pages_keep_filter_and_order() -> None:
    rows = Paginator(range(1, 61), 25).page(2)
    page = the_table(rows, "?program=ifs&sort=name&page=2", hx_target="#_family_table")

    assert "26 to 50 of 60" in page.html
    following = page.one("a", rel="next")
    assert following["href"] == following["data-hx-get"] == "?program=ifs&sort=name&page=3"
    assert page.one("a", rel="prev")["href"] == "?program=ifs&sort=name&page=1"


def test_filters_are_a_get_form_that_keeps_the_order() -> None:
    class Filter(forms.Form):
        program = forms.CharField(required=False)

    page = rendered("components/filters.html", "?sort=-name", form=Filter({"program": "IFS"}))
    assert page.one("form")["method"] == "get"
    assert page.one("input", name="sort")["value"] == "-name"
    assert page.one("input", name="program")["value"] == "IFS"
    assert page.one("a")["href"] == "/families/"


def test_a_refused_button_is_disabled_and_says_why() -> None:
    refused = rendered("components/refusal_button.html", label="Distribute", url="/x/", reason="Repeat the clearance.")
    allowed = rendered("components/refusal_button.html", label="Distribute", url="/x/", reason=None)
    posted = rendered("components/refusal_button.html", label="Acknowledge", url="/x/", reason=None, post=True)

    assert "disabled" in refused.one("button")
    assert "Repeat the clearance." in refused.html
    assert "/x/" not in refused.html
    assert allowed.one("a")["href"] == "/x/"
    assert posted.one("form")["action"] == "/x/"
    assert posted.one("input", name="csrfmiddlewaretoken")


def test_a_signature_can_be_drawn_typed_or_brought_on_paper() -> None:
    form = SignatureForm({"drawn": "data:image/png;base64,AAAA"})
    page = rendered(
        "components/signature_pad.html",
        label="Signature of Rosa Carillo",
        field=form["drawn"],
        typed=form["typed_name"],
        attest=form["attest"],
        paper=form["scan"],
    )

    kept = page.one("input", type="hidden")
    assert (kept["id"], kept["value"]) == ("id_drawn", "data:image/png;base64,AAAA")
    assert page.all("div")[0]["data-signature"] == kept["id"]
    assert {"typed_name", "attest", "scan"} <= {attrs.get("name") for attrs in page.all("input")}
    # the drawing area opens by script only: without one, typing and paper remain
    assert any("data-signature-board" in attrs and "hidden" in attrs for attrs in page.all("div"))


def test_facts_tell_nothing_recorded_from_zero() -> None:
    page = rendered("components/definition_list.html", items=[("Hours", 0), ("Interpreter", None)])

    assert "<dd>0</dd>" in page.html
    assert page.html.count("not recorded") == 1


def test_hops_show_who_sent_what_to_whom_and_what_still_waits() -> None:
    hops = [
        {"label": "Part A", "sender": "Eva Clerk", "receiver": "Sam Supervisor", "at": NOW, "note": None},
        {"label": "Distributed", "sender": "Ida Reyes", "receiver": None, "at": None, "note": "due Nov 24, 2026"},
    ]
    page = rendered("components/hops.html", hops=hops)

    assert page.one("time")["datetime"] == "2026-11-22T15:40"
    assert "Nov 22, 2026, 3:40 PM" in page.html
    assert "waiting · due Nov 24, 2026" in page.html


def test_a_timeline_names_the_person_where_there_was_one() -> None:
    entries = [
        {"at": NOW, "title": "PLTM held", "by": "Ana Ruiz", "text": "By phone."},
        {"at": NOW, "title": "Consent expired", "by": None, "text": None},
    ]
    page = rendered("components/timeline.html", entries=entries)

    assert len(page.all("li")) == len(page.all("time")) == 2
    assert page.html.count("by Ana Ruiz") == page.html.count(">by ") == 1


def test_tabs_and_crumbs_say_where_you_are() -> None:
    tabs = rendered("components/tabs.html", label="Family", tabs=[("Overview", "/a/", True), ("People", "/b/", False)])
    crumbs = rendered("components/crumbs.html", crumbs=[("Families", "/families/"), ("Carillo", None)])

    assert [attrs["href"] for attrs in tabs.all("a") if attrs.get("aria-current") == "page"] == ["/a/"]
    assert crumbs.one("span")["aria-current"] == "page"


def test_the_sharing_panel_says_who_reads_and_who_does_not() -> None:
    readers = [
        {"who": "CFS workers", "reads": True, "why": None},
        {"who": "CalWORKs workers", "reads": False, "why": "No WTWCC 10B covers it"},
    ]
    page = rendered("components/sharing_panel.html", category="Housing", readers=readers)

    assert "<strong>CFS workers</strong>: can read it" in page.html
    assert "<strong>CalWORKs workers</strong>: cannot read it. No WTWCC 10B covers it" in page.html


def test_the_small_ones_say_what_they_are_given() -> None:
    tag = rendered("components/status_tag.html", text="Revoked", tone="error")
    card = rendered("components/count_card.html", number=12, label="XOVER1 to acknowledge", url="/xover1/?state=sent")

    assert tag.one("span")["class"] == "status-tag status-tag--error"
    assert rendered("components/status_tag.html", text="Draft").one("span")["class"] == "status-tag"
    assert card.one("a")["href"] == "/xover1/?state=sent"
    assert "No families." in rendered("components/empty.html", text="No families.").html
    assert "Each program may hold items not shown here." in rendered("components/restricted_line.html").html
