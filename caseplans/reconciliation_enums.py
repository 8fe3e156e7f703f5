"""Codes of the reconciliation of the two plans: its rules, how grave a finding is, and what facts it is told.

They stand before the models, so that the reconciliation log may keep them.
"""

from django.db.models import TextChoices


class Rule(TextChoices):
    """The rules that the content of a plan is held against, by their numbers in the order of the fact base."""

    PRIORITY = "R1", "CFS comes first, and nothing is dropped"
    TIME = "R2", "In two places at once"
    BOOKED = "R3", "Something else is booked"
    LOAD = "R4", "Too many hours"
    DUPLICATE = "R5", "The same service twice"
    ASSESSMENT = "R6", "The same questions twice"
    CONTRADICTION = "R7", "Two demands that exclude each other"
    HOURS = "R8", "Welfare-to-Work hours"
    COUNTABLE = "R9", "What counts toward Welfare-to-Work"
    SUPPORTS = "R10", "Child care, transport and costs"
    SANCTION = "R11", "Noncompliance and sanction"
    EXEMPT = "R12", "Exempt parent"
    LIMITS = "R13", "Past an end date"
    REUNIFICATION = "R14", "Family Reunification"
    CONSENT = "R15", "Not covered by a WTWCC 10B"
    ABUSE = "R16", "Kept apart"
    SAFETY = "R17", "Safety first"
    OWNERSHIP = "R18", "Who, by when, how we know"
    POVERTY = "R19", "Poverty is not neglect"
    AMENDMENT = "R20", "What changed since it was signed"


# Where each rule comes from, as a finding cites it.
SOURCE_OF_RULE: dict[Rule, str] = {
    Rule.PRIORITY: "31-090 III.F",
    Rule.TIME: "31-090 III.F",
    Rule.BOOKED: "31-090 III.F",
    Rule.LOAD: "31-090 III.F",
    Rule.DUPLICATE: "31-090 III.F, IV.D",
    Rule.ASSESSMENT: "CFPIC Guidelines, 5",
    Rule.CONTRADICTION: "CFPIC Guidelines, 11",
    Rule.HOURS: "W&I 11322.8",
    Rule.COUNTABLE: "W&I 11322.6; CFPIC Guidelines, 11",
    Rule.SUPPORTS: "31-090 III.F; CFPIC Guidelines, 11",
    Rule.SANCTION: "CFPIC Guidelines, 16; MPP 42-721",
    Rule.EXEMPT: "CFPIC Guidelines, 16",
    Rule.LIMITS: "31-090 III.F; W&I 16506",
    Rule.REUNIFICATION: "ACL 23-94, 25-05",
    Rule.CONSENT: "31-090 III.C.1",
    Rule.ABUSE: "W&I 11495",
    Rule.SAFETY: "CFPIC Guidelines, 7",
    Rule.OWNERSHIP: "31-090 III.E.4",
    Rule.POVERTY: "AB 2085; ACL 23-105",
    Rule.AMENDMENT: "31-090 III.E.4",
}


class Severity(TextChoices):
    """An error keeps a plan from being signed until it is mended or a supervisor overrides it with a reason."""

    ERROR = "error", "Error"
    WARNING = "warning", "Warning"
    ADVICE = "advice", "Advice"

    @property
    def weight(self) -> int:
        return WEIGHT[self]


WEIGHT = {severity: len(Severity) - order for order, severity in enumerate(Severity)}


class Excused(TextChoices):
    """What becomes of a CalWORKs requirement that gives way: it is never dropped in silence (domain R1)."""

    GOOD_CAUSE = "good_cause", "Good cause"
    EXEMPTION = "exemption", "Exemption"
    HOURS_REPLANNED = "hours_replanned", "Hours planned anew"
    FAMILY_STABILIZATION = "fs", "Family Stabilization"


class Demand(TextChoices):
    """What a requirement asks of someone's days, where another requirement can exclude it."""

    NO_UNSUPERVISED_CONTACT = "no_unsupervised_contact", "no unsupervised contact with the children"
    CARES_FOR_CHILDREN = "cares_for_children", "caring for the children"
    RESIDENTIAL = "residential", "living in residential treatment"
    JOB_SEARCH = "job_search", "looking for work"
    FULL_TIME = "full_time", "full-time work or training"
    STAYS_HOME = "stays_home", "being at home every day"


D = Demand
# Each pair cannot be asked of one person at one time. What is told of a person stands first, then what it excludes.
EXCLUDES: tuple[tuple[Demand, Demand], ...] = (
    (D.NO_UNSUPERVISED_CONTACT, D.CARES_FOR_CHILDREN),
    (D.RESIDENTIAL, D.JOB_SEARCH),
    (D.RESIDENTIAL, D.FULL_TIME),
    (D.STAYS_HOME, D.FULL_TIME),
)


class AppointmentKind(TextChoices):
    COURT = "court", "court hearing"
    VISIT = "visit", "visit"
    MEETING = "meeting", "meeting"
    INTERVIEW = "interview", "interview"


class LimitKind(TextChoices):
    IFS_END = "ifs_end", "the IFS agreement ends"
    FM_END = "fm_end", "Family Maintenance ends"
    FR_END = "fr_end", "Family Reunification cash aid ends"
    REDETERMINATION = "redetermination", "the CalWORKs redetermination is due"


class Support(TextChoices):
    """What an activity may cost besides someone's time."""

    FEE = "fee", "the service itself"
    CHILD_CARE = "child_care", "child care"
    TRANSPORT = "transport", "transport"
    ANCILLARY = "ancillary", "other costs"


class NeedCode(TextChoices):
    """What a requirement answers. Concrete support is what money would mend: it is no neglect by itself (AB 2085)."""

    CONCRETE_SUPPORT = "concrete_support", "Concrete support"
    SAFETY = "safety", "Child safety"
    OTHER = "other", "Something else"


class DecisionKind(TextChoices):
    """What was done about a finding."""

    TAKEN = "taken", "Proposal taken"
    OVERRIDE = "override", "Left as it is, with a reason"
