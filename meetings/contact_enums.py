"""What a contact is entered as, in the codes that CWS/CMS asks for where its data model names them (domain 3.8)."""

from django.db.models import TextChoices

from accounts.enums import Bureau


class ContactKind(TextChoices):
    VISIT = "visit", "Visit"
    CALL = "call", "Call"
    TEAM = "team", "Linkages Team contact"
    COLLATERAL = "collateral", "Collateral contact"


class ContactStatus(TextChoices):
    COMPLETED = "completed", "Completed"
    ATTEMPTED = "attempted", "Attempted"
    SCHEDULED = "scheduled", "Scheduled"


class ContactMethod(TextChoices):
    IN_PERSON = "in_person", "In person"
    PHONE = "phone", "By phone"
    VIDEO = "video", "By video"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"


class ContactPurpose(TextChoices):
    WELL_BEING = "well_being", "See how the family or a child is doing"
    CASE_PLAN = "case_plan", "Follow up on the case plan or the WTW plan"
    SERVICE = "service", "Arrange or deliver a service"
    ASSESS = "assess", "Assess needs, strengths or safety"
    COORDINATE = "coordinate", "Coordinate with the other program"
    CONSULT = "consult", "Consult with a provider, a school or an attorney"
    APPOINTMENT = "appointment", "Appointment, attendance or good cause"
    INVESTIGATE = "investigate", "Investigate a referral"
    OTHER = "other", "Other"


class ContactLocation(TextChoices):
    HOME = "home", "Family's home"
    PLACEMENT = "placement", "Where the child is placed"
    COUNTY_OFFICE = "county_office", "County office"
    PROVIDER = "provider", "Service provider's office"
    SCHOOL = "school", "School or child care"
    HOSPITAL = "hospital", "Hospital or clinic"
    COURT = "court", "Court"
    JAIL = "jail", "Jail or prison"
    COMMUNITY = "community", "Elsewhere in the community"


class ParticipantKind(TextChoices):
    """Who took part, by type. Who reported suspected abuse has no code here: it is kept nowhere (Penal Code 11167)."""

    CLIENT = "client", "Client"
    STAFF = "staff", "Staff"
    PROVIDER = "provider", "Service provider"
    CAREGIVER = "caregiver", "Substitute care provider"
    COLLATERAL = "collateral", "Collateral"
    ATTORNEY = "attorney", "Attorney"


class InterpreterUse(TextChoices):
    """Whether and how a contact was interpreted, which each record says (ACL 08-65)."""

    NOT_NEEDED = "not_needed", "No interpreter needed"
    BILINGUAL = "bilingual", "Bilingual worker"
    COUNTY = "county", "County interpreter or interpreter line"
    OWN = "own", "The family's own, with a signed CR 6181"
    DECLINED = "declined", "Offered and declined"


class LeadAgency(TextChoices):
    """Which agency leads the Child and Family Team."""

    CHILD_WELFARE = "child_welfare", "Child welfare"
    PROBATION = "probation", "Probation"
    BEHAVIORAL_HEALTH = "behavioral", "Behavioral health"
    OTHER = "other", "Another agency"


class HardCopy(TextChoices):
    YES = "Y", "Yes"
    NO = "N", "No"
    UNKNOWN = "U", "Not known"


class Supervision(TextChoices):
    """How a visit between a child and their parents was supervised."""

    SUPERVISED = "supervised", "Supervised"
    MONITORED = "monitored", "Monitored"
    UNSUPERVISED = "unsupervised", "Unsupervised"


