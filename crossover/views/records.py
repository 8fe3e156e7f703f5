"""Forms of rows that carry a category. Each says, before it is saved, who will be able to read it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import visible_or_404
from accounts.types import StaffRequest
from crossover.forms.records import (
    AddressForm,
    MonthlyFigureForm,
    PersonNoteForm,
    RemovalExitForm,
    RemovalForm,
    WtwStandingForm,
)
from crossover.sharing import is_readable, readers_to_be
from families.enums import MONTHLY_CATEGORY, PERSON_NOTE_CATEGORY, Category, MonthlyKind, PersonNoteKind
from families.models import Family, Person, Removal
from families.rules import check_can_edit_family, check_can_keep_calworks, check_can_keep_removals
from families.services import (
    add_address,
    add_person_note,
    add_removal,
    add_wtw_standing,
    end_removal,
    record_monthly_figure,
)
from families.views.pages import form_page


def _panel(request: StaffRequest, category: Category, about: Person | None) -> dict[str, Any]:
    return {"category": category.label, "readers": readers_to_be(category, about, request.user.bureau)}


@require_http_methods(["GET", "POST"])
def address_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_edit_family(request.user, family)
    form = AddressForm(request.POST or None, family=family)
    return form_page(
        request,
        form=form,
        template="crossover/address_new.html",
        context=_panel(request, Category.CONTACT, None),
        save=lambda: add_address(family=family, by=request.user, **form.cleaned_data),
        key=f"address-new-{family.uuid}",
        family=family,
    )


@require_http_methods(["GET", "POST"])
def person_note_new(request: StaffRequest, uuid: UUID, kind: PersonNoteKind) -> HttpResponse:
    """How to contact someone safely, or their culture and traditions in their own words."""
    person = visible_or_404(Person, request.user, uuid=uuid)
    check_can_edit_family(request.user, person.family)
    form = PersonNoteForm(request.POST or None)
    category = PERSON_NOTE_CATEGORY[kind]
    return form_page(
        request,
        form=form,
        template="crossover/person_note_new.html",
        context=_panel(request, category, person) | {"person": person, "kind": kind.label},
        save=lambda: add_person_note(person=person, by=request.user, kind=kind, category=category, **form.cleaned_data),
        key=f"{kind.value}-new-{person.uuid}",
        family=person.family,
    )


@require_http_methods(["GET", "POST"])
def wtw_standing_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    person = visible_or_404(Person, request.user, uuid=uuid)
    check_can_keep_calworks(request.user, person.family)
    form = WtwStandingForm(request.POST or None)
    return form_page(
        request,
        form=form,
        template="crossover/wtw_standing_new.html",
        context=_panel(request, Category.CALWORKS_STATUS, person) | {"person": person},
        save=lambda: add_wtw_standing(person=person, by=request.user, **form.cleaned_data),
        key=f"wtw-standing-new-{person.uuid}",
        family=person.family,
    )


@require_http_methods(["GET", "POST"])
def monthly_figure_new(request: StaffRequest, uuid: UUID, kind: MonthlyKind) -> HttpResponse:
    person = visible_or_404(Person, request.user, uuid=uuid)
    check_can_keep_calworks(request.user, person.family)
    form = MonthlyFigureForm(request.POST or None)
    return form_page(
        request,
        form=form,
        template="crossover/monthly_figure_new.html",
        context=_panel(request, MONTHLY_CATEGORY[kind], person) | {"person": person, "kind": kind.label},
        save=lambda: record_monthly_figure(person=person, by=request.user, kind=kind, **form.cleaned_data),
        key=f"{kind.value}-new-{person.uuid}",
        family=person.family,
    )


@require_http_methods(["GET", "POST"])
def removal_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    person = visible_or_404(Person, request.user, uuid=uuid)
    check_can_keep_removals(request.user, person.family)
    form = RemovalForm(request.POST or None)
    return form_page(
        request,
        form=form,
        template="crossover/removal_new.html",
        context=_panel(request, Category.SERVICES, person) | {"person": person},
        save=lambda: add_removal(person=person, by=request.user, **form.cleaned_data),
        key=f"removal-new-{person.uuid}",
        family=person.family,
    )


@require_http_methods(["GET", "POST"])
def removal_exit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    removal = visible_or_404(Removal, request.user, uuid=uuid)
    if not is_readable(removal, request.user):
        raise Http404
    check_can_keep_removals(request.user, removal.family)
    form = RemovalExitForm(request.POST or None, instance=removal)
    return form_page(
        request,
        form=form,
        template="crossover/removal_exit.html",
        context=_panel(request, Category(removal.category), removal.about) | {"person": removal.about},
        save=lambda: end_removal(removal=removal, by=request.user, **form.cleaned_data),
        key=f"removal-exit-{removal.uuid}",
        family=removal.family,
    )
