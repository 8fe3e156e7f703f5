"""Forms of rows that carry a category. Each says, before it is saved, who will be able to read it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import reason_against, visible_or_404
from accounts.models import User
from accounts.types import StaffRequest
from crossover.forms.records import (
    AddressForm,
    CategorisedForm,
    MonthlyFigureForm,
    PersonNoteForm,
    RemovalExitForm,
    RemovalForm,
    WtwStandingForm,
)
from crossover.sharing import is_readable
from crossover.sharing.panel import readers_to_be
from crossover.views.sharing import sharing_page
from families.enums import MONTHLY_CATEGORY, PERSON_NOTE_CATEGORY, Category, MonthlyKind, PersonNoteKind
from families.models import Family, Person, Removal
from families.models.base import days_told
from families.rules import (
    check_can_edit_family,
    check_can_keep_removals,
    check_can_keep_work_of,
    check_can_record_removal,
)
from families.services import (
    add_address,
    add_person_note,
    add_removal,
    add_wtw_standing,
    end_removal,
    record_monthly_figure,
)
from families.views.pages import tab_of


def record_page(
    request: StaffRequest,
    form: CategorisedForm | RemovalExitForm,
    save: Callable[[], Any],
    *,
    family: Family,
    category: Category,
    title: str,
    reason: str = "",
) -> HttpResponse:
    """Ask for one row of this category, and go back to the family's people."""
    about, people = form.about_whom(), tab_of(family, "people")
    named = None if "about" in form.fields else about
    return sharing_page(
        request, form=form, template="crossover/record_form.html", save=save,
        context={"title": title, "reason": reason, "about": named, "back": people},
        category=category,
        readers=readers_to_be(
            family, category, about, request.user.bureau, confidential=form.keeps_in(),
            dated=days_told(form._meta.model, F) is not None,
        ),
        family=family, goes_to=people,
    )  # fmt: skip


def person_row_new(
    request: StaffRequest,
    uuid: UUID,
    check: Callable[[User, Person], None],
    form_class: type[CategorisedForm],
    add: Callable[..., Any],
    *,
    category: Category,
    title: str,
    facts: dict[str, Any] | None = None,
    refused: Callable[[User, Person], None] | None = None,
) -> HttpResponse:
    """One more row about a person whom the reader knows (404) and may keep the record of (403).

    `facts` are what the page knows of the row beforehand; what `refused` finds against it stands above the form.
    """
    person = visible_or_404(Person, request.user, uuid=uuid)
    check(request.user, person)
    row = form_class._meta.model(about=person, **(facts or {}))
    form = form_class(request.POST or None, instance=row)
    return record_page(
        request, form, lambda: add(person=person, by=request.user, **(facts or {}), **form.facts()),
        family=person.family, category=category, title=title,
        reason=reason_against(refused, request.user, person) if refused and not form.is_bound else "",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def address_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_edit_family(request.user, family)
    form = AddressForm(request.POST or None, family=family)
    return record_page(
        request, form, lambda: add_address(family=family, by=request.user, **form.cleaned_data),
        family=family, category=Category.CONTACT, title="Add an address or phone",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def person_note_new(request: StaffRequest, uuid: UUID, kind: PersonNoteKind) -> HttpResponse:
    """How to contact someone safely, or their culture and traditions in their own words."""
    category = PERSON_NOTE_CATEGORY[kind]
    return person_row_new(
        request, uuid, lambda user, person: check_can_edit_family(user, person.family), PersonNoteForm, add_person_note,
        category=category, title=kind.label, facts={"kind": kind, "category": category},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def wtw_standing_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return person_row_new(
        request, uuid, check_can_keep_work_of, WtwStandingForm, add_wtw_standing,
        category=Category.CALWORKS_STATUS, title="Welfare-to-Work status",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def monthly_figure_new(request: StaffRequest, uuid: UUID, kind: MonthlyKind) -> HttpResponse:
    return person_row_new(
        request, uuid, check_can_keep_work_of, MonthlyFigureForm, record_monthly_figure,
        category=MONTHLY_CATEGORY[kind], title=kind.label, facts={"kind": kind},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def removal_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return person_row_new(
        request, uuid, lambda user, person: check_can_keep_removals(user, person.family), RemovalForm, add_removal,
        category=Category.SERVICES, title="Removal", refused=check_can_record_removal,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def removal_exit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    removal = visible_or_404(Removal, request.user, uuid=uuid)
    if not is_readable(removal, request.user):
        raise Http404
    check_can_keep_removals(request.user, removal.family)
    form = RemovalExitForm(request.POST or None, instance=removal)
    return record_page(
        request, form, lambda: end_removal(removal=removal, by=request.user, **form.cleaned_data),
        family=removal.family, category=Category(removal.category),
        title="How the removal ended",
    )  # fmt: skip
