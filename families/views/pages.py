"""What list and form pages have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.access import NotAllowed, note_record, opened, visible
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


def tab_of(family: Family, tab: str) -> str:
    """The address of a tab of the family's page: what is kept there is seen there."""
    return reverse(f"reports:family-{tab}", args=[family.uuid])


def form_page(
    request: StaffRequest,
    *,
    form: BaseForm,
    template: str,
    save: Callable[[], Any],
    context: dict[str, Any] | None = None,
    key: str = "",
    family: Family | None = None,
    back: str = "",
    goes_to: Callable[[Any], Any] | None = None,
    says: Callable[[Any], str] = lambda _: "Saved.",
    explains: bool = False,
) -> HttpResponse:
    """Show the form, or save it, drop its draft, say what happened and go on. A stale save shows both versions (409).

    `back` is where Cancel leads, and the saved form unless it `goes_to` elsewhere. A page with a `reason` shows no
    form: what was sent all the same is refused with its words. One that `explains` says a refusal of `save` (403).
    """
    key = key or key_of(request)
    back = back or (family.get_absolute_url() if family else "")
    context, status = {"form": form, "family": family, "back": back} | (context or {}), 200
    if request.method == "POST" and context.get("reason"):
        raise NotAllowed(context["reason"])
    if form.is_valid():
        try:
            saved = save()
        except StaleRow as stale:
            context, status = context | _both_versions(form, stale), 409
        except NotAllowed as refusal:
            if not explains:
                raise
            form.add_error(None, refusal.reason)
            status = 403
        else:
            _note_saved(request, saved, key)
            messages.success(request, says(saved))
            return redirect(goes_to(saved) if goes_to else back)
    return render(request, template, context | draft_context(request, key, family), status=status)


def _both_versions(form: Any, stale: StaleRow) -> dict[str, Any]:
    differing = form.take_version(stale.current)
    return {"differing": differing, "both_same": all(now == typed for _, now, typed in differing)}


def _note_saved(request: StaffRequest, saved: Any, key: str) -> None:
    """Its draft is not needed any more. What a page of no record made is named in the access log."""
    if isinstance(saved, Model) and not opened():
        note_record(saved)
    drop_draft(user=request.user, key=key)


def explained_page(request: StaffRequest, *, form: BaseForm, **page: Any) -> HttpResponse:
    """What a rule refuses is said above the form, which keeps what was typed (403)."""
    return form_page(request, form=form, explains=True, **page)


def key_of(request: StaffRequest) -> str:
    """A draft belongs to one form about one record."""
    match = request.resolver_match
    return "-".join(map(str, filter(None, (match.url_name, match.kwargs.get("uuid"))))) if match else ""
