"""What was typed is not lost: signed out, out of reach, timed out, or saved by someone else first."""

import datetime
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from families.models import Draft
from tests.browser.conftest import PASSWORD, Desk
from tests.browser.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, user: User) -> None:
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="I agree").click()


def test_signed_out_in_another_tab(desk: Callable[..., Desk], carried: SimpleNamespace) -> None:
    """Whatever is done here before signing in again, the last words stay on the page and are saved in the end."""
    sitting = desk(carried.cfs_worker)
    sitting.expected = {403}
    page, other = sitting.page, sitting.context.new_page()
    page.clock.install()
    page.goto(f"/families/{carried.family.uuid}/people/new/")
    state = page.locator("[data-draft-state]")
    page.get_by_label("First name").fill("Ro")
    expect(state).to_contain_text("Draft kept at")

    other.goto("/")
    other.get_by_role("button", name="Sign out").click()
    page.clock.fast_forward("01:01")
    page.get_by_label("First name").fill("Rosa")
    page.get_by_role("button", name="Save").click()
    expect(state).to_have_text(re.compile("^Not saved. You are signed out. Sign in in another tab, then go on here"))
    page.get_by_label("Last name").fill("Reyes")
    expect(state).to_have_text(re.compile("^You are signed out"))
    assert page.get_by_label("First name").input_value() == "Rosa"
    assert Draft.objects.get().fields["first_name"] == ["Ro"]

    sitting.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(state).to_contain_text("Not saved. The county's server cannot be reached.")
    sitting.context.set_offline(False)
    assert sitting.faults.pop() == "error: Failed to load resource: net::ERR_INTERNET_DISCONNECTED"

    other.goto("/accounts/login/")
    sign_in(other, carried.cfs_worker)
    page.get_by_label("Relationship").select_option("mother")
    expect(state).to_contain_text("Draft kept at")
    assert Draft.objects.get().fields["last_name"] == ["Reyes"]
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert carried.family.people.filter(first_name="Rosa", last_name="Reyes").count() == 1
    assert not Draft.objects.exists()


def test_an_offer_nobody_answered_is_kept_beside_what_is_typed(
    desk: Callable[..., Desk], carried: SimpleNamespace
) -> None:
    """Offered, not forced: whoever types on past the offer finds both, the later first, then the one before it."""
    page = desk(carried.cfs_worker).page
    address = f"/families/{carried.family.uuid}/people/new/"
    state, first_name = page.locator("[data-draft-state]"), page.get_by_label("First name")
    for name in ("Rosa", "Ana"):
        page.goto(address)
        first_name.fill(name)
        expect(state).to_contain_text("Draft kept at")

    page.goto(address)
    restore = page.get_by_role("button", name="Restore")
    restore.click()
    expect(first_name).to_have_value("Ana")
    restore.click()
    expect(first_name).to_have_value("Rosa")
    expect(restore).to_be_hidden()

    expect(state).to_contain_text("Draft kept at")
    assert Draft.objects.get().fields["first_name"] == ["Rosa"]
    assert "draft-earlier" not in Draft.objects.get().fields


def test_what_was_refused_at_once_is_kept_too(desk: Callable[..., Desk], carried: SimpleNamespace) -> None:
    page = desk(carried.cfs_worker).page
    address = f"/families/{carried.family.uuid}/people/new/"
    page.goto(address)
    page.get_by_label("First name").fill("Rosa")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    expect(page.locator("[data-draft-state]")).to_contain_text("Draft kept at")
    page.goto(address)
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_label("First name")).to_have_value("Rosa")


