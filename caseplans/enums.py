"""States and codes of the Linkages Coordinated Case Plan (LCCP)."""

from django.db.models import TextChoices

from accounts.enums import Bureau


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
    SUPERVISOR = "supervisor", "Supervisor, approves"
    PRESENT = "present", "Present at the LTM"


WORKERS = frozenset({SignerRole.CFS_WORKER, SignerRole.AIS_WORKER})
STAFF_SIGNERS = WORKERS | {SignerRole.SUPERVISOR}


class SignerCapacity(TextChoices):
    """In what capacity someone signs."""

    PARENT = "parent", "As parent"
    GUARDIAN = "guardian", "As legal guardian"
    REPRESENTATIVE = "representative", "As legal representative"
    STAFF = "staff", "For the program"
    TOOK_PART = "took_part", "As someone who took part"


# What a parent may choose between; everybody else's follows from the role.
PARENT_CAPACITIES = (SignerCapacity.PARENT, SignerCapacity.GUARDIAN, SignerCapacity.REPRESENTATIVE)


class SignatureMethod(TextChoices):
    DRAWN = "drawn", "Signed on screen"
    TYPED = "typed", "Typed, with attestation"
    MARK = "mark", "Mark with two witnesses"
    PAPER = "paper", "Signed on paper, scan attached"
    POST = "post", "Signed on paper, came back by post"
    TOLD = "told", "Told of the change and acknowledged it"


ON_PAPER = frozenset({SignatureMethod.PAPER, SignatureMethod.POST})


class RefusalReason(TextChoices):
    """Why a parent does not sign, as far as they said."""

    DISAGREES = "disagrees", "Does not agree with the plan"
    ADVICE = "advice", "Wants to ask somebody first"
    NO_REASON = "no_reason", "Gave no reason"
    OTHER = "other", "Another reason"


class DeliveryMethod(TextChoices):
    HANDED_OVER = "handed_over", "Handed over"
    MAILED = "mailed", "Mailed"
    DOWNLOADED = "downloaded", "Secure download by staff"


# Which program's plan a requirement stands in: that program writes it down, so that it is that program's to share.
PROGRAM_OF = {
    Source.COURT: Bureau.CFS,
    Source.CFS_PLAN: Bureau.CFS,
    Source.WTW_PLAN: Bureau.CALWORKS,
    Source.FS_PLAN: Bureau.CALWORKS,
}


class GoalNeed(TextChoices):
    """Which need a goal answers, in the order in which goals stand: safety first (CFPIC Guidelines, 14)."""

    SAFETY = "safety", "Child safety"
    STABILITY = "stability", "Economic stability"
    OTHER = "other", "Something else"


class Frequency(TextChoices):
    ONCE = "once", "Once"
    DAILY = "daily", "Every day"
    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every two weeks"
    MONTHLY = "monthly", "Every month"
    AS_NEEDED = "as_needed", "When needed"


class Weekday(TextChoices):
    """Days of the week by the codes of RFC 5545."""

    MONDAY = "mo", "Monday"
    TUESDAY = "tu", "Tuesday"
    WEDNESDAY = "we", "Wednesday"
    THURSDAY = "th", "Thursday"
    FRIDAY = "fr", "Friday"
    SATURDAY = "sa", "Saturday"
    SUNDAY = "su", "Sunday"


class Payer(TextChoices):
    """Who pays for child care, transport or another thing an activity needs. Blank where it needs none."""

    CFS = "cfs", "CFS"
    CALWORKS = "calworks", "CalWORKs"
    FAMILY = "family", "The family"
    OTHER = "other", "Someone else"
    NOBODY = "nobody", "Needed: nobody pays yet"


class CountsOn(TextChoices):
    """On which signed plan an activity stands that counts toward Welfare-to-Work."""

    WTW_2 = "wtw_2", "WTW 2 (Welfare-to-Work plan)"
    FS_PLAN = "fs_plan", "Family Stabilization plan"


class ActivityStatus(TextChoices):
    """How an activity stands (domain 8). It is agreed once the plan that holds it is signed by all."""

    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    IN_PROGRESS = "in_progress", "In progress"
    MET = "met", "Done"
    PARTLY_MET = "partly_met", "Partly done"
    NOT_MET = "not_met", "Not done"
    WAIVED = "waived", "No longer needed"
    REPLACED = "replaced", "Replaced by another"


STILL_TO_DO = frozenset({ActivityStatus.PROPOSED, ActivityStatus.AGREED, ActivityStatus.IN_PROGRESS})
DONE = frozenset({ActivityStatus.MET, ActivityStatus.PARTLY_MET})
