"""Signed by mark, by post, in a capacity; refused; approved; amended; by others who were there; sealed and verified."""

import datetime
import io

import page
import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import Setting
from caseplans.county import PLAN_APPROVAL
from caseplans.enums import (
    ActivityStatus,
    PlanStatus,
    RefusalReason,
    SignatureMethod,
    SignerCapacity,
    SignerRole,
    Source,
)
from caseplans.models import Activity, ActivityPerson, FinalCopy, Plan, PlanVersion, SourceRequirement
from caseplans.pdf import rendered_anew, signers_copy
from caseplans.services import (
    amend_plan,
    edit_activity,
    freeze_plan,
    give_copy,
    refuse_signature,
)
from caseplans.sharing.versions import changes_for, items_for, reads_words_of
from caseplans.statements import WORDS
from crossover.services.consents import revoke_consent
from documents.seal import make_demo_pkcs12
from families.enums import Category, Relationship, ServiceType, TaskKind
from families.models import Task
from linkages_site.demo.factories import PersonFactory
from linkages_site.sealing import seal_warning
from meetings.enums import AttendeeRole
from meetings.models import Attendance
from tests.caseplans.county import (
    activity_of,
    consent_for,
    frozen,
    goal_of,
    plan_of,
    scanned_page,
    sealed,
    shown,
    signed_by,
)
from tests.caseplans.test_pdf import BOTH_STANDARDS, text_of
from tests.documents.conftest import drawn_signature


def parent_of(version):
    return version.signers.get(role=SignerRole.PARENT)


def refused_by(signer, carried, **facts):
    given = {"by": carried.cfs_worker, "reason": RefusalReason.DISAGREES, "words": "Too many evenings"}
    return refuse_signature(signer=signer, **given | facts)


def copy_text(version, **signer):
    return text_of(bytes(version.copies.get(**signer).document.file.content))


def test_a_mark_has_two_witnesses_and_paper_its_day(carried):
    parent, today = parent_of(frozen(carried)), timezone.localdate()
    mark = {"method": SignatureMethod.MARK, "drawing": drawn_signature()}
    for wrong in ([], ["Ana Lee"], ["Ana Lee", "ana lee"], ["Ana Lee", str(carried.mother)]):
        with pytest.raises(NotAllowed, match="two different witnesses"):
            signed_by(parent, **mark, witnesses=wrong)
    post = {"method": SignatureMethod.POST, "scan": scanned_page()}
    for day, why in ((None, "day written"), (today - datetime.timedelta(days=9), "after this version")):
        with pytest.raises(NotAllowed, match=why):
            signed_by(parent, **post, signed_on=day)
    with pytest.raises(NotAllowed, match="signs it"):
        signed_by(parent, method=SignatureMethod.TOLD)
    with pytest.raises(NotAllowed, match="capacity"):
        signed_by(parent, **mark, witnesses=["Ana Lee", "Ben Cho"], capacity=SignerCapacity.STAFF)
    signature = signed_by(
        parent, **mark, witnesses=["Ana Lee", "Ben Cho"], capacity=SignerCapacity.GUARDIAN, device="Chrome on Windows"
    )
    assert (signature.witnesses, signature.device) == (["Ana Lee", "Ben Cho"], "Chrome on Windows")
    cfs, ais, _ = parent.version.signers.all()
    signed_by(cfs)
    signed_by(ais)
    text = copy_text(parent.version, signer__role="cfs_worker")
    for words in ("Witnesses: Ana Lee, Ben Cho", "As legal guardian", str(parent.version.uuid)):
        assert words in text