def test_signed_out_no_sign_in_page_stands_within_the_form(desk: Callable[..., Desk], carried: SimpleNamespace) -> None:
    """Who will be able to read a note is asked as its kind is chosen; the answer is then the sign-in page."""
    sitting = desk(carried.cfs_worker)
    sitting.expected = {403}
    page = sitting.page
    page.goto(f"/families/{carried.family.uuid}/thread/new/")
    page.get_by_label("Note").fill("Call me on the rent")
    Session.objects.all().delete()
    with page.expect_response(re.compile("/accounts/login/")):
        page.get_by_label("What kind of information").select_option("logistics")
    expect(page.locator("[data-draft-state]")).to_have_text(re.compile("^You are signed out"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Write to the team")
    expect(page).to_have_title(re.compile("^Write to the team"))
    assert page.get_by_label("Note").input_value() == "Call me on the rent"


def test_the_warning_before_the_time_out_extends_the_session_without_leaving_the_page(
    desk: Callable[..., Desk], carried: SimpleNamespace
) -> None:
    """Two minutes before the end the warning asks; Enter stays, and the hand types on where it was."""
    sitting = desk(carried.cfs_worker)
    page, keys = sitting.page, Keyboard(sitting.page)
    page.clock.install()
    page.goto(f"/families/{carried.family.uuid}/thread/new/")
    note, warning = page.get_by_label("Note"), page.get_by_role("dialog", name="Are you still there?")
    note.fill("Call me on the rent")
    page.evaluate("window.stillHere = true")
    idle = settings.SESSION_COOKIE_AGE
    page.clock.fast_forward((idle - 150) * 1000)
    expect(page.locator("[data-draft-state]")).to_contain_text("Draft kept at")
    page.clock.fast_forward((idle - 150) * 1000)
    expect(warning).to_be_hidden()
    page.clock.run_for(40_000)
    expect(warning).to_be_visible()
    expect(warning.get_by_role("timer")).to_have_text(re.compile("^1:[0-5][0-9]$"))
    assert sitting.violations() == []

    soon = timezone.now() + datetime.timedelta(minutes=1)
    Session.objects.update(expire_date=soon)
    keys.at("Stay signed in")
    with page.expect_response("**" + reverse("accounts:session-extend")) as answered:
        keys.press("Enter")
    assert (answered.value.request.method, answered.value.status) == ("POST", 204)
    expect(warning).to_be_hidden()
    expect(note).to_be_focused()
    keys.type(" today")
    expect(note).to_have_value("Call me on the rent today")
    assert page.evaluate("window.stillHere")
    session = Session.objects.get()
    assert session.expire_date > soon + datetime.timedelta(seconds=idle - 120)

    page.clock.fast_forward((idle - 150) * 1000)
    expect(warning).to_be_hidden()
    page.get_by_label("What kind of information").select_option("logistics")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Call me on the rent today")).to_be_visible()


def test_timed_out_while_a_colleague_saves_the_same_person(desk: Callable[..., Desk], carried: SimpleNamespace) -> None:
    """The words come back after sign-in, and over what the colleague saved meanwhile only once both were compared."""
    mother = carried.mother
    url = f"/people/{mother.uuid}/edit/"
    sitting, colleague = desk(carried.cfs_worker), desk(carried.ais_worker).open(url)
    sitting.expected = {409}
    page = sitting.page
    page.clock.install()
    page.goto(url)
    page.get_by_label("Also known as").fill("Chayo")
    expect(page.locator("[data-draft-state]")).to_contain_text("Draft kept at")

    colleague.get_by_label("First name").fill("Rosario")
    colleague.get_by_role("button", name="Save").click()
    expect(colleague.get_by_text("Saved.")).to_be_visible()

    Session.objects.update(expire_date=timezone.now())
    page.clock.fast_forward((settings.SESSION_COOKIE_AGE + 1) * 1000)
    sign_in(page, carried.cfs_worker)
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_label("Also known as")).to_have_value("Chayo")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Someone else saved this since you opened it")).to_be_visible()
    rows = page.locator("#_both_versions tbody tr")
    expect(rows.filter(has_text="First name").locator("td")).to_have_text(["Rosario", mother.first_name])
    expect(rows.filter(has_text="Also known as").locator("td")).to_have_text(["blank", "Chayo"])
    assert sitting.violations() == []

    page.get_by_label("First name").fill("Rosario")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    mother.refresh_from_db()
    assert (mother.first_name, mother.also_known_as) == ("Rosario", "Chayo")
    assert not Draft.objects.exists()
