"""An LTM run from a phone, by keyboard (on a tablet, with fingers: test_week.py)."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from families.enums import Category
from meetings.enums import MeetingStatus, Mode, Topic
from meetings.models import Decision, Meeting, MeetingNote
from tests.browser.keyboard import FAR, Keyboard
from tests.county import family_with_workers
from tests.meetings import county as steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTED, DECIDED = "The bus stops at the school at 8", "Meet at the school office"


def mark(hand, row, way):
    """Tab to the button of one person, all of which have one name, and press it: it stands pressed."""
    button = row.get_by_role("button", name=way)
    for _ in range(FAR):
        if button.evaluate("each => each === document.activeElement"):
            break
        hand.press("Tab")
    expect(button).to_be_focused()
    hand.press("Enter")
    row.locator("button[aria-pressed=true]", has_text=way).wait_for()


def everyone_is_here(hand):
    """By phone, one by one, until the quorum says so."""
    page = hand.page
    for row in page.locator(".marks li").all():
        mark(hand, row, "By phone")
    expect(page.get_by_role("status")).to_have_text("Everyone who is needed is here.")


def ask_the_family(hand):
    page = hand.page
    hand.reach("Questions to ask the family")
    hand.press("Enter")
    expect(page.get_by_text("What would you like this meeting to change for your family?")).to_be_visible()


def write(hand, link, **typed):
    """Add a note or a decision, and be back at the screen to run the meeting from."""
    here = hand.page.url.partition("#")[0]
    hand.enter(link)
    hand.fill(**typed)
    hand.enter("Save")
    assert hand.page.url.partition("#")[0] == here


def test_the_facilitators_screen_works_on_a_phone_and_by_keyboard(live_server, staff, desk):
    family = family_with_workers(staff["cfs.worker"], staff["ais.worker"])
    meeting = steps.ltm(family, steps.facilitator(staff))
    phone = desk(staff["facilitator"], width=390, height=844)
    page = phone.open(reverse("meetings:meeting-run", args=[meeting.uuid]))
    assert phone.overflow() == 0
    hand = Keyboard(page)
    everyone_is_here(hand)
    assert Meeting.objects.get().attendances.filter(present=True, mode=Mode.PHONE).count() == 4
    ask_the_family(hand)
    assert phone.violations() == []

    write(hand, f"Add a note: {Topic.STRENGTHS.label}", text=NOTED, category="Meeting logistics")
    expect(page.get_by_text(NOTED)).to_be_visible()
    write(hand, "Add a decision", text=DECIDED, by_whom="Naomi Feldman", category="Meeting logistics")
    expect(page.get_by_text(DECIDED)).to_be_visible()
    assert phone.overflow() == 0
    note, decision = MeetingNote.objects.get(), Decision.objects.get()
    assert (note.text, note.category, note.written_by) == (NOTED, Category.LOGISTICS, staff["facilitator"])
    assert (decision.text, decision.by_whom, decision.meeting) == (DECIDED, "Naomi Feldman", meeting)

    hand.enter("Record the meeting as held")
    assert phone.overflow() == 0
    assert phone.violations() == []
    hand.enter("Record the meeting")
    expect(page.get_by_text("recorded as held.")).to_be_visible()
    meeting.refresh_from_db()
    assert (meeting.status, meeting.held_by) == (MeetingStatus.HELD, staff["facilitator"])
    assert phone.overflow() == 0
