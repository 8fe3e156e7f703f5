"""The county's numbers of clearances, XOVER1 and the WTWCC 10B."""

from accounts.county import CountyNumber

CLEARANCE_DAYS = CountyNumber(
    "er_clearance_days", 1, "working days", "Referral received to the clearance of ER", "31-090 III.B.2; derived"
)
PART_A_DAYS = CountyNumber("part_a_days", 1, "working days", "Active clearance to Part A sent", "31-090 V.B; derived")
ACKNOWLEDGE_DAYS = CountyNumber("acknowledge_days", 2, "working days", "XOVER1 sent to acknowledged", "derived")
STEP_DAYS = CountyNumber(
    "xover1_step_days", 2, "working days", "XOVER1 sent to routed, or to AIS/FS worker assigned", "derived"
)
CASE_DECISION_DAYS = CountyNumber(
    "case_decision_days", 30, "days", "XOVER1 with the ER supervisor to case decided", "31-090 III.B.3; derived"
)
PART_B_DAYS = CountyNumber("part_b_days", 1, "working days", "Case opened to XOVER1 Part B", "31-090 III.B.3; derived")
RE_CHECK_DAYS = CountyNumber(
    "re_check_days", 10, "working days", "Application found pending to the next clearance", "31-090 III.A.1; derived"
)
CONSENT_DAYS = CountyNumber("consent_days", 5, "working days", "Crossover found to 10B offered", "31-090 IV.D; derived")
MINOR_CONSENT_AGE = CountyNumber(
    "minor_consent_age",
    12,
    "years",
    "A minor signs alone for mental health and substance use",
    "Fam. 6924, 6929",
    12,
    17,
)
CONSENT_WARNINGS = [
    CountyNumber(
        f"consent_warning_{place}", days, "days", f"10B about to run out, warning {place}", "derived", most=180
    )
    for place, days in enumerate((60, 30, 14, 7), start=1)
]
CONSENT_MAX_DAYS = CountyNumber("consent_max_days", 366, "days", "Longest life of a 10B", "Civil Code 56.11", most=366)
