"""A worker's week: PLTM by phone, LTM on a tablet, a visit from a phone, work put off, and the colleague who covers."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from families.services import write_down_task
from meetings.enums import AttendeeRole, MeetingStatus, Mode
from meetings.models import Contact, Meeting
from tests.browser.conftest import Desk
from tests.browser.test_road import choose, fill, follow, pick, press, tick
from tests.meetings import county as steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOUCH = 44  # px: the least side of a target for a finger (WCAG 2.5.5)
ERRAND = "Bring the bus passes"
SAID = "The children were at home. The landlord called about the rent."


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def hold_the_pltm(page: Page) -> None:
    """Reached from My work, by phone and among staff only; once it is held its task is gone."""
    page.goto("/tasks/")
    follow(page, "Hold the PLTM")
    page.locator("main").get_by_role("link", name="Pre-Linkages Team Meeting").first.click()
    expect(page.get_by_role("link", name="Invite staff")).to_be_visible()
    expect(page.get_by_role("link", name="Invite someone of the family")).to_have_count(0)
    follow(page, "Hold the meeting")
    for by_phone in page.locator(".mark [value=phone]").all():
        tick(by_phone)
    choose(page, "The family is willing: schedule the LTM next")
    press(page, "Record the meeting")
    expect(page.get_by_role("heading", name="Schedule a meeting")).to_be_visible()
    page.goto("/tasks/")
    expect(page.get_by_role("link", name="Hold the LTM", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Hold the PLTM", exact=True)).to_have_count(0)


def mark(page: Page, who: str, way: str) -> None:
    """By a tap on a target that a finger hits."""
    row = page.locator(".marks li", has_text=who)
    button = row.get_by_role("button", name=way)
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= TOUCH
    button.click()
    row.locator("button[aria-pressed=true]").wait_for()


def run_the_ltm(page: Page, meeting: Meeting, mother: str) -> None:
    """Both workers are there: it is not held without the family, and is with it."""
    page.goto(meeting.get_absolute_url())
    follow(page, "Run the meeting")
    for worker in ("Naomi Feldman", "Samuel Okafor"):
        mark(page, worker, "In person")
    for missing in ("Wendell Price", mother):
        mark(page, missing, "Not there")
    expect(page.get_by_role("status")).to_have_text("The LTM is not held without: Parent or family.")
    follow(page, "Record the meeting as held")
    press(page, "Record the meeting")
    expect(page.get_by_text("The LTM is not held without: Parent or family").first).to_be_visible()
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.SCHEDULED

    page.goto(f"{meeting.get_absolute_url()}run/")  # she came late
    mark(page, mother, "In person")
    expect(page.get_by_role("status")).to_have_text("Everyone who is needed is here.")
    follow(page, "Record the meeting as held")
    press(page, "Record the meeting")
    page.get_by_text("recorded as held. Next:").wait_for()
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD
    assert meeting.attendances.get(role=AttendeeRole.FACILITATOR).present is False


def record_a_visit(phone: Desk, carried: SimpleNamespace) -> None:
    """After the visit, in the car: the phone goes off once, and the LTM just held is named as what it belongs to."""
    page = phone.page
    page.goto(f"{carried.family.get_absolute_url()}contacts/")
    follow(page, "Record a visit")
    left = page.get_by_text(f"{8000 - len(SAID):,} characters left").first
    page.get_by_label("What was said and done").fill(SAID)
    left.wait_for()
    page.get_by_text("Draft kept at").wait_for()
    page.reload()
    press(page, "Restore")
    expect(page.get_by_label("What was said and done")).to_have_value(SAID)
    left.wait_for()

    page.locator("label", has_text=str(carried.mother)).click()
    page.get_by_label("Purpose").select_option("See how the family or a child is doing")
    pick(page, "Of which meeting", "Linkages Team Meeting")
    page.get_by_label("About whom").select_option(str(carried.mother))
    page.get_by_label("What kind of information this is").select_option("Housing and homelessness")
    page.get_by_text("No WTWCC 10B in force opens this category").wait_for()
    assert phone.overflow() == 0
    press(page, "Save")
    page.get_by_text("Next: enter it in CWS/CMS").wait_for()
    assert phone.overflow() == 0


def put_off(page: Page) -> None:
    """Out of sight, with the reason where it is looked for."""
    page.goto("/tasks/")
    page.get_by_role("link", name=f"Put off {ERRAND}").click()
    fill(page, Back_on=in_days(2).isoformat(), Why_it_waits="School is out")
    press(page, "Put it off")
    expect(page.get_by_text("It comes back by itself")).to_be_visible()
    expect(page.get_by_role("link", name=ERRAND, exact=True)).to_have_count(0)


def name_the_cover(page: Page, absent: User, cover: User) -> None:
    """The supervisor reads who put what off and why, and names who does it."""
    page.goto(reverse("reports:unit-work"))
    expect(page.get_by_text("School is out")).to_be_visible()
    page.goto("/covers/new/")
    pick(page, "Who is away", str(absent))
    pick(page, "Who covers", str(cover))
    fill(page, First_day=in_days(0).isoformat(), Last_day=in_days(4).isoformat())
    press(page, "Name the cover")
    expect(page.get_by_role("row", name=str(cover))).to_contain_text(str(absent))


def do_the_work_of(page: Page, mother: str) -> None:
    """Of someone who had nothing to do with the family until today: what was put off, and the visit's entry."""
    page.goto("/tasks/?due=snoozed")
    expect(page.get_by_role("row", name=ERRAND)).to_contain_text("School is out")
    follow(page, ERRAND)
    press(page, "It is done")
    expect(page.get_by_text("Done.", exact=True)).to_be_visible()

    page.goto("/contacts/")
    page.get_by_role("row", name="Visit").get_by_role("link", name="Visit").click()
    press(page, "Copy the text")
    page.get_by_text("Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(SAID)
    assert f"Participants: {mother}" in copied
    press(page, "Mark as entered")
    page.get_by_text("marked by").wait_for()


def test_a_workers_week(desk: Callable[..., Desk], staff: dict[str, User], carried: SimpleNamespace) -> None:
    worker, cover, mother = staff["cfs.worker"], staff["cfs.worker2"], str(carried.mother)
    errand = write_down_task(family=carried.family, by=worker, title=ERRAND, owner=worker, due_on=in_days(5))
    steps.pltm(carried, mode=Mode.PHONE)
    sitting = desk(worker)
    page = sitting.page
    hold_the_pltm(page)

    ltm = steps.ltm(carried, steps.facilitator(staff))
    page.set_viewport_size({"width": 820, "height": 1180})
    run_the_ltm(page, ltm, mother)

    page.set_viewport_size({"width": 390, "height": 844})
    record_a_visit(sitting, carried)
    visit = Contact.objects.get()
    assert visit.meeting == ltm
    put_off(page)

    colleague = desk(cover)
    colleague.expected = {404}
    assert colleague.open(visit.get_absolute_url()).title().startswith("Not found")
    name_the_cover(desk(staff["ifs.supervisor"]).page, worker, cover)
    colleague.context.grant_permissions(["clipboard-read", "clipboard-write"])
    do_the_work_of(colleague.page, mother)
    assert colleague.violations() == []
    errand.refresh_from_db()
    visit.refresh_from_db()
    assert (errand.done_by, visit.entered_by) == (cover, cover)
