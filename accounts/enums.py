"""The states and codes of staff, sign-in and the access log."""

from django.db.models import TextChoices


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


# The pages that the access log names, in words, by route.
PAGES = {
    "crossover:address-new": "Add an address",
    "crossover:safe-contact-new": "How to contact someone safely",
    "crossover:culture-new": "Culture and traditions",
    "crossover:wtw-standing-new": "Welfare-to-Work status",
    "crossover:hours-new": "Welfare-to-Work hours",
    "crossover:earnings-new": "Earnings",
    "crossover:people-join": "Two entries of the same person",
    "crossover:removal-new": "Record a removal",
    "crossover:removal-exit": "End of a removal",
    "crossover:consent-request-new": "Ask for a WTWCC 10B",
    "crossover:consent-request-detail": "WTWCC 10B that was asked for",
    "crossover:consent-request-explain": "Explain the WTWCC 10B",
    "crossover:consent-sign": "Sign the WTWCC 10B",
    "crossover:consent-decline": "WTWCC 10B not signed",
    "crossover:consent-blank": "Blank WTWCC 10B",
    "crossover:consent-detail": "Signed WTWCC 10B",
    "crossover:consent-print": "WTWCC 10B, PDF",
    "crossover:consent-revoke": "Take a WTWCC 10B back",
    "crossover:consent-event": "Event that ends a WTWCC 10B",
    "crossover:consent-copy": "Copy of a WTWCC 10B given",
    "crossover:sharing-limits": "Objections, and adults kept apart",
    "crossover:objection-new": "Record an objection",
    "crossover:objection-withdraw": "Withdraw an objection",
    "crossover:abuse-flag-new": "Keep two adults apart",
    "crossover:abuse-flag-lift": "End keeping two adults apart",
    "crossover:document-download": "Document, download",
    "crossover:clearance-list": "Clearances",
    "crossover:clearance-quick": "Quick entry of a clearance",
    "crossover:clearance-number": "Quick entry, referral number looked up",
    "crossover:clearance-detail": "Clearance",
    "crossover:clearance-choose": "New clearance, choose the case",
    "crossover:clearance-after-change": "Clearance after a change in the family",
    "crossover:family-clearance-new": "New clearance of a family",
    "crossover:clearance-new": "New clearance on a referral",
    "crossover:referral-detail": "Referral",
    "crossover:case-assign": "Assign the CFS social worker",
    "crossover:ais-case-assign": "Assign the AIS/FS social worker",
    "crossover:eligibility-worker-assign": "Assign the eligibility worker",
    "crossover:employment-specialist-assign": "Assign the employment specialist",
    "crossover:case-transfer": "Transfer the CFS case",
    "crossover:xover1-start": "Start an XOVER1",
    "crossover:xover1-inbox": "XOVER1 inbox",
    "crossover:xover1-returned": "XOVER1 returned",
    "crossover:xover1-waiting": "XOVER1 waiting on others",
    "crossover:xover1-sent": "XOVER1 sent",
    "crossover:xover1-acknowledge-many": "XOVER1 inbox, acknowledge",
    "crossover:xover1-send-again": "XOVER1, send again",
    "crossover:xover1-blank": "Blank XOVER1",
    "crossover:xover1-flag": "XOVER1 on self-identification",
    "crossover:xover1-detail": "XOVER1",
    "crossover:xover1-print": "XOVER1, PDF",
    "crossover:xover1-part-a": "XOVER1, Part A",
    "crossover:xover1-send": "XOVER1, send Part A",
    "crossover:xover1-open-case": "XOVER1, open a case",
    "crossover:xover1-close": "XOVER1, close without a case",
    "crossover:xover1-route": "XOVER1, route to CFS",
    "crossover:xover1-not-a-match": "XOVER1, not a match",
    "crossover:xover1-clear": "XOVER1, repeat the clearance",
    "crossover:xover1-complete": "XOVER1, complete Part B",
    "crossover:xover1-ineligible": "XOVER1, not eligible",
    "crossover:xover1-assign": "XOVER1, assign the AIS/FS social worker",
    "crossover:xover1-acknowledge": "XOVER1, acknowledge",
    "crossover:xover1-return": "XOVER1, return for correction",
    "crossover:xover1-recall": "XOVER1, recall",
    "crossover:xover1-redirect": "XOVER1, pass to a colleague",
    "crossover:xover1-void": "XOVER1, void",
    "crossover:xover1-begin-again": "XOVER1, begin another",
    "families:family-list": "Families",
    "families:family-search": "Families, search",
    "families:person-new": "Add a person",
    "families:person-edit": "Change a person",
    "families:cfs-case-edit": "Change the CFS case",
    "families:calworks-case-edit": "Change the CalWORKs case",
    "families:referral-list": "Referrals",
    "families:referral-new": "New referral",
    "families:task-list": "My work",
    "families:task-snooze": "Put a task off",
    "families:task-hand-over": "Hand a task over",
    "families:own-task-new": "Write down a task",
    "families:own-task-done": "Task written down, done",
    "families:notice-list": "Notices",
    "families:mail-choice": "How often the digest is mailed",
    "families:notices-read": "Notices, marked as read",
    "families:cover-list": "Covers",
    "families:cover-new": "Name a cover",
    "families:cover-end": "End a cover",
    "families:family-restrict": "Restrict a family",
    "families:restriction-lift": "Lift a restriction",
    "families:conflict-declare": "Conflict of interest about a family",
    "families:conflict-list": "Conflicts of interest",
    "families:conflict-new": "Conflict of interest",
    "families:conflict-decide": "Decide a conflict of interest",
    "families:break-glass": "Break-glass",
    "families:draft-save": "Draft kept",
    "meetings:calendar": "Calendar",
    "meetings:family-calendar": "Family, calendar",
    "meetings:calendar-feed": "Calendar, read by its private link",
    "meetings:meeting-new": "Schedule a meeting",
    "meetings:meeting-detail": "Meeting",
    "meetings:meeting-invite": "Meeting, invite",
    "meetings:meeting-move": "Meeting, move",
    "meetings:meeting-cancel": "Meeting, cancel",
    "meetings:meeting-no-show": "Meeting, someone did not come",
    "meetings:meeting-confirm": "Meeting, confirm",
    "meetings:meeting-finish": "Meeting, finish the minutes",
    "meetings:meeting-request-new": "Ask for a meeting",
    "meetings:meeting-request-withdraw": "Withdraw a request for a meeting",
    "meetings:meeting-hold": "Meeting, hold",
    "meetings:meeting-run": "Meeting, run it",
    "meetings:meeting-agenda": "Meeting, print the agenda and the sign-in sheet",
    "meetings:meeting-minutes": "Meeting, print the minutes",
    "meetings:attendance-letter": "Meeting, print a letter of invitation",
    "meetings:attendance-mark": "Meeting, mark who is there",
    "meetings:attendance-take-back": "Meeting, take an invitation back",
    "meetings:attendance-statement": "Meeting, what someone from outside may hear",
    "meetings:arrangement-finish": "Meeting, an arrangement is done",
    "meetings:note-new": "Meeting, add a note",
    "meetings:note-correct": "Meeting, correct a note",
    "meetings:decision-new": "Meeting, add a decision",
    "meetings:decision-correct": "Meeting, correct a decision",
    "meetings:review-new": "Disposition Conference, record what was decided",
    "meetings:review-correct": "Disposition Conference, correct what was decided",
    "meetings:contact-new": "Record a contact",
    "meetings:contact-detail": "Contact",
    "meetings:contact-correct": "Correct a contact",
    "meetings:contact-enter": "Contact, mark as entered",
    "meetings:contact-take-back": "Contact, not entered after all",
    "meetings:contact-list": "Contacts to enter",
    "meetings:contact-export": "Contacts to enter, export",
    "meetings:batch-detail": "Export of contacts",
    "meetings:batch-download": "Export of contacts, download",
    "meetings:batch-enter": "Export of contacts, mark as entered",
    "meetings:request-list": "Requests between the programs",
    "meetings:request-new": "Ask the other program",
    "meetings:request-detail": "Request to the other program",
    "meetings:request-acknowledge": "Request to the other program, acknowledge",
    "meetings:request-answer": "Request to the other program, answer",
    "meetings:request-withdraw": "Request to the other program, withdraw",
    "meetings:thread-write": "Team thread, write",
    "meetings:thread-correct": "Team thread, correct a note",
    "meetings:change-new": "Record a change in the family",
    "meetings:change-done": "Change in the family, step done",
    "caseplans:contact-activities": "Contact, activities of the plan",
    "caseplans:plan-new": "Start an LCCP",
    "caseplans:plan-detail": "LCCP",
    "caseplans:plan-freeze": "LCCP, make ready to sign",
    "caseplans:plan-reopen": "LCCP, reopen",
    "caseplans:plan-show": "LCCP, shown to the family",
    "caseplans:plan-amend": "LCCP, amend",
    "caseplans:goal-new": "LCCP, add a goal",
    "caseplans:goal-edit": "LCCP, change a goal",
    "caseplans:goal-remove": "LCCP, take out a goal",
    "caseplans:activity-new": "LCCP, add an activity",
    "caseplans:activity-edit": "LCCP, change an activity",
    "caseplans:activity-remove": "LCCP, take out an activity",
    "caseplans:activity-progress": "LCCP, how an activity goes",
    "caseplans:goal-place": "LCCP, order of goals",
    "caseplans:activity-place": "LCCP, order of activities",
    "caseplans:plan-copy-forward": "LCCP, go on from an earlier plan",
    "caseplans:requirement-new": "LCCP, add a requirement",
    "caseplans:requirement-paste": "LCCP, paste requirements",
    "caseplans:requirement-edit": "LCCP, change a requirement",
    "caseplans:requirement-remove": "LCCP, take out a requirement",
    "caseplans:program-plan-new": "LCCP, keep a program's plan",
    "caseplans:plan-copy-ready": "LCCP, copy into the programs' plans",
    "caseplans:finding-take": "LCCP, take a proposal",
    "caseplans:finding-override": "LCCP, leave a finding as it is",
    "caseplans:family-strengths": "Assessments and strengths",
    "caseplans:strengths-paper": "Strengths, on paper",
    "caseplans:strength-new": "Add a strength",
    "caseplans:strength-edit": "Change a strength",
    "caseplans:assessment-new": "Add an assessment",
    "caseplans:assessment-edit": "Change an assessment",
    "caseplans:plan-week": "LCCP, the week of one person",
    "caseplans:week-paper": "LCCP, the week of one person, on paper",
    "caseplans:version-detail": "LCCP to sign",
    "caseplans:version-paper": "LCCP to sign, on paper",
    "caseplans:signer-sign": "LCCP, sign",
    "caseplans:signer-refuse": "LCCP, does not sign",
    "caseplans:signer-scan": "LCCP, scan of a signed page",
    "caseplans:copy-download": "Copy of an LCCP, download",
    "caseplans:copy-give": "Copy of an LCCP given",
    "caseplans:verify": "Verify a PDF",
    "reports:family-detail": "Family, overview",
    "reports:family-people": "Family, People tab",
    "reports:family-cases": "Family, Cases and workers tab",
    "reports:family-forms": "Family, XOVER1 and clearances tab",
    "reports:family-consents": "Family, Consents tab",
    "reports:family-across": "Family, as the other bureau sees it",
    "reports:family-meetings": "Family, Meetings tab",
    "reports:family-contacts": "Family, Contacts tab",
    "reports:family-team": "Family, Team tab",
    "reports:family-contacts-export": "Family, Contacts tab, export",
    "families:provider-list": "Resource directory",
    "reports:family-plan": "Family, Plan tab",
    "reports:family-joins": "Family, what was joined",
    "reports:family-history": "Family, History tab",
    "reports:family-access": "Family, Access tab",
    "reports:family-access-export": "Family, Access tab, export",
    "reports:family-disclosures": "Family, accounting of disclosures",
    "reports:person-disclosures": "Accounting of disclosures, PDF",
    "reports:access-log": "Access log",
    "reports:access-log-export": "Access log, export",
    "reports:access-unusual": "Unusual access",
    "reports:break-glass-list": "Uses of break-glass",
    "reports:break-glass-review": "Review of break-glass",
    "reports:unit-work": "Work of the units, by worker",
    "reports:role-change-list": "Role changes",
    "accounts:banner": "Log-on banner",
    "accounts:view-save": "Own view of a list, keep",
    "accounts:view-drop": "Own view of a list, forget",
    "accounts:calendar-link": "Private calendar link",
    "accounts:calendar-link-end": "Private calendar link, ended",
    "accounts:session-end": "Session ended",
    "accounts:session-extend": "Session extended",
}
