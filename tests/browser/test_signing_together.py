"""Two browsers: one changes the plan while the other signs it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections

from caseplans.models import PlanSignature, PlanVersion, RequiredSigner
from tests.browser.conftest import Desk
from tests.caseplans.county import frozen, signed_by

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def apart(steps: Callable[[], Any]) -> Any:
    """Sealing does not work on the browser's own thread."""

    def run() -> Any:
        try:
            return steps()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(run).result()


def signed_by_the_parent(carried: SimpleNamespace) -> tuple[PlanVersion, RequiredSigner, RequiredSigner]:
    version = frozen(carried)
    _, ais, parent = version.signers.select_related("user", "person")
    signed_by(parent)
    return version, ais, parent


def test_a_change_voids_the_signatures_given_and_the_one_being_given(
    desk: Callable[..., Desk], carried: SimpleNamespace
) -> None:
    version, ais, parent = apart(lambda: signed_by_the_parent(carried))
    signing, changing = desk(carried.ais_worker), desk(carried.cfs_worker)
    signing.page.goto(version.get_absolute_url())
    signing.page.get_by_role("link", name=f"Show the plan and sign as {ais}").click()
    signing.page.get_by_label("Full name").fill(str(ais))
    signing.page.get_by_text("This is my signature, and I agree to this plan").click()

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

    assert "it was shown before the plan was reopened" in changing.page.locator("main").inner_text()
    changing.page.get_by_role("link", name="Note that it was shown").click()
    changing.page.get_by_label("Who was shown the plan").select_option(label=str(parent))
    changing.page.get_by_role("button", name="Note as shown").click()
    changing.page.get_by_role("button", name="Freeze for signing").click()
    told = changing.page.locator("main").inner_text()
    assert f"Signed an earlier version, which is void, and must sign again: {parent}." in told
