"""A contact recorded on a phone after a visit, and copied into CWS/CMS at the desk."""

import pytest
from django.urls import reverse

from meetings.models import Contact
from tests.county import family_with_workers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "The children were at home. The landlord called about the rent."


def test_a_visit_is_recorded_on_a_phone_and_entered_at_the_desk(live_server, staff, desk):
    worker = staff["cfs.worker"]
    family = family_with_workers(worker, staff["ais.worker"])
    phone = desk(worker, width=390, height=844)
    page = phone.open(reverse("reports:family-contacts", args=[family.family.uuid]))
    page.get_by_role("link", name="Record a visit").click()
    page.get_by_label("What was said and done").fill(SAID)
    page.get_by_text(f"{8000 - len(SAID):,} characters left").first.wait_for()
    page.get_by_text("Draft kept at").wait_for()

    # The phone went off: what was typed is offered, and counted again.
    page.reload()
    page.get_by_role("button", name="Restore").click()
    assert page.get_by_label("What was said and done").input_value() == SAID
    page.get_by_text(f"{8000 - len(SAID):,} characters left").first.wait_for()
    page.locator("label", has_text=str(family.mother)).click()
    page.get_by_label("Purpose").select_option("See how the family or a child is doing")
    page.get_by_label("About whom").select_option(str(family.mother))
    page.get_by_label("What kind of information this is").select_option("Housing and homelessness")
    page.get_by_text("No WTWCC 10B in force opens this category").wait_for()
    assert phone.overflow() == 0
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Next: enter it in CWS/CMS").wait_for()
    assert phone.overflow() == 0

    sitting = desk(worker)
    sitting.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = sitting.open(reverse("meetings:contact-list"))
    page.get_by_role("row", name="Visit").get_by_role("link", name="Visit").click()
    page.get_by_role("button", name="Copy the text").click()
    page.get_by_text("Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(SAID)
    assert f"Participants: {family.mother}" in copied
    page.get_by_role("button", name="Mark as entered").click()
    page.get_by_text("marked by").wait_for()
    assert Contact.objects.get().entered_by == worker
    assert sitting.violations() == []


def test_a_text_that_is_too_long_is_kept_whole(live_server, staff, desk):
    worker = staff["cfs.worker"]
    family = family_with_workers(worker, None)
    page = desk(worker).open(reverse("meetings:contact-new", args=[family.family.uuid]))
    page.get_by_label("What was said and done").fill("x" * 8002)
    page.get_by_text("2 characters too many").first.wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("at most 8000 characters (it has 8002)").first.wait_for()
    assert len(page.get_by_label("What was said and done").input_value()) == 8002
