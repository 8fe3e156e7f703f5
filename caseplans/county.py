"""The county's numbers of the coordinated plan."""

from accounts.county import CountyNumber

PLAN_SIGNING_DAYS = CountyNumber(
    "plan_signing_days", 3, "working days", "LTM held to LCCP signed and given", "31-090 III.E.4; derived"
)
TRANSITION_DAYS = CountyNumber(
    "transition_days",
    30,
    "days",
    "One program found ended to the transition complete",
    "CFPIC Guidelines; derived",
    most=366,
)
COPIES_DAYS = CountyNumber(
    "plan_copies_days", 0, "working days", "LCCP sealed to every copy given", "31-090 III.E.4", least=0
)
PROMISE_WARNING_DAYS = CountyNumber(
    "promise_warning_days", 7, "days", "An activity of the LCCP shows as a task so many days before it is due",
    "31-090 III.G; derived", least=0, most=90,
)  # fmt: skip
STATUS_REVIEW_DAYS = CountyNumber(
    "status_review_days",
    3,
    "working days",
    "LTM held to its status reviews written down",
    "CFPIC Guidelines; derived",
)
CASE_PLAN_DAYS = CountyNumber("case_plan_days", 60, "days", "Case or removal to a signed case plan", "W&I 16501.1")
CASE_PLAN_MONTHS = CountyNumber(
    "case_plan_months", 6, "months", "Signed case plan to the next one", "W&I 16501.1", most=12
)
TRAVEL_MINUTES = CountyNumber(
    "plan_travel_minutes", 30, "minutes", "Travel from one place of the plan to the next", "derived", least=0, most=180
)
OVERLOAD_HOURS = CountyNumber(
    "plan_overload_hours", 40, "hours a week", "Plan asks more of one person than", "31-090 III.F; derived"
)
SHORT_TERM_GOALS = CountyNumber(
    "plan_short_term_goals", 2, "goals", "Short-term goals a plan has without a warning", "CFPIC Guidelines"
)
READING_GRADE = CountyNumber(
    "plan_reading_grade", 6, "school grade", "A plan is written for readers of", "CFPIC Guidelines, 11", most=16
)
FULL_TIME_HOURS = CountyNumber("full_time_hours", 30, "hours a week", "Work or training is full-time from", "derived")
ONE_ADULT_HOURS = CountyNumber(
    "wtw_one_adult_hours", 30, "hours a week", "Welfare-to-Work: one adult, no young child", "W&I 11322.8"
)
YOUNG_CHILD_HOURS = CountyNumber(
    "wtw_young_child_hours", 20, "hours a week", "Welfare-to-Work: with a young child, or pregnant only", "W&I 11322.8"
)
YOUNG_CHILD_AGE = CountyNumber(
    "wtw_young_child_age", 6, "years", "Welfare-to-Work: a child is young until", "W&I 11322.8"
)
TWO_PARENT_HOURS = CountyNumber(
    "wtw_two_parent_hours", 35, "hours a week", "Welfare-to-Work: both parents of a two-parent family", "W&I 11322.8"
)
CHILD_CARE_AGE = CountyNumber(
    "child_care_age", 12, "years", "Child care is asked about for children up to", "MPP 42-713; domain 5", most=18
)
NO_SANCTION_DAYS = CountyNumber(
    "no_sanction_days", 90, "days", "No sanction after aid began, for", "AB 119 (2025)", least=0, most=366
)
REUSE_MONTHS = CountyNumber(
    "assessment_reuse_months", 6, "months", "An assessment is used again for", "CFPIC Guidelines; derived", most=24
)
MINOR_MOVE_DAYS = CountyNumber(
    "plan_minor_move_days",
    14,
    "days",
    "A date moved by at most this is acknowledged, not signed again",
    "derived",
    least=0,
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
