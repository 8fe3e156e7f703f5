"""The county's seal: one certifying signature per finished document, and the check that it still holds.

Parents have no certificates, so the drawn or typed signatures are in the page and the county seals the whole of it.
"""

import hashlib
import io
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pikepdf
from asn1crypto.cms import ContentInfo, DigestAlgorithm
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12 as pkcs12_format
from cryptography.x509.oid import NameOID
from django.conf import settings
from pikepdf import Array, Dictionary, Name
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko_certvalidator import ValidationContext

from accounts.models import County
from documents.pdf import PLAIN_STRUCTURE

SEAL_FIELD = "CountySeal"
DEMO_SEAL = Path("var") / "demo-seal.p12"
DEMO_PASSPHRASE = b"demo seal"
DEMO_CERTIFICATE_LIFE = timedelta(days=3650)
PRINT_AND_LOCKED = 4 + 128


class SealError(ValueError):
    """The document cannot be sealed with what was given."""


class SealOutcome(StrEnum):
    GENUINE = "genuine"
    ALTERED = "altered"
    NOT_OURS = "not ours"


@dataclass(frozen=True)
class SealReport:
    """What the seal says of one file; `sealed_at` is the county's own clock and `sha256` is of the file as given."""

    outcome: SealOutcome
    sha256: str
    signer: str = ""
    sealed_at: datetime | None = None


class _UntouchedMetadata(IncrementalPdfFileWriter):
    """Leaves the document's metadata alone: rewritten, it would no longer be PDF/A."""

    def _update_meta(self) -> None:
        return


def add_signature_field(pdf: bytes) -> bytes:
    """Add the empty field the seal goes into: outside the sheet, so exempt from tagging (ISO 14289-1, 7.18.1)."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[-1]
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=SEAL_FIELD, TU="County seal",
                F=PRINT_AND_LOCKED, Rect=[-9, -9, -9, -9], P=page.obj,
            )
        )  # fmt: skip
        annotations = page.obj.get(Name.Annots, Array())
        annotations.append(field)
        page.Annots = annotations
        document.Root.AcroForm = document.make_indirect(Dictionary(Fields=[field], SigFlags=3))
        out = io.BytesIO()
        document.save(out, **PLAIN_STRUCTURE)
    return out.getvalue()


def seal_pdf(pdf: bytes, *, pkcs12: bytes, passphrase: bytes, reason: str) -> bytes:
    """Certify the finished document with the county's key (PAdES, ECDSA): from here no change at all is allowed."""
    signer, certificate = _open(pkcs12, passphrase)
    if not certificate.not_valid_before <= datetime.now(UTC) <= certificate.not_valid_after:
        raise SealError("The certificate of the seal has run out. Renew it before sealing.")
    metadata = PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        name=signer.subject_name,
    )
    out = io.BytesIO()
    writer = _UntouchedMetadata(io.BytesIO(add_signature_field(pdf)))
    PdfSigner(metadata, signer=signer).sign_pdf(writer, existing_fields_only=True, output=out)
    return out.getvalue()


def verify_pdf(pdf: bytes, *, trust: bytes) -> SealReport:
    """Say whether a file is a document the county sealed, to the last byte.

    `trust` holds the county's certificates (PEM), the present and the earlier ones. The certificate is judged as of the
    moment of sealing, so that a plan stays genuine after the certificate has run out. Nothing is fetched.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    certificates = list(load_certs_from_pemder_data(trust))
    try:
        return _judge(pdf, certificates, sha256)
    except Exception:  # noqa: BLE001 -- a damaged file can break the reader anywhere; whatever broke, it is not intact
        outcome = SealOutcome.ALTERED if SEAL_FIELD.encode() in pdf else SealOutcome.NOT_OURS
        return SealReport(outcome, sha256)


def _judge(pdf: bytes, certificates: list[Certificate], sha256: str) -> SealReport:
    seals = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    if not seals:
        return SealReport(SealOutcome.NOT_OURS, sha256)
    seal = seals[0]
    sealed_at = seal.self_reported_timestamp
    context = ValidationContext(trust_roots=certificates, moment=sealed_at, allow_fetching=False)
    status = validate_pdf_signature(seal, context)
    signer = status.signing_cert.subject.native.get("common_name", "")
    if status.intact and status.valid and not status.trusted:
        return SealReport(SealOutcome.NOT_OURS, sha256, signer, sealed_at)
    certified = status.bottom_line and seal.docmdp_level == MDPPerm.NO_CHANGES
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE and _gap_holds_the_seal_alone(pdf, seal)
    untouched = len(seals) == 1 and certified and whole
    return SealReport(SealOutcome.GENUINE if untouched else SealOutcome.ALTERED, sha256, signer, sealed_at)


def _gap_holds_the_seal_alone(pdf: bytes, seal: EmbeddedPdfSignature) -> bool:
    """The one place the seal cannot cover is its own: it may hold the seal as the county writes it, and zeros."""
    _, gap_start, gap_end, _ = seal.byte_range
    written_anew = _envelope(seal).dump(force=True)
    gap = b"<" + written_anew.hex().upper().encode().ljust(gap_end - gap_start - 2, b"0") + b">"
    return pdf[gap_start:gap_end] == gap


def _envelope(seal: EmbeddedPdfSignature) -> ContentInfo:
    """The seal's envelope with the fields no signature covers (version, hash, issuer) as the county writes them."""
    certificate: Any = seal.signer_cert
    envelope = ContentInfo.load(seal.pkcs7_content)
    content, signer = envelope["content"], envelope["content"]["signer_infos"][0]
    content["version"] = signer["version"] = "v1"
    content["digest_algorithms"] = [DigestAlgorithm({"algorithm": "sha256"})]
    signer["digest_algorithm"] = DigestAlgorithm({"algorithm": "sha256"})
    signer["sid"].chosen["issuer"] = certificate.issuer
    content["signer_infos"] = [signer]
    return envelope


