"""A list of units offers those that fit what is chosen above it."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from accounts.models import Unit, User
from crossover.enums import Xover1Status
from families.enums import Component
from tests.browser.conftest import Desk
from tests.crossover.way import Way

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_units_of_another_component_are_not_offered(
    desk: Callable[..., Desk], staff: dict[str, User], carried: SimpleNamespace
) -> None:
    form = Way(staff).standing_at(Xover1Status.WITH_ER_SUPERVISOR)
    Unit.objects.filter(name="Permanency 1").update(components=[Component.PP])
    page = desk(staff["er.supervisor"]).page
    page.goto(f"/xover1/{form.uuid}/open-case/")
    units = page.get_by_label("Unit that holds the case")
    permanency = units.locator("option", has_text="Permanency 1")
    anywhere = units.locator("option", has_text="Family Maintenance 1")
    units.select_option(permanency.get_attribute("value"))
    page.get_by_text("Intensive Family Services", exact=True).click()
    expect(permanency).to_be_disabled()
    expect(anywhere).to_be_enabled()
    assert units.input_value() == "", "what fits no longer is no longer chosen"
    page.get_by_text("Permanency Planning", exact=True).click()
    expect(permanency).to_be_enabled()
