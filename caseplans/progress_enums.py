"""Codes of how an activity of the plan goes, as either worker writes it down."""

from django.db.models import TextChoices


class Presence(TextChoices):
    """Whether whoever is to do it was there on that day. Blank where it has no day to attend."""

    ATTENDED = "attended", "Attended"
    PARTLY = "partly", "Attended in part"
    EXCUSED = "excused", "Missed, with good cause"
    MISSED = "missed", "Missed"


class Compliance(TextChoices):
    """Whether this meets what the writer's own program asks: each program says it for itself."""

    MET = "met", "Does what is asked"
    PARTLY = "partly", "Does part of it"
    NOT_MET = "not_met", "Does not do what is asked"


WAS_THERE = frozenset({Presence.ATTENDED, Presence.PARTLY})
