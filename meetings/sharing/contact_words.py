"""A contact in words: the facts of its page, the text to copy into CWS/CMS or CalSAWS, and the columns of a file."""

import datetime
from collections.abc import Callable

from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from crossover.sharing import PART_TWO
from families.enums import ServiceType
from meetings.contact_enums import (
    CONTACT_CODE,
    NAMED_IN_WORDS,
    STAFF_CODE,
    STATUS_CODES,
    VISIT_CODE,
    ContactKind,
    ContactStatus,
    InterpreterUse,
    ParticipantKind,
)
from meetings.models import Contact
from meetings.models.contacts import moment
from meetings.sharing.contacts import CASES

Words = Callable[[Contact], str]
PART_TWO_NOTICE = (
    "Substance use information: 42 CFR Part 2 forbids passing it on without the written consent of the person it is "
    "about, unless that law allows it."
)


def who_took_part(contact: Contact) -> str:
    """Everyone by type, as one line."""
    return _by_type(contact, list(ParticipantKind))


def facts_of(contact: Contact) -> list[tuple[str, str]]:
    """What the page of a contact shows beside its narrative."""
    facts = [
        ("Started", moment(contact.starts_at)),
        ("Ended", moment(contact.ends_at) if contact.ends_at else ""),
        ("How", contact.get_method_display()),
        ("Where", contact.get_location_display()),
        ("Purpose", contact.get_purpose_display()),
        ("Who took part", who_took_part(contact)),
        ("Provided by", _provider(contact)),
        ("Services", _services(contact)),
        ("Meeting", _meeting(contact)),
        *_of_cws_cms(contact),
        ("Interpreting", _interpreting(contact)),
        ("Kind of information", contact.get_category_display()),
        ("About", str(contact.about or "The family as a whole")),
    ]
    kept_in = [("Kept", "Within the bureau that recorded it")] if contact.confidential else []
    return facts + kept_in


def text_to_copy(contact: Contact) -> str:
    """The contact as text for the bureau's own system: CWS/CMS, or the CalSAWS journal with its headings."""
    lines = _for_cws_cms(contact) if contact.bureau == Bureau.CFS else _for_the_journal(contact)
    said = [f"{label}: {words}" for label, words in lines if words]
    return "\n".join([*said, "", contact.narrative]).strip()


def _for_cws_cms(contact: Contact) -> list[tuple[str, str]]:
    status = f"{contact.get_status_display()} ({_status_code(contact)})"
    kind = f"{contact.get_kind_display()} ({_visit_code(contact)})"
    return [
        ("Case", _case_number(contact)),
        ("Start", moment(contact.starts_at)),
        ("End", moment(contact.ends_at) if contact.ends_at else ""),
        ("Status", status),
        ("Contact or visit", kind),
        ("Purpose", contact.get_purpose_display()),
        ("Method", contact.get_method_display()),
        ("Location", contact.get_location_display()),
        ("Participants", _clients(contact)),
        ("Other participants", _others(contact)),
        ("Provided by", _provider(contact)),
        ("Services", _services(contact)),
        ("Meeting", _meeting(contact)),
        *_of_cws_cms(contact),
        ("Interpreter", _interpreting(contact)),
    ]


def _of_cws_cms(contact: Contact) -> list[tuple[str, str]]:
    """What CWS/CMS alone asks, as far as it was said (domain 3.8)."""
    said = [
        ("CFT lead agency", contact.get_cft_lead_agency_display()),
        ("Wraparound", "Yes" if contact.wraparound else ""),
        ("Core service", "Yes" if contact.core_service else ""),
        ("Hard copy on file", contact.get_hard_copy_display()),
        ("Supervision", contact.get_supervision_display()),
    ]
    return [(label, words) for label, words in said if words]


def _meeting(contact: Contact) -> str:
    meeting = contact.meeting
    return f"{meeting}, {moment(meeting.starts_at)}" if meeting else ""


def _for_the_journal(contact: Contact) -> list[tuple[str, str]]:
    return [
        ("Case", _case_number(contact)),
        ("Date", moment(contact.starts_at)),
        ("Until", moment(contact.ends_at) if contact.ends_at else ""),
        ("Contact type", f"{contact.get_kind_display()}, {contact.get_method_display().lower()}"),
        ("Outcome", contact.get_status_display()),
        ("Place", contact.get_location_display()),
        ("With", who_took_part(contact)),
        ("By", _provider(contact)),
        ("Issue", contact.get_purpose_display()),
        ("Supportive services", _services(contact)),
        ("Interpreter", _interpreting(contact)),
    ]