@pytest.mark.parametrize(
    ("language", "kept", "seen"),
    [
        ("en", "Came back by post, kept by Naomi Feldman on", "Signed in front of"),
        ("es", "Devuelto por correo; lo guardó Naomi Feldman el", "Firmado ante"),
    ],
)
def test_a_paper_that_came_back_by_post_was_signed_in_front_of_nobody(carried, signed_in, language, kept, seen):
    version = frozen(carried)
    cfs, ais, parent = version.signers.all()
    spoken = {"language": language, "interpreter": "Ana Lee"}
    post = {"method": SignatureMethod.POST, "scan": scanned_page(), "signed_on": timezone.localdate()}
    for signer, facts in ((cfs, {}), (ais, {}), (parent, spoken | post)):
        signed_by(signer, **facts)
    text = copy_text(version, signer__role="parent")
    assert kept in text
    assert seen not in text
    page_of_it = signed_in(carried.cfs_worker).get(version.get_absolute_url()).content.decode()
    assert "came back by post" in page_of_it
    assert "kept by Naomi Feldman" in page_of_it
    assert "in front of" not in page_of_it


def test_only_what_was_frozen_is_agreed_by_the_last_signature(carried):
    plan = plan_of(carried)
    kept_back = activity_of(
        plan.goals.get(),
        carried,
        "See the counselor",
        service=ServiceType.MENTAL_HEALTH,
        category=Category.MENTAL_HEALTH,
    )
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    consent_for(carried, Category.SERVICES, Category.EMPLOYMENT, Category.MENTAL_HEALTH)
    for signer in version.signers.all():
        signed_by(signer)
    stand = dict(Activity.objects.values_list("text", "status"))
    assert stand.pop(kept_back.text) == ActivityStatus.PROPOSED
    assert set(stand.values()) == {ActivityStatus.AGREED}


def test_where_the_only_parent_does_not_sign_the_plan_waits_and_it_is_said(carried, signed_in):
    version = frozen(carried)
    for signer in version.signers.exclude(role=SignerRole.PARENT):
        signed_by(signer)
    refusal = refused_by(parent_of(version), carried)
    assert (Plan.objects.get().status, FinalCopy.objects.count()) == (PlanStatus.PARTIALLY_SIGNED, 0)
    page_shown = signed_in(carried.ais_worker).get(version.get_absolute_url()).content.decode()
    assert "Did not sign" in page_shown
    assert "Too many evenings" in page_shown
    assert "call another LTM (31-090 III.G)" in page_shown
    with pytest.raises(NotAllowed, match="noted already"):
        refused_by(parent_of(version), carried)
    with pytest.raises(NotAllowed, match="reopen"):
        refused_by(version.signers.get(role="ais_worker"), carried)
    revoke_consent(consent=carried.mother.consents_signed.get(), by=carried.cfs_worker)
    assert [reads_words_of(refusal, user) for user in (carried.cfs_worker, carried.ais_worker)] == [True, False]


def test_who_refused_may_sign_after_all(carried):
    version = frozen(carried)
    refused_by(parent_of(version), carried)
    for signer in version.signers.all():
        signed_by(signer)
    assert Plan.objects.get().status == PlanStatus.ACTIVE


def test_where_one_parent_signs_every_copy_says_that_the_other_did_not(carried):
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    plan = plan_of(carried)
    activity_of(plan.goals.get(), carried, "Drive the children", person=father)
    version = freeze_plan(plan=shown(plan, carried, father), by=carried.cfs_worker)
    for signer in version.signers.exclude(person=father):
        signed_by(signer)
    refused_by(version.signers.get(person=father), carried)
    assert Plan.objects.get().status == PlanStatus.ACTIVE
    assert {copy.signer.person for copy in version.copies.filter(signer__role="parent")} == {father, carried.mother}
    for copy in version.copies.all():
        text = text_of(bytes(copy.document.file.content))
        assert "Did not sign" in text
        assert "Does not agree with the plan" in text
        assert "Too many evenings" not in text


