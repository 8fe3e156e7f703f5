"""The WTWCC 10B on paper: type of 14 points on pages of its own (Civil Code 56.11), in the signer's language."""

import base64
import datetime
from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.enums import Bureau
from accounts.models import County
from crossover.enums import Capacity, ConsentEventKind, ConsentStatus, SharingMethod
from crossover.models import Consent, ConsentEvent, ConsentParty
from crossover.rules.consents import CONSENTABLE
from crossover.rules.statements import wording_in
from crossover.sharing import directions
from crossover.statements import CATEGORY_WORDS, PRINTED
from documents.pdf import render_pdf
from documents.seal import county_seal, seal_pdf
from families.enums import SENSITIVE, Category, Language

TEMPLATE = "crossover/consent_pdf.html"
ENDED_BY_EVENT = {
    ConsentStatus.REVOKED: ConsentEventKind.REVOKED,
    ConsentStatus.ENDED: ConsentEventKind.EVENT_CAME,
}


def printed_consent_pdf(consent: Consent) -> bytes:
    """The form to hand out today: as it was signed, and above it what became of it since."""
    with translation.override(consent.language):
        since = _since(consent)
    return consent_pdf(consent, since)


def _since(consent: Consent) -> list[str]:
    """In the form's language: how it ended, about whom a newer one ends it, and each part taken back before."""
    words = PRINTED[Language(consent.language)]
    ends = list(consent.events.since_signed().select_related("person", "party"))
    parts = [
        _part_taken_back(event, consent, words) for event in ends if event.category or event.recipient or event.party
    ]
    return [*_how_it_ended(consent, ends, words), *_superseded(ends, words), *parts]


def _how_it_ended(consent: Consent, ends: list[ConsentEvent], words: dict[str, str]) -> list[str]:
    """Nothing while it stands, or where newer forms ended it."""
    status = consent.request.consents.status_of(consent, timezone.localdate())
    if status == ConsentStatus.EXPIRED:
        return [words["expired"].format(day=_in_words(consent.until_date, words))]
    if status not in ENDED_BY_EVENT:
        return []
    last = [event.at for event in ends if event.kind == ENDED_BY_EVENT[status]][-1]
    return [words[status].format(day=_in_words(timezone.localdate(last), words))]


def _superseded(ends: list[ConsentEvent], words: dict[str, str]) -> list[str]:
    """A line a newer form: the day it begins and about whom."""
    about: dict[datetime.date, list[str]] = {}
    for event in ends:
        if event.kind == ConsentEventKind.SUPERSEDED:
            about.setdefault(timezone.localdate(event.at), []).extend([str(event.person)] if event.person else [])
    return [
        ": ".join(filter(None, [words["superseded"].format(day=_in_words(day, words)), ", ".join(people)]))
        for day, people in about.items()
    ]


def _in_words(day: datetime.date, words: dict[str, str]) -> str:
    return date_format(day, words["date_format"])


def _part_taken_back(event: ConsentEvent, consent: Consent, words: dict[str, str]) -> str:
    names = CATEGORY_WORDS[Language(consent.language)]
    what = names[Category(event.category)] if event.category else words["everything"]
    if event.party or event.recipient:
        whom = event.party or County.objects.ours().bureau_name(Bureau(event.recipient))
        what = words["from_alone"].format(what=what, whom=whom)
    return words["taken_back"].format(day=_in_words(timezone.localdate(event.at), words), what=what)


def consent_pdf(consent: Consent, since: Sequence[str] = ()) -> bytes:
    """The form as it was signed: the words, the ticks and the initials kept with it. The same bytes every time."""
    language = Language(consent.language)
    words = PRINTED[language]
    scopes = list(consent.scopes.select_related("person").order_by("person", "pk"))
    with translation.override(language):
        context = _page(language) | {
            "consent": consent,
            "since": since,
            "statements": consent.statements.splitlines(),
            "born_on": _in_words(consent.signer.born_on, words) if consent.signer.born_on else "",
            "numbers": _case_numbers(consent),
            "capacity": words[consent.capacity],
            "method": words[consent.method],
            "people": list(dict.fromkeys(str(scope.person) for scope in scopes)),
            "parties": [name for code, name in directions(words["shares_with"]) if code in _disclosers(scopes)],
            "ways": [words[method] for method in consent.sharing_methods],
            "named": [(party, _may(party, words)) for party in consent.parties.all()],
            "dates": [date_format(day, words["date_format"]) for day in (consent.from_date, consent.until_date)],
            "covers": _covers(consent, words),
            "interpreter_type": _whose_interpreter(consent, words),
            "signed_on": _when_signed(consent, words),
            "entered": _entered(consent, words),
            "image": _as_data_url(consent.signature) if consent.signature else "",
            "categories": _categories(language, {scope.category for scope in scopes}, consent.initials),
        }
        html = render_to_string(TEMPLATE, context)
    return render_pdf(html, lang=language, title=_title(language), created=consent.signed_at)


