"""States and codes of clearances, XOVER1, the WTWCC 10B and Linkages stages."""

from django.db.models import TextChoices

from families.enums import Category


class ClearancePurpose(TextChoices):
    SCREENING = "screening", "Screening intake"
    EMERGENCY_RESPONSE = "emergency_response", "Referral in Emergency Response"
    CASE_OPENED = "case_opened", "CFS case opened"
    REASSIGNMENT = "reassignment", "Change of assignment"
    SELF_IDENTIFIED = "self_identified", "Client says they work with CFS"
    APPLICATION = "application", "CalWORKs application"
    BEFORE_WTW_PLAN = "before_wtw_plan", "Before a WTW plan"
    FAMILY_CHANGED = "family_changed", "Change in the family"


class System(TextChoices):
    """Which system was searched."""

    CALSAWS = "calsaws", "CalSAWS"
    CWS_CMS = "cws_cms", "CWS/CMS"


P = ClearancePurpose
# Each bureau looks into the other one's system.
SYSTEM_SEARCHED: dict[ClearancePurpose, System] = {
    P.SCREENING: System.CALSAWS,
    P.EMERGENCY_RESPONSE: System.CALSAWS,
    P.CASE_OPENED: System.CALSAWS,
    P.REASSIGNMENT: System.CALSAWS,
    P.SELF_IDENTIFIED: System.CWS_CMS,
    P.APPLICATION: System.CWS_CMS,
    P.BEFORE_WTW_PLAN: System.CWS_CMS,
    P.FAMILY_CHANGED: System.CALSAWS,
}


class SearchKey(TextChoices):
    NAME = "name", "Name"
    BIRTH_DATE = "birth_date", "Date of birth"
    CASE_NUMBER = "case_number", "Case number"
    ADDRESS = "address", "Address or phone"


class ClearanceResult(TextChoices):
    ACTIVE = "active", "Active"
    PENDING = "pending", "Application pending"
    DISCONTINUED = "discontinued", "Discontinued"
    NOT_FOUND = "not_found", "Not found"
    POSSIBLE = "possible", "Possible match, needs review"


INACTIVE = frozenset({ClearanceResult.DISCONTINUED, ClearanceResult.NOT_FOUND})
MAKES_A_FAMILY = frozenset({ClearanceResult.ACTIVE, ClearanceResult.PENDING, ClearanceResult.POSSIBLE})


class Direction(TextChoices):
    TO_CALWORKS = "to_calworks", "From CFS to CalWORKs"
    TO_CFS = "to_cfs", "From CalWORKs to CFS"


class AisReason(TextChoices):
    """Why the family is eligible to AIS/FS: coded and non-medical, because XOVER1 circulates before consent."""

    DESTABILIZING_SITUATION = "destabilizing_situation", "Situation that destabilizes the family"
    EDUCATION_OR_TRAINING = "education_or_training", "Engaged in education or training"
    REFERRED_BY_WTW = "referred_by_wtw", "Referred by Welfare-to-Work"
    ALREADY_SERVED = "already_served", "Already served by AIS/FS"


class Ineligibility(TextChoices):
    CALWORKS_NOT_OPEN = "calworks_not_open", "CalWORKs is not open"
    NOT_AIS_ELIGIBLE = "not_ais_eligible", "Not eligible to WTW or AIS/FS services"
    CFS_CASE_NOT_OPEN = "cfs_case_not_open", "No open CFS case"


class Eligibility(TextChoices):
    """What a check of eligibility to Linkages comes to."""

    ELIGIBLE = "eligible", "Eligible to Linkages"
    UNDECIDED = "undecided", "Not decided yet"
    INELIGIBLE = "ineligible", "Not eligible to Linkages"


class Xover1Status(TextChoices):
    DRAFT = "draft", "Part A being filled"
    WITH_ER_SUPERVISOR = "with_er_supervisor", "With the assigning ER supervisor"
    NO_CASE = "no_case", "Closed: no case opened"
    WITH_POINT_PERSON = "with_point_person", "With the CFS point person"
    NOT_A_MATCH = "not_a_match", "Closed: not a CFS client"
    WITH_CFS_SUPERVISOR = "with_cfs_supervisor", "With the CFS supervisor for Part B"
    INELIGIBLE = "ineligible", "Closed: not eligible to Linkages"
    WITH_AIS_SUPERVISOR = "with_ais_supervisor", "With the AIS/FS supervisor"
    WITH_AIS_WORKER = "with_ais_worker", "With the AIS/FS social worker"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    SUPERSEDED = "superseded", "Superseded"
    VOID = "void", "Void"


