"""What each verb leaves behind, and that a broken one leaves nothing."""

import datetime
import hashlib
import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.access import NotAllowed, visible
from caseplans.enums import PlanStatus, SignatureMethod, SignerRole
from caseplans.models import (
    Activity,
    CopyGiven,
    FinalCopy,
    Goal,
    Plan,
    PlanSignature,
    PlanVersion,
    RequiredSigner,
    VersionItem,
)
from caseplans.pdf import shown_sha256_of
from caseplans.services import (
    edit_activity,
    edit_goal,
    freeze_plan,
    give_copy,
    remove_activity,
    remove_goal,
    reopen_plan,
    start_plan,
)
from caseplans.sharing import readable_rows
from crossover.enums import Stage
from crossover.models import StageEvent
from crossover.services.consents import revoke_consent
from documents.models import Document
from documents.scans import UnacceptableScan
from documents.seal import SealError
from families.enums import Category, NoticeKind, Relationship, ServiceType, TaskKind
from families.models import Notice, Task
from families.services import StaleRow, add_address, settle
from linkages_site.demo.factories import PersonFactory
from tests.caseplans.county import (
    activity_of,
    consent_for,
    frozen,
    goal_of,
    held_ltm,
    plan_of,
    scanned_page,
    sealed,
    shown,
    signed_by,
)

SECRET = "See the counselor about depression"


def health_in(plan, carried, **facts):
    return activity_of(
        plan.goals.get(), carried, SECRET, category=Category.MENTAL_HEALTH, service=ServiceType.MENTAL_HEALTH, **facts
    )


def test_two_workers_collide_only_on_one_row(carried):
    plan = plan_of(carried)
    first, second = plan.goals.get().activities.all()[:2]
    edit_activity(activity=first, by=carried.cfs_worker, version=1, text="New words")
    edit_activity(activity=second, by=carried.ais_worker, version=1, text="Other words")
    with pytest.raises(StaleRow) as stale:
        edit_activity(activity=first, by=carried.ais_worker, version=1, text="Too late")
    assert stale.value.current.text == "New words"
    assert Activity.objects.get(pk=first.pk).history.count() == 2


def test_the_other_bureau_may_not_say_what_kind_of_information_it_is(carried):
    goal = plan_of(carried).goals.get()
    edit_goal(goal=goal, by=carried.ais_worker, version=1, text="The children are home")
    with pytest.raises(NotAllowed, match="category"):
        edit_goal(goal=goal, by=carried.ais_worker, version=2, category=Category.LOGISTICS)
    with pytest.raises(NotAllowed, match="take it out"):
        remove_goal(goal=goal, by=carried.ais_worker)


def test_the_plan_tells_no_address_that_the_writers_bureau_keeps(carried):
    plan, told = plan_of(carried), {"provider": "12 Arch Street, Concord"}
    add_address(
        family=carried.family, by=carried.cfs_worker, about=carried.mother, street="12 Arch St", confidential=True
    )
    activity = activity_of(plan.goals.get(), carried, "Meet the counselor")
    with pytest.raises(NotAllowed, match="confidential address"):
        activity_of(plan.goals.get(), carried, "Meet the counselor", **told)
    with pytest.raises(NotAllowed, match="confidential address"):
        goal_of(plan, carried, "A safe home at 12 Arch Street")
    with pytest.raises(NotAllowed, match="confidential address"):
        edit_activity(activity=activity, by=carried.cfs_worker, version=1, **told)
    kept = activity_of(plan.goals.get(), carried, "Meet the counselor", confidential=True, **told)
    with pytest.raises(NotAllowed, match="confidential address"):
        edit_activity(activity=kept, by=carried.cfs_worker, version=1, confidential=False, **told)
    assert activity_of(plan.goals.get(), carried, "Meet", by=carried.ais_worker, **told).provider == told["provider"]


def test_a_goal_goes_once_its_activities_are_out(carried):
    goal = plan_of(carried).goals.get()
    with pytest.raises(NotAllowed, match="activities first"):
        remove_goal(goal=goal, by=carried.cfs_worker)
    for activity in goal.activities.all():
        remove_activity(
            activity=activity, by=carried.ais_worker if activity.bureau == "calworks" else carried.cfs_worker
        )
    remove_goal(goal=goal, by=carried.cfs_worker)
    assert not Goal.objects.exists()
    assert [row.history_type for row in Goal.history.filter(uuid=goal.uuid)] == ["-", "+"]


