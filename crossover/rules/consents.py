"""Who may end a WTWCC 10B, and what a valid one holds (31-090 III.C.1, IV.D; domain 4.1-4.2)."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accounts.access import NotAllowed
from accounts.enums import Bureau
from accounts.models import Setting, User
from crossover.county import CONSENT_MAX_DAYS
from crossover.enums import (
    EVERY_WAY,
    Capacity,
    ConsentEventKind,
    InterpreterType,
    SharingMethod,
    SigningMethod,
    StatementKind,
)
from crossover.models import Consent, ConsentParty
from crossover.rules.asking import check_handles_consents
from crossover.rules.interpreting import about_release, who_interprets
from crossover.rules.paper import about_paper_day, about_words_since
from crossover.rules.parties import Party, about_parties, about_reaching
from crossover.rules.signatures import about_initials, about_typed_name, about_witnesses
from crossover.rules.signers import about_authority, about_minors_of_others, about_people
from crossover.rules.statements import reason_unwritten
from crossover.statements import FORM_LANGUAGES
from crossover.statements.sentences import Sentence, sentence
from families.enums import CONSENT_FREE, NEVER_CROSSES, Category
from families.models import Family, Person

CONSENTABLE = [category for category in Category if category not in CONSENT_FREE | NEVER_CROSSES]


@dataclass(frozen=True)
class ConsentFacts:
    """What is on the form when the signer puts the pen down.

    `initials` are those written beside each category; `drawn` and `scan` are file contents.
    """

    signer: Person | None
    capacity: str
    persons: Collection[Person]
    disclosers: Collection[str]
    categories: Collection[str]
    purpose: str
    from_date: datetime.date | None
    until_date: datetime.date | None
    language: str
    interpreter: str
    initials: Mapping[str, str]
    method: str
    drawn: bytes
    typed_name: str
    witnesses: Sequence[str]
    scan: bytes
    authority: bytes = b""
    interpreter_type: str = ""
    release_on: datetime.date | None = None
    expiry_event: str = ""
    covers_from: datetime.date | None = None
    covers_until: datetime.date | None = None
    sharing_methods: Collection[str] = EVERY_WAY
    parties: Sequence[Party] = ()
    paper_on: datetime.date | None = None

    def signed_on(self, today: datetime.date) -> datetime.date:
        """The day of the signature: on paper the one written there, on screen today."""
        on_paper = self.method == SigningMethod.PAPER and self.paper_on
        return min(self.paper_on, today) if on_paper and self.paper_on else today


def check_can_revoke_consent(
    user: User, consent: Consent, category: str = "", recipient: str = "", party: ConsentParty | None = None
) -> None:
    """The signer may take the permission back at any time, by any channel; staff record it (domain 4.2, 5).

    Whole, for one category, towards one bureau, or from one of those named on the form.
    """
    check_handles_consents(user, consent.request.family)
    scopes = consent.scopes.not_ended()
    if not scopes.exists():
        raise NotAllowed("This WTWCC 10B has already ended.")
    scopes = scopes.filter(category=category) if category else scopes
    if not scopes.exists():
        raise NotAllowed("This category is not open on this WTWCC 10B.")
    if recipient and not scopes.filter(recipient=recipient).exists():
        raise NotAllowed("Nothing of this is open towards this bureau on this WTWCC 10B.")
    if party:
        _check_is_open_to(consent, party, category, recipient)


def _check_is_open_to(consent: Consent, party: ConsentParty, category: str, recipient: str) -> None:
    """Taken back from one of those named, once; the bureaus keep theirs."""
    if party.consent_id != consent.pk or recipient:
        raise NotAllowed("Choose one bureau, or one of those named on this WTWCC 10B.")
    taken = consent.events.filter(kind=ConsentEventKind.FROM_PARTY, party=party)
    if taken.filter(category__in={"", category}).exists():
        raise NotAllowed(f"This was already taken back from {party}.")


def check_can_end_by_event(user: User, consent: Consent) -> None:
    """It ends before its last day when what the signer named happens (Civil Code 56.11: a date or an event)."""
    check_can_revoke_consent(user, consent)
    if not consent.expiry_event:
        raise NotAllowed("No event is named on this WTWCC 10B. It ends on its last day, or when it is taken back.")


def longest_consent() -> int:
    """The county's limit of a WTWCC 10B, in days from the signing (Civil Code 56.11: a year)."""
    return Setting.objects.number(CONSENT_MAX_DAYS)


def with_the_chosen_signature(facts: ConsentFacts) -> ConsentFacts:
    """Of the ways to sign only the chosen one counts; the rest was tried and left."""
    method = facts.method
    return replace(
        facts,
        drawn=facts.drawn if method in {SigningMethod.DRAWN, SigningMethod.MARK} else b"",
        typed_name=facts.typed_name if method == SigningMethod.TYPED else "",
        witnesses=facts.witnesses if method == SigningMethod.MARK else [],
        scan=facts.scan if method == SigningMethod.PAPER else b"",
        paper_on=facts.paper_on if method == SigningMethod.PAPER else None,
        authority=facts.authority if facts.capacity == Capacity.REPRESENTATIVE else b"",
        release_on=facts.release_on if facts.interpreter_type == InterpreterType.OWN else None,
    )


def check_is_complete(facts: ConsentFacts, **judged_by: Any) -> None:
    """An incomplete form is not signed."""
    missing = what_is_missing(facts, **judged_by)
    if missing:
        raise NotAllowed(" ".join(missing.values()))