def _may(party: ConsentParty, words: dict[str, str]) -> list[str]:
    """What someone named by the signer may do."""
    allowed = {"may_share": party.may_share, "may_receive": party.may_receive}
    return [words[way] for way, is_allowed in allowed.items() if is_allowed]


def _when_signed(consent: Consent, words: dict[str, str]) -> str:
    """The day; of what was signed on the screen the time too."""
    day = _in_words(consent.signed_on, words)
    time = date_format(timezone.localtime(consent.signed_at), words["time_format"])
    return day if consent.scan_id else f"{day}, {time}"


def _entered(consent: Consent, words: dict[str, str]) -> str:
    """Of a paper that carries its day: that day, and the day it was entered."""
    if not consent.paper_on:
        return ""
    days = {"day": consent.paper_on, "entered": timezone.localdate(consent.signed_at)}
    return words["entered"].format(**{name: _in_words(day, words) for name, day in days.items()})


def _case_numbers(consent: Consent) -> list[str]:
    """The cases that both bureaus had opened by the day it was signed, in the bureaus' own names."""
    family, day, county = consent.request.family, consent.signed_on, County.objects.ours()
    cases = ((Bureau.CFS, family.cfs_cases), (Bureau.CALWORKS, family.calworks_cases))
    return [
        f"{county.bureau_name(bureau)} {case.number}"
        for bureau, opened in cases
        for case in opened.filter(opened_on__lte=day).exclude(closed_on__lt=day).order_by("opened_on", "pk")
    ]


def _covers(consent: Consent, words: dict[str, str]) -> str:
    """The dates of the information, where the signer set any."""
    first, last = (
        day and date_format(day, words["date_format"]) for day in (consent.covers_from, consent.covers_until)
    )
    return f"{first or ''} {words['until']} {last}".strip() if last else first or ""


def _whose_interpreter(consent: Consent, words: dict[str, str]) -> str:
    """The county's, or the signer's own with the date of the CR 6181."""
    signed_on = f" {date_format(consent.release_on, words['date_format'])}" if consent.release_on else ""
    return f"{words[consent.interpreter_type]}{signed_on}" if consent.interpreter_type else ""


def sealed_consent_pdf(consent: Consent) -> bytes:
    """The form as it was signed, under the county's seal. Raises SealError."""
    seal = county_seal()
    reason = f"{_title(Language(consent.language))}: signed"
    return seal_pdf(consent_pdf(consent), pkcs12=seal.pkcs12, passphrase=seal.passphrase, reason=reason)


def blank_consent_pdf(language: Language) -> bytes:
    """The form to fill in by hand: nothing ticked, nobody named."""
    wording = wording_in(language)
    context = _page(language) | {
        "consent": None,
        "statements": wording.lines,
        "purpose": wording.purpose,
        "parties": [name for _, name in directions(PRINTED[language]["shares_with"])],
        "ways": [PRINTED[language][method] for method in SharingMethod],
        "capacities": [PRINTED[language][code] for code in Capacity],
        "categories": _categories(language, set(), ""),
    }
    return render_pdf(render_to_string(TEMPLATE, context), lang=language, title=_title(language))


def _title(language: Language) -> str:
    return f"WTWCC 10B: {PRINTED[language]['title']}"


def _page(language: Language) -> dict[str, Any]:
    county = County.objects.ours()
    return {
        "words": PRINTED[language],
        "lang": language.value,
        "title": PRINTED[language]["title"],
        "county_name": county.name,
        "county_address": county.address,
        "form_id": "WTWCC 10B",
        "form_version": "",
    }


def _categories(language: Language, opened: set[str], initials: str) -> list[dict[str, Any]]:
    return [
        {
            "label": CATEGORY_WORDS[language][category],
            "ticked": category in opened,
            "sensitive": category in SENSITIVE,
            "initials": initials if category in opened and category in SENSITIVE else "",
        }
        for category in CONSENTABLE
    ]


def _disclosers(scopes: list[Any]) -> set[str]:
    return {scope.discloser for scope in scopes}


def _as_data_url(png: bytes | memoryview) -> str:
    return f"data:image/png;base64,{base64.b64encode(bytes(png)).decode()}"
