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
    """The way up from the address of a button to the nearest page of a record, such as `../`, or an empty string.

    Read from the address alone, and without its key: whether there is such a record, and whose it is to know, is that
    page's to say.
    """
    for steps, above in enumerate(PurePosixPath(path).parents, start=1):
        page = f"{above}/"
        if is_valid_path(page) and resolve(page).kwargs:
            return "../" * steps
    return ""
