"""Kinds, states, roles and topics of meetings (31-090 III.D-E)."""

from django.db.models import TextChoices

from families.enums import AssignmentRole, Category


class MeetingKind(TextChoices):
    PLTM = "pltm", "Pre-Linkages Team Meeting (PLTM)"
    LTM = "ltm", "Linkages Team Meeting (LTM)"


class MeetingStatus(TextChoices):
    SCHEDULED = "scheduled", "Scheduled"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


M = MeetingStatus
MEETING_TRANSITIONS: dict[MeetingStatus, frozenset[MeetingStatus]] = {
    M.SCHEDULED: frozenset({M.HELD, M.CANCELLED}),
    M.HELD: frozenset(),
    M.CANCELLED: frozenset(),
}


SHORTEST_MINUTES, USUAL_MINUTES, LONGEST_MINUTES = 5, 60, 600


class Mode(TextChoices):
    IN_PERSON = "in_person", "In person"
    PHONE = "phone", "By phone"
    VIDEO = "video", "By video"


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
    DV_LIAISON = "dv_liaison", "Domestic violence liaison"
    PUBLIC_HEALTH_NURSE = "public_health_nurse", "Public health nurse"
    MENTAL_HEALTH_PROVIDER = "mental_health_provider", "Mental health provider"
    SUBSTANCE_USE_PROVIDER = "substance_use_provider", "Substance use treatment provider"
    SCHOOL = "school", "School representative"
    PUBLIC_AGENCY = "public_agency", "Public agency representative"
    COMMUNITY = "community", "Community organization representative"
    SUPPORT_PERSON = "support_person", "Family's support person"


REQUIRED_AT_LTM = frozenset({AttendeeRole.FAMILY, AttendeeRole.CFS_WORKER, AttendeeRole.AIS_WORKER})
FAMILY_ROLES = frozenset({AttendeeRole.FAMILY, AttendeeRole.SUPPORT_PERSON})
# The two workers without whom no LTM is held, and the assignment that makes them so.
WORKER_ROLES = {
    AttendeeRole.CFS_WORKER: AssignmentRole.CFS_WORKER,
    AttendeeRole.AIS_WORKER: AssignmentRole.AIS_WORKER,
}
# Who comes in one of these roles tells something about someone: the attendance is content of that category.
TELLING_ROLES: dict[str, Category] = {
    AttendeeRole.DV_LIAISON: Category.DOMESTIC_ABUSE,
    AttendeeRole.PUBLIC_HEALTH_NURSE: Category.PHYSICAL_HEALTH,
    AttendeeRole.MENTAL_HEALTH_PROVIDER: Category.MENTAL_HEALTH,
    AttendeeRole.SUBSTANCE_USE_PROVIDER: Category.SUBSTANCE_USE,
}


class Topic(TextChoices):
    """What a meeting goes through, in the handbook's order."""

    WILLINGNESS = "willingness", "Is the family willing to join an LTM and build the plan?"
    WHO_TO_INVITE = "who_to_invite", "Who should be invited to the LTM?"
    WHEN_AND_WHERE = "when_and_where", "When and where will the LTM be?"
    WORRIES = "worries", "What are we worried about, and which resources are needed? Headings only."
    WHO_EXPLAINS = "who_explains", "Who explains the LTM to the family?"
    ACCOMMODATIONS = "accommodations", "Special needs: language, travel, phone for an absent parent"
    REASON = "reason", "Reason for the meeting"
    STRENGTHS = "strengths", "Family strengths, needs and goals"
    CONCERNS = "concerns", "Concerns such as sanctions, drug testing, housing"
    REQUIREMENTS = "requirements", "What both programs require"
    PARENT_STATUS = "parent_status", "How the parents are doing"
    CHILD_STATUS = "child_status", "How the children are doing"


PLTM_AGENDA = (
    Topic.WILLINGNESS,
    Topic.WHO_TO_INVITE,
    Topic.WHEN_AND_WHERE,
    Topic.WORRIES,
    Topic.WHO_EXPLAINS,
    Topic.ACCOMMODATIONS,
)
LTM_AGENDA = (
    Topic.REASON,
    Topic.STRENGTHS,
    Topic.CONCERNS,
    Topic.REQUIREMENTS,
    Topic.PARENT_STATUS,
    Topic.CHILD_STATUS,
)
AGENDAS = {MeetingKind.PLTM: PLTM_AGENDA, MeetingKind.LTM: LTM_AGENDA}
