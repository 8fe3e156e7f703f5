"""Codes of reaching out to mutual families that stand outside Welfare-to-Work, or have no home."""

from django.db.models import TextChoices

from families.enums import Category


class OutreachReason(TextChoices):
    SANCTIONED = "sanctioned", "Sanctioned"
    EXEMPT = "exempt", "Exempt"
    HOMELESS = "homeless", "Without a home"


# As what kind of information an attempt is kept: it tells the reason.
KEPT_AS = {
    OutreachReason.SANCTIONED: Category.CALWORKS_STATUS,
    OutreachReason.EXEMPT: Category.CALWORKS_STATUS,
    OutreachReason.HOMELESS: Category.HOUSING,
}


class OutreachResult(TextChoices):
    AGREED = "agreed", "Reached: takes the offer"
    THINKS = "thinks", "Reached: wants to think about it"
    DECLINED = "declined", "Reached: does not want it"
    NOT_REACHED = "not_reached", "Not reached"


# What is offered, by reason (CFPIC Guidelines, 16): services are open to a sanctioned parent at any time.
OFFERED = {
    OutreachReason.SANCTIONED: "Services at any time, and a cure of the sanction through the plan: note “Cure plan” as "
    "the Welfare-to-Work status once it is agreed, and its 30 days are followed.",
    OutreachReason.EXEMPT: "To volunteer, with only what is in the CFS plan: it opens child care and transport.",
    OutreachReason.HOMELESS: "Homeless assistance and Family Stabilization.",
}
WAS_OFFERED = frozenset({OutreachResult.AGREED, OutreachResult.THINKS, OutreachResult.DECLINED})