S = Xover1Status
# Which state may follow which (domain 8). The checks of `rules.py` say who may do it and when.
XOVER1_TRANSITIONS: dict[Xover1Status, frozenset[Xover1Status]] = {
    S.DRAFT: frozenset({S.WITH_ER_SUPERVISOR, S.WITH_POINT_PERSON, S.VOID}),
    S.WITH_ER_SUPERVISOR: frozenset({S.NO_CASE, S.WITH_CFS_SUPERVISOR, S.DRAFT, S.VOID}),
    S.WITH_POINT_PERSON: frozenset({S.NOT_A_MATCH, S.WITH_CFS_SUPERVISOR, S.VOID}),
    S.WITH_CFS_SUPERVISOR: frozenset({S.INELIGIBLE, S.WITH_AIS_SUPERVISOR, S.SUPERSEDED, S.VOID}),
    S.WITH_AIS_SUPERVISOR: frozenset({S.WITH_AIS_WORKER, S.WITH_CFS_SUPERVISOR, S.SUPERSEDED, S.VOID}),
    S.WITH_AIS_WORKER: frozenset({S.ACKNOWLEDGED, S.WITH_AIS_SUPERVISOR, S.SUPERSEDED, S.VOID}),
    S.ACKNOWLEDGED: frozenset({S.SUPERSEDED, S.VOID}),
    S.NO_CASE: frozenset(),
    S.NOT_A_MATCH: frozenset(),
    S.INELIGIBLE: frozenset(),
    S.SUPERSEDED: frozenset(),
    S.VOID: frozenset(),
}
# What happens next in each state, in words.
NEXT_STEP = {
    S.DRAFT: "The clerk fills Part A and sends it to the assigning ER supervisor.",
    S.WITH_ER_SUPERVISOR: "The ER supervisor opens a case or closes the referral without one.",
    S.WITH_POINT_PERSON: "The CFS point person routes the form to the CFS staff responsible, or says it is no match.",
    S.WITH_CFS_SUPERVISOR: "The CFS supervisor repeats the clearance, then completes Part B or ends the form.",
    S.WITH_AIS_SUPERVISOR: "The AIS/FS supervisor assigns the AIS/FS social worker.",
    S.WITH_AIS_WORKER: "The AIS/FS social worker acknowledges the form.",
    S.ACKNOWLEDGED: "Nothing is left to do on this form. A change of assignment begins it anew.",
}
# The task of whoever has the form names its pair of hands by this and a uuid; that of Part A its clearance.
HOP_KEY = "hop:"
CLEARANCE_KEY = "clearance:"
# Where a form goes that is returned for correction or recalled. Once a case is open, or the clerk of the reverse path
# has sent the form, there is no way back: it is passed to a colleague, voided, or begun anew.
RETURNS_TO = {
    S.WITH_ER_SUPERVISOR: S.DRAFT,
    S.WITH_AIS_SUPERVISOR: S.WITH_CFS_SUPERVISOR,
    S.WITH_AIS_WORKER: S.WITH_AIS_SUPERVISOR,
}
ENDED = frozenset(state for state, following in XOVER1_TRANSITIONS.items() if not following)
# Nobody is to take it further.
NOT_ON_ITS_WAY = ENDED | {S.ACKNOWLEDGED}
# A family whose every form ended so is not a Linkages family: nobody is asked to sign for it.
NOT_LINKAGES = frozenset({S.NO_CASE, S.NOT_A_MATCH, S.INELIGIBLE, S.VOID})
# Where a change of assignment begins the form anew (31-090 III.B.4).
REPEATED_ON_REASSIGNMENT = frozenset({S.WITH_CFS_SUPERVISOR, S.WITH_AIS_SUPERVISOR, S.WITH_AIS_WORKER, S.ACKNOWLEDGED})


class HopEnd(TextChoices):
    """How a form left someone's hands."""

    DONE = "done", "Dealt with"
    RETURNED = "returned", "Returned for correction"
    RECALLED = "recalled", "Recalled"
    REDIRECTED = "redirected", "Passed to a colleague"


CAME_BACK = frozenset({HopEnd.RETURNED, HopEnd.RECALLED})
# Whoever had the form by mistake, for a colleague, or too early knows it no longer.
TAKEN_AWAY = frozenset({HopEnd.RECALLED, HopEnd.REDIRECTED, HopEnd.RETURNED})


class ConsentOutcome(TextChoices):
    """What became of a request to sign."""

    OPEN = "open", "Not signed yet"
    SIGNED = "signed", "Signed"
    DECLINED = "declined", "Declined"
    UNABLE = "unable", "Unable to sign"


UNSIGNED = (ConsentOutcome.DECLINED, ConsentOutcome.UNABLE)


