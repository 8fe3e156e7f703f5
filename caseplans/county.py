"""The county's numbers of the coordinated plan."""

from accounts.county import CountyNumber

PLAN_SIGNING_DAYS = CountyNumber(
    "plan_signing_days", 3, "working days", "LTM held to LCCP signed and given", "31-090 III.E.4; derived"
)
TRANSITION_DAYS = CountyNumber(
    "transition_days",
    30,
    "days",
    "CalWORKs found not active to the transition prepared",
    "CFPIC Guidelines; derived",
    most=366,
)
