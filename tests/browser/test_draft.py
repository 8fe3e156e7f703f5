"""What is typed while signed out stays on the page, and is kept once its writer is back."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from families.models import Draft
from tests.browser.conftest import PASSWORD, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_signed_out_in_another_tab(desk: Callable[..., Desk], carried: SimpleNamespace) -> None:
    sitting = desk(carried.cfs_worker)
    sitting.expected = {403}
    page, other = sitting.page, sitting.context.new_page()
    page.goto(f"/families/{carried.family.uuid}/people/new/")
    state = page.locator("[data-draft-state]")
    page.get_by_label("First name").fill("Ro")
    expect(state).to_contain_text("Draft kept at")

    other.goto("/")
    other.get_by_role("button", name="Sign out").click()
    page.get_by_label("First name").fill("Rosa")
    expect(state).to_contain_text("You are signed out. Sign in in another tab, then go on here")
    assert page.get_by_label("First name").input_value() == "Rosa"

    other.goto("/accounts/login/")
    other.get_by_label("Email").fill(carried.cfs_worker.email)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    other.get_by_role("button", name="I agree").click()
    page.get_by_label("Last name").fill("Reyes")
    expect(state).to_contain_text("Draft kept at")
    assert Draft.objects.get().fields["first_name"] == ["Rosa"]

    page.get_by_label("Relationship").select_option("mother")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
