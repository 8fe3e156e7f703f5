"""Papers of a meeting: agenda with sign-in sheet, minutes, and the letter that invites someone of the family."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.models import County, User
from documents.pdf import render_pdf
from families.enums import CONSENT_FREE, Language
from families.models import Assignment, Person
from meetings.enums import WORKER_ROLES, Mode, Topic
from meetings.models import Meeting
from meetings.rules.kinds import rule_of
from meetings.sharing import attendances_for, span_of
from meetings.sharing.minutes import minutes_for
from meetings.statements import INVITATION, letter_language

EMPTY_LINES = range(6)
PART_TWO_NOTICE = (
    "These minutes hold substance use information. 42 CFR Part 2 forbids passing it on without the written consent of "
    "the person it is about, unless that law allows it."
)


def agenda_pdf(meeting: Meeting, user: User) -> bytes:
    """Topics and whoever is invited, as far as `user` may know, with a line for each to sign. No note is on it.

    The sheet goes round the table: who tells something by coming signs on an empty line.
    """
    facts = {
        "meeting": meeting,
        "when": span_of(meeting),
        "mode": Mode(meeting.mode).label,
        "topics": [Topic(topic).label for topic in rule_of(meeting).topics],
        "attendances": attendances_for(meeting, user).filter(category__in=CONSENT_FREE),
        "empty_lines": EMPTY_LINES,
    }
    return _printed("meetings/agenda_print.html", Language.ENGLISH, str(meeting), facts)


def minutes_pdf(meeting: Meeting, user: User) -> bytes:
    """The minutes of a held meeting as far as `user` may read them: a draft until they are final.

    No file of them is kept: what may cross between the programs is asked anew each time. Final minutes carry the moment
    they were finished, so that the same rows print as the same bytes; what is corrected later says so.
    """
    minutes = minutes_for(meeting, user)
    notice = "" if minutes.redisclosures is None else _part_two(minutes.redisclosures)
    facts = {"meeting": meeting, "reader": user, "when": span_of(meeting), "minutes": minutes, "notice": notice}
    if minutes.next_meeting:
        facts["next_when"] = span_of(minutes.next_meeting)
    title = f"Minutes: {meeting}"
    return _printed("meetings/minutes_print.html", Language.ENGLISH, title, facts, meeting.finished_at)


def _part_two(consents: Sequence[str]) -> str:
    under = f" What is of the other program is shown under the {' and the '.join(consents)}." if consents else ""
    return PART_TWO_NOTICE + under


def invitation_pdf(meeting: Meeting, person: Person) -> bytes:
    """The letter in the person's language where it is written in it, else in English. Logistics only."""
    language = letter_language(person.language)
    words = INVITATION[language]
    with translation.override(language):
        when = date_format(timezone.localtime(meeting.starts_at), "DATETIME_FORMAT")
    roles = WORKER_ROLES.values()
    workers = Assignment.objects.of_family(meeting.family).open().filter(role__in=roles).exclude(worker=None)
    facts = {
        "words": words,
        "person": person,
        "meeting": meeting,
        "when": when,
        "mode": words[meeting.mode],
        "workers": workers.select_related("worker"),
    }
    return _printed("meetings/invitation_print.html", language, words["title"], facts)


def _printed(
    template: str,
    language: Language,
    title: str,
    facts: dict[str, Any],
    created: datetime.datetime | None = None,
) -> bytes:
    county = County.objects.ours()
    page = {
        "lang": language.value,
        "title": title,
        "county_name": county.name,
        "county_address": county.address,
        "form_id": "Linkages",
        "form_version": "",
    }
    return render_pdf(render_to_string(template, page | facts), lang=language.value, title=title, created=created)
