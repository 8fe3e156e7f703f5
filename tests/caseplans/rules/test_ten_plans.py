"""Ten realistic plans have the findings that the handbook gives them, and no others."""

import pytest

from caseplans.rules.reconciliation import reconcile
from tests.caseplans.rules.ten_plans import TEN


@pytest.mark.parametrize("family", TEN, ids=lambda family: family.__name__)
def test_a_plan_has_the_findings_written_before(family):
    facts, expected = family()
    found = {(found.rule.value, found.kind, found.items): found.severity.value for found in reconcile(facts)}
    assert found == expected
