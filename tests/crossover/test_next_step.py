"""What happens next to a form, in words that follow its facts."""

import pytest
from django.utils import timezone

from crossover.enums import NEXT_STEP, ClearanceResult, Xover1Status
from crossover.models import Xover1Hop
from crossover.rules.next_step import next_step, with_next_step
from families.models import CfsCase

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


def test_a_closed_cfs_case_leaves_nothing_to_complete_or_assign(way):
    waiting, acknowledged = way.standing_at(S.WITH_CFS_SUPERVISOR), way.standing_at(S.ACKNOWLEDGED)
    way.clear_again(waiting)
    CfsCase.objects.update(closed_on=timezone.localdate(), closing_reason="Goals met")
    for form in (waiting, acknowledged):
        form.cfs_case.refresh_from_db()
    assert next_step(waiting) == "The CFS case is closed: end the form as not eligible."
    assert next_step(acknowledged) == NEXT_STEP[S.ACKNOWLEDGED]


@pytest.mark.parametrize("status", [S.DRAFT, S.WITH_ER_SUPERVISOR, S.WITH_AIS_SUPERVISOR])
def test_elsewhere_the_state_says_it(status, way):
    assert next_step(way.standing_at(status)) == NEXT_STEP[status]


def test_a_queue_says_it_in_the_words_of_the_forms_own_page(way, staff):
    forms = [way.standing_at(S.WITH_CFS_SUPERVISOR) for _ in range(2)]
    way.clear_again(forms[0], result=R.PENDING)
    hops = with_next_step(list(Xover1Hop.objects.in_hand_of(staff["ifs.supervisor"])))
    assert [hop.next_step for hop in hops] == [next_step(hop.form) for hop in hops]
    assert hops[0].next_step != hops[1].next_step


def test_whoever_may_not_open_the_form_reads_nothing_of_its_clearance(way, staff):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.clear_again(form, result=R.PENDING)
    hop = form.hops.in_hand().get()
    hop.form_known = False
    assert with_next_step([hop])[0].next_step == NEXT_STEP[S.WITH_CFS_SUPERVISOR]


@pytest.mark.parametrize(
    "status", [S.DRAFT, S.WITH_ER_SUPERVISOR, S.WITH_POINT_PERSON, S.WITH_CFS_SUPERVISOR, S.WITH_AIS_SUPERVISOR]
)
def test_wherever_someone_has_it_the_next_step_has_a_day(way, status):
    """Part A that came back too: it is due as it was before it went."""
    form = way.standing_at(S.WITH_ER_SUPERVISOR if status == S.DRAFT else status)
    if status == S.DRAFT:
        way.send_back(form)
    hop = Xover1Hop.objects.filter(form=form).in_hand().with_due().get()
    assert hop.step_due_on