class Capacity(TextChoices):
    SELF = "self", "For themselves and the children named"
    GUARDIAN = "guardian", "Parent or guardian of the children named"
    REPRESENTATIVE = "representative", "Legal representative"
    MINOR = "minor", "Minor, for services they may consent to themselves"


# What a minor of the county's age may consent to controls its release too (Civil Code 56.11): category -> the law.
CHILD_CONTROLLED = {
    Category.MENTAL_HEALTH: "Family Code 6924, Health and Safety Code 124260",
    Category.SUBSTANCE_USE: "Family Code 6929",
}


class StatementKind(TextChoices):
    """What the form tells its signer, in this order, and the purpose printed on it.

    Source: Civil Code 56.11; 45 CFR 164.508; 42 CFR 2.31, 2.32.
    """

    VOLUNTARY = "voluntary", "Signing is voluntary"
    BENEFITS = "benefits", "Benefits and services are not affected"
    SHARED = "shared", "What may be shared"
    REVOKING = "revoking", "How to revoke"
    REDISCLOSURE = "redisclosure", "Redisclosure"
    PART_2 = "part_2", "Substance use treatment records (42 CFR Part 2)"
    COPY = "copy", "Copy and inspection"
    REPORTING = "reporting", "Mandated reporting"
    PURPOSE = "purpose", "Purpose, as printed on the form"


# Nothing is signed while one of these is not written.
REQUIRED_STATEMENTS = tuple(kind for kind in StatementKind if kind != StatementKind.PURPOSE)


class SigningMethod(TextChoices):
    DRAWN = "drawn", "Signed on screen"
    TYPED = "typed", "Typed, with attestation"
    MARK = "mark", "Mark with two witnesses"
    PAPER = "paper", "Signed on paper, scan attached"


class SharingMethod(TextChoices):
    """How information is shared, as the signer chooses. Without the last nothing opens in this system."""

    VERBAL = "verbal", "In meetings and by phone"
    WRITTEN = "written", "In writing"
    ELECTRONIC = "electronic", "In the county's Linkages system"


EVERY_WAY = tuple(SharingMethod)


class InterpreterType(TextChoices):
    """The county offers one free of charge; a signer's own needs their signed CR 6181 (domain 4.1)."""

    COUNTY = "county", "County interpreter or bilingual worker"
    OWN = "own", "The signer's own, with a signed CR 6181"


class ConsentEventKind(TextChoices):
    REVOKED = "revoked", "Revoked"
    EVENT_CAME = "event_came", "Ended: what it was to end with has happened"
    SUPERSEDED = "superseded", "Superseded by a newer one"
    FROM_PARTY = "from_party", "Taken back from someone named on it"
    COPY_GIVEN = "copy_given", "Copy given to the signer"


# What ends something between the bureaus. What is taken back from someone named on the form ends nothing there.
ENDS_A_SCOPE = frozenset({ConsentEventKind.REVOKED, ConsentEventKind.EVENT_CAME, ConsentEventKind.SUPERSEDED})

TAKES_BACK = frozenset({ConsentEventKind.REVOKED, ConsentEventKind.FROM_PARTY})


class ConsentStatus(TextChoices):
    """How a signed consent stands: asked of its dates and events, never stored."""

    IN_FORCE = "in_force", "In force"
    PARTLY_REVOKED = "partly_revoked", "In force, partly revoked"
    PARTLY_SUPERSEDED = "partly_superseded", "In force, partly superseded by a newer one"
    NOT_BEGUN = "not_begun", "Not begun yet"
    EXPIRED = "expired", "Expired"
    REVOKED = "revoked", "Revoked"
    ENDED = "ended", "Ended by the event named on it"
    SUPERSEDED = "superseded", "Superseded by a newer one"


ENDED_BY = {
    ConsentEventKind.REVOKED: ConsentStatus.REVOKED,
    ConsentEventKind.EVENT_CAME: ConsentStatus.ENDED,
    ConsentEventKind.SUPERSEDED: ConsentStatus.SUPERSEDED,
}


class Stage(TextChoices):
    """Where a family stands on the Linkages road (domain 8)."""

    POTENTIAL = "potential", "Potential"
    CONSENTED = "consented", "Consent signed"
    DECLINED_LIMITED = "declined_limited", "Consent declined: minimum only"
    ASSIGNED_BOTH = "assigned_both", "Both workers assigned"
    PLTM_DONE = "pltm_done", "PLTM held"
    LTM_DONE = "ltm_done", "LTM held"
    PLAN_ACTIVE = "plan_active", "Plan active"
    CLOSED = "closed", "Closed"


# Once both bureaus work a plan, or have ended it, the form that brought them together is history.
BEYOND_THE_FORM = frozenset({Stage.PLAN_ACTIVE, Stage.CLOSED})