def test_others_who_were_there_receive_an_extract_that_says_so(carried):
    plan = plan_of(carried)
    activity_of(plan.goals.get(), carried, "Bring the car seat on Mondays", category=Category.LOGISTICS)
    meeting = carried.family.meetings.get()
    Attendance.objects.create(
        meeting=meeting, family=carried.family, kind=meeting.kind, bureau="cfs", category=Category.LOGISTICS,
        role=AttendeeRole.SCHOOL, external_name="Ingrid Sorensen", present=True,
    )  # fmt: skip
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    school = version.signers.get(role=SignerRole.PRESENT)
    signed_by(school, by=carried.ais_worker)
    for signer in version.signers.exclude(pk=school.pk):
        signed_by(signer)
    copy = version.copies.get(signer=school)
    pdf = bytes(copy.document.file.content)
    text = text_of(pdf)
    assert (copy.is_extract, copy.categories, copy.consents) == (True, [Category.LOGISTICS], [])
    for words in ("This is an extract.", "Bring the car seat on Mondays", "Copy for Ingrid Sorensen"):
        assert words in text
    for hidden in ("Attend parenting class", "Grandmother drives", "The children are safe", carried.cfs_case.number):
        assert hidden not in text
    assert all(page.validate_pdf_bytes(pdf, profile=profile).is_compliant for profile in BOTH_STANDARDS)
    whole = version.copies.get(signer__role=SignerRole.PARENT)
    assert whole.consents == [carried.mother.consents_signed.get().uuid]
    assert whole.categories == [Category.LOGISTICS, Category.SERVICES]
    assert "This is an extract." not in text_of(bytes(whole.document.file.content))


def test_the_last_signer_is_told_who_can_sign_no_more(carried, signed_in):
    plan = plan_of(carried)
    meeting = carried.family.meetings.get()
    Attendance.objects.create(
        meeting=meeting, family=carried.family, kind=meeting.kind, bureau="cfs", category=Category.LOGISTICS,
        role=AttendeeRole.SCHOOL, external_name="Ingrid Sorensen", present=True,
    )  # fmt: skip
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    cfs, ais, parent, school = version.signers.all()
    client = signed_in(carried.cfs_worker)

    def told(name, signer):
        page = client.get(reverse(f"caseplans:{name}", args=[signer.uuid])).content.decode()
        return "not signed yet: Ingrid Sorensen. After this they can sign no more." in page

    signed_by(ais)
    assert not told("signer-sign", cfs)  # the parent is still to come
    assert not told("signer-sign", parent)
    signed_by(cfs)
    assert told("signer-sign", parent)
    assert not told("signer-sign", school)
    assert not told("signer-refuse", parent)  # without a parent nothing is sealed
    signed_by(school)
    assert not told("signer-sign", parent)


def test_where_a_refusal_is_the_last_answer_it_is_told_too(carried, signed_in):
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    plan = plan_of(carried)
    meeting = carried.family.meetings.get()
    Attendance.objects.create(
        meeting=meeting, family=carried.family, kind=meeting.kind, bureau="cfs", category=Category.LOGISTICS,
        role=AttendeeRole.SCHOOL, external_name="Ingrid Sorensen", present=True,
    )  # fmt: skip
    activity_of(plan.goals.get(), carried, "Drive the children", person=father)
    version = freeze_plan(plan=shown(plan, carried, father), by=carried.cfs_worker)
    for signer in version.signers.exclude(person=father).exclude(role=SignerRole.PRESENT):
        signed_by(signer)
    url = reverse("caseplans:signer-refuse", args=[version.signers.get(person=father).uuid])
    assert "This is the last answer: it seals the plan." in signed_in(carried.ais_worker).get(url).content.decode()


def test_every_extract_says_alike_where_it_has_nothing_for_its_reader(carried):
    """Whether something was left out or nothing was there: it has decisions, and nothing on a day of the week."""
    plan = plan_of(carried)
    meeting = carried.family.meetings.get()
    Attendance.objects.create(
        meeting=meeting, family=carried.family, kind=meeting.kind, bureau="cfs", category=Category.LOGISTICS,
        role=AttendeeRole.SCHOOL, external_name="Ingrid Sorensen", present=True,
    )  # fmt: skip
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    for language in ("en", "es"):
        words = WORDS[language]
        extract = signers_copy(version.signers.get(role=SignerRole.PRESENT), language)
        assert not extract["plan"]["people"]
        shown = render_to_string("caseplans/_plan_copy.html", extract)
        assert words["extract_line"] in shown
        # people, goals, four columns, decisions, week
        assert shown.count(words["nothing_shown"]) == 8
        whole = render_to_string("caseplans/_plan_copy.html", signers_copy(parent_of(version), language))
        assert words["no_week"] in whole
        assert words["nothing_shown"] not in whole
        for name in ("nothing", "no_activities", "no_week"):
            assert words[name] not in shown


