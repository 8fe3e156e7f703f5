"""A real Chromium against the live pages: console errors, failed responses and policy violations fail the test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from accounts.models import User
from linkages_site.demo.staff import make_staff

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PASSWORD = "correct horse battery staple"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

TOUCHING = """() => {
  const buttons = [...document.querySelectorAll("main .usa-button:not(.usa-button--unstyled)")];
  const boxes = buttons.map((each) => [each.textContent.trim(), each.getBoundingClientRect()]);
  const shown = boxes.filter(([, box]) => box.width > 0);
  const gap = (a, b) => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
  return shown.flatMap(([one, a], n) =>
    shown.slice(n + 1).filter(([, b]) => gap(a, b) < 4).map(([other]) => `${one} / ${other}`));
}"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Desk:
    """One person's browser: signs in like a person, and collects everything that went wrong on the way."""

    def __init__(self, browser: Browser, base: str, *, width: int = 1280, height: int = 900) -> None:
        self.base = base
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, base_url=base
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.faults: list[str] = []
        self.expected: set[int] = set()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("response", self._response)

    def _console(self, message: Any) -> None:
        expected = any(f"status of {status}" in message.text for status in self.expected)
        if message.type in {"error", "warning"} and not expected:
            self.faults.append(f"{message.type}: {message.text}")

    def _response(self, response: Any) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status} {response.url}")

    def sign_in(self, user: User) -> "Desk":
        """Sign in by e-mail and password and accept the log-on banner."""
        self.page.goto("/accounts/login/")
        self.page.get_by_label("Email").fill(user.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_role("button", name="I agree").click()
        return self

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").click()

    def open(self, url: str) -> Page:
        self.page.goto(url)
        return self.page

    def violations(self) -> list[str]:
        """What axe finds on the page as it stands, for WCAG 2.0 to 2.2, levels A and AA."""
        results = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}}).response
        found = [f"{item['id']}: {item['nodes'][0]['html'][:160]}" for item in results["violations"]]
        dangling = [item for item in results["incomplete"] if item["id"] == "aria-valid-attr-value"]
        return found + [f"incomplete {item['id']}: {item['nodes'][0]['html'][:160]}" for item in dangling]

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def touching(self) -> list[str]:
        """Buttons less than 4 px apart, beside or under each other."""
        return self.page.evaluate(TOUCHING)


@pytest.fixture
def staff(db: None) -> dict[str, User]:
    """Written for each test: the live server reads what is committed."""
    return make_staff(password=PASSWORD)


@pytest.fixture
def desk(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Desk]]:
    """`desk(user)` sits someone down at a browser; every fault of any of them fails the test."""
    desks: list[Desk] = []

    def sit(user: User | None = None, **size: int) -> Desk:
        made = Desk(chromium, live_server.url, **size)
        desks.append(made)
        return made.sign_in(user) if user else made

    yield sit
    faults = [fault for made in desks for fault in made.faults]
    for made in desks:
        made.context.close()
    assert faults == []
