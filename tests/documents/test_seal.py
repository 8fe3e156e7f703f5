import hashlib
import io
import subprocess
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.generic import NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from documents.seal import SealError, SealOutcome, make_demo_pkcs12, seal_certificate, seal_pdf, verify_pdf
from tests.documents.conftest import PASSPHRASE
from tests.documents.test_pdf import failures


def with_byte_changed(pdf: bytes, place: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def pdfsig(pdf: bytes, folder) -> str:
    path = folder / "sealed.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", path], capture_output=True, check=False).stdout.decode()


def test_a_sealed_document_is_genuine(sealed_pdf, county_certificate):
    report = verify_pdf(sealed_pdf, trust=county_certificate)
    assert report.outcome is SealOutcome.GENUINE
    assert report.signer == "DEMO seal of County of Example"
    assert timedelta(0) <= datetime.now(UTC) - report.sealed_at < timedelta(minutes=10)
    assert report.sha256 == hashlib.sha256(sealed_pdf).hexdigest()


def test_the_seal_keeps_both_standards(sealed_pdf):
    assert failures(sealed_pdf) == []


def test_two_other_readers_agree(sealed_pdf, county_certificate, tmp_path):
    seal = PdfFileReader(io.BytesIO(sealed_pdf)).embedded_regular_signatures[0]
    trust = list(load_certs_from_pemder_data(county_certificate))
    assert validate_pdf_signature(seal, ValidationContext(trust_roots=trust)).bottom_line
    heard = pdfsig(sealed_pdf, tmp_path)
    assert "Total document signed" in heard
    assert "Signature is Valid" in heard


def test_a_changed_byte_anywhere_is_caught(sealed_pdf, county_certificate):
    _, gap, after, _ = PdfFileReader(io.BytesIO(sealed_pdf)).embedded_regular_signatures[0].byte_range
    places = [*range(0, len(sealed_pdf), len(sealed_pdf) // 30), *range(gap, after, 61), gap, after]
    missed = [
        place
        for place in places
        if verify_pdf(with_byte_changed(sealed_pdf, place), trust=county_certificate).outcome is SealOutcome.GENUINE
    ]
    assert missed == []


def test_a_changed_word_is_altered(sealed_pdf, county_certificate, tmp_path):
    changed = with_byte_changed(sealed_pdf, sealed_pdf.index(b"County seal"))
    assert verify_pdf(changed, trust=county_certificate).outcome is SealOutcome.ALTERED
    assert "Digest Mismatch" in pdfsig(changed, tmp_path)


def test_a_page_swapped_by_incremental_update_is_altered(sealed_pdf, county_certificate, tmp_path):
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed_pdf))
    first = writer.root["/Pages"]["/Kids"][0]
    first[NameObject("/Contents")] = writer.root["/Pages"]["/Kids"][1].raw_get("/Contents")
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    out = io.BytesIO()
    writer.write(out)
    assert "Signature is Valid" in pdfsig(out.getvalue(), tmp_path)  # why pdfsig alone is not enough
    assert verify_pdf(out.getvalue(), trust=county_certificate).outcome is SealOutcome.ALTERED


@pytest.mark.parametrize("behind", [b"\n", b"%%EOF\n", b"% a note\n"])
def test_anything_put_behind_the_seal_is_altered(sealed_pdf, county_certificate, behind):
    assert verify_pdf(sealed_pdf + behind, trust=county_certificate).outcome is SealOutcome.ALTERED


def test_another_seal_is_not_ours(form_pdf, county_certificate):
    """The stranger's seal is sound in itself and bears the same name."""
    stranger = make_demo_pkcs12(county_name="County of Example", passphrase=b"x")
    sealed = seal_pdf(form_pdf, pkcs12=stranger, passphrase=b"x", reason="Signed by every party")
    assert verify_pdf(sealed, trust=seal_certificate(stranger, b"x")).outcome is SealOutcome.GENUINE
    assert verify_pdf(sealed, trust=county_certificate).outcome is SealOutcome.NOT_OURS


def test_an_unsealed_or_foreign_file_is_not_ours(form_pdf, county_certificate):
    for content in [form_pdf, b"", b"no PDF at all"]:
        assert verify_pdf(content, trust=county_certificate).outcome is SealOutcome.NOT_OURS


def test_a_renewed_certificate_leaves_old_seals_genuine(form_pdf, county_certificate):
    short = make_demo_pkcs12(county_name="County of Example", passphrase=b"x", life=timedelta(seconds=3))
    sealed = seal_pdf(form_pdf, pkcs12=short, passphrase=b"x", reason="Signed by every party")
    trust = county_certificate + seal_certificate(short, b"x")
    time.sleep(4)
    assert verify_pdf(sealed, trust=trust).outcome is SealOutcome.GENUINE
    with pytest.raises(SealError, match="run out"):
        seal_pdf(form_pdf, pkcs12=short, passphrase=b"x", reason="Signed by every party")


def test_a_wrong_passphrase_is_refused(form_pdf, county_key):
    with pytest.raises(SealError, match="passphrase"):
        seal_pdf(form_pdf, pkcs12=county_key, passphrase=b"wrong", reason="Signed by every party")


def test_an_rsa_key_is_refused(form_pdf):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "County of Example")])
    now = datetime.now(UTC)
    certificate = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    signed = certificate.sign(key, hashes.SHA256())
    archive = serialize_key_and_certificates(None, key, signed, None, BestAvailableEncryption(b"x"))
    with pytest.raises(SealError, match="ECDSA"):
        seal_pdf(form_pdf, pkcs12=archive, passphrase=b"x", reason="Signed by every party")


def test_the_demo_seal_says_so_and_uses_p256(county_key, county_certificate):
    [certificate] = load_certs_from_pemder_data(county_certificate)
    assert certificate.subject.native["common_name"].startswith("DEMO")
    assert certificate.subject.native["organization_name"].startswith("DEMO")
    assert certificate.public_key.curve == ("named", "secp256r1")
    assert b"PRIVATE KEY" not in county_certificate
    assert seal_certificate(county_key, PASSPHRASE) == county_certificate
