"""What stands against sharing in one family: guardians' objections, and who is kept apart from whom."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import visible, visible_or_404
from accounts.types import StaffRequest
from crossover.forms.objections import AbuseFlagForm, ObjectionForm, WithdrawForm
from crossover.models import AbuseFlag, SharingObjection
from crossover.rules.objections import (
    check_can_limit_sharing,
    check_can_withdraw_objection,
)
from crossover.services.objections import flag_abuse, lift_abuse_flag, object_to_sharing, withdraw_objection
from families.enums import Relationship
from families.models import Family, Person
from families.views.pages import crumbs_from, form_page, tab_of

TITLE = "What stands against sharing"


@require_safe
def sharing_limits(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Objections as both bureaus know them; of the flags only those of the reader's own bureau."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_limit_sharing(request.user, family)
    people = visible(Person, request.user).filter(family=family)
    objections = visible(SharingObjection, request.user).filter(child__family=family)
    flags = visible(AbuseFlag, request.user).filter(protected__family=family)
    return render(
        request,
        "crossover/consent_limits.html",
        {
            "family": family,
            "objections": objections.select_related("child", "objector", "by", "withdrawal"),
            "flags": flags.select_related("protected", "against", "by", "lifting"),
            "children": people.filter(relationship=Relationship.CHILD),
            "adults": people.exclude(relationship=Relationship.CHILD),
            "crumbs": crumbs_from(family, ("Consents", tab_of(family, "consents")), TITLE),
        },
    )


@require_http_methods(["GET", "POST"])
def objection_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    child = visible_or_404(Person, request.user, uuid=uuid)
    check_can_limit_sharing(request.user, child.family)
    people = visible(Person, request.user).filter(family=child.family)
    form = ObjectionForm(request.POST or None, child=child, user=request.user, people=people)
    return form_page(
        request, form=form, template="crossover/consent_limit_form.html",
        context=_step(child.family, f"A guardian objects to sharing about {child}", "Record the objection"),
        save=lambda: object_to_sharing(child=child, by=request.user, **form.cleaned_data),
        family=child.family, back=_limits_of(child.family),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def objection_withdraw(request: StaffRequest, uuid: UUID) -> HttpResponse:
    objection = visible_or_404(SharingObjection, request.user, uuid=uuid)
    check_can_withdraw_objection(request.user, objection)
    family, form = objection.child.family, WithdrawForm(request.POST or None)
    return form_page(
        request, form=form, template="crossover/consent_limit_form.html",
        context=_step(family, f"{objection.objector} lets it be", "Withdraw the objection"),
        save=lambda: withdraw_objection(objection=objection, by=request.user, **form.cleaned_data),
        family=family, back=_limits_of(family),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def abuse_flag_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    protected = visible_or_404(Person, request.user, uuid=uuid)
    check_can_limit_sharing(request.user, protected.family)
    adults = visible(Person, request.user).filter(family=protected.family).exclude(relationship=Relationship.CHILD)
    form = AbuseFlagForm(request.POST or None, protected=protected, user=request.user, people=adults)
    return form_page(
        request, form=form, template="crossover/consent_limit_form.html",
        context=_step(protected.family, f"Keep {protected} apart from another adult", "Keep them apart"),
        save=lambda: flag_abuse(protected=protected, by=request.user, **form.cleaned_data),
        family=protected.family, back=_limits_of(protected.family),
    )  # fmt: skip


@require_POST
def abuse_flag_lift(request: StaffRequest, uuid: UUID) -> HttpResponse:
    flag = visible_or_404(AbuseFlag, request.user, uuid=uuid)
    lift_abuse_flag(flag=flag, by=request.user)
    return redirect(_limits_of(flag.protected.family))


def _limits_of(family: Family) -> str:
    return reverse("crossover:sharing-limits", args=[family.uuid])


def _step(family: Family, title: str, submit: str) -> dict[str, object]:
    return {"title": title, "submit": submit, "crumbs": crumbs_from(family, (TITLE, _limits_of(family)), submit)}
