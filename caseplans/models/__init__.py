"""The coordinated plan: drafting rows and what was signed."""

from caseplans.models.agreeing import PlanShown, SignatureRefusal
from caseplans.models.contacts import ActivityContact
from caseplans.models.copies import CopyGiven, FinalCopy
from caseplans.models.drafting import Activity, Goal, Plan
from caseplans.models.signing import (
    PlanSignature,
    PlanVersion,
    RequiredSigner,
    VersionItem,
)

__all__ = [
    "Activity",
    "ActivityContact",
    "CopyGiven",
    "FinalCopy",
    "Goal",
    "Plan",
    "PlanShown",
    "PlanSignature",
    "PlanVersion",
    "RequiredSigner",
    "SignatureRefusal",
    "VersionItem",
]
