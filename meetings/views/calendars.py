"""Calendars: one's own, that of one's units, that of a family; a week or a list. And the feed that others read."""

import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import Trail, address_of_this_request, note_act, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.services import log_access, reader_of_calendar
from accounts.types import StaffRequest
from families.models import Family
from families.views.pages import crumbs_from, page_of
from meetings.calendars import feed
from meetings.models import Meeting
from meetings.sharing import feed_of, meetings_of, meetings_of_units

YEARS = range(1990, 2100)
WEEK = datetime.timedelta(days=7)


@require_safe
def calendar(request: StaffRequest) -> HttpResponse:
    """One's own meetings; a supervisor's also those of their units' staff."""
    note_act(AccessAct.OPENED)
    supervises = bool(request.user.supervised_unit_ids)
    of_units = supervises and request.GET.get("whose") == "unit"
    meetings = meetings_of_units(request.user) if of_units else meetings_of(request.user)
    url = reverse("meetings:calendar")
    tabs = [("Mine", url, not of_units), ("My units", f"{url}?whose=unit", of_units)] if supervises else []
    return _calendar_page(request, meetings, {"title": "Calendar", "tabs": tabs, "of_units": of_units})


@require_safe
def family_calendar(request: StaffRequest, uuid: UUID) -> HttpResponse:
    family = visible_or_404(Family, request.user, uuid=uuid)
    meetings = visible(Meeting, request.user).filter(family=family)
    context = {"title": f"Calendar: {family}", "crumbs": crumbs_from(family, "Calendar"), "of_units": False}
    return _calendar_page(request, meetings, context)


def _calendar_page(request: StaffRequest, meetings: QuerySet[Meeting], context: dict[str, Any]) -> HttpResponse:
    """The week of the day asked for, Monday to Sunday, or with `?as=list` everything from that Monday on."""
    day = _day_asked(request.GET.get("day", ""))
    monday = day - datetime.timedelta(days=day.weekday())
    as_list = request.GET.get("as") == "list"
    standing: Any = meetings.standing().select_related("family").order_by("starts_at", "pk")  # type: ignore[attr-defined]
    context |= {"monday": monday, "sunday": monday + WEEK - datetime.timedelta(days=1), "as_list": as_list}
    context |= {
        "ways": [(label, _url(request, **{"as": way, "day": monday}), as_list == bool(way)) for label, way in WAYS],
        "weeks": [
            ("Previous week", _url(request, day=monday - WEEK)),
            ("Today", _url(request, day="")),
            ("Next week", _url(request, day=monday + WEEK)),
        ],
    }
    if as_list:
        context["rows"] = page_of(request, standing.since(monday))
    else:
        context["days"] = _days(monday, standing.between(monday, context["sunday"]))
    return render(request, "meetings/calendar.html", context)


WAYS = [("Week", ""), ("List", "list")]


def _day_asked(text: str) -> datetime.date:
    """The day of the address; today where it says none that a calendar would hold."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()
    return day if day.year in YEARS else timezone.localdate()


def _url(request: StaffRequest, **changed: object) -> str:
    """This page with other parameters; the number of a list's page is left behind."""
    kept = {name: request.GET[name] for name in ("whose", "as") if name in request.GET} | changed
    asked = urlencode({name: str(value) for name, value in kept.items() if value})
    return f"{request.path}?{asked}" if asked else request.path


def _days(monday: datetime.date, meetings: QuerySet[Meeting]) -> list[tuple[datetime.date, bool, list[Meeting]]]:
    """Each day of the week, whether it is today, and its meetings by the county's clock."""
    rows = list(meetings)
    week = [monday + datetime.timedelta(days=number) for number in range(7)]
    return [
        (day, day == timezone.localdate(), [one for one in rows if timezone.localdate(one.starts_at) == day])
        for day in week
    ]


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Someone's calendar for their calendar program, which cannot sign in: times and links, nothing else.

    Cheap on purpose, for whoever tries keys: one look at an index, and 404.
    """
    reader = reader_of_calendar(token)
    if reader is None:
        raise Http404
    trail = Trail(address=address_of_this_request())
    log_access(by=reader, act=AccessAct.OPENED, route="meetings:calendar-feed", trail=trail)
    headers = {"Content-Disposition": 'inline; filename="linkages.ics"', "Cache-Control": "no-store, private"}
    return HttpResponse(feed(feed_of(reader)), content_type="text/calendar; charset=utf-8", headers=headers)
