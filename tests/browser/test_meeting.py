"""An LTM run on a tablet: who is here is marked by a tap, and it is held; on a phone and by keyboard too."""

import pytest
from django.urls import reverse

from meetings.enums import AttendeeRole, MeetingStatus
from meetings.models import Meeting
from tests.browser.keyboard import Keyboard
from tests.county import family_with_workers
from tests.meetings import county as steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOUCH = 44  # px: the least side of a target for a finger (WCAG 2.5.5)


def test_an_ltm_is_run_on_a_tablet(live_server, staff, desk):
    family = family_with_workers(staff["cfs.worker"], staff["ais.worker"])
    meeting = steps.ltm(family, steps.facilitator(staff))
    tablet = desk(staff["cfs.worker"], width=820, height=1180)
    page = tablet.open(meeting.get_absolute_url())
    page.get_by_role("link", name="Run the meeting").click()
    page.get_by_text("The LTM is not held without: Parent or family").wait_for()
    for who in ("Naomi Feldman", "Samuel Okafor", str(family.mother)):
        button = page.locator(".marks li", has_text=who).get_by_role("button", name="In person")
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= TOUCH
        button.click()
        page.locator(".marks li", has_text=who).locator("button[aria-pressed=true]").wait_for()
    page.get_by_text("Everyone who is needed is here.").wait_for()
    page.locator(".marks li", has_text="Wendell Price").get_by_role("button", name="Not there").click()
    page.get_by_role("link", name="Record the meeting as held").click()
    page.get_by_role("button", name="Record the meeting").click()
    page.get_by_text("recorded as held. Next:").wait_for()
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD
    assert meeting.attendances.get(role=AttendeeRole.FACILITATOR).present is False


def test_the_facilitators_screen_works_on_a_phone_and_by_keyboard(live_server, staff, desk):
    family = family_with_workers(staff["cfs.worker"], staff["ais.worker"])
    meeting = steps.ltm(family, steps.facilitator(staff))
    phone = desk(staff["facilitator"], width=390, height=844)
    page = phone.open(reverse("meetings:meeting-run", args=[meeting.uuid]))
    assert phone.overflow() == 0
    hand = Keyboard(page)
    for _ in range(60):
        hand.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith("By phone"):
            break
    hand.press("Enter")
    page.locator("button[aria-pressed=true]").wait_for()
    assert Meeting.objects.get().attendances.filter(present=True, mode="phone").count() == 1
    page.locator("summary").first.focus()
    hand.press("Enter")
    page.get_by_text("What would you like this meeting to change for your family?").wait_for(state="visible")
    assert phone.violations() == []
