"""Every page once, with rows in it: axe, console, policy, overflow at 390 px, the HTML checker over what was saved."""

import importlib
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.urls import get_resolver, reverse

from families.services import edit_person
from tests.browser.conftest import Desk
from tests.county import family_with_workers
from tests.routes import Route
from tests.test_need_to_know import ROUTE_MODULES, named_patterns

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VNU = settings.BASE_DIR / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
WHO_OPENS = {  # pages without a parameter, by who has something on them
    "er.clerk": [
        "home",
        "families:referral-list",
        "families:referral-new",
        "crossover:clearance-list",
        "crossover:clearance-choose",
        "crossover:clearance-quick",
    ],
    "cfs.worker": [
        "home",
        "glossary",
        "kinds-of-information",
        "families:family-list",
        "families:task-list",
        "families:notice-list",
        "families:mail-choice",
        "families:provider-list",
        "meetings:contact-list",
        "meetings:request-list",
        "meetings:calendar",
        "caseplans:outreach-list",
        "caseplans:verify",
    ],
    "er.supervisor": [
        "home",
        "crossover:xover1-inbox",
        "crossover:xover1-waiting",
        "crossover:xover1-returned",
        "crossover:xover1-sent",
    ],
    "ais.supervisor": ["home", "crossover:xover1-inbox"],
    "calworks.clerk": ["home", "crossover:xover1-flag"],
    "cfs.pointperson": ["home", "crossover:xover1-inbox"],
    "facilitator": ["home"],
    "coordinator": ["home"],
    "director": ["home"],
    "privacy.officer": [
        "home",
        "reports:access-log",
        "reports:access-unusual",
        "reports:break-glass-list",
        "reports:role-change-list",
    ],
    "admin": ["home"],
    "ifs.supervisor": [
        "home",
        "reports:unit-work",
        "families:cover-list",
        "families:cover-new",
        "families:conflict-list",
        "families:conflict-new",
        "families:break-glass",
        "meetings:calendar",
        "accounts:calendar-link",
        "usersessions_list",
        "account_change_password",
        "mfa_index",
    ],
}
NOT_A_PAGE = {
    "accounts:view-save",
    "reports:access-log-export",
    "accounts:session-extend",
    "crossover:clearance-number",
    "crossover:consent-blank",
    "crossover:xover1-blank",
    "families:draft-save",
    "healthz",
    "meetings:contact-export",
    "readyz",
}


def made(route: Route, staff: dict[str, Any]) -> dict[str, Any]:
    """The route's record, on a family of its own; in a thread, because a seal needs an event loop of its own."""

    def make() -> dict[str, Any]:
        try:
            family = family_with_workers(staff["cfs.worker"], staff["ais.worker"])
            return route.make(SimpleNamespace(staff=staff, carried=family))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(make).result()


def inspect(desk: Desk, url: str, saved: Path) -> list[str]:
    """Everything wrong with one page. PDFs and other downloads are looked at elsewhere."""
    desk.page.set_viewport_size({"width": 1280, "height": 900})
    response = desk.page.request.get(url, max_redirects=0)
    if "text/html" not in response.headers.get("content-type", "") or response.status != 200:
        return [] if response.status in {200, 302} else [f"{response.status} {url}"]
    desk.open(url)
    faults = [f"{url} {fault}" for fault in desk.violations()]
    desk.page.set_viewport_size({"width": 390, "height": 844})
    if (wide := desk.overflow()) > 0:
        faults.append(f"{url} is {wide} px too wide at 390 px")
    faults += [f"{url} at 390 px: the buttons {pair} touch" for pair in desk.touching()]
    (saved / f"{len(list(saved.iterdir())):03d}.html").write_text(response.text())
    return faults


def html_errors(saved: Path) -> list[str]:
    """What the Nu HTML checker says of the saved pages."""
    command = ["java", "-jar", str(VNU), "--format", "json", "--exit-zero-always", *map(str, sorted(saved.iterdir()))]
    report = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)
    return [
        f"{Path(m['url']).name}:{m.get('lastLine')} {m['message']}" for m in report["messages"] if m["type"] != "info"
    ]


def has_pages(module: str) -> bool:
    return any("GET" in route.methods for route in importlib.import_module(module).ROUTES)


@pytest.mark.parametrize("module", [module for module in ROUTE_MODULES if has_pages(module)])
def test_record_pages(module, live_server, staff, desk, tmp_path):
    routes: list[Route] = importlib.import_module(module).ROUTES
    desks: dict[str, Desk] = {}
    faults: list[str] = []
    for route in routes:
        if "GET" in route.methods:
            url = reverse(route.name, kwargs=made(route, staff))
            if route.member not in desks:
                desks[route.member] = desk(staff[route.member])
            faults += inspect(desks[route.member], url, tmp_path)
    assert faults == []
    assert html_errors(tmp_path) == []


def test_pages_without_a_parameter(live_server, staff, desk, tmp_path):
    for module in ROUTE_MODULES:
        for route in importlib.import_module(module).ROUTES:
            made(route, staff)
    faults: list[str] = []
    for name, pages in WHO_OPENS.items():
        sitting = desk(staff[name])
        for page in pages:
            faults += inspect(sitting, reverse(page), tmp_path)
    assert faults == []
    assert html_errors(tmp_path) == []


def test_both_versions_fit_the_page(live_server, staff, carried, desk):
    sitting = desk(staff["cfs.worker"])
    sitting.expected.add(409)
    page = sitting.open(reverse("families:person-edit", args=[carried.mother.uuid]))
    edit_person(person=carried.mother, by=staff["ais.worker"], version=1, also_known_as="Another name of theirs")
    page.get_by_label("Also known as").fill("Typed meanwhile")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Someone else saved this").wait_for()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert sitting.overflow() == 0, width
    assert sitting.violations() == []


def test_pages_before_signing_in(live_server, desk, tmp_path):
    sitting = desk()
    faults = [
        fault
        for page in ("account_login", "account_reset_password", "account_signup")
        for fault in inspect(sitting, reverse(page), tmp_path)
    ]
    assert faults == []
    assert html_errors(tmp_path) == []


def test_every_page_without_a_parameter_is_visited():
    own = {"accounts", "families", "documents", "crossover", "meetings", "caseplans", "reports"}
    named = {
        name
        for name, pattern, namespace in named_patterns(get_resolver())
        if namespace.rstrip(":") in own and not pattern.pattern.converters
    }
    visited = {page for pages in WHO_OPENS.values() for page in pages}
    posted = {name for name in named if name.endswith(("-search", "-read", "-draft", "-extend", "-end", "-many"))}
    assert named - visited - posted - NOT_A_PAGE - {"accounts:banner"} == set()
