"""A PDF that somebody brings: sealed by the county, to the last byte, and is it still the newest version?"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from caseplans.models import FinalCopy, PlanVersion
from documents.seal import SealOutcome, SealReport, trusted_certificates, verify_pdf


@dataclass(frozen=True)
class Verified:
    """What the seal says, and of a plan copy on file: its version and the newest sealed one of the family.

    `known` is None for a file that is not on file among `copies`: the seal alone speaks.
    """

    seal: SealReport
    known: FinalCopy | None = None
    newest: PlanVersion | None = None

    @property
    def is_genuine(self) -> bool:
        return self.seal.outcome == SealOutcome.GENUINE

    @property
    def is_superseded(self) -> bool:
        return bool(self.known and self.newest and self.newest != self.known.version)

    @property
    def version_uuid(self) -> UUID | None:
        return self.known.version.uuid if self.known else None


def verified(pdf: bytes, copies: QuerySet[FinalCopy]) -> Verified:
    """Check a file against the county's certificates, and against these copies on file."""
    report = verify_pdf(pdf, trust=trusted_certificates())
    if report.outcome != SealOutcome.GENUINE:
        return Verified(report)
    known = copies.filter(document__file__sha256=report.sha256).select_related("version__plan").first()
    return Verified(report, known, newest_sealed(known.version) if known else None)


def newest_sealed(version: PlanVersion) -> PlanVersion:
    """The last version of this family's plans that was signed by everyone."""
    sealed = PlanVersion.objects.filter(plan__family=version.plan.family).exclude(copies=None)
    return sealed.distinct().latest("copies__sealed_at")
