"""Who may ask for, record and end a WTWCC 10B, and what a valid one holds (31-090 III.C.1, IV.D; domain 4.1-4.2)."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accounts.access import NotAllowed, visible
from accounts.enums import Act, Bureau
from accounts.models import Setting, User
from crossover.county import CONSENT_MAX_DAYS
from crossover.enums import UNSIGNED, Capacity, ConsentOutcome, InterpreterType, SigningMethod, StatementKind
from crossover.models import Consent, ConsentRequest
from crossover.rules.interpreting import about_release, who_interprets
from crossover.rules.minors import about_children, about_minor_signer
from crossover.rules.signatures import about_initials, about_typed_name, about_witnesses
from crossover.rules.statements import reason_unwritten
from crossover.statements import FORM_LANGUAGES
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


def check_can_request_consent(user: User, family: Family) -> None:
    """Whoever first discovers a potential Linkages case asks the parent to sign (31-090 IV.D)."""
    if not user.may(Act.REQUEST_CONSENT):
        raise NotAllowed("Your role does not ask for the WTWCC 10B.")
    if not visible(Family, user).filter(pk=family.pk).exists():
        raise NotAllowed("Only staff who may know this family can ask for its WTWCC 10B.")


def check_can_answer_request(user: User, request: ConsentRequest) -> None:
    """A request is answered once: signed, declined or unable."""
    check_can_request_consent(user, request.family)
    if request.outcome != ConsentOutcome.OPEN:
        raise NotAllowed(f"This request is closed: {request.get_outcome_display().lower()}. Open a new one.")


def check_can_explain_purpose(user: User, request: ConsentRequest) -> None:
    """The parent is told that the exchange is to prevent duplication in services (31-090 IV.D)."""
    check_can_answer_request(user, request)
    if request.purpose_explained_at:
        raise NotAllowed("The purpose was already explained.")


def check_can_sign_consent(user: User, request: ConsentRequest) -> None:
    """Nobody signs what was not explained (31-090 IV.D)."""
    check_can_answer_request(user, request)
    if not request.purpose_explained_at:
        raise NotAllowed("Explain the purpose to the parent first, and record it.")


def check_can_close_unsigned(user: User, request: ConsentRequest, outcome: str) -> None:
    """A no answers what was explained (31-090 IV.D). Who could not be asked, or cannot sign, heard no explanation."""
    check_can_answer_request(user, request)
    if outcome not in UNSIGNED:
        raise NotAllowed("Say whether the parent declined or was unable to sign.")
    if outcome == ConsentOutcome.DECLINED and not request.purpose_explained_at:
        raise NotAllowed("Explain the purpose to the parent first, and record it. Then a no can be recorded.")


def check_can_revoke_consent(user: User, consent: Consent, category: str = "", recipient: str = "") -> None:
    """The signer may take the permission back at any time, by any channel; staff record it (domain 4.2, 5)."""
    check_can_request_consent(user, consent.request.family)
    scopes = consent.scopes.not_ended()
    if not scopes.exists():
        raise NotAllowed("This WTWCC 10B has already ended.")
    scopes = scopes.filter(category=category) if category else scopes
    if not scopes.exists():
        raise NotAllowed("This category is not open on this WTWCC 10B.")
    if recipient and not scopes.filter(recipient=recipient).exists():
        raise NotAllowed("Nothing of this is open towards this bureau on this WTWCC 10B.")


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
) -> dict[str, str]:
    """What keeps the form from being signed: a sentence per field; empty when it is complete.

    Source: Civil Code 56.11, 45 CFR 164.508, 42 CFR 2.31. `longest` is the county's limit in days, `minor_age` the
    years from which a minor signs alone, `unwritten` the statements the form lacks in its language.
    """
    return (
        (_about_people(facts, family, today, minor_age) or _about_children(facts, today, minor_age))
        | _about_authority(facts)
        | _about_content(facts)
        | about_initials(facts.signer, facts.method, facts.categories, facts.initials)
        | _about_dates(facts, today, longest)
        | _about_language(facts, today)
        | _about_wording(unwritten)
        | _about_signature(facts)
    )


def _about_people(facts: ConsentFacts, family: Family, today: datetime.date, minor_age: int) -> dict[str, str]:
    """An adult signs for themselves and for children named one by one, never for another adult.

    A minor signs for themselves alone.
    """
    signer = facts.signer
    if signer is None or signer.family_id != family.pk:
        return {"signer": "Say who signs."}
    if signer.is_child:
        return about_minor_signer(signer, facts.capacity, facts.persons, facts.categories, today, minor_age)
    if facts.capacity not in Capacity:
        return {"capacity": "Say in which capacity they sign."}
    if facts.capacity == Capacity.MINOR:
        return {"capacity": f"{signer} is an adult. Only a minor signs as a minor."}
    if not facts.persons:
        return {"persons": "Choose at least one person whose information is covered."}
    others = [person for person in facts.persons if person != signer]
    if any(person.family_id != family.pk for person in others):
        return {"persons": "Choose people of this family."}
    if any(not person.is_child for person in others):
        return {"persons": "Every adult signs a form of their own. Leave the other adult out."}
    if facts.capacity == Capacity.SELF and signer not in facts.persons:
        return {"persons": f"{signer} signs for themselves: tick their name too."}
    if facts.capacity != Capacity.SELF and signer in facts.persons:
        return {"persons": f"{signer} signs for the children only. Leave their own name out."}
    if others and not signer.is_parent and facts.capacity != Capacity.REPRESENTATIVE:
        return {"persons": "Only a parent, guardian or legal representative signs for children."}
    return {}


def _about_children(facts: ConsentFacts, today: datetime.date, minor_age: int) -> dict[str, str]:
    """What a child controls is not opened by anyone else (Civil Code 56.11)."""
    children = [person for person in facts.persons if person != facts.signer]
    return about_children(children, facts.categories, today, minor_age)


def _about_authority(facts: ConsentFacts) -> dict[str, str]:
    """A representative's authority is shown by its document (45 CFR 164.508)."""
    if facts.capacity == Capacity.REPRESENTATIVE and not facts.authority:
        return {"authority": "Attach the document that makes them the legal representative."}
    return {}