def test_freezing_fixes_content_hash_items_and_signers(carried):
    version = frozen(carried)
    content = json.loads(version.content)
    assert version.sha256 == hashlib.sha256(version.content.encode()).hexdigest()
    assert version.content == json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert (content["family"], content["version"]) == ("Reyes", 1)
    assert [one["name"] for one in content["people"]] == [str(carried.mother)]
    assert {one["name"] for one in content["workers"]} == {str(carried.cfs_worker), str(carried.ais_worker)}
    assert content["decisions"] == ["Grandmother drives on Tuesdays"]
    assert [len(goal["activities"]) for goal in content["goals"]] == [3]
    assert set(version.items.values_list("bureau", "category", "about")) == {
        ("cfs", Category.SERVICES, carried.mother.pk),
        ("calworks", Category.SERVICES, carried.mother.pk),
    }
    assert [signer.role for signer in version.signers.all()] == ["cfs_worker", "ais_worker", "parent"]
    assert version.plan.status == PlanStatus.READY_TO_SIGN
    assert Notice.objects.filter(kind=NoticeKind.PLAN_READY).count() == 2


def test_the_same_rows_written_in_another_order_freeze_to_the_same_content(carried):
    first = frozen(carried)
    reopen_plan(plan=first.plan, by=carried.cfs_worker)
    plan = Plan.objects.get()
    for activity in plan.goals.get().activities.order_by("-pk"):
        facts = {
            name: getattr(activity, name)
            for name in ("text", "responsible", "person", "service", "provided_by", "paid_by", "due_on", "source")
        }
        by = carried.ais_worker if activity.bureau == "calworks" else carried.cfs_worker
        activity.delete()
        activity_of(plan.goals.get(), carried, by=by, **facts)
    second = freeze_plan(plan=shown(plan, carried), by=carried.ais_worker)
    assert {**json.loads(second.content), "version": 1} == json.loads(first.content)
    assert second.sha256 != first.sha256


def test_what_a_signer_may_not_read_is_absent(carried):
    plan = plan_of(carried)
    health_in(plan, carried)
    activity_of(plan.goals.get(), carried, "Confidential words", confidential=True)
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    assert SECRET not in version.content
    assert "Confidential words" not in version.content
    assert not version.items.filter(category=Category.MENTAL_HEALTH).exists()


def test_with_consent_it_is_in(carried):
    plan = plan_of(carried)
    health_in(plan, carried)
    consent_for(carried, Category.SERVICES, Category.MENTAL_HEALTH)
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    assert SECRET in version.content
    assert version.items.filter(category=Category.MENTAL_HEALTH, about=carried.mother).exists()


def test_one_parent_is_not_told_what_is_sensitive_about_the_other(carried):
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    plan = plan_of(carried)
    health_in(plan, carried)
    consent_for(carried, Category.SERVICES, Category.MENTAL_HEALTH)
    activity_of(plan.goals.get(), carried, "Drive the children", person=father)
    shown(plan, carried, father)
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    assert {signer.person for signer in version.signers.filter(role=SignerRole.PARENT)} == {father, carried.mother}
    assert SECRET not in version.content


def test_the_last_signature_seals_a_copy_for_everyone(carried):
    version = frozen(carried)
    cfs, ais, parent = version.signers.all()
    signed_by(parent)
    signed_by(cfs)
    plan = Plan.objects.get()
    assert (plan.status, FinalCopy.objects.count()) == (PlanStatus.PARTIALLY_SIGNED, 0)
    signed_by(ais)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.ACTIVE
    assert {copy.signer for copy in version.copies.all()} == {cfs, ais, parent}
    assert {copy.document.title for copy in version.copies.all()} == {
        f"Sealed copy of an LCCP, version 1, for {signer}" for signer in (cfs, ais, parent)
    }
    assert StageEvent.objects.filter(linkages_case__family=carried.family, stage=Stage.PLAN_ACTIVE).count() == 1
    assert Notice.objects.filter(kind=NoticeKind.PLAN_SEALED).count() == 2
    signature = PlanSignature.objects.get(signer=parent)
    assert (signature.version_sha256, signature.shown_sha256) == (version.sha256, shown_sha256_of(parent, "en"))
    assert signature.shown_sha256 not in {version.sha256, shown_sha256_of(parent, "es")}
    assert (signature.recorded_by, signature.typed_name) == (carried.cfs_worker, str(carried.mother))


def test_the_next_signed_plan_ends_the_one_before(carried):
    first = sealed(carried).plan
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    activity_of(goal_of(plan, carried), carried)
    shown(plan, carried)
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    for signer in version.signers.all():
        signed_by(signer)
    first.refresh_from_db()
    assert (first.status, version.plan.family.plans.filter(status=PlanStatus.ACTIVE).count()) == (PlanStatus.CLOSED, 1)


def test_reopening_voids_the_version_and_keeps_its_signatures(carried):
    first = frozen(carried)
    signed_by(first.signers.all()[0])
    reopen_plan(plan=first.plan, by=carried.ais_worker)
    second = freeze_plan(plan=shown(Plan.objects.get(), carried), by=carried.ais_worker)
    first = PlanVersion.objects.get(number=1)
    assert (first.is_open, second.is_open, second.number) == (False, True, 2)
    assert (first.signatures.count(), second.signatures.count()) == (1, 0)
    with pytest.raises(NotAllowed, match="is void: version 2 replaced it"):
        signed_by(first.signers.all()[1])


