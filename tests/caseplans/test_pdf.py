"""The sealed copy: valid, whole, and readable on paper."""

import io
import re
import subprocess

import page
import pytest
from django.core.management import CommandError, call_command

from caseplans.enums import SignatureMethod, SignerRole
from caseplans.pdf import paper_page
from caseplans.services import freeze_plan
from documents.seal import SealOutcome, county_seal, make_demo_pkcs12, verify_pdf
from families.enums import Category
from tests.caseplans.county import activity_of, consent_for, frozen, plan_of, sealed, shown, signed_by
from tests.documents.conftest import drawn_signature

BOTH_STANDARDS = [page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1]


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.fixture
def copies(carried):
    return [bytes(copy.document.file.content) for copy in sealed(carried).copies.all()]


def test_every_copy_meets_both_standards_and_its_seal_holds(copies, tmp_path):
    assert len(copies) == 3
    for pdf in copies:
        reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in BOTH_STANDARDS]
        assert [f"{failure.rule_id}: {failure.message}" for report in reports for failure in report.failures] == []
        assert verify_pdf(pdf, trust=county_seal().certificate).outcome == SealOutcome.GENUINE
    (tmp_path / "copy.pdf").write_bytes(copies[0])
    said = subprocess.run(["pdfsig", "-nocert", tmp_path / "copy.pdf"], capture_output=True, text=True, check=False)
    assert "Signature is Valid" in said.stdout
    assert "Total document signed" in said.stdout


def test_one_changed_byte_is_caught(copies, tmp_path):
    pdf, path, said = copies[0], tmp_path / "copy.pdf", io.StringIO()
    path.write_bytes(pdf)
    call_command("verify_pdf", path, stdout=said)
    assert "genuine" in said.getvalue()
    middle = len(pdf) // 2
    path.write_bytes(pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :])
    with pytest.raises(CommandError, match="altered"):
        call_command("verify_pdf", path)
    path.write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(CommandError, match="not ours"):
        call_command("verify_pdf", path)


def test_a_copy_says_everything_that_was_agreed(carried):
    version = sealed(carried)
    text = text_of(bytes(version.copies.get(signer__role=SignerRole.PARENT).document.file.content))
    for words in [
        "Linkages Coordinated Case Plan", "The children are safe at home", "Attend parenting class",
        "Visit the home every month", "Pay for child care", "Grandmother drives on Tuesdays", "Family Plan Summary",
        "What we hope to accomplish", "What the family will do", "What CFS will do", "What CalWORKs will do",
        str(carried.cfs_worker), str(carried.ais_worker), f"Copy for {carried.mother}", version.sha256, "Version 1",
        "DEMO SEAL", "Each program may hold items not shown here.", "Signed in front of Naomi Feldman",
    ]:  # fmt: skip
        assert words in text


def test_what_no_consent_opens_is_in_no_copy(carried):
    plan = plan_of(carried)
    activity_of(plan.goals.get(), carried, "See the counselor", category=Category.MENTAL_HEALTH)
    for consented in (False, True):
        if consented:
            consent_for(carried, Category.SERVICES, Category.MENTAL_HEALTH)
        version = freeze_plan(plan=shown(plan, carried), by=carried.cfs_worker)
        assert ("See the counselor" in text_of(paper_page(version, "en"))) is consented
        plan.status = "draft"
        plan.save()


def test_a_drawn_signature_in_spanish_meets_both_standards(carried):
    version = frozen(carried)
    for signer in version.signers.all():
        facts = {"language": "es", "interpreter": "Ana Lee"} if signer.person else {}
        signed_by(signer, method=SignatureMethod.DRAWN, drawing=drawn_signature(), **facts)
    pdf = bytes(version.copies.get(signer__role=SignerRole.PARENT).document.file.content)
    assert all(page.validate_pdf_bytes(pdf, profile=profile).is_compliant for profile in BOTH_STANDARDS)
    text = text_of(pdf)
    assert "Resumen del Plan de la Familia" in text
    assert "Intérprete: Ana Lee" in text
    assert "Each program" not in text


def test_the_countys_own_seal_bears_no_mark_of_a_demo(carried, settings, tmp_path):
    key = tmp_path / "county.p12"
    key.write_bytes(county_seal().pkcs12)
    settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE = str(key), county_seal().passphrase.decode()
    text = text_of(bytes(sealed(carried).copies.all()[0].document.file.content))
    assert "DEMO SEAL" not in text
    assert "Sealed by the county." in text


def test_the_back_page_says_who_to_call_and_keeps_long_words_on_the_sheet(carried):
    carried.cfs_worker.phone = "925-555-0142"
    carried.cfs_worker.save()
    plan = plan_of(carried)
    activity_of(plan.goals.get(), carried, "W" * 200)
    pdf = paper_page(freeze_plan(plan=plan, by=carried.cfs_worker), "en")
    back = text_of(pdf).split("Family Plan Summary")[-1]
    assert "925-555-0142" in back
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    words = [float(edge) for edge in re.findall(r'xMax="([\d.]+)"[^>]*>W{3,}<', boxes)]
    assert len(words) > 2
    assert max(words) < 792 - 28


def test_what_was_sealed_before_the_key_was_renewed_stays_genuine(copies, settings, tmp_path):
    earlier, renewed, path = tmp_path / "2026.pem", tmp_path / "county.p12", tmp_path / "copy.pdf"
    earlier.write_bytes(county_seal().certificate)
    path.write_bytes(copies[0])
    renewed.write_bytes(make_demo_pkcs12(county_name="The same county", passphrase=b"new"))
    settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE = str(renewed), "new"
    with pytest.raises(CommandError, match="not ours"):
        call_command("verify_pdf", path)
    settings.SEAL_EARLIER_CERTIFICATES = [str(earlier)]
    said = io.StringIO()
    call_command("verify_pdf", path, stdout=said)
    assert "genuine" in said.getvalue()
    settings.SEAL_EARLIER_CERTIFICATES = [str(tmp_path / "lost.pem")]
    with pytest.raises(CommandError, match=r"lost\.pem"):
        call_command("verify_pdf", path)
