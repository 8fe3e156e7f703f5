"""Kinds, states, roles and topics of meetings (31-090 III.D-E)."""

from django.db.models import TextChoices

from families.enums import AssignmentRole, Category, TaskKind


class MeetingKind(TextChoices):
    """The kinds there are. What each asks for is the county's: `KindRule`."""

    PLTM = "pltm", "Pre-Linkages Team Meeting (PLTM)"
    LTM = "ltm", "Linkages Team Meeting (LTM)"
    LTM_FOLLOW_UP = "ltm_follow_up", "Follow-up Linkages Team Meeting (LTM)"
    LTM_TRANSITION = "ltm_transition", "Transition Linkages Team Meeting (LTM)"
    LTM_CFT = "ltm_cft", "Linkages Team Meeting combined with a CFT"
    CFT = "cft", "Child and Family Team meeting (CFT)"
    TDM = "tdm", "Team Decision Making meeting (TDM)"
    SAFETY_PLANNING = "safety_planning", "Safety planning meeting"
    CASE_PLANNING = "case_planning", "Multi-disciplinary case planning meeting"
    DISPOSITION = "disposition", "Disposition Conference"
    CONSULTATION = "consultation", "Case consultation"


# Each of these is an LTM: the family and both workers, the plan's decisions, the clocks of III.E.1 and III.G.
LTMS = frozenset({MeetingKind.LTM, MeetingKind.LTM_FOLLOW_UP, MeetingKind.LTM_TRANSITION, MeetingKind.LTM_CFT})
# The first LTM of a family, which the PLTM prepares.
PREPARED_BY_PLTM = frozenset({MeetingKind.LTM, MeetingKind.LTM_CFT})
SHORT_NAMES: dict[str, str] = {
    MeetingKind.PLTM: "PLTM",
    MeetingKind.LTM: "LTM",
    MeetingKind.LTM_FOLLOW_UP: "follow-up LTM",
    MeetingKind.LTM_TRANSITION: "transition LTM",
    MeetingKind.LTM_CFT: "LTM with CFT",
    MeetingKind.CFT: "CFT",
    MeetingKind.TDM: "TDM",
    MeetingKind.SAFETY_PLANNING: "safety planning meeting",
    MeetingKind.CASE_PLANNING: "case planning meeting",
    MeetingKind.DISPOSITION: "Disposition Conference",
    MeetingKind.CONSULTATION: "case consultation",
}


# Each of these is a CFT: where a child lives is decided there.
CFTS = frozenset({MeetingKind.CFT, MeetingKind.LTM_CFT})
# Which two kinds make one meeting, and of which kind that is.
COMBINED: dict[frozenset[str], MeetingKind] = {
    frozenset({MeetingKind.LTM, MeetingKind.CFT}): MeetingKind.LTM_CFT,
    frozenset({MeetingKind.LTM_FOLLOW_UP, MeetingKind.CFT}): MeetingKind.LTM_CFT,
    frozenset({MeetingKind.LTM_TRANSITION, MeetingKind.CFT}): MeetingKind.LTM_CFT,
}


# Which kinds give a day to what was asked for: who asks for an LTM is answered by any, a combined one does for both.
ANSWERED_BY: dict[str, frozenset[MeetingKind]] = {
    **{kind: frozenset({kind}) for kind in MeetingKind},
    MeetingKind.LTM: LTMS,
    MeetingKind.LTM_FOLLOW_UP: LTMS,
    MeetingKind.LTM_TRANSITION: frozenset({MeetingKind.LTM_TRANSITION, MeetingKind.LTM_CFT}),
    MeetingKind.CFT: CFTS,
}


class MeetingStatus(TextChoices):
    """What was asked for and has no day yet is a `MeetingRequest`."""

    SCHEDULED = "scheduled", "Scheduled"
    CONFIRMED = "confirmed", "Confirmed"
    HELD = "held", "Held"
    MINUTES = "minutes", "Held, minutes being written"
    FINAL = "final", "Held, minutes final"
    CANCELLED = "cancelled", "Cancelled"
    NO_SHOW = "no_show", "Not held: someone did not come"


