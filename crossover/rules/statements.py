"""The words of the WTWCC 10B as the county keeps them today, and whether a form may be signed with them."""

from collections.abc import Collection
from dataclasses import dataclass

from accounts.access import NotAllowed
from crossover.enums import REQUIRED_STATEMENTS, StatementKind
from crossover.models import ConsentStatement
from crossover.statements import FORM_LANGUAGES, PRINTED
from crossover.statements.sentences import Sentence, sentence
from families.enums import Language


@dataclass(frozen=True)
class Wording:
    """What the form says in one language. Each change of a statement makes a new `version`."""

    language: Language
    told: list[str]
    purpose: str
    unwritten: list[StatementKind]
    version: int

    @property
    def lines(self) -> list[str]:
        """The exact words a person signs under, a statement a line; the last line names this wording."""
        return [*self.told, f"WTWCC 10B, {PRINTED[self.language]['version']} {self.version}."]


def wording_in(language: Language) -> Wording:
    """The statements of the form in the order the law is read in, and its purpose."""
    rows = ConsentStatement.objects.filter(language=language).exclude(text="").values_list("kind", "text")
    written = {StatementKind(kind): text for kind, text in rows}
    return Wording(
        language=language,
        told=[written[kind] for kind in REQUIRED_STATEMENTS if kind in written],
        purpose=written.get(StatementKind.PURPOSE, ""),
        unwritten=[kind for kind in REQUIRED_STATEMENTS if kind not in written],
        version=1 + ConsentStatement.history.filter(language=language, history_type="~").count(),
    )


def printed_purposes() -> list[str]:
    """The purpose as the form prints it, in each of its languages."""
    return [wording_in(language).purpose for language in FORM_LANGUAGES]


def reason_unwritten(unwritten: Collection[StatementKind]) -> Sentence | None:
    """In words, what an administrator must write before this form is signed; None where it is whole."""
    lacks = "The form lacks what the law asks it to say in this language: {kinds}. An administrator writes it."
    return sentence(lacks, kinds=list(unwritten)) if unwritten else None


def check_wording_is_whole(wording: Wording) -> None:
    """A form without a required statement is not handed out to be signed (Civil Code 56.11; 45 CFR 164.508)."""
    if lacks := reason_unwritten(wording.unwritten):
        raise NotAllowed(lacks)
