"""What happens next to a form, in words that follow its facts."""

import pytest

from crossover.enums import NEXT_STEP, ClearanceResult, Xover1Status
from crossover.rules.next_step import next_step

pytestmark = pytest.mark.django_db
R = ClearanceResult
S = Xover1Status


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (R.ACTIVE, "complete Part B and distribute"),
        (R.PENDING, "repeat the clearance once"),
        (R.POSSIBLE, "look again"),
        (R.NOT_FOUND, "end the form as not eligible"),
    ],
)
def test_after_the_repeated_clearance_the_answer_says_what_is_next(result, words, way):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    assert next_step(form) == NEXT_STEP[S.WITH_CFS_SUPERVISOR]
    way.clear_again(form, result=result)
    assert words in next_step(form)


def test_an_acknowledged_form_waits_for_the_cfs_worker(way, staff):
    form = way.standing_at(S.ACKNOWLEDGED)
    assert "assigns the CFS social worker" in next_step(form)
    way.assign_cfs(form, staff["cfs.worker"])
    assert next_step(form) == NEXT_STEP[S.ACKNOWLEDGED]


@pytest.mark.parametrize("status", [S.DRAFT, S.WITH_ER_SUPERVISOR, S.WITH_AIS_SUPERVISOR])
def test_elsewhere_the_state_says_it(status, way):
    assert next_step(way.standing_at(status)) == NEXT_STEP[status]
