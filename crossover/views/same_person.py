"""Two entries of a family that are one person: compared, and joined."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import NotAllowed, visible, visible_or_404
from accounts.types import StaffRequest
from crossover.forms.same_person import PeopleJoinForm
from crossover.rules.same_person import entries_of
from crossover.services.same_person import join_people
from crossover.sharing.same_person import side_by_side
from families.models import Family, Person
from families.rules import check_can_edit_family
from families.views.pages import crumbs_from, tab_of


@require_http_methods(["GET", "POST"])
def people_join(request: StaffRequest, uuid: UUID, one: UUID, other: UUID) -> HttpResponse:
    """What was refused shows both entries as they stand now, to be compared again."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_edit_family(request.user, family)
    pair = entries_of(visible(Person, request.user).filter(family=family), one, other)
    form, people, refusal = PeopleJoinForm(request.POST or None, user=request.user, pair=pair), "people", ""
    if form.is_valid():
        try:
            joined = join_people(by=request.user, **form.facts())
        except NotAllowed as refused:
            form, refusal = PeopleJoinForm(user=request.user, pair=pair), refused.reason
        else:
            messages.success(request, f"The two entries are one now: {joined}.")
            return redirect(tab_of(family, people))
    page: dict[str, Any] = {
        "form": form,
        "family": family,
        "refusal": refusal,
        "rows": side_by_side(family, request.user, *pair),
        "back": tab_of(family, people),
        "crumbs": crumbs_from(family, ("People", tab_of(family, people)), "The same person"),
    }
    return render(request, "crossover/people_join.html", page, status=403 if refusal else 200)