M = MeetingStatus
# A move sets it for another day: who had confirmed is asked again.
MEETING_TRANSITIONS: dict[MeetingStatus, frozenset[MeetingStatus]] = {
    M.SCHEDULED: frozenset({M.SCHEDULED, M.CONFIRMED, M.HELD, M.CANCELLED, M.NO_SHOW}),
    M.CONFIRMED: frozenset({M.SCHEDULED, M.HELD, M.CANCELLED, M.NO_SHOW}),
    M.HELD: frozenset({M.MINUTES, M.FINAL}),
    M.MINUTES: frozenset({M.MINUTES, M.FINAL}),
    M.FINAL: frozenset(),
    M.CANCELLED: frozenset(),
    M.NO_SHOW: frozenset(),
}
AHEAD = frozenset({M.SCHEDULED, M.CONFIRMED})
WAS_HELD = frozenset({M.HELD, M.MINUTES, M.FINAL})
NOT_HELD = frozenset({M.CANCELLED, M.NO_SHOW})


class MeetingRequestStatus(TextChoices):
    OPEN = "open", "Open"
    SCHEDULED = "scheduled", "Scheduled"
    WITHDRAWN = "withdrawn", "Withdrawn"


# A meeting that was asked for and not held is still asked for.
REQUEST_TRANSITIONS: dict[MeetingRequestStatus, frozenset[MeetingRequestStatus]] = {
    MeetingRequestStatus.OPEN: frozenset({MeetingRequestStatus.SCHEDULED, MeetingRequestStatus.WITHDRAWN}),
    MeetingRequestStatus.SCHEDULED: frozenset({MeetingRequestStatus.OPEN}),
    MeetingRequestStatus.WITHDRAWN: frozenset(),
}


class Trigger(TextChoices):
    """Why a meeting is asked for (31-090 III.D, III.E.1, III.G)."""

    AGREEMENT = "agreement", "The IFS agreement was signed"
    AFTER_PLTM = "after_pltm", "The PLTM was held"
    CFS_REQUIREMENTS = "cfs_requirements", "A parent is not meeting CFS requirements"
    WTW_REQUIREMENTS = "wtw_requirements", "A parent is not meeting Welfare-to-Work requirements"
    DISCONTINUANCE = "discontinuance", "CalWORKs is due to be discontinued"
    STAFF = "staff", "Staff find it necessary"
    FAMILY = "family", "The family asks for it"


# Why a meeting is asked for tells something of a person: it is content of that category.
TRIGGER_CATEGORY: dict[str, Category] = {
    **dict.fromkeys(Trigger, Category.LOGISTICS),
    Trigger.CFS_REQUIREMENTS: Category.SERVICES,
    Trigger.WTW_REQUIREMENTS: Category.CALWORKS_STATUS,
    Trigger.DISCONTINUANCE: Category.CALWORKS_STATUS,
}


SHORTEST_MINUTES, USUAL_MINUTES, LONGEST_MINUTES = 5, 60, 600


class Mode(TextChoices):
    IN_PERSON = "in_person", "In person"
    PHONE = "phone", "By phone"
    VIDEO = "video", "By video"


# Beside the ways to take part: not to.
ABSENT = "absent"


class AttendeeRole(TextChoices):
    FAMILY = "family", "Parent or family"
    CFS_WORKER = "cfs_worker", "CFS social worker"
    AIS_WORKER = "ais_worker", "AIS/FS social worker"
    FACILITATOR = "facilitator", "Meeting facilitator"
    ELIGIBILITY_WORKER = "eligibility_worker", "CalWORKs eligibility worker"
    ELIGIBILITY_SUPERVISOR = "eligibility_supervisor", "CalWORKs EW supervisor"
    EMPLOYMENT_SPECIALIST = "employment_specialist", "WTW employment specialist"
    WTW_SOCIAL_WORKER = "wtw_social_worker", "Other WTW or AIS/FS social worker"
    WTW_SUPERVISOR = "wtw_supervisor", "WTW or AIS/FS supervisor"
    PARENT_PARTNER = "parent_partner", "Parent partner"
    IFS_SUPERVISOR = "ifs_supervisor", "IFS supervisor"
    CFS_COLLEAGUE = "cfs_colleague", "Other CFS social worker"
    CFS_SUPERVISOR = "cfs_supervisor", "CFS supervisor"
    DV_LIAISON = "dv_liaison", "Domestic violence liaison"
    PUBLIC_HEALTH_NURSE = "public_health_nurse", "Public health nurse"
    MENTAL_HEALTH_PROVIDER = "mental_health_provider", "Mental health provider"
    SUBSTANCE_USE_PROVIDER = "substance_use_provider", "Substance use treatment provider"
    SCHOOL = "school", "School representative"
    PUBLIC_AGENCY = "public_agency", "Public agency representative"
    COMMUNITY = "community", "Community organization representative"
    SUPPORT_PERSON = "support_person", "Family's support person"


