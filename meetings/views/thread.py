"""The team thread: a note written, a note put right. It is read on the family's Team tab."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.types import StaffRequest
from crossover.sharing.panel import ReaderToBe, readers_to_be
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from families.models import Family
from families.rules import works
from families.views.pages import crumbs_from, tab_of
from meetings.forms.thread import ThreadNoteForm
from meetings.models import ThreadNote
from meetings.rules.thread import check_can_correct, check_can_write
from meetings.services.thread import correct_thread_note, write_to_team


@require_http_methods(["GET", "POST"])
def thread_write(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Write to the family's team."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    form = ThreadNoteForm(request.POST or None, family=family, user=request.user)
    return _thread_page(
        request, family, form, "Write to the team",
        reason=reason_against(check_can_write, request.user, family),
        save=lambda: write_to_team(family=family, by=request.user, key=form.cleaned_data["key"], **form.facts()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def thread_correct(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Put a note right."""
    note = visible_or_404(ThreadNote, request.user, uuid=uuid)
    shown = visible(ThreadNote, request.user).filter(pk=note.pk)
    note_consents(consents_relied_on(note.family, request.user, [shown]))
    form = ThreadNoteForm(request.POST or None, family=note.family, user=request.user, corrects=note)
    return _thread_page(
        request, note.family, form, "Correct the note",
        reason=reason_against(check_can_correct, request.user, note),
        save=lambda: correct_thread_note(
            note=note, by=request.user, version=form.cleaned_data["version"], **form.facts()
        ),
    )  # fmt: skip


def _thread_page(
    request: StaffRequest, family: Family, form: ThreadNoteForm, title: str, *, reason: str, save: Any
) -> HttpResponse:
    (category, about), bureau = form.sharing(), request.user.bureau
    readers: list[ReaderToBe] = []
    if category is not None and bureau and works(request.user, family):
        readers = readers_to_be(family, category, about, bureau, confidential=form.keeps_in())
    team = tab_of(family, "team")
    return sharing_page(
        request, form=form, template="meetings/team_form.html",
        context={
            "title": title, "submit": "Save", "reason": reason, "back": team,
            "crumbs": crumbs_from(family, ("Team", team), title),
        },
        category=category, readers=readers, save=save, family=family, goes_to=lambda _: team,
    )  # fmt: skip
