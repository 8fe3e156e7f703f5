"""Codes of the ground everything stands on: categories, cases, assignments, grounds of access, tasks."""

from django.db.models import TextChoices

from families.enums.categories import (
    CONSENT_FREE,
    NEVER_CROSSES,
    NEVER_KEPT,
    SENSITIVE,
    WRITTEN_TOGETHER,
    Category,
    Need,
)
from families.enums.services import COUNTING_TELLS, TELLS_OF, ServiceType, WtwActivity

__all__ = [
    "CONSENT_FREE",
    "COUNTING_TELLS",
    "NEVER_CROSSES",
    "NEVER_KEPT",
    "SENSITIVE",
    "TELLS_OF",
    "WRITTEN_TOGETHER",
    "Category",
    "Need",
    "ServiceType",
    "WtwActivity",
]


class Component(TextChoices):
    ER = "er", "Emergency Response"
    IFS = "ifs", "Intensive Family Services"
    FM = "fm", "Family Maintenance"
    FR = "fr", "Family Reunification"
    PP = "pp", "Permanency Planning"


class Jurisdiction(TextChoices):
    VOLUNTARY = "voluntary", "Voluntary"
    COURT = "court", "Court"


class ResponseType(TextChoices):
    IMMEDIATE = "immediate", "Immediate"
    TEN_DAY = "ten_day", "10-day"


class Disposition(TextChoices):
    OPEN = "open", "Still open"
    CASE_OPENED = "case_opened", "Case opened"
    NO_CASE = "no_case", "Closed without a case"


class Relationship(TextChoices):
    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    PARENT = "parent", "Parent"
    GUARDIAN = "guardian", "Legal guardian"
    RELATIVE = "relative", "Relative"
    PARTNER = "partner", "Parent's partner"
    CHILD = "child", "Child"
    SUPPORT = "support", "Support person"


PARENTS = frozenset({Relationship.MOTHER, Relationship.FATHER, Relationship.PARENT, Relationship.GUARDIAN})


class Language(TextChoices):
    ENGLISH = "en", "English"
    SPANISH = "es", "Spanish"
    CHINESE = "zh", "Chinese"
    VIETNAMESE = "vi", "Vietnamese"
    TAGALOG = "tl", "Tagalog"
    FARSI = "fa", "Farsi"
    RUSSIAN = "ru", "Russian"
    ARABIC = "ar", "Arabic"
    KHMER = "km", "Khmer"
    KOREAN = "ko", "Korean"
    ARMENIAN = "hy", "Armenian"


class Channel(TextChoices):
    CALL = "call", "Phone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    MAIL = "mail", "Letter"
    VISIT = "visit", "Visit"


class PersonNoteKind(TextChoices):
    SAFE_CONTACT = "safe_contact", "Safe contact"
    CULTURE = "culture", "Culture and traditions"


PERSON_NOTE_CATEGORY = {PersonNoteKind.SAFE_CONTACT: Category.CONTACT, PersonNoteKind.CULTURE: Category.CULTURE}


class PlacementKind(TextChoices):
    RELATIVE = "relative", "Relative"
    FOSTER_HOME = "foster_home", "Resource family"
    STRTP = "strtp", "Short-term residential program"
    SHELTER = "shelter", "Emergency shelter"


class ExitType(TextChoices):
    REUNIFIED = "reunified", "Reunified"
    GUARDIANSHIP = "guardianship", "Guardianship"
    ADOPTION = "adoption", "Adoption"
    EMANCIPATED = "emancipated", "Emancipated"
    OTHER = "other", "Other"


class ProgramStatus(TextChoices):
    OPEN = "open", "Open"
    PENDING = "pending", "Application pending"
    CLOSED = "closed", "Closed"


class WtwStatus(TextChoices):
    ENGAGED = "engaged", "Engaged"
    FAMILY_STABILIZATION = "family_stabilization", "Family Stabilization"
    EXEMPT = "exempt", "Exempt"
    EXEMPT_VOLUNTEER = "exempt_volunteer", "Exempt, volunteering"
    GOOD_CAUSE = "good_cause", "Good cause"
    NONCOMPLIANCE = "noncompliance", "Noncompliance"
    COMPLIANCE_PLAN = "compliance_plan", "Compliance plan"
    SANCTIONED = "sanctioned", "Sanctioned"
    CURE_PLAN = "cure_plan", "Cure plan"
    REUNIFICATION = "reunification", "Family Reunification with cash aid (AB 135)"
    FR_SERVICES = "fr_services", "Family Reunification, services only (AB 429)"
    TIMED_OUT = "timed_out", "Timed out after 60 months of aid"
    DISCONTINUED = "discontinued", "Discontinued"


IN_REUNIFICATION = frozenset({WtwStatus.REUNIFICATION, WtwStatus.FR_SERVICES})


class MonthlyKind(TextChoices):
    HOURS = "hours", "Welfare-to-Work hours"
    EARNINGS = "earnings", "Earnings"


