"""The coordinated plan: drafting rows and what was signed."""

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
    "CopyGiven",
    "FinalCopy",
    "Goal",
    "Plan",
    "PlanSignature",
    "PlanVersion",
    "RequiredSigner",
    "VersionItem",
]
