"""Codes of the review of an adult's Welfare-to-Work status at an LTM (CFPIC Guidelines, 16)."""

from django.db.models import TextChoices


class StatusOutcome(TextChoices):
    GOES_ON = "goes_on", "Goes on as it is"
    CURE = "cure", "The sanction is to be cured through the plan"
    VOLUNTEER = "volunteer", "Wants to volunteer, with what is in the CFS plan"
    GOOD_CAUSE = "good_cause", "CalWORKs looks at good cause"
    STABILIZATION = "stabilization", "Family Stabilization is asked for"
    LATER = "later", "Not settled: at the next LTM again"