def test_a_supervisor_approves_last_where_the_county_wants_it(staff, carried):
    Setting.objects.create(key=PLAN_APPROVAL.key, value=1)
    version = frozen(carried)
    supervisor = version.signers.get(role=SignerRole.SUPERVISOR)
    assert supervisor.user == staff["ifs.supervisor"]
    with pytest.raises(NotAllowed, match="both workers have signed"):
        signed_by(supervisor)
    for signer in version.signers.exclude(pk=supervisor.pk):
        signed_by(signer)
    assert FinalCopy.objects.count() == 0
    signed_by(supervisor)
    assert FinalCopy.objects.count() == 4


def test_the_task_stays_until_every_party_has_its_copy(carried):
    version = sealed(carried)
    for copy in version.copies.all():
        assert Task.objects.filter(kind=TaskKind.GIVE_COPIES).count() == 1
        if copy.signer.person:
            with pytest.raises(NotAllowed, match="no access"):
                give_copy(copy=copy, by=carried.cfs_worker, method="downloaded")
        give_copy(copy=copy, by=carried.cfs_worker, method="handed_over" if copy.signer.person else "downloaded")
    assert not Task.objects.filter(kind=TaskKind.GIVE_COPIES).exists()


def test_an_amendment_is_the_next_version_and_a_new_requirement_is_signed_again(carried, signed_in):
    first = sealed(carried)
    plan = amend_plan(plan=first.plan, by=carried.ais_worker)
    assert Plan.objects.get(pk=first.plan.pk).status == PlanStatus.ACTIVE
    visit = plan.goals.get().activities.get(text="Visit the home every month")
    edit_activity(activity=visit, by=carried.cfs_worker, version=1, provider="With the public health nurse")
    told = freeze_plan(plan=shown(plan, carried), by=carried.cfs_worker)
    assert (told.number, parent_of(told).may_acknowledge) == (2, True)
    for signer in told.signers.all():
        signed_by(signer, **({"method": SignatureMethod.TOLD} if signer.person else {}))
    assert [plan.status for plan in Plan.objects.order_by("pk")] == [PlanStatus.CLOSED, PlanStatus.ACTIVE]
    theirs = copy_text(told, signer__role="parent")
    assert "Told of the change" in theirs
    assert "Told by Naomi Feldman" in theirs
    assert "Signed in front of" not in theirs

    plan = amend_plan(plan=Plan.objects.get(pk=plan.pk), by=carried.cfs_worker)
    activity_of(plan.goals.get(), carried, "See the housing navigator")
    third = freeze_plan(plan=shown(plan, carried), by=carried.cfs_worker)
    assert (third.number, parent_of(third).may_acknowledge) == (3, False)
    (added,) = changes_for(third, carried.ais_worker)["activities"]["added"]
    assert (added["text"], added["who"]) == ("See the housing navigator", str(carried.mother))
    read = " ".join(signed_in(carried.ais_worker).get(third.get_absolute_url()).content.decode().split())
    assert "What changes from version 2" in read
    assert "<strong>Added:</strong> See the housing navigator" in read
    with pytest.raises(NotAllowed, match="something new of the family"):
        signed_by(parent_of(third), method=SignatureMethod.TOLD)


def test_an_amendment_carries_what_both_programs_require_and_who_takes_part(carried):
    plan = sealed(carried).plan
    activity = plan.goals.get().activities.get(text="Visit the home every month")
    kept = {"family": plan.family, "bureau": "cfs", "category": Category.SERVICES, "about": carried.mother}
    required = SourceRequirement.objects.create(plan=plan, source=Source.CFS_PLAN, text="A parenting class", **kept)
    activity.sources.add(required)
    ActivityPerson.objects.create(activity=activity, person=carried.child)
    amending = amend_plan(plan=plan, by=carried.ais_worker)
    copied = amending.goals.get().activities.get(text=activity.text)
    assert [one.text for one in copied.sources.all()] == ["A parenting class"]
    assert copied.sources.get().plan == amending
    assert copied.others() == [carried.child]
    assert activity.sources.get() == required