# Without these no LTM is held, whatever the county sets (31-090 III.E.2).
REQUIRED_AT_LTM = frozenset({AttendeeRole.FAMILY, AttendeeRole.CFS_WORKER, AttendeeRole.AIS_WORKER})
FAMILY_ROLES = frozenset({AttendeeRole.FAMILY, AttendeeRole.SUPPORT_PERSON})
# The two workers without whom no LTM is held, and the assignment that makes them so.
WORKER_ROLES = {
    AttendeeRole.CFS_WORKER: AssignmentRole.CFS_WORKER,
    AttendeeRole.AIS_WORKER: AssignmentRole.AIS_WORKER,
}
# Which of the county's staff hold these roles, beside the two workers who do by their assignment.
JOBS: dict[str, frozenset[str]] = {
    AttendeeRole.ELIGIBILITY_WORKER: frozenset({"eligibility_worker"}),
    AttendeeRole.ELIGIBILITY_SUPERVISOR: frozenset({"eligibility_supervisor"}),
    AttendeeRole.EMPLOYMENT_SPECIALIST: frozenset({"employment_specialist"}),
    AttendeeRole.WTW_SOCIAL_WORKER: frozenset({"ais_worker", "colocated_worker"}),
    AttendeeRole.WTW_SUPERVISOR: frozenset({"ais_supervisor", "employment_supervisor"}),
    AttendeeRole.IFS_SUPERVISOR: frozenset({"ifs_supervisor", "cfs_supervisor"}),
    AttendeeRole.CFS_COLLEAGUE: frozenset({"cfs_worker", "er_worker"}),
    AttendeeRole.CFS_SUPERVISOR: frozenset({"cfs_supervisor", "er_supervisor"}),
}
# Nobody from outside comes as one of these.
ROLES_OF_STAFF = frozenset({*WORKER_ROLES, *JOBS})
# Who comes in one of these roles tells something about someone: the attendance is content of that category.
TELLING_ROLES: dict[str, Category] = {
    AttendeeRole.DV_LIAISON: Category.DOMESTIC_ABUSE,
    AttendeeRole.PUBLIC_HEALTH_NURSE: Category.PHYSICAL_HEALTH,
    AttendeeRole.MENTAL_HEALTH_PROVIDER: Category.MENTAL_HEALTH,
    AttendeeRole.SUBSTANCE_USE_PROVIDER: Category.SUBSTANCE_USE,
}


class Topic(TextChoices):
    """What meetings go through. Which of these a kind has, and in which order, is the county's: `KindRule`."""

    WILLINGNESS = "willingness", "Is the family willing to join an LTM and build the plan?"
    WHO_TO_INVITE = "who_to_invite", "Who should be invited to the LTM?"
    WHEN_AND_WHERE = "when_and_where", "When and where will the LTM be?"
    WORRIES = "worries", "What are we worried about, and which resources are needed? Headings only."
    WHO_EXPLAINS = "who_explains", "Who explains the LTM to the family?"
    INTERPRETER = "interpreter", "Interpreter for the LTM: which language, and who books one"
    TRAVEL = "travel", "Travel to the LTM: what the family needs, and who arranges it"
    ABSENT_PHONE = "absent_phone", "Phone for a parent who cannot come (incarcerated, say), and who arranges it"
    ACCOMMODATIONS = "accommodations", "Other special needs"
    CONSENT_CHECK = "consent_check", "Is the WTWCC 10B signed, or who asks for it?"
    SAFETY_CHECK = "safety_check", "Safety: does someone need a meeting of their own?"
    CHILD_CARE = "child_care", "Child care during the LTM"
    TRIBE = "tribe", "Tribal representative, where the Indian Child Welfare Act applies"
    REASON = "reason", "Reason for the meeting"
    STRENGTHS = "strengths", "Family strengths, needs and goals"
    CONCERNS = "concerns", "Concerns such as sanctions, drug testing, housing"
    REQUIREMENTS = "requirements", "What both programs require"
    PARENT_STATUS = "parent_status", "How the parents are doing"
    CHILD_STATUS = "child_status", "How the children are doing"
    RESILIENCE = "resilience", "Parental resilience"
    CONNECTIONS = "connections", "Social connections"
    PARENTING = "parenting", "Knowledge of parenting and child development"
    SUPPORT = "support", "Concrete support in times of need"
    CHILDREN = "children", "Children's social and emotional competence"
    PROGRESS = "progress", "Progress on the plan since the last meeting"
    SAFETY = "safety", "What keeps the children safe, and who helps"
    PLACEMENT = "placement", "Where the children live, and who cares for them"
    RESOURCES = "resources", "Resources that CalWORKs and others offer"
    FINDINGS = "findings", "Findings"
    QUESTION = "question", "What is asked of the other program"


