"""Bad input on every form: an error beside the field, what was typed is kept, nothing is written."""

from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.routes import Route
from tests.test_need_to_know import own_models, routes

TYPED = "zqx typed by a tired clerk"


class Fields(HTMLParser):
    """The fields of the forms of a page: name -> type, and which are required."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.types: dict[str, str] = {}
        self.hidden: dict[str, str] = {}
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "form":
            self.inside = facts.get("method") == "post" and "entry-form" in (facts.get("class") or "")
        elif self.inside and tag in {"input", "select", "textarea"} and facts.get("name"):
            name, kind = str(facts["name"]), facts.get("type") or tag
            if kind == "hidden":
                self.hidden[name] = facts.get("value") or ""
            elif kind != "submit":
                self.types[name] = kind

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def fields_of(client: Client, url: str) -> Fields:
    """The fields a person can fill on this page; a page without any is not this module's."""
    page = client.get(url)
    is_page = page.status_code == 200 and "text/html" in page["Content-Type"]
    fields = Fields(page.content.decode() if is_page else "")
    if not fields.types:
        pytest.skip("no form to fill")
    return fields


def rows() -> dict[str, int]:
    """How many rows every table of ours holds; the access log and drafts aside."""
    return {
        model._meta.label: model._default_manager.count()
        for model in own_models()
        if model._meta.label not in {"accounts.AccessLogEntry", "families.Draft"}
    }


def form_routes() -> list[Route]:
    return [route for route in routes() if "GET" in route.methods]


@pytest.mark.parametrize("route", form_routes(), ids=lambda route: f"{route.name}-{route.member}")
def test_bad_input_is_explained_and_writes_nothing(route, county):
    url = reverse(route.name, kwargs=route.make(county))
    client = county.client(route.member)
    fields = fields_of(client, url)
    for text in ("x" * 20_000, "a\x00b"):
        with transaction.atomic():
            answer = client.post(url, fields.hidden | dict.fromkeys(fields.types, text))
            assert answer.status_code in {200, 302, 403, 405, 409}, f"{answer.status_code} on {url}"
            transaction.set_rollback(True)
    before = rows()

    nonsense = fields.hidden | {
        name: "13/45/2026" if kind in {"date", "datetime-local"} else "nonsense"
        for name, kind in fields.types.items()
        if kind not in {"text", "textarea", "file", "checkbox"}
    }
    nonsense |= {name: TYPED for name, kind in fields.types.items() if kind in {"text", "textarea"}}
    answer = client.post(url, nonsense)

    assert answer.status_code in {200, 302, 409}, f"{answer.status_code} on {url}"
    if answer.status_code == 200:
        said = answer.content.decode()
        assert "usa-error-message" in said or "usa-alert--error" in said
        if any(kind in {"text", "textarea"} for kind in fields.types.values()):
            assert TYPED in said, "what was typed is lost"
        assert rows() == before
