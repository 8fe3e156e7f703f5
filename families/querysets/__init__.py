"""Which families, which of their rows."""

from families.querysets.base import (
    AssignmentQuerySet,
    BreakGlassQuerySet,
    CaseQuerySet,
    ConflictQuerySet,
    ContentQuerySet,
    FamilyQuerySet,
    GrantQuerySet,
    HeaderQuerySet,
    ReferralQuerySet,
    RestrictionQuerySet,
    ReviewQuerySet,
)
from families.querysets.work import ArrangedQuerySet, DraftQuerySet, OwnQuerySet, OwnTaskQuerySet, TaskQuerySet

__all__ = [
    "ArrangedQuerySet",
    "AssignmentQuerySet",
    "BreakGlassQuerySet",
    "CaseQuerySet",
    "ConflictQuerySet",
    "ContentQuerySet",
    "DraftQuerySet",
    "FamilyQuerySet",
    "GrantQuerySet",
    "HeaderQuerySet",
    "OwnQuerySet",
    "OwnTaskQuerySet",
    "ReferralQuerySet",
    "RestrictionQuerySet",
    "ReviewQuerySet",
    "TaskQuerySet",
]
