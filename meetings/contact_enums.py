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
