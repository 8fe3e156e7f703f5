"""Who reaches out, and what an attempt must say."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from accounts.access import NotAllowed
from accounts.enums import Act
from accounts.models import User
from caseplans.outreach_enums import OutreachReason
from families.models import Person
from families.rules import works_case


def check_can_reach_out_at_all(user: User) -> None:
    if not (user.bureau and user.may(Act.WORK_CASE)):
        raise NotAllowed("Only social workers and their supervisors reach out to the families of both programs.")


def check_can_reach_out(user: User, person: Person, reasons: Collection[OutreachReason]) -> None:
    """`reasons` are those that this reader may know."""
    check_can_reach_out_at_all(user)
    if not works_case(user, person.family):
        raise NotAllowed("Only the family's workers and their supervisors reach out to them.")
    if not reasons:
        raise NotAllowed(f"Nothing you may read says that {person} is sanctioned, exempt or without a home.")


def check_attempt(reason: str, reasons: Collection[OutreachReason], on: date) -> None:
    if reason not in reasons:
        raise NotAllowed("Choose one of the reasons that hold today. Open the page again.")
    if on > timezone.localdate():
        raise NotAllowed("This day is in the future.")
