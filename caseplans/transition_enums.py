"""Codes of the transition: one program ends, the other goes on, or both end (CFPIC Guidelines, 17 and 18)."""

from django.db.models import TextChoices

from accounts.enums import Bureau


class Ending(TextChoices):
    """Which program ends (domain 8)."""

    CFS = "cfs", "CFS"
    CALWORKS = "calworks", "CalWORKs"
    BOTH = "both", "Both programs"

    @property
    def programs(self) -> tuple[Bureau, ...]:
        return tuple(Bureau) if self == Ending.BOTH else (Bureau(self.value),)


class ClosingReason(TextChoices):
    """Why a program ends: coded and not medical (domain 8, closing of a Linkages case)."""

    COMPLETE = "complete", "What it set out to do is done"
    MOVED = "moved", "The family moved away"
    DECLINED = "declined", "The family does not go on with it"
    NOT_ELIGIBLE = "not_eligible", "No longer eligible"
    FR_CONVERSION = "fr_conversion", "It goes over to Family Reunification"


class NoMeeting(TextChoices):
    """Why there was no transition LTM."""

    NOT_WANTED = "not_wanted", "The family does not want one"
    NOT_REACHED = "not_reached", "The family could not be reached"
    MOVED = "moved", "The family moved away"


class GoesTo(TextChoices):
    """Where what is still to do under the plan goes."""

    GOES_ON = "goes_on", "The program that goes on"
    COMMUNITY = "community", "The family, with someone in the community"
    ENDS = "ends", "Nowhere: it ends"


class GoalStands(TextChoices):
    MET = "met", "Reached"
    PARTLY = "partly", "Partly reached"
    NOT_MET = "not_met", "Not reached"


class Connection(TextChoices):
    """Whether the family was connected with who helps from now on."""

    CONNECTED = "connected", "Connected"
    WAITING = "waiting", "On a waiting list"
    NOT_WANTED = "not_wanted", "The family does not want it"
    NOT_NEEDED = "not_needed", "No longer needed"
