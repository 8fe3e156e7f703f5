"""Clearances, XOVER1, consents, Linkages stages."""

from crossover.models.consents import Consent, ConsentEvent, ConsentRequest, ConsentScope
from crossover.models.eligibility import EligibilityCheck
from crossover.models.stages import LinkagesCase, StageEvent
from crossover.models.xover1 import Clearance, Xover1, Xover1Hop

__all__ = [
    "Clearance",
    "Consent",
    "ConsentEvent",
    "ConsentRequest",
    "ConsentScope",
    "EligibilityCheck",
    "LinkagesCase",
    "StageEvent",
    "Xover1",
    "Xover1Hop",
]
