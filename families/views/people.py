"""Someone in the family: who they are and how they like to be reached."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import visible_or_404
from accounts.types import StaffRequest
from families.forms import PersonEditForm, PersonForm
from families.models import Family, Person
from families.rules import check_can_edit_family
from families.services import add_person, edit_person
from families.views.pages import explained_page, form_page, tab_of


@require_http_methods(["GET", "POST"])
def person_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_edit_family(request.user, family)
    form = PersonForm(request.POST or None, initial={"last_name": family.name})
    return explained_page(
        request, form=form, template="families/person_new.html",
        save=lambda: add_person(family=family, by=request.user, **form.cleaned_data),
        family=family, back=tab_of(family, "people"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def person_edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    person = visible_or_404(Person, request.user, uuid=uuid)
    check_can_edit_family(request.user, person.family)
    form = PersonEditForm(request.POST or None, instance=person)
    return form_page(
        request, form=form, template="families/person_edit.html", context={"person": person},
        save=lambda: edit_person(person=person, by=request.user, **form.cleaned_data),
        family=person.family, back=tab_of(person.family, "people"),
    )  # fmt: skip
