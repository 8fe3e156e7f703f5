"""A button pressed after the session ended: sign-in leads to its address, which only a button may use."""

from collections.abc import Callable
from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import is_valid_path, resolve

GetResponse = Callable[[HttpRequest], HttpResponse]


def refused_method(get_response: GetResponse) -> GetResponse:
    """Such a refusal (405) is a page: nothing was saved, and the way back to the record."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = render_to_string("405.html", {"back": _page_above(request.path)}, request)
        return response

    return middleware


def _page_above(path: str) -> str:
    """The nearest page of a record on the way up from the address of its button, or an empty string.

    Read from the address alone: whether there is such a record, and whose it is to know, is that page's to say.
    """
    for above in PurePosixPath(path).parents:
        page = f"{above}/"
        if is_valid_path(page) and resolve(page).kwargs:
            return page
    return ""
