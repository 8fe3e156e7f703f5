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
COPIES_DAYS = CountyNumber(
    "plan_copies_days", 0, "working days", "LCCP sealed to every copy given", "31-090 III.E.4", least=0
)
CASE_PLAN_DAYS = CountyNumber("case_plan_days", 60, "days", "Case or removal to a signed case plan", "W&I 16501.1")
CASE_PLAN_MONTHS = CountyNumber(
    "case_plan_months", 6, "months", "Signed case plan to the next one", "W&I 16501.1", most=12
)
PLAN_APPROVAL = CountyNumber(
    "plan_approval", 0, "(1 yes, 0 no)", "A supervisor of CFS approves the LCCP", "derived", least=0, most=1
)
SEAL_WARNING_DAYS = CountyNumber(
    "seal_warning_days",
    60,
    "days",
    "The certificate of the seal about to run out is told of before",
    "derived",
    most=365,
)
