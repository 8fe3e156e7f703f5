"""The coordinated plan: drafting rows and what was signed."""

from caseplans.models.activities import Activity, ActivityPerson
from caseplans.models.contacts import ActivityContact
from caseplans.models.drafting import Goal, Plan
from caseplans.models.reconciling import ReconciliationEntry
from caseplans.models.requirements import SourceRequirement
from caseplans.models.signing import (
    CopyGiven,
    FinalCopy,
    PlanSignature,
    PlanVersion,
    RequiredSigner,
    VersionItem,
)
from caseplans.models.templates import ActivityTemplate

__all__ = [
    "Activity",
    "ActivityContact",
    "ActivityPerson",
    "ActivityTemplate",
    "CopyGiven",
    "FinalCopy",
    "Goal",
    "Plan",
    "PlanSignature",
    "PlanVersion",
    "ReconciliationEntry",
    "RequiredSigner",
    "SourceRequirement",
    "VersionItem",
]
