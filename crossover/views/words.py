"""What is said after a step of XOVER1: what happened, and what comes next."""

from accounts.models import User
from crossover.models import Xover1Hop


def sent_words(before: Xover1Hop | None, now: Xover1Hop | None, by: User) -> str:
    """To whom the form went, or that it was saved where it stayed."""
    if now is None or now == before or now.receiver == by:
        return "Saved."
    return f"Sent to {', '.join(filter(None, (str(now.receiver), now.receiver.role_names)))}."


def returned_words(before: Xover1Hop | None, now: Xover1Hop | None, by: User) -> str:
    return f"Returned to {now.receiver if now else 'whoever had it before'}, who corrects it and sends it again."


def recalled_words(before: Xover1Hop | None, now: Xover1Hop | None, by: User) -> str:
    recalled = f"Recalled from {before.receiver if before else 'its receiver'}."
    if now is None or now.receiver == by:
        return f"{recalled} It is with you: change it, then send it again."
    return f"{recalled} It is with {now.receiver}, who changes it and sends it again."


def voided_words(before: Xover1Hop | None, now: Xover1Hop | None, by: User) -> str:
    return "The form is void and stays on record: nothing is left to do on it."


def ineligible_words(before: Xover1Hop | None, now: Xover1Hop | None, by: User) -> str:
    return "The form ended: not eligible to Linkages. An open CFS case goes on without it."


def without_case_words(before: Xover1Hop | None, now: Xover1Hop | None, by: User) -> str:
    return "The referral is closed without a case and the form ended: nothing is left to do on it."


def not_a_match_words(before: Xover1Hop | None, now: Xover1Hop | None, by: User) -> str:
    return "The form ended: not a CFS client. The clerk sees that it was received."
