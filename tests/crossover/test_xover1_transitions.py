"""Every step from every state: the table of `enums.py` is what the services do, no more and no less."""

import pytest

from accounts.access import NotAllowed
from crossover.enums import XOVER1_TRANSITIONS, Xover1Status
from crossover.models import Xover1
from scripts.draw_xover1 import PAGE, page

pytestmark = pytest.mark.django_db
S = Xover1Status
WITH_SOMEONE = [S.WITH_ER_SUPERVISOR, S.WITH_POINT_PERSON, S.WITH_CFS_SUPERVISOR, S.WITH_AIS_SUPERVISOR]
BACK = {
    S.WITH_ER_SUPERVISOR: S.DRAFT,
    S.WITH_AIS_SUPERVISOR: S.WITH_CFS_SUPERVISOR,
    S.WITH_AIS_WORKER: S.WITH_AIS_SUPERVISOR,
}
# verb of `Way` -> (from each state, to one state)
STEPS = {
    "send": {S.DRAFT: S.WITH_ER_SUPERVISOR},
    "open_case": {S.WITH_ER_SUPERVISOR: S.WITH_CFS_SUPERVISOR},
    "close": {S.WITH_ER_SUPERVISOR: S.NO_CASE},
    "route": {S.WITH_POINT_PERSON: S.WITH_CFS_SUPERVISOR},
    "no_match": {S.WITH_POINT_PERSON: S.NOT_A_MATCH},
    "complete": {S.WITH_CFS_SUPERVISOR: S.WITH_AIS_SUPERVISOR},
    "end_ineligible": {S.WITH_CFS_SUPERVISOR: S.INELIGIBLE},
    "assign_ais": {S.WITH_AIS_SUPERVISOR: S.WITH_AIS_WORKER},
    "acknowledge": {S.WITH_AIS_WORKER: S.ACKNOWLEDGED},
    "send_back": BACK,
    "recall": BACK,
    "redirect": {state: state for state in WITH_SOMEONE},
    "void": dict.fromkeys([S.DRAFT, *WITH_SOMEONE, S.WITH_AIS_WORKER, S.ACKNOWLEDGED], S.VOID),
}
REASSIGNED = [S.WITH_CFS_SUPERVISOR, S.WITH_AIS_SUPERVISOR, S.WITH_AIS_WORKER, S.ACKNOWLEDGED]
ENDED_WITH_A_CASE = [S.INELIGIBLE, S.SUPERSEDED]


def facts_of(form: Xover1) -> tuple:
    form.refresh_from_db()
    return form.status, form.version, form.history.count(), list(form.hops.values_list("pk", "acknowledged_at"))


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("verb", STEPS)
def test_each_step_from_each_state(way, verb, status):
    form = way.standing_at(status)
    if verb == "complete" and status == S.WITH_CFS_SUPERVISOR:
        way.clear_again(form)
    before = facts_of(form)
    if status in STEPS[verb]:
        getattr(way, verb)(form)
        form.refresh_from_db()
        assert form.status == STEPS[verb][status]
    else:
        with pytest.raises(NotAllowed):
            getattr(way, verb)(form)
        assert facts_of(form) == before


@pytest.mark.parametrize("status", REASSIGNED)
def test_a_change_of_assignment_supersedes_the_form(way, status):
    form = way.standing_at(status)
    child = way.reassign(form)
    assert form.status == S.SUPERSEDED
    assert (child.status, child.supersedes, child.cfs_case) == (S.WITH_CFS_SUPERVISOR, form, form.cfs_case)


@pytest.mark.parametrize("status", ENDED_WITH_A_CASE)
def test_a_change_of_assignment_leaves_an_ended_form_alone(way, status):
    form = way.standing_at(status)
    before = facts_of(form)
    way.assign_cfs(form, None if status == S.INELIGIBLE else way.staff["cfs.worker"])
    assert facts_of(form) == before


def test_these_steps_are_the_whole_table(way):
    done = {(state, to) for step in STEPS.values() for state, to in step.items() if to != state}
    done |= {(state, S.SUPERSEDED) for state in REASSIGNED}
    done |= {(S.DRAFT, S.WITH_POINT_PERSON)}  # the reverse path's form is sent as it is made
    assert done == {(state, to) for state, following in XOVER1_TRANSITIONS.items() for to in following}


def test_the_diagram_in_the_docs_is_the_table():
    assert PAGE.read_text() == page()