MONTHLY_CATEGORY = {MonthlyKind.HOURS: Category.CALWORKS_STATUS, MonthlyKind.EARNINGS: Category.CASH_AID}


class AssignmentRole(TextChoices):
    CFS_WORKER = "cfs_worker", "CFS social worker"
    AIS_WORKER = "ais_worker", "AIS/FS social worker"
    ELIGIBILITY_WORKER = "eligibility_worker", "Eligibility worker"
    EMPLOYMENT_SPECIALIST = "employment_specialist", "WTW employment specialist"


class Level(TextChoices):
    """The two levels of access: the header, or the content too. The values are permission codenames."""

    VIEW = "view_family", "Header"
    WORK = "work_family", "Content"


class Ground(TextChoices):
    ASSIGNED_WORKER = "assigned_worker", "Assigned worker"
    UNIT_SUPERVISOR = "unit_supervisor", "Supervisor of the unit"
    XOVER1_HOP = "xover1_hop", "XOVER1 on its way"
    XOVER1_RECIPIENT = "xover1_recipient", "XOVER1 recipient"
    MEETING = "meeting", "Invited to a meeting"
    COVER = "cover", "Cover for a colleague"
    BREAK_GLASS = "break_glass", "Break-glass"


# What a cover takes over. An invitation is one's own, break-glass too, and nobody covers a cover.
COVERED_GROUNDS = frozenset(
    {Ground.ASSIGNED_WORKER, Ground.UNIT_SUPERVISOR, Ground.XOVER1_HOP, Ground.XOVER1_RECIPIENT}
)


# Why a version of a row was written: its record was joined with another one. The key of that record follows.
JOINED_FROM = "joined from "
# Or: two entries of one person in a family were joined. The key of the other entry follows.
SAME_PERSON = "same person as "


class ReviewOutcome(TextChoices):
    JUSTIFIED = "justified", "Justified"
    NOT_JUSTIFIED = "not_justified", "Not justified"


class TaskKind(TextChoices):
    SEND_PART_A = "send_part_a", "Fill XOVER1 Part A and send it to the ER supervisor"
    REQUEST_CONSENT = "request_consent", "Ask the parent to sign the WTWCC 10B"
    RENEW_CONSENT = "renew_consent", "A WTWCC 10B runs out: ask again"
    ACKNOWLEDGE_XOVER1 = "acknowledge_xover1", "Acknowledge the XOVER1"
    MOVE_XOVER1_ON = "move_xover1_on", "Take the next step on the XOVER1"
    COMPLETE_PART_B = "complete_part_b", "Repeat the clearance and complete XOVER1 Part B"
    RE_CHECK_APPLICANT = "re_check_applicant", "Repeat the clearance: the CalWORKs application was pending"
    HOLD_TRANSITION_LTM = "hold_transition_ltm", "Hold an LTM: CalWORKs was found not active"
    BEGIN_TRANSITION = "begin_transition", "Prepare the transition: one program ends"
    HOLD_PLTM = "hold_pltm", "Hold the PLTM"
    HOLD_LTM = "hold_ltm", "Hold the LTM"
    SIGN_PLAN = "sign_plan", "Have the LCCP signed"
    ANSWER_REQUEST = "answer_request", "Answer a request of the other program"
    CLEAR_AFTER_CHANGE = "clear_after_change", "The family changed: repeat the clearance"
    CODE_AFTER_CHANGE = "code_after_change", "The family changed: check the project code"
    PLAN_AFTER_CHANGE = "plan_after_change", "The family changed: review the plan"
    GIVE_COPIES = "give_copies", "Give everyone their copy of the LCCP"
    VISIT_FAMILY = "visit_family", "Visit the family, face to face"
    SIGN_CASE_PLAN = "sign_case_plan", "Have the case plan signed"
    UPDATE_CASE_PLAN = "update_case_plan", "Bring the case plan up to date"
    DECIDE_EXTENSION = "decide_extension", "The IFS agreement runs out: extend it or close the case"
    HOLD_CLOSING_LTM = "hold_closing_ltm", "Hold an LTM: the services are to end"
    CONTACT_AFTER_MISSED = "contact_after_missed", "Contact the family: a Welfare-to-Work requirement was missed"
    HOLD_MISSED_LTM = "hold_missed_ltm", "Hold an LTM: a Welfare-to-Work requirement was missed"
    ANSWER_NONCOMPLIANCE = "answer_noncompliance", "Noncompliance: good cause or a compliance plan is due"
    END_CURE = "end_cure", "Cure plan: its activity ends"
    FR_AID_ENDS = "fr_aid_ends", "Family Reunification period ends"
    OWN = "own", "Written down by hand"
    SCHEDULE_MEETING = "schedule_meeting", "Schedule the meeting that was asked for"
    EXPLAIN_LTM = "explain_ltm", "Explain the LTM to the family"
    BOOK_INTERPRETER = "book_interpreter", "Book the interpreter for the LTM"
    ARRANGE_TRAVEL = "arrange_travel", "Arrange the family's travel to the LTM"
    ARRANGE_PHONE = "arrange_phone", "Arrange the phone for a parent who cannot come to the LTM"
    HOLD_DISPOSITION = "hold_disposition", "Hold the Disposition Conference"
    HOLD_CFT = "hold_cft", "Hold the CFT"
    EXPEDITED_CALL = "expedited_call", "Expedited: call the family's CFS social worker"
    HOLD_NOT_MET_LTM = "hold_not_met_ltm", "Hold an LTM: a requirement of the LCCP is not met"
    REVIEW_STATUS = "review_status", "Write down how the Welfare-to-Work status was reviewed at the LTM"
    KEEP_PROMISE = "keep_promise", "Do what your program promised in the LCCP"
    ASK_ABOUT_ACTIVITY = "ask_about_activity", "Ask how an activity of the LCCP stands"