def test_what_was_shown_is_what_is_signed(carried):
    signer = frozen(carried).signers.get(role=SignerRole.PARENT)
    with pytest.raises(NotAllowed, match="not the version"):
        signed_by(signer, shown_sha256="0" * 64)
    for nobody in (" ", "Mickey Mouse", str(signer.person.first_name)):
        with pytest.raises(NotAllowed, match="Type the full name"):
            signed_by(signer, typed_name=nobody)
    with pytest.raises(UnacceptableScan):
        signed_by(signer, method=SignatureMethod.PAPER, scan=b"MZ not a scan", signed_on=timezone.localdate())
    assert not PlanSignature.objects.exists()


def test_a_page_signed_on_paper_is_kept(carried):
    signer = frozen(carried).signers.get(role=SignerRole.PARENT)
    signature = signed_by(signer, method=SignatureMethod.PAPER, scan=scanned_page(), signed_on=timezone.localdate())
    assert bytes(signature.scan.file.content) == scanned_page()


def test_where_sealing_breaks_nothing_is_signed(carried, settings, tmp_path):
    version = frozen(carried)
    cfs, ais, parent = version.signers.all()
    signed_by(cfs)
    signed_by(ais)
    broken = tmp_path / "broken.p12"
    broken.write_bytes(b"not a key")
    settings.SEAL_PKCS12 = str(broken)
    before = {model: model.objects.count() for model in (PlanSignature, FinalCopy, Document, StageEvent, Notice)}
    with pytest.raises(SealError):
        signed_by(parent)
    assert {model: model.objects.count() for model in before} == before
    assert Plan.objects.get().status == PlanStatus.PARTIALLY_SIGNED
    settings.SEAL_PKCS12 = ""
    signed_by(parent)
    assert FinalCopy.objects.count() == 3


def test_revoking_narrows_a_sealed_version_to_what_each_may_read(carried):
    version = sealed(carried)
    consent = carried.mother.consents_signed.get()
    everyone = (carried.cfs_worker, carried.ais_worker)
    assert all(visible(VersionItem, user).count() == 5 for user in everyone)
    revoke_consent(consent=consent, by=carried.cfs_worker, category=Category.SERVICES)
    assert set(visible(VersionItem, carried.ais_worker).values_list("bureau", flat=True)) == {"calworks"}
    assert set(visible(VersionItem, carried.cfs_worker).values_list("bureau", flat=True)) == {"cfs"}
    assert visible(FinalCopy, carried.ais_worker).filter(version=version).count() == 3
    consent_for(carried, Category.SERVICES)
    assert all(visible(VersionItem, user).count() == 5 for user in everyone)


def test_copies_given_are_noted(carried):
    copy = sealed(carried).copies.get(signer__role=SignerRole.PARENT)
    given = give_copy(copy=copy, by=carried.ais_worker, method="handed_over")
    assert list(copy.deliveries.all()) == [given]
    assert give_copy(copy=copy, by=carried.ais_worker, method="handed_over") == given
    give_copy(copy=copy, by=carried.ais_worker, method="mailed")
    give_copy(copy=copy, by=carried.cfs_worker, method="handed_over")
    assert copy.deliveries.count() == 3


def test_signed_rows_refuse_to_change(carried):
    version = sealed(carried)
    give_copy(copy=version.copies.all()[0], by=carried.cfs_worker, method="mailed")
    for model in (PlanVersion, VersionItem, RequiredSigner, PlanSignature, FinalCopy, CopyGiven):
        table, row = model._meta.db_table, model.objects.all()[0]
        for statement in (f"DELETE FROM {table} WHERE id = %s", f"UPDATE {table} SET id = id WHERE id = %s"):
            with (
                pytest.raises(IntegrityError, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement, [row.pk])


def test_the_task_to_sign_lives_from_the_ltm_to_the_seal(carried):
    def tasks():
        return list(Task.objects.filter(kind=TaskKind.SIGN_PLAN))

    assert tasks() == []
    plan = plan_of(carried)
    (task,) = tasks()
    assert (task.owner, (task.due_on - task.opens_on).days >= 3) == (carried.cfs_worker, True)
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    for signer in version.signers.all():
        assert len(tasks()) == 1
        signed_by(signer)
    assert tasks() == []


def test_the_clock_starts_on_the_day_of_the_ltm_not_on_the_day_it_was_recorded(carried):
    meeting = held_ltm(carried)
    meeting.starts_at -= datetime.timedelta(days=9)
    meeting.save()
    settle(carried.family)
    task = Task.objects.get(kind=TaskKind.SIGN_PLAN)
    assert task.opens_on == timezone.localdate(meeting.starts_at) < timezone.localdate(meeting.held_at)
    plan = plan_of(carried)
    assert readable_rows(plan, carried.cfs_worker).meeting != meeting  # the last LTM held: today's
    assert json.loads(freeze_plan(plan=plan, by=carried.cfs_worker).content)["ltm_on"] == str(timezone.localdate())
