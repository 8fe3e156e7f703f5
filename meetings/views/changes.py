"""A change in the family's structure: recorded, and its steps said to be done. It is read on the Team tab."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import reason_against, visible_or_404
from accounts.types import StaffRequest
from crossover.sharing.panel import ReaderToBe, readers_to_be
from crossover.views.sharing import sharing_page
from families.models import Family
from families.rules import works
from families.views.pages import crumbs_from, tab_of
from meetings.contact_enums import ChangeStep
from meetings.forms.changes import StructureChangeForm
from meetings.models import StructureChange
from meetings.rules.changes import check_can_record_change
from meetings.services.changes import record_change, say_done

RECORDED = "Recorded. The team is told that something changed. Next: what it asks stands among what is due."


@require_http_methods(["GET", "POST"])
def change_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Record a change; the team is told, and what it asks becomes due."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    form = StructureChangeForm(request.POST or None, family=family, user=request.user)
    (category, about), bureau = form.sharing(), request.user.bureau
    readers: list[ReaderToBe] = []
    if category is not None and bureau and works(request.user, family):
        readers = readers_to_be(family, category, about, bureau, dated=True)
    team, title = tab_of(family, "team"), "Record a change in the family"
    return sharing_page(
        request, form=form, template="meetings/team_form.html",
        context={
            "title": title, "submit": "Save", "back": team,
            "reason": reason_against(check_can_record_change, request.user, family),
            "crumbs": crumbs_from(family, ("Team", team), title),
        },
        category=category, readers=readers, family=family, goes_to=lambda _: team,
        save=lambda: record_change(family=family, by=request.user, key=form.cleaned_data["key"], **form.facts()),
        says=lambda _: RECORDED,
    )  # fmt: skip


@require_POST
def change_done(request: StaffRequest, uuid: UUID, step: str) -> HttpResponse:
    """Say that a step of a change is done."""
    change = visible_or_404(StructureChange, request.user, uuid=uuid)
    if step not in ChangeStep:
        raise Http404
    say_done(change=change, by=request.user, step=ChangeStep(step))
    messages.success(request, f"{ChangeStep(step).label}: done.")
    return redirect(tab_of(change.family, "team"))
