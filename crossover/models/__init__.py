"""Clearances, XOVER1, consents, Linkages stages."""

from crossover.models.consents import (
    Consent,
    ConsentEvent,
    ConsentParty,
    ConsentRequest,
    ConsentScope,
    SealedConsent,
)
from crossover.models.eligibility import EligibilityCheck
from crossover.models.objections import AbuseFlag, AbuseFlagLifted, ObjectionWithdrawn, SharingObjection
from crossover.models.stages import LinkagesCase, StageEvent
from crossover.models.statements import ConsentStatement
from crossover.models.xover1 import Clearance, Xover1, Xover1Hop

__all__ = [
    "AbuseFlag",
    "AbuseFlagLifted",
    "Clearance",
    "Consent",
    "ConsentEvent",
    "ConsentParty",
    "ConsentRequest",
    "ConsentScope",
    "ConsentStatement",
    "EligibilityCheck",
    "LinkagesCase",
    "ObjectionWithdrawn",
    "SealedConsent",
    "SharingObjection",
    "StageEvent",
    "Xover1",
    "Xover1Hop",
]
