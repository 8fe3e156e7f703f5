"""The states and codes of staff, sign-in and the access log."""

from django.db.models import TextChoices

from accounts.enums.pages import PAGES

__all__ = ["OWN_ACTS", "PAGES", "AccessAct", "Act", "Bureau", "StaffChange"]


class Bureau(TextChoices):
    """The two bureaus of the county that Linkages joins. Their display names are data: `County`."""

    CFS = "cfs", "Children & Family Services"
    CALWORKS = "calworks", "CalWORKs"

    @property
    def other(self) -> "Bureau":
        return Bureau.CALWORKS if self is Bureau.CFS else Bureau.CFS


class Act(TextChoices):
    """What a role may do, once a record is theirs to know."""

    RECORD_REFERRAL = "record_referral", "Record a referral"
    MAKE_CLEARANCE = "make_clearance", "Make a clearance"
    FILL_PART_A = "fill_part_a", "Fill XOVER1 Part A"
    FLAG_SELF_IDENTIFIED = "flag_self_identified", "Flag a self-identified CFS client"
    OPEN_CASE = "open_case", "Open a CFS case from a referral"
    COMPLETE_PART_B = "complete_part_b", "Complete XOVER1 Part B and distribute it"
    ASSIGN_CFS_WORKER = "assign_cfs_worker", "Assign the CFS social worker"
    ASSIGN_AIS_WORKER = "assign_ais_worker", "Assign the AIS/FS social worker"
    ROUTE_REVERSE_XOVER1 = "route_reverse_xover1", "Route an XOVER1 to the CFS staff responsible"
    REQUEST_CONSENT = "request_consent", "Request a WTWCC 10B"
    WORK_CASE = "work_case", "Work a case: meetings, plan, record"
    SUPERVISE = "supervise", "Supervise a unit: its families, its covers, who opened what"
    FACILITATE = "facilitate", "Facilitate meetings"
    REVIEW_ACCESS = "review_access", "Review the access log"
    ADMINISTER = "administer", "Administer staff, offices, holidays and settings"


# What nobody does for another while covering them: it belongs to a role outside the families' work.
OWN_ACTS = frozenset({Act.REVIEW_ACCESS, Act.ADMINISTER})


class AccessAct(TextChoices):
    """What was done to a record, as the access log keeps it."""

    OPENED = "opened", "Opened"
    CHANGED = "changed", "Changed"
    DOWNLOADED = "downloaded", "Downloaded"
    SEARCHED = "searched", "Searched"
    REFUSED = "refused", "Refused"
    REVIEWED = "reviewed", "Read this log"
    EXPORTED = "exported", "Exported"
    ACCOUNTED = "accounted", "Accounted for disclosures"
    STAFF_CHANGED = "staff_changed", "Changed staff"
    BROKE_GLASS = "broke_glass", "Break-glass"


class StaffChange(TextChoices):
    """What an administrator did to staff or to the county's own rows: each is told to the privacy officer."""

    CREATED = "created", "sign-in made"
    EMAIL = "email", "e-mail address changed"
    PASSWORD_RESET = "password_reset", "password reset sent"
    SECOND_FACTOR = "second_factor", "second step turned off"
    ROLES = "roles", "roles changed"
    UNIT = "unit", "moved to another unit"
    TRAINING = "training", "training in domestic abuse changed"
    SUPERVISION = "supervision", "supervision changed"
    DEACTIVATED = "deactivated", "sign-in turned off"
    REACTIVATED = "reactivated", "sign-in turned on again"
    UNIT_KEPT = "unit_kept", "unit made or changed"
    POLICY = "policy", "second step of a role changed"
    CATEGORY_RULE = "category_rule", "what crosses without consent changed"
    STATEMENT = "statement", "words of the WTWCC 10B changed"
    MEETING_KIND = "meeting_kind", "what a kind of meeting asks for changed"
    SETTING = "setting", "county number changed"
    CLOSURE = "closure", "county holiday changed"
    OFFICE = "office", "office made or changed"
    COUNTY = "county", "name or address of the county changed"
    SERVICE = "service", "catalogue of services changed"
    PROVIDER = "provider", "resource directory changed"
    TEMPLATE = "template", "template of an activity changed"
