"""The tabs of the working week: meetings, contacts, and what the team tells and asks each other."""

from functools import partial

from django.urls import reverse

from accounts.access import reason_against
from accounts.types import StaffRequest
from crossover.sharing import PART_TWO
from families.models import Family
from families.views.listing import Listed, Words
from meetings.filters import ContactFilter, MeetingFilter, ThreadFilter
from meetings.rules.changes import check_can_record_change
from meetings.rules.contacts import check_can_record_contact
from meetings.rules.requests import check_can_ask
from meetings.rules.thread import check_can_write
from meetings.sharing.changes import changes_for
from meetings.sharing.contact_words import COLUMNS, PART_TWO_NOTICE, words_for
from meetings.sharing.visits import visit_months
from reports.querysets import families
from reports.views.family import tab

# So many requests and changes stand on the team's tab; all of them, in the list and in the history it leads to.
AT_A_GLANCE = 10
MEETING_COLUMNS: dict[str, Words] = {
    "Meeting": str,
    "Starts": lambda meeting: meeting.starts_at,
    "Ends": lambda meeting: meeting.ends_at,
    "How": lambda meeting: meeting.get_mode_display(),
    "Place": lambda meeting: meeting.place,
    "Stands": lambda meeting: meeting.get_status_display(),
}
NOTE_COLUMNS: dict[str, Words] = {
    "Written": lambda note: note.written_at,
    "By": lambda note: note.written_by,
    "Corrected": lambda note: note.corrected_at,
    "Note": lambda note: note.text,
    "Kind of information": lambda note: note.get_category_display(),
    "About": lambda note: note.about or "The family as a whole",
    "To": lambda note: ", ".join(map(str, note.named.all())),
    "Notice": lambda note: PART_TWO_NOTICE if note.category in PART_TWO else "",
}


@tab("family-meetings", "reports/family_meetings.html")
def family_meetings(request: StaffRequest, family: Family, works: bool) -> Listed:
    filters = MeetingFilter(request.GET, families.meetings(family, request.user), request=request)
    return Listed(
        filters.qs,
        MEETING_COLUMNS,
        filters,
        leads_to="meetings:meeting-detail",
        target="#_meeting_table",
        context={
            "requests": families.meeting_requests(family, request.user) if works else [],
            "counts": families.meetings_not_as_set(family, request.user),
        },
    )


@tab("family-contacts", "reports/family_contacts.html")
def family_contacts(request: StaffRequest, family: Family, works: bool) -> Listed:
    """Visits, calls and other contacts, newest first, as far as this reader may know them."""
    filters = ContactFilter(request.GET, families.contacts(family, request.user), request=request)
    return Listed(
        filters.qs,
        {name: partial(words_for, reader=request.user, name=name) for name in COLUMNS},
        filters,
        leads_to="meetings:contact-detail",
        target="#_contact_table",
        export_at=reverse("reports:family-contacts-export", args=[family.uuid]),
        context={
            "visit_months": visit_months(family, request.user),
            "record_reason": reason_against(check_can_record_contact, request.user, family),
        },
    )


@tab("family-team", "reports/family_team.html")
def family_team(request: StaffRequest, family: Family, works: bool) -> Listed:
    """What the Linkages Team tells and asks each other about the family (31-090 V.A.1-2, V.A.7).

    The list of this tab is the thread. What is open of the rest comes first: the family's requests are a list of their
    own among all requests, its changes stand in its history.
    """
    write_reason = reason_against(check_can_write, request.user, family)
    changes, asked = changes_for(family, request.user), families.requests(family, request.user)
    filters = ThreadFilter(request.GET, families.thread(family, request.user), request=request)
    return Listed(
        filters.qs,
        NOTE_COLUMNS,
        filters,
        target="#_thread",
        context={
            "write_reason": write_reason,
            "corrects": "" if write_reason else request.user.bureau,
            "changes": sorted(changes, key=lambda shown: not shown.steps)[:AT_A_GLANCE],
            "change_count": len(changes),
            "change_reason": reason_against(check_can_record_change, request.user, family),
            "requests": asked[:AT_A_GLANCE],
            "request_count": asked.count(),
            "ask_reason": reason_against(check_can_ask, request.user, family),
        },
    )