# Whoever is named in words, by type: people of the family and staff are named by their rows.
NAMED_IN_WORDS = [kind for kind in ParticipantKind if kind not in {ParticipantKind.CLIENT, ParticipantKind.STAFF}]
# How a visit and a call can take place; the other kinds in any way.
METHODS_OF_KIND = {
    ContactKind.VISIT: frozenset({ContactMethod.IN_PERSON, ContactMethod.VIDEO}),
    ContactKind.CALL: frozenset({ContactMethod.PHONE, ContactMethod.VIDEO}),
}
# What is entered in the bureau's own system. A scheduled one is entered once it took place or was attempted.
IS_ENTERED = frozenset({ContactStatus.COMPLETED, ContactStatus.ATTEMPTED})
ENTERED_IN = {Bureau.CFS: "CWS/CMS", Bureau.CALWORKS: "the CalSAWS journal"}
# CWS/CMS's own codes.
STATUS_CODES = {ContactStatus.COMPLETED: "C", ContactStatus.ATTEMPTED: "A", ContactStatus.SCHEDULED: "S"}
VISIT_CODE, CONTACT_CODE = "V", "C"
STAFF_CODE = "S"
NARRATIVE_LENGTH = 8000

# Why a version of a contact was written that corrects nothing.
WAS_ENTERED = "entered in the county's system"
ENTRY_TAKEN_BACK = "entry taken back"
TOOK_PLACE = "said how it went"


class RequestKind(TextChoices):
    SERVICE = "service", "A service"
    INFORMATION = "information", "Information"


class RequestStatus(TextChoices):
    REQUESTED = "requested", "Requested"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    ANSWERED = "answered", "Answered"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


R = RequestStatus
REQUEST_TRANSITIONS: dict[RequestStatus, frozenset[RequestStatus]] = {
    R.REQUESTED: frozenset({R.ACKNOWLEDGED, R.WITHDRAWN}),
    R.ACKNOWLEDGED: frozenset({R.ANSWERED, R.DECLINED, R.WITHDRAWN}),
    R.ANSWERED: frozenset(),
    R.DECLINED: frozenset(),
    R.WITHDRAWN: frozenset(),
}
OPEN_REQUESTS = frozenset({R.REQUESTED, R.ACKNOWLEDGED})
REQUEST_KEY = "request:"  # begins the key of the task to answer it


class StructureChangeKind(TextChoices):
    """What changes a family so much that its Linkages Team must know (31-090 V.A.7)."""

    BORN = "born", "A child was born"
    REMOVED = "removed", "A child was removed from the home"
    RETURNED = "returned", "A child came home"
    MOVED_IN = "moved_in", "Someone moved in"
    MOVED_OUT = "moved_out", "Someone moved out"
    PARTNERS = "partners", "Parents separated, or there is a new partner"
    CUSTODY = "custody", "Custody or guardianship changed"
    DIED = "died", "Someone died"
    OTHER = "other", "Another change in the family"


class ChangeStep(TextChoices):
    """What a change asks of the workers."""

    CLEARANCE = "clearance", "Repeat the clearance in CalSAWS"
    CODE = "code", "Check the project code in CWS/CMS"
    PLAN = "plan", "Review the plan with the family"


S = ChangeStep
# Who lives in the home is what cash aid and both plans stand on; a removal or return changes the project code.
STEPS_OF_CHANGE: dict[StructureChangeKind, frozenset[ChangeStep]] = {
    StructureChangeKind.BORN: frozenset({S.CLEARANCE, S.PLAN}),
    StructureChangeKind.REMOVED: frozenset({S.CLEARANCE, S.CODE, S.PLAN}),
    StructureChangeKind.RETURNED: frozenset({S.CLEARANCE, S.CODE, S.PLAN}),
    StructureChangeKind.MOVED_IN: frozenset({S.CLEARANCE, S.PLAN}),
    StructureChangeKind.MOVED_OUT: frozenset({S.CLEARANCE, S.PLAN}),
    StructureChangeKind.PARTNERS: frozenset({S.CLEARANCE, S.PLAN}),
    StructureChangeKind.CUSTODY: frozenset({S.CLEARANCE, S.CODE, S.PLAN}),
    StructureChangeKind.DIED: frozenset({S.CLEARANCE, S.CODE, S.PLAN}),
    StructureChangeKind.OTHER: frozenset({S.PLAN}),
}
