"""Who interprets where the form or the worker does not speak the signer's language (domain 4.1, CDSS rules)."""

import datetime

from crossover.statements.sentences import Sentence, sentence
from families.enums import Language
from families.models import Person


def who_interprets(signer: Person, written_in: str) -> Sentence | None:
    """Why this signer needs an interpreter for a form in this language; None where they need none."""
    form, spoken = Language(written_in), Language(signer.language)
    if form != spoken:
        other = "This form is in {form} and the signer speaks {spoken}: name the interpreter or change the form."
        return sentence(other, form=form, spoken=spoken)
    needed = "The signer speaks {spoken} and needs an interpreter: name the interpreter or the bilingual worker."
    return sentence(needed, spoken=spoken) if signer.interpreter_needed else None


def about_release(signed_on: datetime.date | None, day: datetime.date) -> dict[str, Sentence]:
    """A signer's own interpreter needs the CR 6181, signed within the year before the form (domain 4.1)."""
    if signed_on is None:
        return {"release_on": sentence("Give the date of the CR 6181, or use the county's interpreter.")}
    if not day - datetime.timedelta(days=366) < signed_on <= day:
        return {"release_on": sentence("The CR 6181 is signed anew every year, and not in advance.")}
    return {}