def _case_number(contact: Contact) -> str:
    """The family's case with the contact's own bureau: an open one before a closed one."""
    cases = list(getattr(contact.family, CASES[contact.bureau]).all())
    first = next((case for case in cases if case.closed_on is None), cases[0] if cases else None)
    return first.number if first else ""


def _others(contact: Contact) -> str:
    return _by_type(contact, [ParticipantKind.STAFF, *NAMED_IN_WORDS])


def _by_type(contact: Contact, kinds: list[ParticipantKind]) -> str:
    named = {kind: ", ".join(str(one) for one in contact.participants.all() if one.kind == kind) for kind in kinds}
    return "; ".join(f"{kind.label}: {names}" for kind, names in named.items() if names)


def _clients(contact: Contact) -> str:
    return ", ".join(str(one) for one in contact.participants.all() if one.kind == ParticipantKind.CLIENT)


def _provider(contact: Contact) -> str:
    return str(contact.provided_by or contact.other_provider)


def _services(contact: Contact) -> str:
    return ", ".join(ServiceType(one).label for one in contact.services)


def _interpreting(contact: Contact) -> str:
    """What the record says of interpreting, once there was something to interpret."""
    if contact.status != ContactStatus.COMPLETED and contact.interpreter_use == InterpreterUse.NOT_NEEDED:
        return ""
    return ": ".join(filter(None, [contact.get_interpreter_use_display(), contact.interpreter]))


def _status_code(contact: Contact) -> str:
    return STATUS_CODES[ContactStatus(contact.status)]


def _visit_code(contact: Contact) -> str:
    return VISIT_CODE if contact.kind == ContactKind.VISIT else CONTACT_CODE


def _day(at: datetime.datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}" if at else ""


def _time(at: datetime.datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M}" if at else ""


# The columns of a file of contacts, each with its words.
COLUMNS: dict[str, Words] = {
    "Family": lambda contact: str(contact.family),
    "Case number": _case_number,
    "Start date": lambda contact: _day(contact.starts_at),
    "Start time": lambda contact: _time(contact.starts_at),
    "End date": lambda contact: _day(contact.ends_at),
    "End time": lambda contact: _time(contact.ends_at),
    "Kind": lambda contact: contact.get_kind_display(),
    "Contact or visit code": _visit_code,
    "Status": lambda contact: contact.get_status_display(),
    "Status code": _status_code,
    "Purpose": lambda contact: contact.get_purpose_display(),
    "Method": lambda contact: contact.get_method_display(),
    "Location": lambda contact: contact.get_location_display(),
    "Clients": _clients,
    "Other participants": _others,
    "Provided by": _provider,
    "Provided by code": lambda contact: STAFF_CODE if contact.provided_by_id else "",
    "Services": _services,
    "Meeting": _meeting,
    "CFT lead agency": lambda contact: contact.get_cft_lead_agency_display(),
    "Wraparound": lambda contact: "Yes" if contact.wraparound else "",
    "Core service": lambda contact: "Yes" if contact.core_service else "",
    "Hard copy on file": lambda contact: contact.hard_copy,
    "Supervision": lambda contact: contact.get_supervision_display(),
    "Interpreter": _interpreting,
    "Narrative": lambda contact: contact.narrative,
    "Kind of information": lambda contact: contact.get_category_display(),
    "About": lambda contact: str(contact.about or "The family as a whole"),
    "Recorded by": lambda contact: str(contact.recorded_by),
    "Corrected on": lambda contact: _day(contact.corrected_at),  # type: ignore[attr-defined]
    "Entered on": lambda contact: _day(contact.entered_at),
    "Entered by": lambda contact: str(contact.entered_by or ""),
    "To enter again": lambda contact: contact.entry_ended if contact.waits_for_entry else "",
    "Notice": lambda contact: PART_TWO_NOTICE if contact.category in PART_TWO else "",
}
# What a contact's own bureau alone knows.
OF_ITS_ENTRY = {"Entered on", "Entered by", "To enter again"}


def columns_of(contact: Contact, reader: User) -> list[str]:
    """One line of a file, as long as COLUMNS, as far as this reader may know."""
    return [words_for(contact, reader, name) for name in COLUMNS]


def words_for(contact: Contact, reader: User, name: str) -> str:
    """One cell of a file, as far as this reader may know."""
    own = contact.bureau == reader.bureau
    return COLUMNS[name](contact) if own or name not in OF_ITS_ENTRY else ""