def what_is_missing(
    facts: ConsentFacts,
    *,
    family: Family,
    today: datetime.date,
    longest: int,
    minor_age: int,
    unwritten: Collection[StatementKind],
) -> dict[str, Sentence]:
    """What keeps the form from being signed: a sentence per field; empty when it is complete.

    `longest` is the county's limit in days, counted from the signing; `minor_age` the age from which a minor signs
    alone, `unwritten` the statements the form lacks in its language.
    """
    signed_on = facts.signed_on(today)
    people, kinds = (facts.signer, facts.capacity, facts.persons), facts.categories
    return (
        (
            about_people(*people, categories=kinds, family=family, day=signed_on, minor_age=minor_age)
            or about_minors_of_others(*people, categories=kinds, signed_on=signed_on, today=today, minor_age=minor_age)
        )
        | about_authority(facts.capacity, facts.authority)
        | _about_content(facts)
        | about_parties(facts.parties)
        | about_reaching(facts.parties, facts.sharing_methods)
        | about_initials(facts.signer, facts.method, kinds, facts.initials)
        | _about_dates(facts, today, signed_on, longest)
        | _about_language(facts, signed_on)
        | _about_wording(unwritten)
        | _about_signature(facts, family, today)
    )


def _about_content(facts: ConsentFacts) -> dict[str, Sentence]:
    """At least one party each way, one way to share, a purpose, and categories opted in one by one."""
    missing = {}
    if not facts.disclosers or not set(facts.disclosers) <= set(Bureau):
        missing["disclosers"] = sentence("Choose at least one direction.")
    if not facts.sharing_methods or not set(facts.sharing_methods) <= set(SharingMethod):
        missing["sharing_methods"] = sentence("Choose at least one way to share.")
    if not facts.purpose.strip():
        missing["purpose"] = sentence("Write the purpose.")
    if not facts.categories:
        missing["categories"] = sentence("Nothing is ticked yet. The signer opts in to each kind of information.")
    elif not set(facts.categories) <= set(CONSENTABLE):
        missing["categories"] = sentence("Choose from the list.")
    return missing


def _about_dates(
    facts: ConsentFacts, today: datetime.date, signed_on: datetime.date, longest: int
) -> dict[str, Sentence]:
    """It ends on a day, within the county's limit counted from the signing (Civil Code 56.11)."""
    if facts.covers_from and facts.covers_until and facts.covers_until < facts.covers_from:
        return {"covers_until": sentence("The last day of the information lies before the first.")}
    if facts.from_date is None:
        return {"from_date": sentence("Say from which day.")}
    if facts.until_date is None:
        return {"until_date": sentence("Say until which day.")}
    if facts.until_date < max(facts.from_date, today):
        return {"until_date": sentence("The last day lies before the first day, or in the past.")}
    if (facts.until_date - min(facts.from_date, signed_on)).days > longest:
        limit = "A WTWCC 10B lasts {longest} days at most, counted from the signing. Choose an earlier day."
        return {"until_date": sentence(limit, longest=longest)}
    return {}


def _about_wording(unwritten: Collection[StatementKind]) -> dict[str, Sentence]:
    """A version without every required statement is no authorization (domain 4.2, 1)."""
    lacks = reason_unwritten(unwritten)
    return {"wording": lacks} if lacks else {}


def _about_language(facts: ConsentFacts, signed_on: datetime.date) -> dict[str, Sentence]:
    """Nobody signs what they were not told in their own language (domain 4.1, CDSS language rules)."""
    if facts.language not in FORM_LANGUAGES:
        written = "The form exists in English and Spanish. Choose one and name the interpreter."
        return {"language": sentence(written)}
    refusal = None if facts.interpreter.strip() or not facts.signer else who_interprets(facts.signer, facts.language)
    if refusal:
        return {"interpreter": refusal}
    if facts.interpreter.strip() and facts.interpreter_type not in InterpreterType:
        return {"interpreter_type": sentence("Say whether the county or the signer brought the interpreter.")}
    if facts.interpreter_type == InterpreterType.OWN:
        return about_release(facts.release_on, signed_on)
    return {}


def _about_signature(facts: ConsentFacts, family: Family, today: datetime.date) -> dict[str, Sentence]:
    """Drawn, typed, a mark with two witnesses (Civil Code 14), or paper with its scan and its day."""
    match facts.method:
        case SigningMethod.DRAWN if not facts.drawn:
            return {"drawn": sentence("The signature is missing.")}
        case SigningMethod.TYPED:
            return about_typed_name(facts.signer, facts.typed_name)
        case SigningMethod.MARK if not facts.drawn:
            return {"drawn": sentence("The mark is missing.")}
        case SigningMethod.MARK:
            return about_witnesses(facts.witnesses, filter(None, [facts.signer, *facts.persons]))
        case SigningMethod.PAPER:
            return _about_paper(facts, family, today)
        case method if method not in SigningMethod:
            return {"method": sentence("Say how it is signed.")}
    return {}


def _about_paper(facts: ConsentFacts, family: Family, today: datetime.date) -> dict[str, Sentence]:
    """Its scan, its day, and that the signer said nothing else since."""
    scan = {} if facts.scan else {"scan": sentence("Attach the scan of the signed paper.")}
    day = about_paper_day(facts.paper_on, today)
    return scan | (
        day
        or about_words_since(
            family=family,
            signer=facts.signer,
            capacity=facts.capacity,
            persons=facts.persons,
            categories=facts.categories,
            paper_on=facts.paper_on,
        )
    )
