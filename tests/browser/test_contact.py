"""A contact that says more than CWS/CMS takes (how one is recorded on a phone: test_week.py)."""

import pytest
from django.urls import reverse

from tests.county import family_with_workers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_text_that_is_too_long_is_kept_whole(live_server, staff, desk):
    worker = staff["cfs.worker"]
    family = family_with_workers(worker, None)
    page = desk(worker).open(reverse("meetings:contact-new", args=[family.family.uuid]))
    page.get_by_label("What was said and done").fill("x" * 8002)
    page.get_by_text("2 characters too many").first.wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("at most 8000 characters (it has 8002)").first.wait_for()
    assert len(page.get_by_label("What was said and done").input_value()) == 8002
