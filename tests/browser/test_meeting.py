"""An LTM run from a phone, by keyboard (on a tablet, with fingers: test_week.py)."""

import pytest
from django.urls import reverse

from meetings.models import Meeting
from tests.browser.keyboard import Keyboard
from tests.county import family_with_workers
from tests.meetings import county as steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
