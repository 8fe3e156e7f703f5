"""Transition and aftercare: one page of a signed plan, why a program ends, and what is left to be met."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.models import User
from accounts.types import StaffRequest
from caseplans.forms.transitions import ClosingForm, NeedForm, TransitionForm
from caseplans.models import Plan, ProgramClosing, ResidualNeed, Transition
from caseplans.rules.transitions import (
    SHORT,
    check_can_change,
    check_can_change_need,
    check_can_finish,
    check_can_prepare,
    check_can_say_why,
    missing_to_finish,
    outcome_of,
)
from caseplans.services.transitions import (
    KEPT_AS,
    add_need,
    change_need,
    finish_part,
    prepare_transition,
    say_why_it_ends,
)
from caseplans.sharing import shown_of
from caseplans.sharing.transitions import (
    closings_of,
    facts_for,
    last_meeting,
    moves_of,
    needs_of,
    outcomes_of,
    programs_asked,
    transition_of,
    unfinished,
)
from crossover.sharing.panel import readers_to_be
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from families.models import Family
from families.views.pages import crumbs_from, explained_page

TITLE = "Transition and aftercare"


@require_http_methods(["GET", "POST"])
def plan_transition(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """What moves where, how the goals stand, what is left to be met, and what is missing until it is complete."""
    plan, user = visible_or_404(Plan, request.user, uuid=uuid), request.user
    transition = transition_of(plan, user)
    kept = None if transition and transition.is_complete and plan.status == "active" else transition
    reason = reason_against(check_can_prepare, user, plan)
    form = TransitionForm(request.POST or None, plan=plan, transition=kept, user=user)
    shown = [*shown_of(plan, user), closings_of(transition, user), needs_of(transition, user)]
    note_consents(consents_relied_on(plan.family, user, shown))
    context = {
        "plan": plan,
        "reason": reason,
        "transition": transition,
        "is_under_way": bool(transition and not transition.is_complete),
        "meeting": transition.meeting if transition and transition.is_complete else last_meeting(plan),
        "crumbs": crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), TITLE),
    }
    if transition:
        context |= _said(transition, user) | _finishing(transition, user)
    return explained_page(
        request, form=form, template="caseplans/plan_transition.html", context=context, family=plan.family,
        back=request.path, save=lambda: prepare_transition(plan=plan, by=user, **form.facts()),
    )  # fmt: skip


def _said(transition: Transition, user: User) -> dict[str, Any]:
    """What was said, as far as this reader may know it."""
    outcomes = outcomes_of(transition, user)
    whole = outcome_of(list(outcomes.values_list("stands", flat=True)))
    return {
        "moves": moves_of(transition, user),
        "outcomes": outcomes,
        "whole": whole.label if whole else "",
        "closings": closings_of(transition, user),
        "own_closing": closings_of(transition, user).filter(bureau=user.bureau).first(),
        "needs": needs_of(transition, user),
        "reason_why": reason_against(check_can_say_why, user, transition),
        "reason_need": reason_against(check_can_change, user, transition),
    }


def _finishing(transition: Transition, user: User) -> dict[str, Any]:
    """How far each program is, and what this reader's own still has to say."""
    family, missing = transition.plan.family, missing_to_finish(facts_for(transition, user))
    asked, open_yet = programs_asked(family), unfinished(transition, family)
    return {
        "parts": [(SHORT[program], program not in open_yet) for program in sorted(asked)],
        "missing": missing if user.bureau else [],
        "own_is_finished": bool(user.bureau) and transition.finished(user.bureau) and bool(open_yet),
        "reason_finish": reason_against(check_can_finish, user, transition, missing),
    }


@require_http_methods(["GET", "POST"])
def transition_closing(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Why the reader's own program ends."""
    transition = visible_or_404(Transition, request.user, uuid=uuid)
    user, family = request.user, transition.family
    own = visible(ProgramClosing, user).filter(transition=transition, bureau=user.bureau).first()
    form = ClosingForm(request.POST or None, instance=own, family=family)
    kind, kept_in = KEPT_AS.get(user.bureau), form.keeps_in()
    readers = readers_to_be(family, kind, form.about_whom(), user.bureau, confidential=kept_in) if kind else []
    return _row_page(
        request, form, transition, "Why the program ends", reason_against(check_can_say_why, user, transition),
        lambda: say_why_it_ends(transition=transition, by=user, **form.facts()), category=kind, readers=readers,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def need_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    transition = visible_or_404(Transition, request.user, uuid=uuid)
    form = NeedForm(request.POST or None, family=transition.family, user=request.user)
    return _need_page(
        request, form, transition, "Add what the family still needs",
        reason_against(check_can_change, request.user, transition),
        lambda: add_need(transition=transition, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def need_edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    need = visible_or_404(ResidualNeed, request.user, uuid=uuid)
    form = NeedForm(request.POST or None, instance=need, family=need.family, user=request.user)
    return _need_page(
        request, form, need.transition, "Change what the family still needs",
        reason_against(check_can_change_need, request.user, need),
        lambda: change_need(need=need, by=request.user, **form.cleaned_data),
    )  # fmt: skip


def _need_page(
    request: StaffRequest, form: NeedForm, transition: Transition, title: str, reason: str, save: Callable[[], Any]
) -> HttpResponse:
    category, about = form.sharing()
    kept_in = form.keeps_in()
    readers = readers_to_be(transition.family, category, about, form.bureau, confidential=kept_in) if category else []
    return _row_page(request, form, transition, title, reason, save, category=category, readers=readers)


def _row_page(
    request: StaffRequest, form: Any, transition: Transition, title: str, reason: str, save: Callable[[], Any],
    **sharing: Any,
) -> HttpResponse:  # fmt: skip
    family: Family = transition.family
    note_consents(consents_relied_on(family, request.user, [needs_of(transition, request.user)]))
    back = reverse("caseplans:plan-transition", args=[transition.plan.uuid])
    plan_at = transition.plan.get_absolute_url()
    context = {
        "title": title,
        "reason": reason,
        "back": back,
        "crumbs": crumbs_from(family, ("Plan", plan_at), (TITLE, back), title),
    }
    return sharing_page(
        request, form=form, template="caseplans/transition_row.html", context=context, save=save, family=family,
        key=request.path.strip("/").replace("/", "-"), goes_to=back, **sharing,
    )  # fmt: skip


@require_POST
def transition_finish(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The reader's program has said all it has to."""
    transition = finish_part(transition=visible_or_404(Transition, request.user, uuid=uuid), by=request.user)
    said = "The transition is complete." if transition.is_complete else "Your program's part is finished."
    messages.success(request, said)
    return redirect("caseplans:plan-transition", transition.plan.uuid)
