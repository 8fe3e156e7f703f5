"""What list and form pages have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.access import NotAllowed, visible
from accounts.types import StaffRequest
from families.models import Draft, Family
from families.services import StaleRow, drop_draft

PER_PAGE = 25


def page_of(request: StaffRequest, rows: QuerySet | list, per_page: int = PER_PAGE) -> Page:
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def crumbs_from(family: Family, *steps: tuple[object, str] | str) -> list[tuple[object, str | None]]:
    """The way down from the family's page: pages between with their address, and the words of the last one."""
    way: list[tuple[object, str | None]] = [(family, family.get_absolute_url())]
    return way + [(step, None) if isinstance(step, str) else step for step in steps]


def draft_context(request: StaffRequest, key: str, family: Family | None = None) -> dict[str, Any]:
    """Where the form's draft is kept, and the draft itself for a page opened afresh."""
    names = {"key": key} | ({"family": str(family.uuid)} if family else {})
    url = f"{reverse('families:draft-save')}?{urlencode(names)}"
    return {"draft_url": url, "draft": visible(Draft, request.user).filter(key=key).first()}


def form_page(
    request: StaffRequest,
    *,
    form: BaseForm,
    template: str,
    context: dict[str, Any],
    save: Callable[[], Any],
    key: str,
    family: Family | None = None,
    goes_to: Callable[[Any], Any] | None = None,
) -> HttpResponse:
    """Show the form, or save it, drop its draft and go on. A stale save is shown again (409) with both versions."""
    status = 200
    if form.is_valid():
        try:
            saved = save()
        except StaleRow as stale:
            context["differing"] = form.take_version(stale.current)  # type: ignore[attr-defined]
            status = 409
        else:
            drop_draft(user=request.user, key=key)
            messages.success(request, "Saved.")
            return redirect(goes_to(saved) if goes_to else family)  # type: ignore[arg-type]
    context |= {"form": form, "family": family} | draft_context(request, key, family)
    return render(request, template, context, status=status)


def explained_page(request: StaffRequest, *, form: BaseForm, **page: Any) -> HttpResponse:
    """What the facts refuse is said above the form, which keeps what was typed."""
    try:
        return form_page(request, form=form, **page)
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return form_page(request, form=form, **page)
