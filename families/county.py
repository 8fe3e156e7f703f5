"""The county's numbers of break-glass, of tasks, and of the periods that the cases run in."""

from accounts.county import CountyNumber

BREAK_GLASS_HOURS = CountyNumber("break_glass_hours", 24, "hours", "Break-glass opens a family for", "derived", most=72)
BREAK_GLASS_MISSES = CountyNumber(
    "break_glass_misses", 5, "in an hour", "Break-glass tries that find nothing, before it closes", "derived", most=20
)
SNOOZE_DAYS = CountyNumber("snooze_days", 30, "days", "A task is put off for at most", "derived")
WARNING_DAYS = CountyNumber("period_warning_days", 30, "days", "A period about to end is told of before", "derived")
IFS_MONTHS = CountyNumber("ifs_months", 6, "months", "IFS agreement without a last day runs for", "W&I 16506", most=12)
NONCOMPLIANCE_DAYS = CountyNumber(
    "noncompliance_days", 20, "days", "Noncompliance to good cause or compliance plan", "NA 840; MPP 42-721"
)
CURE_DAYS = CountyNumber("cure_days", 30, "days", "Cure plan to the end of its activity", "WTW 29; MPP 42-721")
FR_ABSENCE_MONTHS = CountyNumber(
    "fr_absence_months", 1, "months", "Temporary absence before Family Reunification cash aid", "ACL 23-94", most=12
)
FR_AID_MONTHS = CountyNumber(
    "fr_aid_months", 6, "full months", "Family Reunification cash aid after the absence", "ACL 23-94, 25-05", most=12
)
