"""The coordinated plan: drafting rows and what was signed."""

from caseplans.models.activities import Activity, ActivityPerson
from caseplans.models.agreeing import PlanShown, SignatureRefusal
from caseplans.models.assessments import Assessment, Strength
from caseplans.models.contacts import ActivityContact
from caseplans.models.copies import CopyGiven, FinalCopy
from caseplans.models.drafting import Goal, Plan
from caseplans.models.outreach import OutreachAttempt
from caseplans.models.progress import ProgressNote
from caseplans.models.reconciling import ReconciliationEntry
from caseplans.models.requirements import SourceRequirement
from caseplans.models.signing import (
    PlanSignature,
    PlanVersion,
    RequiredSigner,
    VersionItem,
)
from caseplans.models.statuses import StatusReview
from caseplans.models.templates import ActivityTemplate
from caseplans.models.transitions import ActivityMove, GoalOutcome, ProgramClosing, ResidualNeed, Transition

__all__ = [
    "Activity",
    "ActivityContact",
    "ActivityMove",
    "ActivityPerson",
    "ActivityTemplate",
    "Assessment",
    "CopyGiven",
    "FinalCopy",
    "Goal",
    "GoalOutcome",
    "OutreachAttempt",
    "Plan",
    "PlanShown",
    "PlanSignature",
    "PlanVersion",
    "ProgramClosing",
    "ProgressNote",
    "ReconciliationEntry",
    "RequiredSigner",
    "ResidualNeed",
    "SignatureRefusal",
    "SourceRequirement",
    "StatusReview",
    "Strength",
    "Transition",
    "VersionItem",
]
