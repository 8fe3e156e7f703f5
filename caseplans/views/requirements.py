"""What the programs' own plans require: typed, pasted, corrected, kept as files, and given back as text."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotAllowed, note_consents, reason_against, visible_or_404
from accounts.types import StaffRequest
from caseplans.forms import LinesForm, PastedForm, ProgramPlanForm, RequirementForm
from caseplans.models import Plan, SourceRequirement
from caseplans.rules import check_can_change_requirement, check_can_write_requirement
from caseplans.rules.copying import goes_into, items_text
from caseplans.services import add_requirements, edit_requirement, keep_program_plan, remove_requirement
from caseplans.sharing import coverage_of, fit_for, in_order_shown, notice_of, requirements_of, shown_of
from caseplans.views.rows import or_taken_out
from crossover.sharing.panel import readers_to_be
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from families.services import drop_draft
from families.views.pages import crumbs_from, draft_context, explained_page, key_of

COPIED = [("cfs", "For the CFS case plan update"), ("calworks", "For the WTW or FS plan")]


@require_http_methods(["GET", "POST"])
def requirement_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    form = RequirementForm(request.POST or None, family=plan.family, user=request.user)
    reason = reason_against(check_can_write_requirement, request.user, plan)
    save = lambda: add_requirements(plan=plan, by=request.user, rows=[form.cleaned_data])[0]  # noqa: E731 (read once)
    return _page(request, form, plan, "Add a requirement", reason, save)


@require_http_methods(["GET", "POST"])
@or_taken_out(SourceRequirement, RequirementForm)
def requirement_edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = visible_or_404(SourceRequirement, request.user, uuid=uuid)
    form = RequirementForm(request.POST or None, instance=row, family=row.family, user=request.user)
    reason = reason_against(check_can_change_requirement, request.user, row)
    return _page(
        request, form, row.plan, f"Change: {row}", reason,
        lambda: edit_requirement(requirement=row, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@or_taken_out(SourceRequirement)
def requirement_remove(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = visible_or_404(SourceRequirement, request.user, uuid=uuid)
    if request.method == "POST":
        remove_requirement(requirement=row, by=request.user)
        return redirect(row.plan)
    _note(request, row.plan)
    reason = reason_against(check_can_change_requirement, request.user, row)
    context = {"row": row, "plan": row.plan, "reason": reason, "crumbs": _crumbs(row.plan, "Take out")}
    return render(request, "caseplans/row_remove.html", context)


@require_http_methods(["GET", "POST"])
def requirement_paste(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The text of a plan, then each of its lines to be corrected, then saved. Nothing is saved before."""
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    reason = reason_against(check_can_write_requirement, request.user, plan)
    given: dict[str, Any] = {"family": plan.family, "user": request.user}
    if "count" in request.POST:
        return _lines_page(request, LinesForm(request.POST, **given), plan, reason)
    form = PastedForm(request.POST or None, **given)
    if request.method == "POST" and reason:
        raise NotAllowed(reason)
    asks = "preview" in request.POST or request.htmx  # type: ignore[attr-defined]
    if not asks and form.is_valid():
        return _lines_page(request, LinesForm(pasted=form.cleaned_data, **given), plan, reason)
    return _page(request, form, plan, "Paste requirements", reason, lambda: plan, submit="Read the lines")


def _lines_page(request: StaffRequest, form: LinesForm, plan: Plan, reason: str) -> HttpResponse:
    _note(request, plan)
    template = "caseplans/requirement_lines.html"
    context: dict[str, Any] = {"plan": plan, "reason": reason}
    context |= {
        "crumbs": _crumbs(plan, "Paste requirements"),
        "lines": [(line, _readers_of(plan, line)) for line in form.lines],
    }

    def save() -> list[SourceRequirement]:
        saved = add_requirements(plan=plan, by=request.user, rows=form.facts())
        drop_draft(user=request.user, key=key_of(request))
        return saved

    key = f"requirement-lines-{plan.uuid}-{len(form.lines)}"
    if "preview" in request.POST or not form.is_bound:
        if form.is_bound:
            form.say_nothing_yet()
        context |= {"form": form, "family": plan.family} | draft_context(request, key, plan.family)
        return render(request, template, context)
    return explained_page(
        request, form=form, template=template, context=context, family=plan.family, key=key, goes_to=lambda _: plan,
        save=save,
    )  # fmt: skip


def _readers_of(plan: Plan, line: Any) -> list[Any]:
    category, about = line.sharing()
    if not category:
        return []
    return readers_to_be(plan.family, category, about, line.bureau, confidential=line.keeps_in())


@require_http_methods(["GET", "POST"])
def program_plan_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    form = ProgramPlanForm(request.POST or None, request.FILES or None, family=plan.family, user=request.user)
    reason = reason_against(check_can_write_requirement, request.user, plan)
    save = lambda: keep_program_plan(plan=plan, by=request.user, **form.facts())  # noqa: E731 (read once)
    return _page(request, form, plan, "Keep a program's plan", reason, save)


@require_safe
def plan_copy_ready(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The coordinated items as text for each program's own plan, as far as this reader may read them."""
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    _note(request, plan)
    covered = coverage_of(plan, request.user, in_order_shown(plan, request.user))
    texts = []
    for program, heading in COPIED:
        items = [one for one in fit_for(program, plan, request.user) if goes_into(one, covered, program)]
        texts.append((program, heading, items_text(items, covered, program, notice_of(items))))
    context = {"plan": plan, "texts": texts, "crumbs": _crumbs(plan, "Copy")}
    return render(request, "caseplans/plan_copy_ready.html", context)


def _page(
    request: StaffRequest, form: Any, plan: Plan, title: str, reason: str, save: Any, submit: str = "Save"
) -> HttpResponse:
    _note(request, plan)
    category, about = form.sharing()
    writer = getattr(form, "bureau", request.user.bureau)
    told = {"confidential": form.keeps_in()}
    return sharing_page(
        request,
        form=form,
        template="caseplans/requirement_form.html",
        context={"plan": plan, "title": title, "reason": reason, "submit": submit, "crumbs": _crumbs(plan, title)},
        category=category,
        readers=readers_to_be(plan.family, category, about, writer, **told) if category and writer else [],
        save=save,
        family=plan.family,
        goes_to=plan,
    )


def _note(request: StaffRequest, plan: Plan) -> None:
    """The consents by which this reader is shown what the plan's pages show."""
    shown = [*shown_of(plan, request.user), requirements_of(plan, request.user)]
    note_consents(consents_relied_on(plan.family, request.user, shown))


def _crumbs(plan: Plan, last: str) -> list[tuple[object, str | None]]:
    return crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), last)
