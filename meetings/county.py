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
