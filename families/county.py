"""The county's numbers of break-glass."""

from accounts.county import CountyNumber

BREAK_GLASS_HOURS = CountyNumber("break_glass_hours", 24, "hours", "Break-glass opens a family for", "derived", most=72)
BREAK_GLASS_MISSES = CountyNumber(
    "break_glass_misses", 5, "in an hour", "Break-glass tries that find nothing, before it closes", "derived", most=20
)
SNOOZE_DAYS = CountyNumber("snooze_days", 30, "days", "A task is put off for at most", "derived")
