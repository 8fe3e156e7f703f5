"""Two browsers: one changes the plan while the other signs it."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from caseplans.models import PlanSignature
from tests.browser.conftest import Desk
from tests.caseplans.county import frozen, signed_by

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_change_voids_the_signatures_given_and_the_one_being_given(
    desk: Callable[..., Desk], carried: SimpleNamespace
) -> None:
    version = frozen(carried)
    _, ais, parent = version.signers.all()
    signed_by(parent)
    signing, changing = desk(carried.ais_worker), desk(carried.cfs_worker)
    signing.page.goto(version.get_absolute_url())
    signing.page.get_by_role("link", name=f"Show the plan and sign as {ais}").click()
    signing.page.get_by_label("Full name").fill(str(ais))
    signing.page.get_by_label("This is my signature, and I agree to this plan").check()

    changing.page.goto(version.plan.get_absolute_url())
    changing.page.get_by_role("link", name="Reopen to change it").click()
    assert f"must sign again: {parent}." in changing.page.locator("main").inner_text()
    changing.page.get_by_role("button", name="Reopen the plan").click()
    assert "Version 1 is void" in changing.page.locator("main").inner_text()
    assert f"Who signed it must sign again: {parent}." in changing.page.locator("main").inner_text()

    signing.expected.add(403)
    signing.page.get_by_role("button", name="Sign", exact=True).click()
    assert "This version is void: the plan was reopened." in signing.page.locator("main").inner_text()
    assert PlanSignature.objects.count() == 1

    changing.page.get_by_role("button", name="Freeze for signing").click()
    told = changing.page.locator("main").inner_text()
    assert f"Signed an earlier version, which is void, and must sign again: {parent}." in told
