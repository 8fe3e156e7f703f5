"""The county's numbers of unusual access."""

from accounts.county import CountyNumber

UNUSUAL_FAMILIES = CountyNumber(
    "unusual_families", 30, "families", "Opened by one person within an hour, to be looked at", "derived", most=1000
)
UNUSUAL_DAYS = CountyNumber("unusual_days", 30, "days", "Unusual access is looked for so far back", "derived", most=366)
