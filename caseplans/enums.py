"""States and codes of the Linkages Coordinated Case Plan (LCCP)."""

from django.db.models import TextChoices

from families.enums import Category


class PlanStatus(TextChoices):
    DRAFT = "draft", "Draft"
    READY_TO_SIGN = "ready_to_sign", "Ready to sign"
    PARTIALLY_SIGNED = "partially_signed", "Partially signed"
    ACTIVE = "active", "Signed and active"
    CLOSED = "closed", "Closed"


P = PlanStatus
PLAN_TRANSITIONS: dict[PlanStatus, frozenset[PlanStatus]] = {
    P.DRAFT: frozenset({P.READY_TO_SIGN}),
    P.READY_TO_SIGN: frozenset({P.DRAFT, P.PARTIALLY_SIGNED}),
    P.PARTIALLY_SIGNED: frozenset({P.DRAFT, P.PARTIALLY_SIGNED, P.ACTIVE}),
    P.ACTIVE: frozenset({P.CLOSED}),
    P.CLOSED: frozenset(),
}
AWAITING_SIGNATURES = frozenset({P.READY_TO_SIGN, P.PARTIALLY_SIGNED})
NOT_YET_SIGNED = frozenset({P.DRAFT}) | AWAITING_SIGNATURES


class GoalKind(TextChoices):
    SHARED = "shared", "Shared goal"
    FAMILY = "family", "The family's own goal"
    CFS = "cfs", "CFS goal"
    CALWORKS = "calworks", "CalWORKs goal"


class Responsible(TextChoices):
    FAMILY = "family", "The family"
    CFS = "cfs", "CFS"
    CALWORKS = "calworks", "CalWORKs"


class ServiceType(TextChoices):
    """The services the handbook names (31-090 III.F), and the few it does not."""

    SUBSTANCE_USE = "substance_use", "Drug and alcohol services"
    MENTAL_HEALTH = "mental_health", "Mental health services"
    TRANSPORTATION = "transportation", "Transportation"
    ANGER_MANAGEMENT = "anger_management", "Anger management classes"
    PARENTING = "parenting", "Parenting classes"
    EMPLOYMENT = "employment", "Employment"
    HOUSING = "housing", "Housing services"
    FOOD = "food", "Food bank"
    DOMESTIC_VIOLENCE = "domestic_violence", "Domestic violence services"
    CLOTHES_CLOSET = "clothes_closet", "Ready-to-Work Clothes Closet (VESTIA)"
    CHILD_CARE = "child_care", "Child care"
    VISITATION = "visitation", "Visits with the children"
    HOME_VISIT = "home_visit", "Social worker's home visits"
    OTHER = "other", "Other"


# What a service by itself tells of a person: an activity that names it is of this kind of information.
TELLS_OF = {
    ServiceType.SUBSTANCE_USE: Category.SUBSTANCE_USE,
    ServiceType.MENTAL_HEALTH: Category.MENTAL_HEALTH,
    ServiceType.DOMESTIC_VIOLENCE: Category.DOMESTIC_ABUSE,
}


class Source(TextChoices):
    """Where an activity comes from, in order of priority: CFS requirements come first (31-090 III.F)."""

    COURT = "court", "Court order"
    CFS_PLAN = "cfs_plan", "CFS case plan"
    WTW_PLAN = "wtw_plan", "WTW plan"
    FS_PLAN = "fs_plan", "FS plan"
    FAMILY = "family", "The family"


PRIORITY = {source: rank for rank, source in enumerate(Source)}


class SignerRole(TextChoices):
    CFS_WORKER = "cfs_worker", "CFS social worker"
    AIS_WORKER = "ais_worker", "AIS/FS social worker"
    PARENT = "parent", "Parent"


class SignatureMethod(TextChoices):
    DRAWN = "drawn", "Signed on screen"
    TYPED = "typed", "Typed, with attestation"
    PAPER = "paper", "Signed on paper, scan attached"


class DeliveryMethod(TextChoices):
    HANDED_OVER = "handed_over", "Handed over"
    MAILED = "mailed", "Mailed"