def _about_content(facts: ConsentFacts) -> dict[str, str]:
    """At least one party each way, a purpose, categories opted in one by one, initials for the sensitive ones."""
    missing = {}
    if not facts.disclosers or not set(facts.disclosers) <= set(Bureau):
        missing["disclosers"] = "Choose at least one direction."
    if not facts.purpose.strip():
        missing["purpose"] = "Write the purpose."
    if not facts.categories:
        missing["categories"] = "Nothing is ticked yet. The signer opts in to each kind of information."
    elif not set(facts.categories) <= set(CONSENTABLE):
        missing["categories"] = "Choose from the list."
    return missing


def _about_dates(facts: ConsentFacts, today: datetime.date, longest: int) -> dict[str, str]:
    """It ends on a day, within the county's limit counted from the signing (Civil Code 56.11)."""
    if facts.covers_from and facts.covers_until and facts.covers_until < facts.covers_from:
        return {"covers_until": "The last day of the information lies before the first."}
    if facts.from_date is None:
        return {"from_date": "Say from which day."}
    if facts.until_date is None:
        return {"until_date": "Say until which day."}
    if facts.until_date < max(facts.from_date, today):
        return {"until_date": "The last day lies before the first day, or in the past."}
    if (facts.until_date - min(facts.from_date, today)).days > longest:
        return {"until_date": f"A WTWCC 10B lasts {longest} days at most. Choose an earlier day."}
    return {}


def _about_wording(unwritten: Collection[StatementKind]) -> dict[str, str]:
    """A version without every required statement is no authorization (domain 4.2, 1)."""
    return {"wording": reason_unwritten(unwritten)} if unwritten else {}


def _about_language(facts: ConsentFacts, today: datetime.date) -> dict[str, str]:
    """Nobody signs what they were not told in their own language (domain 4.1, CDSS language rules)."""
    if facts.language not in FORM_LANGUAGES:
        return {"language": "The form exists in English and Spanish. Choose one and name the interpreter."}
    refusal = "" if facts.interpreter.strip() or not facts.signer else who_interprets(facts.signer, facts.language)
    if refusal:
        return {"interpreter": refusal}
    if facts.interpreter.strip() and facts.interpreter_type not in InterpreterType:
        return {"interpreter_type": "Say whether the county or the signer brought the interpreter."}
    if facts.interpreter_type == InterpreterType.OWN:
        return about_release(facts.release_on, today)
    return {}


def _about_signature(facts: ConsentFacts) -> dict[str, str]:
    """Drawn, typed, a mark with two witnesses (Civil Code 14), or paper with its scan."""
    match facts.method:
        case SigningMethod.DRAWN if not facts.drawn:
            return {"drawn": "The signature is missing."}
        case SigningMethod.TYPED:
            return about_typed_name(facts.signer, facts.typed_name)
        case SigningMethod.MARK if not facts.drawn:
            return {"drawn": "The mark is missing."}
        case SigningMethod.MARK:
            return about_witnesses(facts.witnesses, filter(None, [facts.signer, *facts.persons]))
        case SigningMethod.PAPER if not facts.scan:
            return {"scan": "Attach the scan of the signed paper."}
        case method if method not in SigningMethod:
            return {"method": "Say how it is signed."}
    return {}
