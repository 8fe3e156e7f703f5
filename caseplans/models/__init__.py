"""The coordinated plan: drafting rows and what was signed."""

from caseplans.models.contacts import ActivityContact
from caseplans.models.drafting import Activity, Goal, Plan
from caseplans.models.signing import (
    CopyGiven,
    FinalCopy,
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
    "PlanSignature",
    "PlanVersion",
    "RequiredSigner",
    "VersionItem",
]
