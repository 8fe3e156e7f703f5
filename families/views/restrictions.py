"""Restricted families and conflicts of interest."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import reason_against, visible, visible_or_404
from accounts.types import StaffRequest
from families.filters import ConflictFilter
from families.forms.exceptions import DecideForm, KnownFamilyForm, KnownPeopleForm, LiftForm, RestrictForm
from families.models import Conflict, Family, Restriction
from families.rules import check_can_decide_conflict, check_can_lift, check_can_restrict
from families.services import decide_conflict, declare_conflict, lift_restriction, restrict_family
from families.views.listing import Listed, Words, list_page
from families.views.pages import explained_page


def onward(request: StaffRequest, family: Family) -> object:
    """After a change of who may know it: the family, or the list where it is no longer the reader's to know."""
    known = visible(Family, request.user).filter(pk=family.pk).exists()
    return family if known else "families:family-list"


@require_http_methods(["GET", "POST"])
def family_restrict(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Say who may know the family, at first or anew."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_restrict(request.user, family)
    restriction = visible(Restriction, request.user).in_force().filter(family=family).first()  # type: ignore[attr-defined]
    form = RestrictForm(request.POST or None, family=family, restriction=restriction, user=request.user)
    return explained_page(
        request,
        form=form,
        template="families/family_restrict.html",
        context={"restriction": restriction},
        save=lambda: restrict_family(family=family, by=request.user, **form.facts()),
        key=f"family-restrict-{family.uuid}",
        family=family,
        goes_to=lambda _: onward(request, family),
    )


@require_http_methods(["GET", "POST"])
def restriction_lift(request: StaffRequest, uuid: UUID) -> HttpResponse:
    restriction = visible_or_404(Restriction, request.user, uuid=uuid)
    check_can_lift(request.user, restriction)
    form = LiftForm(request.POST or None)
    return explained_page(
        request,
        form=form,
        template="families/restriction_lift.html",
        context={},
        save=lambda: lift_restriction(restriction=restriction, by=request.user, **form.cleaned_data),
        key=f"restriction-lift-{restriction.uuid}",
        family=restriction.family,
    )


def _decision(conflict: Conflict) -> str:
    return {None: "Not yet", True: "Accepted", False: "Not accepted"}[conflict.accepted]


CONFLICT_COLUMNS: dict[str, Words] = {
    "Who": lambda conflict: conflict.user,
    "Declared": lambda conflict: conflict.declared_at,
    "Case number": lambda conflict: conflict.number,
    "Of whom": lambda conflict: f"{conflict.first_name} {conflict.last_name}".strip(),
    "How": lambda conflict: conflict.how,
    "Decision": _decision,
    "Decided by": lambda conflict: conflict.decided_by,
}


@list_page("families/conflict_list.html")
def conflict_list(request: StaffRequest) -> Listed:
    """The reader's own declarations, and those of the staff they supervise."""
    rows = visible(Conflict, request.user).select_related("user", "decided_by")
    filters = ConflictFilter(request.GET, rows, request=request)

    def finish(page: Page) -> dict[str, Any]:
        return {"decides": {row.pk for row in page if not reason_against(check_can_decide_conflict, request.user, row)}}

    return Listed(
        filters.qs,
        CONFLICT_COLUMNS,
        filters,
        leads_to="families:conflict-decide",
        target="#_conflict_table",
        finish=finish,
    )


@require_http_methods(["GET", "POST"])
def conflict_declare(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """I know this family: said of a family on the screen."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    form = KnownFamilyForm(request.POST or None)
    return explained_page(
        request,
        form=form,
        template="families/conflict_new.html",
        context={},
        save=lambda: declare_conflict(by=request.user, family=family, **form.cleaned_data),
        key=f"conflict-declare-{family.uuid}",
        family=family,
        goes_to=lambda _: "families:conflict-list",
    )


@require_http_methods(["GET", "POST"])
def conflict_new(request: StaffRequest) -> HttpResponse:
    """I know someone who may be a client: the answer is the same whether or not they are on file."""
    form = KnownPeopleForm(request.POST or None)
    return explained_page(
        request,
        form=form,
        template="families/conflict_new.html",
        context={},
        save=lambda: declare_conflict(by=request.user, **form.cleaned_data),
        key="conflict-new",
        goes_to=lambda _: "families:conflict-list",
    )


@require_http_methods(["GET", "POST"])
def conflict_decide(request: StaffRequest, uuid: UUID) -> HttpResponse:
    conflict = visible_or_404(Conflict, request.user, uuid=uuid)
    check_can_decide_conflict(request.user, conflict)
    form = DecideForm(request.POST or None)
    return explained_page(
        request,
        form=form,
        template="families/conflict_decide.html",
        context={"conflict": conflict},
        save=lambda: decide_conflict(conflict=conflict, by=request.user, **form.cleaned_data),
        key=f"conflict-decide-{conflict.uuid}",
        goes_to=lambda _: "families:conflict-list",
    )
