"""A clerk enters three referrals by the keyboard alone (31-090 V.B)."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from crossover.enums import ClearanceResult
from crossover.models import Clearance
from tests.browser.conftest import Desk
from tests.browser.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ENOUGH = 60


def begin(keys: Keyboard, number: str, family: str) -> None:
    """Number and name; response, ER unit and system stand preset; then searched by name and birth date."""
    expect(keys.page.get_by_label("Referral number")).to_be_focused()
    keys.type(number)
    keys.press("Tab")
    keys.type(family)
    keys.press("Tab", 4)
    keys.at("keys_used")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Space")
    keys.press("Tab", 3)
    keys.at("result")


def entered(page: Page, number: str) -> None:
    expect(page.get_by_role("heading", name=f"Entered: {number}")).to_be_visible()


def test_three_referrals_without_a_mouse(desk: Callable[..., Desk], staff: dict[str, User]) -> None:
    sitting = desk(staff["er.clerk"])
    page = sitting.page
    keys = Keyboard(page)
    page.get_by_role("link", name="Quick entry").focus()
    keys.press("Enter")

    # all of it on one screen
    expect(page.get_by_role("button", name="Save")).to_be_in_viewport()

    # active: its case number and worker
    begin(keys, "R-4101", "Ibarra")
    keys.press("Space")
    keys.press("Tab")
    keys.at("case_number")
    keys.type("CW-7001")
    keys.press("Tab")
    keys.type("V Delgado")
    keys.press("Enter")
    entered(page, "R-4101, Ibarra")
    assert keys.strokes < ENOUGH

    # pending
    begin(keys, "R-4102", "Moreno")
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("Enter")
    entered(page, "R-4102, Moreno")

    # a number on file is told while the rest is typed, and the search result is not found
    keys.type("R-4101")
    keys.press("Tab")
    expect(page.get_by_text("on file since")).to_be_visible()
    keys.press("Shift+Tab")
    keys.press("Control+a")
    begin(keys, "R-4103", "Lund")
    expect(page.get_by_text("on file since")).to_have_count(0)
    keys.press("Space")
    keys.press("ArrowDown", 3)
    while page.evaluate("document.activeElement.name") != "searched_for":
        keys.press("Tab")
    keys.type("Ana Lund, May 4, 1990")
    assert sitting.violations() == []
    keys.press("Enter")
    entered(page, "R-4103, Lund")
    assert page.locator("#_recent_table tbody tr").count() == 3
    found: Any = dict(Clearance.objects.values_list("referral__number", "result"))
    assert found == {
        "R-4101": ClearanceResult.ACTIVE,
        "R-4102": ClearanceResult.PENDING,
        "R-4103": ClearanceResult.NOT_FOUND,
    }


def test_the_screen_fits_a_phone(desk: Callable[..., Desk], staff: dict[str, User]) -> None:
    sitting = desk(staff["er.clerk"], width=390, height=844)
    sitting.open("/clearances/quick/")
    assert sitting.overflow() == 0
    assert sitting.violations() == []