PROTECTIVE_FACTORS = (Topic.RESILIENCE, Topic.CONNECTIONS, Topic.PARENTING, Topic.SUPPORT, Topic.CHILDREN)


class Question(TextChoices):
    """The three questions that structure what is said with the family (31-090 III.E.2; Safety Organized Practice)."""

    WELL = "well", "What is working well?"
    WORRIED = "worried", "What are we worried about?"
    NEXT = "next", "What needs to happen?"


class CaseDecision(TextChoices):
    """How a case goes on after its Disposition Conference (31-090 III.G)."""

    CONTINUE = "continue", "The case goes on as planned"
    CHANGE = "change", "The case goes on, and the plan changes"
    CLOSE = "close", "The case is to be closed"
    COURT = "court", "The case is referred to court"


class PltmOutcome(TextChoices):
    """What a PLTM comes to (31-090 III.D)."""

    BOOK_LTM = "book_ltm", "The family is willing: schedule the LTM next"
    MORE_TIME = "more_time", "The family needs more time"
    DECLINED = "declined", "The family does not want an LTM"
    NOT_LINKAGES = "not_linkages", "It is not a Linkages case"


# What of these ends the wait for the LTM that follows the PLTM; each says why.
ENDS_WITHOUT_LTM = frozenset({PltmOutcome.DECLINED, PltmOutcome.NOT_LINKAGES})
# What a PLTM settles so that somebody does it before the LTM (31-090 III.D), and the task it opens.
ARRANGEMENTS: dict[str, TaskKind] = {
    Topic.WHO_EXPLAINS: TaskKind.EXPLAIN_LTM,
    Topic.INTERPRETER: TaskKind.BOOK_INTERPRETER,
    Topic.TRAVEL: TaskKind.ARRANGE_TRAVEL,
    Topic.ABSENT_PHONE: TaskKind.ARRANGE_PHONE,
}
# What a PLTM answers with yes or no, and a few words where they help.
YES_OR_NO = frozenset({Topic.WILLINGNESS, Topic.CONSENT_CHECK, Topic.SAFETY_CHECK, Topic.CHILD_CARE, Topic.TRIBE})
# Questions that help the family to speak about a topic.
SUGGESTED: dict[str, tuple[str, ...]] = {
    Topic.REASON: ("What would you like this meeting to change for your family?",),
    Topic.STRENGTHS: (
        "What are you proud of in your family?",
        "When things were hard before, what helped?",
        "What matters most to you for your children?",
    ),
    Topic.CONCERNS: ("What worries you most right now?", "What would the children say they worry about?"),
    Topic.REQUIREMENTS: (
        "Which of these appointments are hard to keep, and why?",
        "Which activity could count for both programs?",
    ),
    Topic.PARENT_STATUS: ("How are you doing, from 0 to 10? What would make it one step better?",),
    Topic.CHILD_STATUS: ("What is going well for each child?", "What does each child need this month?"),
    Topic.RESILIENCE: ("How do you keep going on a bad day?", "What gives you strength?"),
    Topic.CONNECTIONS: ("Whom do you call when you need help?", "Who in your community is there for your children?"),
    Topic.PARENTING: ("What do you enjoy doing with your children?", "What would you like to know more about?"),
    Topic.SUPPORT: ("What would help most this week: food, rides, child care, housing?",),
    Topic.CHILDREN: ("How do your children show what they feel?", "How do they get along with others?"),
    Topic.PROGRESS: ("What has changed since we last met?", "What did you do that made it happen?"),
    Topic.SAFETY: ("Who can the children go to when they do not feel safe?",),
    Topic.PLACEMENT: ("Who knows the children and could care for them?",),
}
