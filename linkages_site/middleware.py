"""A button pressed after the session ended: sign-in leads to its address, which only a button may use."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from accounts.access import visible

GetResponse = Callable[[HttpRequest], HttpResponse]


def refused_method(get_response: GetResponse) -> GetResponse:
    """Such a refusal (405) is a page: nothing was saved, and the way back to the record where it is theirs to know."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = render_to_string("405.html", {"back": _record_named_in(request)}, request)
        return response

    return middleware


def _record_named_in(request: HttpRequest) -> str:
    """The page of the record whose key stands in the address, or an empty string where it is not theirs to know."""
    key = request.resolver_match.kwargs.get("uuid") if request.resolver_match else None
    if not isinstance(key, UUID):
        return ""
    keyed = [model for model in apps.get_models() if any(field.name == "uuid" for field in model._meta.fields)]
    known = [model for model in keyed if hasattr(model._default_manager.all(), "visible_to")]
    rows = (visible(model, request.user).filter(uuid=key).first() for model in known)
    shown = next((page_shown(row) for row in rows if row), None)
    theirs = shown and visible(type(shown), request.user).filter(pk=shown.pk).exists()
    return shown.get_absolute_url() if shown is not None and theirs else ""


def page_shown(record: Any) -> Any:
    """What the reader is led back to: the record, or its family where it has no page of its own; None for neither."""
    return record if hasattr(record, "get_absolute_url") else getattr(record, "family", None)
