"""The next step, in the handbook's order."""

import pytest

from caseplans.enums import PlanStatus
from crossover.enums import ConsentOutcome
from reports.querysets.road import Road
from reports.rules import PLAN_STEPS, next_step

STAFFED = {"has_cfs_worker": True, "has_ais_worker": True}
ASKED = STAFFED | {"consent": ConsentOutcome.SIGNED}
ENDED = "The XOVER1 ended without Linkages: nothing is due on it."
MET = ASKED | {"pltm_held": True, "ltm_held": True}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        # the form comes first, whatever else is missing
        ({"form_waits_with": "Helen Castellanos"}, "The XOVER1 waits with Helen Castellanos."),
        (MET | {"form_waits_with": "Helen Castellanos"}, "The XOVER1 waits with Helen Castellanos."),
        # one that ended without Linkages: nobody is asked to sign, or to meet; a plan signed before goes on
        (STAFFED | {"ended_without_linkages": True}, f"{ENDED} Another one begins with a new referral."),
        # while the CFS case goes on another form may follow it
        (STAFFED | {"ended_without_linkages": True, "form_may_follow": True}, f"{ENDED} While the CFS case is open"),
        (MET | {"plan": PlanStatus.ACTIVE, "ended_without_linkages": True}, "Follow the plan together"),
        # nothing more where one program's case is closed; a plan signed before goes on
        (STAFFED | {"closed_program": "CFS"}, "The CFS case is closed"),
        ({"closed_program": "CalWORKs"}, "The CalWORKs case is closed"),
        (MET | {"plan": PlanStatus.DRAFT, "closed_program": "CFS"}, "The CFS case is closed"),
        (MET | {"plan": PlanStatus.ACTIVE, "closed_program": "CFS"}, "The CFS case is closed: the other program"),
        (
            MET | {"plan": PlanStatus.ACTIVE, "closed_program": "CFS", "in_transition": True},
            "The CFS case is closed: finish",
        ),
        (MET | {"plan": PlanStatus.CLOSED, "closed_program": "CFS"}, "The plan is closed"),
        ({"closed_program": "CFS", "form_waits_with": "Gloria Bennett"}, "The XOVER1 waits with"),
        # then the workers, CFS before AIS/FS
        ({}, "The CFS supervisor assigns"),
        ({"has_cfs_worker": True}, "The AIS/FS supervisor assigns"),
        # then the 10B: asked for, or not yet; an answer of any kind goes on
        (STAFFED, "Explain the WTWCC 10B"),
        (STAFFED | {"consent": ConsentOutcome.OPEN}, "Explain the WTWCC 10B"),
        (STAFFED | {"consent": ConsentOutcome.DECLINED}, "Hold the PLTM"),
        # a plan in force goes on while one more parent is asked, as after a join of two records
        (MET | {"plan": PlanStatus.ACTIVE, "consent": ConsentOutcome.OPEN}, "Follow the plan together"),
        (MET | {"plan": PlanStatus.DRAFT, "consent": ConsentOutcome.OPEN}, "Explain the WTWCC 10B"),
        # then the meetings, then the plan
        (ASKED, "Hold the PLTM"),
        (ASKED | {"pltm_held": True}, "Hold the LTM"),
        (ASKED | {"pltm_held": True, "no_ltm_follows": True}, "The PLTM found that no LTM follows"),
        (MET, "Write the LCCP"),
        (MET | {"plan": PlanStatus.DRAFT}, "Finish the LCCP"),
        (MET | {"plan": PlanStatus.READY_TO_SIGN}, "Have the LCCP signed"),
        (MET | {"plan": PlanStatus.READY_TO_SIGN, "plan_not_whole": True}, "Reopen the LCCP"),
        (MET | {"plan": PlanStatus.ACTIVE}, "Follow the plan together"),
    ],
)
def test_next_step(facts, words):
    assert next_step(Road(**facts)).startswith(words)


def test_the_next_step_never_goes_on_as_if_an_ended_consent_stood():
    told = next_step(Road(**MET, plan=PlanStatus.ACTIVE, consent_ended="Revoked"))
    assert told.startswith("WTWCC 10B: revoked. Only XOVER1's minimum crosses now. Follow the plan")


def test_every_state_of_a_plan_has_words():
    assert set(PLAN_STEPS) == {"", *PlanStatus}
