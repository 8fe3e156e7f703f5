"""Who may write, freeze, sign and reopen a plan."""

import dataclasses

import pytest
from django.utils import timezone

from accounts.access import NotAllowed, reason_against
from caseplans.enums import PlanStatus, Responsible, SignerRole, Source
from caseplans.models import Plan
from caseplans.rules import (
    canonical,
    check_can_edit_plan,
    check_can_freeze,
    check_can_reopen,
    check_can_sign,
    check_can_start_plan,
    check_shown_in_their_language,
    in_order,
    missing_to_sign,
    plan_content,
    workers_of,
)
from caseplans.services import freeze_plan, reopen_plan, show_plan, start_plan
from caseplans.sharing import readable_rows, shared_rows
from caseplans.sharing.agreement import agreement_facts
from crossover.services.consents import revoke_consent
from families.enums import AssignmentRole, Category, Language
from families.services import assign
from tests.caseplans.county import (
    activity_of,
    consent_for,
    frozen,
    goal_of,
    held_ltm,
    plan_of,
    sealed,
    shown,
    signed_by,
)


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("cfs.worker", True),  # both workers and their supervisors keep the plan
        ("ais.worker", True),
        ("ifs.supervisor", True),
        ("ais.supervisor", True),
        ("cfs.worker2", False),  # workers of other families
        ("es.worker", False),
        ("er.clerk", False),  # clerks, and who opens no family page
        ("facilitator", False),
        ("admin", False),
    ],
)
def test_who_keeps_the_plan(staff, carried, name, may):
    assert bool(reason_against(check_can_start_plan, staff[name], carried.family)) is not may
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    assert bool(reason_against(check_can_edit_plan, staff[name], plan)) is not may


def test_one_plan_is_written_at_a_time(carried):
    start_plan(family=carried.family, by=carried.cfs_worker)
    assert "not signed yet" in reason_against(check_can_start_plan, carried.ais_worker, carried.family)


def test_only_the_two_workers_freeze(staff, carried):
    plan = plan_of(carried)
    facts = agreement_facts(plan)
    for name in ("cfs.worker", "ais.worker"):
        check_can_freeze(staff[name], plan, facts)
    for name in ("ifs.supervisor", "ais.supervisor", "cfs.worker2", "admin"):
        assert reason_against(check_can_freeze, staff[name], plan, facts) != ""


def test_all_that_a_plan_needs_before_it_is_frozen_is_said_at_once(carried):
    plan = start_plan(family=carried.family, by=carried.cfs_worker)

    def missing() -> list[str]:
        return [line.split(":")[0] for line in missing_to_sign(agreement_facts(plan))]

    no_rows = "The plan needs at least one goal with an activity that every signer may read."
    assert missing() == ["Hold the LTM first", no_rows]
    ltm = held_ltm(carried)
    goal = goal_of(plan, carried, by_when=None)
    activity_of(goal, carried)
    assert missing() == [no_rows]  # nobody consented: the AIS worker may not read it
    consent_for(carried, Category.SERVICES)
    goal_of(plan, carried, "A steady home")
    not_shown = f"Show the plan to {carried.mother} in English."
    assert missing() == ["Say by when", "Say who does what for", not_shown]
    refused = reason_against(check_can_freeze, carried.cfs_worker, plan, agreement_facts(plan))
    assert all(line in refused for line in missing_to_sign(agreement_facts(plan)))
    shown(plan, carried)
    plan.goals.get(text="A steady home").delete()
    goal.by_when = timezone.localdate()
    goal.save()
    assert missing() == []
    goal.activities.all().delete()
    activity_of(goal, carried, responsible=Responsible.CFS, person=None)
    assert missing() == ["Name a parent in at least one activity"]
    ltm.attendances.filter(role="ais_worker").update(present=False)
    assert missing()[0].startswith("The LTM is not held without")


def test_who_speaks_another_language_is_shown_the_plan_through_an_interpreter(staff, carried):
    plan = plan_of(carried)
    carried.mother.language = Language.KHMER
    carried.mother.save()
    with pytest.raises(NotAllowed, match="speaks Khmer"):
        show_plan(plan=plan, person=carried.mother, by=carried.cfs_worker, language=Language.ENGLISH)
    with pytest.raises(NotAllowed, match="worker"):
        show_plan(plan=plan, person=carried.mother, by=staff["cfs.worker2"], language=Language.KHMER)
    show_plan(plan=plan, person=carried.mother, by=carried.ais_worker, language=Language.KHMER)
    assert plan.showings.count() == 2


def test_what_was_shown_before_the_plan_was_reopened_is_shown_again(carried, signed_in):
    version = frozen(carried)
    reopen_plan(plan=version.plan, by=carried.cfs_worker)
    plan = Plan.objects.get()
    again = f"Show the plan to {carried.mother} again in English: it was shown before the plan was reopened."
    assert missing_to_sign(agreement_facts(plan)) == [again]
    read = signed_in(carried.ais_worker).get(plan.get_absolute_url()).content.decode()
    assert again in read
    assert "before the plan was reopened: it does not count any more" in read
    with pytest.raises(NotAllowed, match="was shown before"):
        freeze_plan(plan=plan, by=carried.cfs_worker)
    # the same note on the same day is a new one now
    shown(plan, carried)
    assert plan.showings.count() == 2
    assert missing_to_sign(agreement_facts(plan)) == []
    # once it is out for signature, nothing is said of what is shown in it
    freeze_plan(plan=plan, by=carried.cfs_worker)
    assert "does not count" not in signed_in(carried.ais_worker).get(plan.get_absolute_url()).content.decode()


