"""Who interprets where the form or the worker does not speak the signer's language (domain 4.1, CDSS rules)."""

import datetime

from families.enums import Language
from families.models import Person


def who_interprets(signer: Person, written_in: str) -> str:
    """Why this signer needs an interpreter for a form in this language; empty where they need none."""
    form, spoken = Language(written_in).label, Language(signer.language).label
    if form != spoken:
        return f"This form is in {form} and the signer speaks {spoken}: name the interpreter or change the form."
    needs_one = f"The signer speaks {spoken} and needs an interpreter: name the interpreter or the bilingual worker."
    return needs_one if signer.interpreter_needed else ""


def about_release(signed_on: datetime.date | None, today: datetime.date) -> dict[str, str]:
    """A signer's own interpreter needs the CR 6181, signed within the past year (domain 4.1)."""
    if signed_on is None:
        return {"release_on": "Give the date of the CR 6181, or use the county's interpreter."}
    if not today - datetime.timedelta(days=366) < signed_on <= today:
        return {"release_on": "The CR 6181 is signed anew every year, and not in advance."}
    return {}
