"""Whose hand is on a WTWCC 10B: signature, initials, witnesses (Civil Code 14, 1633.7; domain 4.2)."""

from collections.abc import Iterable, Mapping

from crossover.enums import SigningMethod
from crossover.statements.sentences import Sentence, sentence
from families.enums import SENSITIVE
from families.models import Person
from families.rules.names import has_initials, is_name_of, signs_as, words_of


def about_initials(
    signer: Person | None, method: str, categories: Iterable[str], initials: Mapping[str, str]
) -> dict[str, Sentence]:
    """Each sensitive category has the signer's own initials besides its tick (domain 4.2, 4)."""
    missing: dict[str, Sentence] = {}
    written = {category: text.strip() for category, text in initials.items() if category in SENSITIVE}
    ticked = [category for category in categories if category in SENSITIVE]
    first = next(filter(None, written.values()), "")
    for category in dict.fromkeys([*written, *ticked]):
        name, letters = f"initials_{category}", written.get(category, "")
        if category in ticked and not letters:
            missing[name] = sentence("This kind is sensitive: it needs the signer's initials.")
        elif letters and category not in ticked:
            missing[name] = sentence("Tick this kind too, or clear the initials.")
        elif letters and _letters(letters) != _letters(first):
            other = "One person signs: the initials are “{first}” elsewhere on this form."
            missing[name] = sentence(other, first=first)
        elif letters and signer and not _are_initials(signer, letters, method):
            missing[name] = sentence("These are not the initials of {signer}, who signs.", signer=signer)
    return missing


def _are_initials(signer: Person, letters: str, method: str) -> bool:
    """Who signs with a mark may write it here too."""
    return has_initials(signer, letters) or (method == SigningMethod.MARK and _letters(letters) == "x")


def _letters(initials: str) -> str:
    """“JD”, “j.d.” and “J. D.” are the same initials."""
    return initials.casefold().replace(".", "").replace(" ", "")


def about_typed_name(signer: Person | None, typed: str) -> dict[str, Sentence]:
    """Nobody signs with somebody else's name."""
    if not typed.strip():
        return {"typed_name": sentence("Type the signer's full name.")}
    if signer and not signs_as(signer, typed):
        return {"typed_name": sentence("This is not the name of {signer}, who signs.", signer=signer)}
    return {}


def about_witnesses(witnesses: Iterable[str], people: Iterable[Person]) -> dict[str, Sentence]:
    """A mark is witnessed by two others: not by the signer, nor by anyone the form is about. Staff may witness."""
    fields = dict(zip(["first_witness", "second_witness"], witnesses, strict=False))
    if len({frozenset(words_of(name)) for name in fields.values() if words_of(name)}) != 2:
        return {"first_witness": sentence("A mark needs two different witnesses.")}
    people = list(people)
    return {
        field: sentence("The signer, and whoever the form is about, cannot be a witness. Staff can.")
        for field, name in fields.items()
        if any(is_name_of(person, name) for person in people)
    }