def test_both_workers_must_be_assigned(carried):
    plan = plan_of(carried)
    assign(
        case=carried.calworks_case,
        role=AssignmentRole.AIS_WORKER,
        unit=carried.ais_worker.unit,
        worker=None,
        why="Left",
    )
    assert set(workers_of(carried.family)) == {SignerRole.CFS_WORKER}
    assert "Both workers" in reason_against(check_can_freeze, carried.cfs_worker, plan, agreement_facts(plan))


def test_cfs_requirements_come_first(carried):
    plan = plan_of(carried)
    goal = plan.goals.get()
    texts = {Source.FAMILY: "e", Source.FS_PLAN: "d", Source.WTW_PLAN: "c", Source.CFS_PLAN: "b", Source.COURT: "a"}
    goal.activities.all().delete()
    for source, text in texts.items():
        activity_of(goal, carried, text, source=source)
    last = goal_of(plan, carried, "Nothing is due here")
    assert [(one, [row.text for row in rows]) for one, rows in in_order(shared_rows(plan))] == [
        (goal, ["a", "b", "c", "d", "e"]),
        (last, []),
    ]


def test_content_does_not_depend_on_the_order_of_rows(carried):
    plan = plan_of(carried)
    activity_of(goal_of(plan, carried, "A second goal"), carried, "Something else")
    rows = readable_rows(plan, carried.cfs_worker)
    backwards = dataclasses.replace(
        rows, goals=rows.goals[::-1], activities=rows.activities[::-1], decisions=rows.decisions[::-1]
    )
    written = {
        canonical(plan_content(plan=plan, number=1, rows=one, workers=workers_of(carried.family), cases=cases))
        for one in (rows, backwards)
        for cases in ([carried.cfs_case, carried.calworks_case], [carried.calworks_case, carried.cfs_case])
    }
    assert len(written) == 1
    assert "\n" not in written.pop()


def test_each_signs_as_themselves_and_once(staff, carried):
    version = frozen(carried)
    cfs, ais, parent = version.signers.all()
    assert (cfs.user, ais.user, parent.person) == (carried.cfs_worker, carried.ais_worker, carried.mother)
    check_can_sign(carried.cfs_worker, cfs)
    assert "Only" in reason_against(check_can_sign, carried.ais_worker, cfs)
    assert "Only" in reason_against(check_can_sign, staff["ifs.supervisor"], ais)
    # a parent signs in front of whoever works the family
    for name in ("cfs.worker", "ais.worker", "ais.supervisor"):
        check_can_sign(staff[name], parent)
    assert reason_against(check_can_sign, staff["cfs.worker2"], parent) != ""
    signed_by(parent)
    parent = version.signers.get(pk=parent.pk)
    assert "signed this version already" in reason_against(check_can_sign, carried.ais_worker, parent)


def test_nothing_is_signed_after_a_consent_ended_or_a_worker_changed(staff, carried):
    version = frozen(carried)
    signer = version.signers.all()[0]
    assign(
        case=carried.calworks_case, role=AssignmentRole.AIS_WORKER, unit=staff["es.worker"].unit,
        worker=staff["es.worker"], why="Moved",
    )  # fmt: skip
    assert "Reopen" in reason_against(check_can_sign, carried.cfs_worker, signer)
    assign(
        case=carried.calworks_case, role=AssignmentRole.AIS_WORKER, unit=carried.ais_worker.unit,
        worker=carried.ais_worker, why="Back",
    )  # fmt: skip
    check_can_sign(carried.cfs_worker, signer)
    revoke_consent(consent=carried.mother.consents_signed.get(), by=carried.cfs_worker)
    assert "Reopen" in reason_against(check_can_sign, carried.cfs_worker, signer)


@pytest.mark.parametrize(
    ("speaks", "needs_interpreter", "shown", "interpreter", "allowed"),
    [
        (Language.ENGLISH, False, Language.ENGLISH, "", True),
        (Language.SPANISH, False, Language.SPANISH, "", True),
        (Language.SPANISH, False, Language.ENGLISH, "", False),  # not their language
        (Language.SPANISH, False, Language.ENGLISH, "Ana Lee", True),
        (Language.KHMER, False, Language.ENGLISH, "", False),  # no words of ours in their language
        (Language.ENGLISH, True, Language.ENGLISH, " ", False),
    ],
)
def test_no_one_signs_what_was_not_shown_in_their_language(
    carried, speaks, needs_interpreter, shown, interpreter, allowed
):
    parent = frozen(carried).signers.get(role=SignerRole.PARENT)
    parent.person.language, parent.person.interpreter_needed = speaks, needs_interpreter
    assert (reason_against(check_shown_in_their_language, parent.person, shown, interpreter) == "") is allowed


def test_reopening_is_for_what_waits_for_signatures(carried):
    version = frozen(carried)
    plan = version.plan
    check_can_reopen(carried.ais_worker, plan)
    reopen_plan(plan=plan, by=carried.ais_worker)
    assert "nothing to reopen" in reason_against(check_can_reopen, carried.ais_worker, Plan.objects.get(pk=plan.pk))


def test_a_signed_plan_is_not_reopened(staff, carried):
    plan = sealed(carried).plan
    assert plan.status == PlanStatus.ACTIVE
    with pytest.raises(NotAllowed, match="nothing to reopen"):
        reopen_plan(plan=plan, by=carried.cfs_worker)
