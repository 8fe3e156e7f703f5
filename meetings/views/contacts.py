"""A contact: recorded, shown with its text to copy, put right, marked as entered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.types import StaffRequest
from crossover.sharing.panel import ReaderToBe, readers_to_be
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from families.models import Family
from families.rules import works
from families.views.pages import crumbs_from, explained_page, tab_of
from meetings.contact_enums import ContactKind, ContactStatus
from meetings.forms import ContactForm, TakeBackForm
from meetings.models import Contact
from meetings.rules.contacts import (
    check_can_correct_contact,
    check_can_enter_contact,
    check_can_record_contact,
    check_can_take_entry_back,
)
from meetings.services import correct_contact, enter_contact, record_contact, take_entry_back
from meetings.sharing.contact_words import facts_of, text_to_copy
from meetings.sharing.contacts import batches_of, contact_whole

KINDS = {kind.value: kind for kind in ContactKind}
TONES = {ContactStatus.COMPLETED: "success", ContactStatus.ATTEMPTED: "warning", ContactStatus.SCHEDULED: "info"}


@require_http_methods(["GET", "POST"])
def contact_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Record a contact: a visit, or with `?kind=` another one, with what is usual for it."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    kind = KINDS.get(request.GET.get("kind", ""), ContactKind.VISIT)
    form = ContactForm(request.POST or None, family=family, user=request.user, kind=kind)
    return _contact_page(
        request, family, form,
        title="Record a contact",
        reason=reason_against(check_can_record_contact, request.user, family),
        crumbs=crumbs_from(family, ("Contacts", tab_of(family, "contacts")), "Record a contact"),
        back=tab_of(family, "contacts"),
        save=lambda: record_contact(
            family=family,
            by=request.user,
            key=form.cleaned_data["key"],
            participants=form.participants(),
            **form.facts(),
        ),
        says=_recorded,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def contact_correct(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Put a contact right, or say how a scheduled one went."""
    contact = visible_or_404(Contact, request.user, uuid=uuid)
    note_consents(consents_relied_on(contact.family, request.user, [_one(contact, request)]))
    form = ContactForm(request.POST or None, family=contact.family, user=request.user, corrects=contact)
    title = "Say how it went" if contact.status == ContactStatus.SCHEDULED else "Correct the contact"
    return _contact_page(
        request, contact.family, form,
        title=title,
        reason=reason_against(check_can_correct_contact, request.user, contact),
        crumbs=_crumbs(contact, title),
        back=contact.get_absolute_url(),
        entered=contact.entered_at,
        save=lambda: correct_contact(
            contact=contact,
            by=request.user,
            version=form.cleaned_data["version"],
            participants=form.participants(),
            **form.facts(),
        ),
        says=_corrected,
    )  # fmt: skip


def _contact_page(
    request: StaffRequest, family: Family, form: ContactForm, *, save: Any, says: Any, **context: Any
) -> HttpResponse:
    (category, about), bureau = form.sharing(), request.user.bureau
    readers: list[ReaderToBe] = []
    if category is not None and bureau and works(request.user, family):
        readers = readers_to_be(family, category, about, bureau, confidential=form.keeps_in(), dated=True)
    return sharing_page(
        request, form=form, template="meetings/contact_form.html", context={"entered": None, **context},
        category=category, readers=readers, save=save, says=says, family=family, goes_to=lambda saved: saved,
    )  # fmt: skip


@require_safe
def contact_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The contact as this reader may know it, and for its own bureau what there is to do with it."""
    found = visible_or_404(Contact, request.user, uuid=uuid)
    contact = contact_whole(found, request.user)
    note_consents(consents_relied_on(contact.family, request.user, [_one(contact, request)]))
    is_own = contact.bureau == request.user.bureau
    context = {
        "contact": contact,
        "tone": TONES[ContactStatus(contact.status)],
        "is_scheduled": contact.status == ContactStatus.SCHEDULED,
        "facts": facts_of(contact),
        "text": text_to_copy(contact) if is_own else "",
        "is_own": is_own,
        "batches": batches_of(contact) if is_own else [],
        "correct_reason": reason_against(check_can_correct_contact, request.user, contact),
        "enter_reason": reason_against(check_can_enter_contact, request.user, contact),
        "crumbs": _crumbs(contact),
    }
    return render(request, "meetings/contact_detail.html", context)


@require_POST
def contact_enter(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Mark a contact as entered, as it stood on the page."""
    contact = visible_or_404(Contact, request.user, uuid=uuid)
    seen = request.POST.get("version", "")
    enter_contact(contact=contact, by=request.user, version=int(seen) if seen.isdecimal() and len(seen) < 10 else 0)
    messages.success(request, f"Marked as entered in {contact.system}.")
    return redirect(contact)


@require_http_methods(["GET", "POST"])
def contact_take_back(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Take the mark back, with the reason."""
    contact = visible_or_404(Contact, request.user, uuid=uuid)
    form = TakeBackForm(request.POST or None)
    return explained_page(
        request,
        form=form,
        template="meetings/contact_take_back.html",
        context={
            "contact": contact,
            "reason": reason_against(check_can_take_entry_back, request.user, contact),
            "crumbs": _crumbs(contact, "Not entered after all"),
        },
        save=lambda: take_entry_back(contact=contact, by=request.user, **form.cleaned_data),
        family=contact.family,
        back=contact.get_absolute_url(),
        says=lambda _: "The mark is taken back. The contact is on your list of what is to enter again.",
    )


def _one(contact: Contact, request: StaffRequest) -> Any:
    return visible(Contact, request.user).filter(pk=contact.pk)


def _crumbs(contact: Contact, here: str = "") -> list[tuple[object, str | None]]:
    log = ("Contacts", tab_of(contact.family, "contacts"))
    if not here:
        return crumbs_from(contact.family, log, str(contact))
    return crumbs_from(contact.family, log, (contact, contact.get_absolute_url()), here)


def _recorded(contact: Contact) -> str:
    if contact.waits_for_entry:
        return f"Recorded. Next: enter it in {contact.system}, and mark it as entered here."
    return "Scheduled. Next: once its day has come, say here how it went."


def _corrected(contact: Contact) -> str:
    if contact.entry_ended and contact.waits_for_entry:
        return f"Corrected. Next: enter the correction in {contact.system} too, and mark it as entered here."
    return "Saved."