# An XOVER1 is passed to a colleague on its own page: whoever has the form has what is due on it.
GOES_WITH_XOVER1 = frozenset({TaskKind.ACKNOWLEDGE_XOVER1, TaskKind.MOVE_XOVER1_ON, TaskKind.COMPLETE_PART_B})


class NoticeKind(TextChoices):
    XOVER1_RECEIVED = "xover1_received", "An XOVER1 was sent to you"
    XOVER1_ACKNOWLEDGED = "xover1_acknowledged", "Your XOVER1 was acknowledged"
    XOVER1_TAKEN = "xover1_taken", "An XOVER1 is with you no longer"
    CASE_ASSIGNED = "case_assigned", "A case was assigned to you"
    CONSENT_SIGNED = "consent_signed", "A WTWCC 10B was signed"
    CONSENT_REVOKED = "consent_revoked", "A WTWCC 10B was revoked"
    MEETING_SCHEDULED = "meeting_scheduled", "A meeting was scheduled"
    MEETING_MOVED = "meeting_moved", "A meeting was moved"
    MEETING_MOVED_TODAY = "meeting_moved_today", "A meeting was moved from or to today"
    MEETING_CANCELLED = "meeting_cancelled", "A meeting was cancelled"
    MEETING_COMBINED = "meeting_combined", "A meeting was combined with another one"
    REQUEST_RECEIVED = "request_received", "The other program asks something of you"
    REQUEST_ACKNOWLEDGED = "request_acknowledged", "Your request was acknowledged"
    REQUEST_ENDED = "request_ended", "A request was answered, declined or withdrawn"
    NAMED_IN_THREAD = "named_in_thread", "A colleague wrote to you in a team thread"
    FAMILY_CHANGED = "family_changed", "Something changed in a family of yours"
    MEETING_CANCELLED_TODAY = "meeting_cancelled_today", "A meeting of today was cancelled"
    INVITATION_TAKEN_BACK = "invitation_taken_back", "You are not invited to a meeting any more"
    MEETING_REQUESTED = "meeting_requested", "A meeting was asked for: you are to schedule it"
    PLAN_READY = "plan_ready", "An LCCP is ready to sign"
    PLAN_SEALED = "plan_sealed", "An LCCP was signed and sealed"
    MILESTONE_REACHED = "milestone_reached", "Something was reached in an LCCP of yours"
    PLAN_HANDED_OVER = "plan_handed_over", "A transition is complete: one program has ended"
    COVER_NAMED = "cover_named", "A cover was named"
    COVER_ENDED = "cover_ended", "A cover ended early"
    RESTRICTION_CHANGED = "restriction_changed", "Who may know a restricted family was changed"
    RESTRICTION_LIFTED = "restriction_lifted", "A restriction of a family was lifted"
    CONFLICT_DECLARED = "conflict_declared", "A conflict of interest was declared"
    CONFLICT_DECIDED = "conflict_decided", "Your conflict of interest was decided on"
    BREAK_GLASS_USED = "break_glass_used", "Someone opened a family by break-glass"
    BREAK_GLASS_REFUSED = "break_glass_refused", "Break-glass is closed to someone for an hour"
    ROLE_CHANGED = "role_changed", "A role of a member of staff was changed"
    STAFF_CHANGED = "staff_changed", "An administrator changed staff or settings"


# What cannot wait for the digest: it is mailed at once, whatever its reader chose.
URGENT = frozenset(
    {
        NoticeKind.XOVER1_RECEIVED,
        NoticeKind.CONSENT_REVOKED,
        NoticeKind.MEETING_MOVED_TODAY,
        NoticeKind.MEETING_CANCELLED_TODAY,
        NoticeKind.BREAK_GLASS_USED,
        NoticeKind.BREAK_GLASS_REFUSED,
    }
)


class Digest(TextChoices):
    """How often someone is mailed what waits for them."""

    DAILY = "daily", "Every working day"
    WEEKLY = "weekly", "Once a week, on its first working day"
    OFF = "off", "Never"