def test_an_amendment_tells_nobody_what_they_may_not_read(carried):
    plan = sealed(carried).plan
    activity_of(goal_of(plan_in_draft := amend_plan(plan=plan, by=carried.cfs_worker), carried, "Second"), carried)
    version = freeze_plan(plan=shown(plan_in_draft, carried), by=carried.cfs_worker)
    for signer in version.signers.all():
        signed_by(signer)
    assert changes_for(version, carried.ais_worker)["goals"]["added"]
    revoke_consent(consent=carried.mother.consents_signed.get(), by=carried.cfs_worker, category=Category.SERVICES)
    assert changes_for(version, carried.ais_worker) == {}
    assert changes_for(version, carried.cfs_worker)["goals"]["added"]


def test_a_copy_of_an_earlier_version_is_genuine_and_superseded(carried, signed_in, tmp_path):
    first, path = sealed(carried), tmp_path / "copy.pdf"
    path.write_bytes(bytes(first.copies.get(signer__role="parent").document.file.content))

    def said():
        out = io.StringIO()
        call_command("verify_pdf", path, stdout=out)
        return out.getvalue()

    def on_page(user):
        with path.open("rb") as file:
            return signed_in(user).post("/verify/", {"file": file}).content.decode()

    assert "LCCP version 1" in said()
    assert "the newest version" in said()
    assert "No newer version is signed." in on_page(carried.ais_worker)
    plan = amend_plan(plan=first.plan, by=carried.cfs_worker)
    activity_of(plan.goals.get(), carried, "See the housing navigator")
    second = freeze_plan(plan=shown(plan, carried), by=carried.cfs_worker)
    for signer in second.signers.all():
        signed_by(signer)
    assert "superseded: version 2 is newer" in said()
    assert "A newer version was signed since:" in on_page(carried.cfs_worker)
    pdf = path.read_bytes()
    path.write_bytes(pdf.replace(b"%PDF-", b"%PdF-", 1))
    with pytest.raises(CommandError):
        call_command("verify_pdf", path)
    assert "Genuine" not in on_page(carried.cfs_worker)


def test_to_a_stranger_the_seal_alone_speaks(carried, elsewhere, signed_in):
    copy = sealed(carried).copies.get(signer__role="parent")
    file = io.BytesIO(bytes(copy.document.file.content))
    file.name = "copy.pdf"
    answer = signed_in(elsewhere.ais_worker).post("/verify/", {"file": file}).content.decode()
    assert "Genuine" in answer
    assert "version 1" not in answer
    assert str(copy.version.uuid) not in answer


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_new_rendering_meets_both_standards(carried, language):
    version = frozen(carried)
    for signer in version.signers.all():
        signed_by(signer, language=language, interpreter="Ana Lee")
    revoke_consent(consent=carried.mother.consents_signed.get(), by=carried.cfs_worker)
    copy = visible(FinalCopy, carried.ais_worker).get(signer__role="parent")
    pdf = rendered_anew(copy, items_for(PlanVersion.objects.get(), carried.ais_worker))
    assert all(page.validate_pdf_bytes(pdf, profile=profile).is_compliant for profile in BOTH_STANDARDS)
    text = text_of(pdf)
    assert {"en": "Other activities of this plan", "es": "Otras actividades de este plan"}[language] in text
    assert WORDS[language]["nothing_shown"] in text
    assert WORDS[language]["nothing"] not in text


@pytest.mark.parametrize(("days", "words"), [(3650, ""), (59, "runs out on"), (-1, "ran out on")])
def test_the_end_of_the_seals_certificate_is_told_before(db, settings, tmp_path, days, words):
    key = tmp_path / "county.p12"
    life = datetime.timedelta(days=days)
    key.write_bytes(make_demo_pkcs12(county_name="County", passphrase=b"key", life=life))
    settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE = str(key), "key"
    assert words in seal_warning()
    assert bool(seal_warning()) is bool(words)