def seal_certificate(pkcs12: bytes, passphrase: bytes) -> bytes:
    """The public half of the seal (PEM), to keep among the trusted certificates and to give to anyone who asks."""
    certificate = x509.load_der_x509_certificate(_open(pkcs12, passphrase)[1].dump())
    return certificate.public_bytes(serialization.Encoding.PEM)


def make_demo_pkcs12(*, county_name: str, passphrase: bytes, life: timedelta = DEMO_CERTIFICATE_LIFE) -> bytes:
    """A self-signed seal (ECDSA P-256) for demonstrations; its name says DEMO wherever a reader shows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"DEMO {county_name}"[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"DEMO seal of {county_name}"[:64]),
        ]
    )
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    ) | {"encipher_only": False, "decipher_only": False}
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=365))  # the demo county has lived its past weeks already
        .not_valid_after(now + life)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    protection = serialization.BestAvailableEncryption(passphrase)
    return pkcs12_format.serialize_key_and_certificates(b"county seal", key, certificate, None, protection)


def _open(pkcs12: bytes, passphrase: bytes) -> tuple[SimpleSigner, Any]:
    """The key and its certificate. Raises SealError when the passphrase is wrong or the key is of another kind."""
    try:
        signer = SimpleSigner.load_pkcs12_data(pkcs12, other_certs=[], passphrase=passphrase)
    except ValueError as error:
        raise SealError("The seal could not be opened: check the file and its passphrase.") from error
    certificate: Any = signer.signing_cert
    key = certificate.public_key
    if key.algorithm != "ec" or key.curve != ("named", "secp256r1"):
        raise SealError("The seal must hold an ECDSA P-256 key.")
    return signer, certificate


@dataclass(frozen=True)
class CountySeal:
    """The key finished plans and signed WTWCC 10Bs are sealed with."""

    pkcs12: bytes
    passphrase: bytes
    is_demo: bool = False

    @property
    def certificate(self) -> bytes:
        return seal_certificate(self.pkcs12, self.passphrase)


def county_seal() -> CountySeal:
    """The county's seal; outside production, where none is set, a demo seal kept in `var/`."""
    if settings.SEAL_PKCS12:
        try:
            return CountySeal(Path(settings.SEAL_PKCS12).read_bytes(), settings.SEAL_PASSPHRASE.encode())
        except OSError as error:
            raise SealError("The county's seal file cannot be read.") from error
    if settings.PRODUCTION:
        raise SealError("The county's seal is not set up.")
    return CountySeal(_demo_pkcs12(settings.BASE_DIR / DEMO_SEAL), DEMO_PASSPHRASE, is_demo=True)


def seal_ends_at() -> datetime:
    """When the certificate that the county seals with runs out. Raises SealError."""
    seal = county_seal()
    ends_at: datetime = _open(seal.pkcs12, seal.passphrase)[1].not_valid_after
    return ends_at


def trusted_certificates() -> bytes:
    """The certificate the county seals with, and those it sealed with before (PEM)."""
    earlier = [Path(path).read_bytes() for path in settings.SEAL_EARLIER_CERTIFICATES]
    return b"\n".join([county_seal().certificate, *earlier])


def _demo_pkcs12(path: Path) -> bytes:
    """Made once and kept, so that every demo copy can be verified later; two processes at once agree on one file."""
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as made:
            made.write(make_demo_pkcs12(county_name=str(County.objects.ours()), passphrase=DEMO_PASSPHRASE))
        try:
            os.link(made.name, path)
        except FileExistsError:
            pass
        finally:
            Path(made.name).unlink()
    return path.read_bytes()
