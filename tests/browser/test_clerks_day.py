"""A clerk's whole day by the keyboard alone: clearances, Part A, the queues, the reverse path (31-090 IV.A-C, V.B)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from crossover.enums import ClearanceResult, Direction, HopEnd, Xover1Status
from crossover.models import Clearance, Xover1
from tests.browser.conftest import PASSWORD, Desk
from tests.browser.keyboard import Keyboard
from tests.browser.test_quick_entry import begin, entered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sit_down(desk: Callable[..., Desk], user: User) -> Keyboard:
    """Sign in and accept the log-on banner."""
    page = desk().open("/accounts/login/")
    keys = Keyboard(page)
    keys.fill(login=user.email, password=PASSWORD)
    with page.expect_navigation():
        keys.press("Enter")
    keys.enter("I agree, continue")
    return keys


def leave(keys: Keyboard) -> None:
    keys.enter("Sign out")
    expect(keys.page.get_by_role("button", name="Sign in")).to_be_visible()


def clear(keys: Keyboard) -> None:
    """One referral without a match, then one with: its XOVER1 begins."""
    keys.enter("Quick entry")
    begin(keys, "R-5101", "Lund")
    keys.press("Space")
    keys.press("ArrowDown", 3)
    keys.fill(searched_for="Ana Lund, May 4, 1990")
    keys.press("Enter")
    entered(keys.page, "R-5101, Lund")
    begin(keys, "R-5102", "Ibarra")
    keys.press("Space")
    keys.fill(case_number="CW-7001", worker_name="V Delgado")
    keys.press("Enter")
    entered(keys.page, "R-5102, Ibarra")
    keys.enter("Open this clearance")
    keys.enter("Start XOVER1")


def fill_part_a(keys: Keyboard) -> None:
    first = {"people__0__first_name": "Rosa", "people__0__last_name": "Ibarra", "people__0__relationship": "Mother"}
    keys.fill(street="12 Arch Street", city="Martinez", **first)
    keys.enter("Save Part A")


def send_part_a(keys: Keyboard) -> None:
    keys.enter("Send to the ER supervisor")
    keys.fill(to="ER 1")
    keys.enter("Send")


def test_an_er_clerks_day(desk: Callable[..., Desk], staff: dict[str, User]) -> None:
    keys = sit_down(desk, staff["er.clerk"])
    clear(keys)
    fill_part_a(keys)
    send_part_a(keys)
    leave(keys)

    keys = sit_down(desk, staff["er.supervisor"])
    keys.enter("XOVER1")
    keys.reach("hops")
    keys.press("Space")
    keys.enter("Acknowledge the ticked forms")
    expect(keys.page.get_by_text("Acknowledged: 1.")).to_be_visible()
    keys.enter("Ibarra")
    keys.enter("Return for correction")
    keys.fill(reason="The child is missing")
    keys.enter("Return the form")
    leave(keys)

    keys = sit_down(desk, staff["er.clerk"])
    keys.enter("XOVER1")
    keys.enter("Returned to me (1)")
    expect(keys.page.get_by_text("The child is missing")).to_be_visible()
    keys.enter("Ibarra")
    keys.enter("Change Part A")
    keys.fill(people__1__first_name="Nico", people__1__last_name="Ibarra", people__1__relationship="Child")
    keys.enter("Save Part A")
    send_part_a(keys)
    leave(keys)

    form = Xover1.objects.get()
    assert form.status == Xover1Status.WITH_ER_SUPERVISOR
    assert [hop.left_as for hop in form.hops.all()] == [HopEnd.RETURNED, HopEnd.DONE, ""]
    assert set(form.family.people.values_list("first_name", flat=True)) == {"Rosa", "Nico"}
    results = Clearance.objects.order_by("pk").values_list("result", flat=True)
    assert list(results) == [ClearanceResult.NOT_FOUND, ClearanceResult.ACTIVE]


def test_a_calworks_clerk_flags_a_client(desk: Callable[..., Desk], staff: dict[str, User]) -> None:
    keys = sit_down(desk, staff["calworks.clerk"])
    keys.enter("New XOVER1 for a CFS client")
    keys.fill(case_name="Okafor", calworks_number="CW-8812")
    keys.fill(people__0__first_name="Ada", people__0__last_name="Okafor", people__0__relationship="Mother")
    keys.enter("Send to CFS")
    expect(keys.page.get_by_text("Okafor")).to_be_visible()
    leave(keys)
    form = Xover1.objects.get()
    assert (form.direction, form.status) == (Direction.TO_CFS, Xover1Status.WITH_POINT_PERSON)
    assert form.hops.get().receiver == staff["cfs.pointperson"]
