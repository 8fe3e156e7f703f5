"""Shown, signed, downloaded, handed over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.enums import AccessAct
from accounts.models import AccessLogEntry
from caseplans.models import FinalCopy, Plan, PlanSignature
from caseplans.pdf import shown_sha256_of
from caseplans.services import freeze_plan, reopen_plan
from crossover.services.consents import revoke_consent
from documents.seal import SealOutcome, county_seal, verify_pdf
from families.enums import Category
from tests.caseplans.county import frozen, scanned_page, sealed, shown, signed_by
from tests.caseplans.test_pdf import text_of
from tests.documents.conftest import as_data_url, drawn_signature


@pytest.fixture
def version(carried):
    return frozen(carried)


def url(name, row):
    return reverse(f"caseplans:{name}", args=[row.uuid])


def typed(version, **facts):
    """Names of all who sign: what each types holds their own. The whole copy is the same for each."""
    names = ", ".join(str(signer) for signer in version.signers.all())
    shown = shown_sha256_of(version.signers.all()[0], facts.get("language", "en"))
    given = {"shown_sha256": shown, "language": "en", "capacity": "parent", "typed_name": names, "attest": "on"}
    return given | {"signed_on": str(timezone.localdate())} | facts


def test_it_works(carried, version, signed_in):
    cfs, ais, parent = version.signers.all()
    shown = signed_in(carried.cfs_worker).get(url("signer-sign", parent), {"language": "es"}).content.decode()
    assert "Resumen del Plan de la Familia" in shown
    assert "Attend parenting class" in shown
    assert version.sha256 in shown
    drawn = {"drawn": as_data_url(drawn_signature()), "typed_name": "", "attest": ""}
    signed_in(carried.cfs_worker).post(url("signer-sign", parent), typed(version, **drawn))
    signed_in(carried.cfs_worker).post(url("signer-sign", cfs), typed(version))
    answer = signed_in(carried.ais_worker).post(url("signer-sign", ais), typed(version))
    assert answer.url == version.get_absolute_url()
    assert [signature.method for signature in version.signatures.all()] == ["drawn", "typed", "typed"]
    assert FinalCopy.objects.count() == 3


def test_outsider_gets_404(version, elsewhere, signed_in):
    client = signed_in(elsewhere.ais_worker)
    assert client.get(url("version-detail", version)).status_code == 404
    assert client.get(url("signer-sign", version.signers.all()[2])).status_code == 404


def test_reader_is_refused_with_the_reason(carried, version, signed_in):
    cfs = version.signers.all()[0]
    client = signed_in(carried.ais_worker)
    assert f"Only {cfs} can sign here." in client.get(url("signer-sign", cfs)).content.decode()
    answer = client.post(url("signer-sign", cfs), typed(version))
    assert answer.status_code == 403
    assert not PlanSignature.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"typed_name": "Mickey Mouse"}, "Type the full name of who signs"),
        ({"typed_name": ""}, "Draw the signature, type the name, or attach the signed paper."),
        ({"attest": ""}, "Tick that this is the signature."),
        ({"drawn": "data:image/png;base64,nonsense"}, "could not be read"),
        ({"scan": SimpleUploadedFile("a.pdf", b"MZ")}, "Only a PDF, a JPEG or a PNG"),
    ],
)
def test_bad_input_is_kept_and_explained(carried, version, signed_in, wrong, sentence):
    parent = version.signers.all()[2]
    answer = signed_in(carried.cfs_worker).post(
        url("signer-sign", parent), typed(version, interpreter="Ana Lee") | wrong
    )
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "Ana Lee" in answer.content.decode()
    assert not PlanSignature.objects.exists()


def test_a_chosen_scan_is_asked_for_again_beside_its_field(carried, version, signed_in):
    parent = version.signers.all()[2]
    parent.person.language = "es"
    parent.person.save()
    wrong = {"scan": SimpleUploadedFile("page.png", scanned_page()), "typed_name": ""}
    page = signed_in(carried.cfs_worker).post(url("signer-sign", parent), typed(version) | wrong).content.decode()
    assert "speaks Spanish" in page
    assert "Choose the file again." in page.split('id="id_scan_helptext"')[1].split("</div>")[0]


def test_a_parent_is_shown_the_plan_in_their_language(carried, version, signed_in):
    parent = version.signers.all()[2]
    parent.person.language = "es"
    parent.person.save()
    client = signed_in(carried.cfs_worker)
    assert "Resumen del Plan" in client.get(url("signer-sign", parent)).content.decode()
    answer = client.post(url("signer-sign", parent), typed(version))
    assert "speaks Spanish" in answer.content.decode()
    client.post(url("signer-sign", parent), typed(version, interpreter="Ana Lee"))
    assert parent.version.signatures.get().interpreter == "Ana Lee"


def test_where_sealing_breaks_the_page_says_so(carried, version, signed_in, settings, tmp_path):
    cfs, ais, parent = version.signers.all()
    signed_by(cfs)
    signed_by(parent)
    settings.SEAL_PKCS12 = str(tmp_path / "missing.p12")
    answer = signed_in(carried.ais_worker).post(url("signer-sign", ais), typed(version))
    assert "nothing was signed" in answer.content.decode()
    assert version.signatures.count() == 2


def test_paper_is_printed_signed_and_kept(carried, version, signed_in):
    client = signed_in(carried.cfs_worker)
    assert client.get(url("version-paper", version), {"language": "es"}).content.startswith(b"%PDF-")
    parent = version.signers.all()[2]
    assert client.get(url("signer-scan", parent)).status_code == 404
    scan = SimpleUploadedFile("page.png", scanned_page())
    client.post(url("signer-sign", parent), typed(version, typed_name="", scan=scan))
    shown = client.get(url("signer-scan", parent))
    assert shown.content == scanned_page()
    assert shown["Content-Disposition"].endswith('signed-page.png"')
    assert b"Scan" in client.get(version.get_absolute_url()).content
    kept = PlanSignature.objects.get().scan
    assert client.get(reverse("crossover:document-download", args=[kept.uuid])).status_code == 404


def test_a_signature_by_post_needs_the_scan_of_the_paper(carried, version, signed_in):
    client, parent = signed_in(carried.cfs_worker), version.signers.all()[2]
    given = typed(version, typed_name=str(parent), by_post="on", interpreter="Ana Lee")
    for typed_name in (str(parent), ""):
        form = client.post(url("signer-sign", parent), given | {"typed_name": typed_name}).context["form"]
        assert form.errors == {"scan": ["Attach the scan of the paper that came back by post."]}
        assert (form["typed_name"].value(), form["by_post"].value()) == (typed_name, True)
    assert not PlanSignature.objects.exists()
    scan = SimpleUploadedFile("page.png", scanned_page())
    client.post(url("signer-sign", parent), given | {"scan": scan})
    assert PlanSignature.objects.get().method == "post"


def test_a_copy_is_downloaded_and_the_log_names_the_consent(carried, signed_in):
    copy = sealed(carried).copies.all()[0]
    answer = signed_in(carried.ais_worker).get(copy.get_absolute_url())
    assert answer.content == bytes(copy.document.file.content)
    entry = AccessLogEntry.objects.get(act=AccessAct.DOWNLOADED)
    consent = carried.mother.consents_signed.get()
    assert (entry.user, entry.record, entry.consents) == (carried.ais_worker, copy.uuid, [consent.uuid])


def test_each_copy_is_named_by_whose_it_is_without_a_name(carried, signed_in):
    client = signed_in(carried.cfs_worker)
    copies = sealed(carried).copies.all()
    names = [client.get(copy.get_absolute_url())["Content-Disposition"].split('"')[1] for copy in copies]
    assert sorted(names) == [
        "lccp-version-1-ais-worker.pdf", "lccp-version-1-cfs-worker.pdf", "lccp-version-1-parent-1.pdf",
    ]  # fmt: skip


def test_after_a_revocation_a_reader_gets_a_new_rendering_without_the_others_rows(carried, signed_in):
    copy = sealed(carried).copies.get(signer__role="parent")
    client = signed_in(carried.ais_worker)
    assert client.get(copy.get_absolute_url()).content == bytes(copy.document.file.content)
    revoke_consent(consent=carried.mother.consents_signed.get(), by=carried.cfs_worker, category=Category.SERVICES)
    answer = client.get(copy.get_absolute_url())
    text = text_of(answer.content)
    assert "printed-anew" in answer["Content-Disposition"]
    assert "What its reader may not read today is left out." in text
    assert "Pay for child care" in text  # their own program's
    page = client.get(copy.version.get_absolute_url()).content.decode()
    assert "This is a new rendering of version 1" in page
    for theirs in ("Attend parenting class", "The children are safe at home", "Grandmother drives on Tuesdays"):
        assert theirs not in text
        assert theirs not in page
    assert verify_pdf(answer.content, trust=county_seal().certificate).outcome == SealOutcome.NOT_OURS
    all_lines = signed_in(carried.cfs_worker).get(copy.version.get_absolute_url()).content.decode()
    assert "Attend parenting class" in all_lines
    assert "Pay for child care" not in all_lines


def test_a_copy_given_is_noted_on_the_versions_page(carried, signed_in):
    copy = sealed(carried).copies.all()[2]
    client = signed_in(carried.cfs_worker)
    assert b"This field is required." in client.post(url("copy-give", copy), {"method": ""}).content
    assert client.post(url("copy-give", copy), {"method": "mailed"}).url == copy.version.get_absolute_url()
    assert "Mailed" in client.get(copy.version.get_absolute_url()).content.decode()
    assert "Noted already" in client.get(url("copy-give", copy)).content.decode()


def test_only_a_language_the_plan_is_printed_in_is_taken(carried, version, signed_in):
    cfs = version.signers.all()[0]
    answer = signed_in(carried.cfs_worker).post(url("signer-sign", cfs), typed(version) | {"language": "zz"})
    assert answer.status_code == 200
    assert not PlanSignature.objects.exists()


def test_a_version_whose_10b_was_revoked_is_not_printed_to_sign(carried, version, signed_in):
    client = signed_in(carried.cfs_worker)
    revoke_consent(consent=carried.mother.consents_signed.get(), by=carried.cfs_worker, recipient="calworks")
    answer = client.get(url("version-paper", version))
    assert answer.status_code == 403
    assert "a WTWCC 10B ended since this version was frozen" in answer.content.decode()
    assert url("version-paper", version) not in client.get(version.get_absolute_url()).content.decode()


def test_who_is_shown_the_plan_in_spanish_attests_in_spanish(carried, version, signed_in):
    parent = version.signers.all()[2]
    shown = signed_in(carried.cfs_worker).get(url("signer-sign", parent), {"language": "es"}).content.decode()
    assert "Esta es mi firma, y estoy de acuerdo con este plan" in shown
    assert "This is my signature" not in shown


def test_only_the_version_out_for_signature_is_printed_to_sign(carried, version, signed_in):
    client = signed_in(carried.cfs_worker)
    reopen_plan(plan=version.plan, by=carried.cfs_worker)
    reopened = client.get(url("version-paper", version))
    assert reopened.status_code == 403
    assert "This version is void: the plan was reopened." in reopened.content.decode()
    following = freeze_plan(plan=shown(Plan.objects.get(), carried), by=carried.cfs_worker)
    day = date_format(timezone.localdate(following.frozen_at))
    void = f"This version is void: version 2 replaced it on {day}."
    assert void in client.get(url("version-paper", version)).content.decode()
    assert void in client.get(version.get_absolute_url()).content.decode()
    assert client.get(url("version-paper", following)).content.startswith(b"%PDF-")
    for signer in following.signers.all():
        signed_by(signer)
    answer = client.get(url("version-paper", following))
    assert answer.status_code == 403
    assert "signed and sealed" in answer.content.decode()
    assert all(copy.get_absolute_url() in answer.content.decode() for copy in following.copies.all())
