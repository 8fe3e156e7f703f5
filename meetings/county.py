"""The county's numbers of meetings."""

from accounts.county import CountyNumber

PLTM_DAYS = CountyNumber("pltm_days", 7, "days", "Both workers assigned to PLTM", "31-090 IV.E")
LTM_DAYS_AFTER_AGREEMENT = CountyNumber("ltm_days_after_agreement", 7, "days", "IFS agreement to LTM", "31-090 III.E.1")
LTM_DAYS_AFTER_PLTM = CountyNumber("ltm_days_after_pltm", 7, "days", "PLTM to LTM", "31-090 III.E.1; derived")
LAPSE_LTM_DAYS = CountyNumber("lapse_ltm_days", 10, "days", "CalWORKs found not active to LTM", "31-090 III.G; derived")
MEETING_REQUEST_DAYS = CountyNumber(
    "meeting_request_days", 5, "days", "A meeting asked for to the day it is scheduled", "31-090 III.D; derived"
)
COMBINE_DAYS = CountyNumber(
    "combine_days",
    7,
    "days",
    "Meetings of a family so near are offered to be combined",
    "CFPIC Guidelines, 12; derived",
)
TRAVEL_MINUTES = CountyNumber(
    "travel_minutes", 30, "minutes", "Travel from one meeting to the next", "derived", least=0, most=240
)
INVITED_DAYS_AFTER = CountyNumber(
    "invited_days_after", 7, "days", "Invited staff keep the meeting for so long", "derived", least=0
)
EXPEDITED_CALL_DAYS = CountyNumber(
    "expedited_call_days", 1, "working days", "Placement with a relative to the call of AIS/FS", "CFPIC Guidelines"
)
VISIT_PARTIAL_DAYS = CountyNumber(
    "visit_partial_days", 10, "days", "Days a case is open in its first month for it to ask a visit", "derived", most=31
)
VISIT_EVERY_CHILD = CountyNumber(
    "visit_every_child", 0, "(1 yes, 0 no)", "The month's visits see every child", "31-090 V.A.6; MPP 31-320",
    least=0, most=1,
)  # fmt: skip
VISIT_EVERY_PARENT = CountyNumber(
    "visit_every_parent", 0, "(1 yes, 0 no)", "The month's visits see every parent", "31-090 V.A.6; MPP 31-325",
    least=0, most=1,
)  # fmt: skip
REQUEST_DAYS = CountyNumber("request_days", 5, "working days", "Usual time to answer a request", "derived")
CHANGE_DAYS = CountyNumber(
    "change_days", 5, "working days", "Change in the family to clearance and project code", "31-090 V.A.7; derived"
)
CHANGE_PLAN_DAYS = CountyNumber(
    "change_plan_days", 30, "days", "Change in the family to review of the plan", "31-090 V.A.7; derived"
)
MISSED_CONTACT_DAYS = CountyNumber(
    "missed_contact_days", 5, "days", "Missed WTW requirement to contact", "31-090 III.G; derived"
)
MISSED_LTM_DAYS = CountyNumber("missed_ltm_days", 14, "days", "Missed WTW requirement to LTM", "31-090 III.G; derived")
CLOSING_LTM_DAYS = CountyNumber(
    "closing_ltm_days", 30, "days", "LTM before the planned end of services", "CFPIC Guidelines 17-18; derived"
)
