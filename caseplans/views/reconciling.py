"""What collides in a plan, as its reader may know it, and what is decided about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.models import User
from accounts.types import StaffRequest
from caseplans.forms.reconciling import OverrideForm, TakeForm
from caseplans.models import Plan
from caseplans.reconciliation_enums import Severity
from caseplans.rules import check_can_edit_plan
from caseplans.rules.deciding import check_can_override, check_not_decided
from caseplans.rules.reconciliation import Proposal
from caseplans.rules.reconciliation.findings import AskForConsent, Move
from caseplans.rules.reconciliation.priority import NOT_COVERED
from caseplans.services.reconciling import GONE, override_finding, take_proposal
from caseplans.sharing import required_by_programs, shown_of
from caseplans.sharing.findings import Reconciliation, Told, changed_by
from crossover.sharing.reliance import consents_relied_on
from families.views.pages import crumbs_from, explained_page
from meetings.models import Contact, Meeting

TONES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "info"}
NOT_TAKEN = "Nothing was changed. Open the plan again."


def findings_panel(reconciliation: Reconciliation) -> dict[str, Any]:
    """The findings with their buttons, and the log, for the plan's page."""
    plan, user = reconciliation.plan, reconciliation.user
    may_edit = not reason_against(check_can_edit_plan, user, plan)
    left_by = [one for one in Severity if not reason_against(check_can_override, user, plan, one)]
    return {
        "findings": [
            _line(reconciliation, told, may_edit, told.finding.severity in left_by) for told in reconciliation.told
        ],
        "log": reconciliation.log,
    }


def _line(reconciliation: Reconciliation, told: Told, may_edit: bool, may_override: bool) -> dict[str, Any]:
    found = told.finding
    buttons, elsewhere = [], []
    for proposal in found.proposals if may_edit else ():
        words = reconciliation.words_of(proposal)
        if reconciliation.written_rows(proposal):
            buttons.append({"words": words, "token": reconciliation.token_of(told, proposal)})
        else:
            elsewhere.append({"words": words, "url": _form_for(reconciliation, proposal)})
    if may_edit and found.kind == NOT_COVERED:
        elsewhere = [*_to_write(reconciliation, found.items[0]), *elsewhere]
    return {
        "mark": told.mark,
        "severity": found.severity.label,
        "tone": TONES[found.severity],
        "rule": found.rule.label,
        "words": found.explanation,
        "decided": told.decided,
        "buttons": buttons,
        "elsewhere": elsewhere,
        "can_override": may_override and not told.is_hidden,
    }


def _to_write(reconciliation: Reconciliation, requirement: str) -> list[dict[str, str]]:
    """Where the activity is written that a requirement lacks, beginning with what the requirement says."""
    asked = urlencode({"requirement": requirement})
    goals = sorted(reconciliation.facts.goals, key=lambda goal: goal.text)
    if not goals:
        url = reverse("caseplans:goal-new", args=[reconciliation.plan.uuid])
        return [{"words": "Add a goal, then write the activity under it", "url": url}]
    return [
        {
            "words": f"Write the activity, under the goal “{goal.text}”",
            "url": f"{reverse('caseplans:activity-new', args=[goal.id])}?{asked}",
        }
        for goal in goals
    ]


def _form_for(reconciliation: Reconciliation, proposal: Proposal) -> str:
    """Where a proposal is carried out that no row of the plan keeps: a consent, a standing, a meeting, an item."""
    family = reconciliation.plan.family
    if isinstance(proposal, AskForConsent):
        return reverse("crossover:consent-request-new", args=[family.uuid])
    item = getattr(proposal, "item", "")
    if isinstance(proposal, Move) and item not in reconciliation.rows:
        return _appointment_page(reconciliation.user, item)
    if changed_by(proposal):
        return ""
    if item in reconciliation.rows:
        return reverse("caseplans:activity-edit", args=[item])
    people = getattr(proposal, "persons", None) or [person for person in [getattr(proposal, "person", "")] if person]
    return reverse("crossover:wtw-standing-new", args=[people[0]]) if people and not item else ""


def _appointment_page(user: User, item: str) -> str:
    """The meeting or the visit that is to be moved, by the uuid of its row."""
    meeting = visible(Meeting, user).filter(attendances__uuid=item).first()
    found = meeting or visible(Contact, user).filter(uuid=item).first()
    return found.get_absolute_url() if found else ""


@require_POST
def finding_take(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    form = TakeForm(request.POST)
    if form.is_valid():
        taken = form.cleaned_data
        entry = take_proposal(
            plan=plan, by=request.user, mark=taken["finding"], token=taken["proposal"],
            family_agreed=taken["family_agreed"],
        )  # fmt: skip
        messages.success(request, f"Done: {entry.get_rule_display()}.")
    else:
        messages.warning(request, NOT_TAKEN)
    return redirect(plan)


def _against_overriding(plan: Plan, user: User, told: Told) -> str:
    """Who left it as it is already, when and why; else why this reader cannot."""
    decided = reason_against(check_not_decided, told.decided)
    return decided or reason_against(check_can_override, user, plan, told.finding.severity)


@require_http_methods(["GET", "POST"])
def finding_override(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    relied_on = [*shown_of(plan, request.user), *required_by_programs(plan, request.user)]
    note_consents(consents_relied_on(plan.family, request.user, relied_on))
    mark = request.GET.get("finding", "")
    told = Reconciliation(plan, request.user).find(mark)
    reason = _against_overriding(plan, request.user, told) if told else GONE
    form = OverrideForm(request.POST or None)
    return explained_page(
        request, form=form, template="caseplans/finding_override.html", family=plan.family, goes_to=lambda _: plan,
        save=lambda: override_finding(plan=plan, by=request.user, mark=mark, **form.cleaned_data),
        back=plan.get_absolute_url(),
        context={
            "plan": plan,
            "told": told,
            "reason": reason,
            "crumbs": crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), "Leave it as it is"),
        },
    )  # fmt: skip
