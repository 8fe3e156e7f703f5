"""Ten realistic plans have the findings that the handbook gives them, and no others."""

import pytest

from caseplans.rules.reconciliation import in_words, reconcile
from tests.caseplans.rules.ten_plans import TEN


@pytest.mark.parametrize("family", TEN, ids=lambda family: family.__name__)
def test_a_plan_has_the_findings_written_before(family):
    facts, expected = family()
    found = {(found.rule.value, found.kind, found.items): found.severity.value for found in reconcile(facts)}
    assert found == expected


def test_each_proposal_says_what_it_would_do():
    plans = [family()[0] for family in TEN]
    said = {in_words(facts, one) for facts in plans for found in reconcile(facts) for one in found.proposals}
    assert {
        "Move “Dads job search” to Tuesday and Wednesday, 12:30 PM to 3:30 PM",
        "Move “ltm” to Jan 8, 2027, 10:30 AM to 12:00 PM",
        "Leave “Warehouse job” out on Feb 3, 2027, with good cause",
        "Let “Counseling” satisfy both plans, in place of “Wtw counseling”",
        "Count “Parenting class” and “Visits” toward Welfare-to-Work",
        "Record good cause for 10 hours a week of Luis",
        "Ask for Family Stabilization for Luis and Rosa",
        "Write a Family Reunification plan with cash aid for Luis and Rosa",
        "Give Rosa one of their own in place of “Family counseling”",
        "CFS pays for child care of “Parenting class”",
        "End “Shop job” by May 31, 2027",
        "Use the answers of CFS assessment for OCAT",
    } <= said
    assert not [one for one in said if "something else" in one]
