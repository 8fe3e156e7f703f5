"""Every list of the app: filtered, paged, written to a file as it is filtered, kept as one's own views, walked through.

A list says what it holds as a `Listed`; the rest is done here, alike for all of them. It remembers in the session by
which address it was asked, so that the page of a row leads to the next and the previous one within the same filter.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from accounts.access import NotAllowed, access_trail, note_act, visible
from accounts.enums import AccessAct
from accounts.models import SavedView
from accounts.types import StaffRequest
from families.views.exports import back_to, csv_file
from families.views.pages import PER_PAGE, page_of

Words = Callable[[Any], Any]
Finish = Callable[[Page], dict[str, Any]]
REMEMBERED = "lists"
NOT_OF_THE_FILTER = ("page", "export")
LONGEST_WALK = 2000
CHUNK = 500


def nothing_more(page: Page) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Listed:
    """One list as it was asked for: its rows after the filter, in order, and the columns of its file.

    `leads_to` is the route of the page that a row leads to, `key` where in a row that page's key stands, `walked` the
    rows that lead there where not all do. `finish` says what the page shows of the rows that stand on it. `export_at`
    is the file's own address where it has one.
    """

    rows: Any
    columns: Mapping[str, Words]
    filters: FilterSet | None = None
    leads_to: str = ""
    key: str = "uuid"
    walked: Any = None
    target: str = ""
    act: str = ""
    export_at: str = ""
    per_page: int = PER_PAGE
    context: Mapping[str, Any] = field(default_factory=dict)
    finish: Finish = nothing_more


@dataclass(frozen=True)
class Walk:
    """Where a page stands in the list that led to it: addresses, empty at either end, and its place of how many."""

    previous: str
    following: str
    place: int
    count: int
    back: str


def list_page(template: str) -> Callable[[Callable[..., Listed]], Callable[..., HttpResponseBase]]:
    """The page of a list, made of what the list says it holds."""

    def page_of_list(listed: Callable[..., Listed]) -> Callable[..., HttpResponseBase]:
        @require_safe
        @wraps(listed)
        def page(request: StaffRequest, **named: Any) -> HttpResponseBase:
            return answer(request, listed(request, **named), template)

        page.listed = listed  # type: ignore[attr-defined]
        return page

    return page_of_list


def answer(
    request: StaffRequest, listed: Listed, template: str, frame: Mapping[str, Any] | None = None
) -> HttpResponseBase:
    """The page asked for, or with `?export=csv` the whole list as a file."""
    if "export" in request.GET:
        return _file(request, listed)
    if listed.act:
        note_act(listed.act, terms_of(listed.filters) if listed.act == AccessAct.REVIEWED else None)
    page = page_of(request, listed.rows, listed.per_page)
    _remember(request, listed)
    shown = {"rows": page, "filter": listed.filters, "hx_target": listed.target, "list_tools": _tools(request, listed)}
    return render(request, template, {**(frame or {}), **listed.context, **shown, **listed.finish(page)})


def _file(request: Any, listed: Listed) -> HttpResponseBase:
    """Every row of the list as it is filtered. Filters that contradict each other make no file."""
    filters = listed.filters
    if filters is not None and filters.is_bound and not filters.form.is_valid():
        asked = copy(request)
        asked.GET = _filter_of(request.GET)
        return back_to(asked, request.path)
    note_act(AccessAct.EXPORTED, terms_of(filters))
    rows = listed.rows.iterator(chunk_size=CHUNK) if isinstance(listed.rows, QuerySet) else listed.rows
    cells = ([_cell(words(row)) for words in listed.columns.values()] for row in rows)
    return csv_file(f"{_route(request).rpartition(':')[2]}.csv", list(listed.columns), cells)


def terms_of(filters: FilterSet | None) -> dict[str, str]:
    """What was filtered by, as codes, keys and days: what the access log keeps of an export."""
    if filters is None or not (filters.is_bound and filters.form.is_valid()):
        return {}
    given = {name: value for name, value in filters.form.cleaned_data.items() if value}
    return {name: str(getattr(value, "uuid", value)) for name, value in given.items()}


def _cell(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _filter_of(asked: QueryDict) -> QueryDict:
    """The filter and the order of an address, whichever page or file it asks for."""
    kept = asked.copy()
    for name in NOT_OF_THE_FILTER:
        kept.pop(name, None)
    return kept


def _tools(request: StaffRequest, listed: Listed) -> dict[str, Any]:
    """What stands below a list: its file, and the reader's own views of it."""
    kept = _filter_of(request.GET)
    to_file = kept.copy()
    if not listed.export_at:
        to_file["export"] = "csv"
    query, named = kept.urlencode(), visible(SavedView, request.user).filter(route=_route(request))
    return {
        "file": f"{listed.export_at or request.path}?{to_file.urlencode()}",
        "here": f"{request.path}?{query}" if query else request.path,
        "views": [(view, f"{request.path}?{view.query}", view.query == query) for view in named],
    }


def _route(request: StaffRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _remember(request: StaffRequest, listed: Listed) -> None:
    """By which address this list led last to the pages of its rows."""
    if not listed.leads_to:
        return
    query, lists = _filter_of(request.GET).urlencode(), request.session.get(REMEMBERED, {})
    address = f"{request.path}?{query}" if query else request.path
    if lists.get(listed.leads_to) != address:
        request.session[REMEMBERED] = lists | {listed.leads_to: address}


def walk(request: Any) -> dict[str, Any]:
    """For every template: where the page stands in the list that led to it. Nothing is asked unless it is shown."""
    return {"walk": SimpleLazyObject(lambda: _walk(request))}


def _walk(request: Any) -> Walk | None:
    match = getattr(request, "resolver_match", None)
    session = getattr(request, "session", None)
    if match is None or session is None or "uuid" not in match.kwargs or not request.user.is_authenticated:
        return None
    address = session.get(REMEMBERED, {}).get(match.view_name)
    if not address:
        return None
    keys, here = _keys_of(request, address), str(match.kwargs["uuid"])
    if here not in keys:
        return None
    place = keys.index(here)
    around = [keys[place - 1] if place else "", keys[place + 1] if place + 1 < len(keys) else ""]
    previous, following = [reverse(match.view_name, args=[key]) if key else "" for key in around]
    return Walk(previous, following, place + 1, len(keys), address)


def _keys_of(request: Any, address: str) -> list[str]:
    """The keys that the list at this address leads to now, as far as they are the reader's to know, in its order."""
    parts = urlsplit(address)
    asked = copy(request)
    asked.GET = QueryDict(parts.query)
    try:
        match = resolve(parts.path)
        with access_trail():
            listed = match.func.listed(asked, **match.kwargs)  # type: ignore[attr-defined]
            return list(dict.fromkeys(map(str, _keys(listed))))
    except (AttributeError, Http404, NotAllowed, Resolver404):
        return []


def _keys(listed: Listed) -> Iterable[Any]:
    rows = (listed.rows if listed.walked is None else listed.walked)[:LONGEST_WALK]
    if isinstance(rows, QuerySet):
        return rows.values_list(listed.key.replace(".", "__"), flat=True)
    return [_of_row(row, listed.key) for row in rows]


def _of_row(row: Any, key: str) -> Any:
    for name in key.split("."):
        row = getattr(row, name)
    return row
