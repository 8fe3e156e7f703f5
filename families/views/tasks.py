"""My work: what is due, put off, handed over, written down by hand and done."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods

from accounts.access import reason_against, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from families.filters import TaskFilter
from families.forms.arranging import HandOverForm, OwnTaskForm, SnoozeForm
from families.models import Family, OwnTask, Task
from families.rules.arranging import (
    act_of,
    arranges,
    check_can_arrange,
    check_can_end,
    check_can_hand_over,
    check_can_write_down,
)
from families.services import end_own_task, hand_over_task, snooze_task, write_down_task
from families.views.listing import Listed, Words, list_page
from families.views.pages import explained_page

LIST = "families:task-list"
# The parts of someone's work, each the list that its number opens.
PARTS: list[tuple[str, dict[str, str]]] = [
    ("Overdue", {"due": "overdue"}),
    ("Due today", {"due": "today"}),
    ("Due in the next 7 days", {"due": "week"}),
    ("Put off until later", {"due": "snoozed"}),
    ("Waiting on others", {"whose": "others"}),
]


TASK_COLUMNS: dict[str, Words] = {
    "What": str,
    "Family": lambda task: task.family,
    "Due": lambda task: task.due_on,
    "Whose": lambda task: task.owner,
    "Why": lambda task: task.why,
}


@list_page("families/task_list.html")
def task_list(request: StaffRequest) -> Listed:
    """My work: kind, day and handbook citation only, and what was written down by hand in its own words.

    What waits besides in the lists of higher apps has its number and its link (settings.WORK_BESIDES).
    """
    tasks = visible(Task, request.user).opened().select_related("family", "owner__unit")  # type: ignore[attr-defined]
    filters = TaskFilter(request.GET, tasks, request=request)

    def finish(page: Page) -> dict[str, Any]:
        page.object_list = [(task, act_of(task), arranges(request.user, task.owner)) for task in page.object_list]
        cards = [
            (TaskFilter(terms, tasks, request=request).qs.count(), label, f"{reverse(LIST)}?{urlencode(terms)}")
            for label, terms in PARTS
        ]
        return {"cards": cards + [import_string(path)(request.user) for path in settings.WORK_BESIDES]}

    return Listed(
        filters.rows,
        TASK_COLUMNS,
        filters,
        leads_to="reports:family-detail",
        key="family.uuid",
        target="#_task_table",
        act=AccessAct.OPENED,
        finish=finish,
    )


@require_http_methods(["GET", "POST"])
def task_snooze(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Out of sight until a day, with the reason."""
    task = visible_or_404(Task, request.user, uuid=uuid)
    check_can_arrange(request.user, task)
    form = SnoozeForm(request.POST or None, task=task, user=request.user)
    return _arranging_page(
        request,
        task=task,
        form=form,
        template="families/task_snooze.html",
        save=lambda: snooze_task(task=task, by=request.user, **_facts(form)),
        says=lambda snooze: f"Put off until {date_format(snooze.until_date)}. It comes back by itself.",
    )


@require_http_methods(["GET", "POST"])
def task_hand_over(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """To a colleague who may see the family."""
    task = visible_or_404(Task, request.user, uuid=uuid)
    check_can_hand_over(request.user, task)
    form = HandOverForm(request.POST or None, task=task, user=request.user)
    return _arranging_page(
        request,
        task=task,
        form=form,
        template="families/task_hand_over.html",
        save=lambda: hand_over_task(task=task, by=request.user, **_facts(form)),
        says=lambda handed: f"{handed.to} has it now. You find it under “Waiting on others”.",
    )


def _facts(form: Any) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "words_checked"}


def _arranging_page(request: StaffRequest, *, task: Task, **page: Any) -> HttpResponse:
    return explained_page(
        request,
        context={"task": task},
        family=task.family,
        back=reverse(LIST),
        goes_to=lambda _: LIST,
        **page,
    )


@require_http_methods(["GET", "POST"])
def own_task_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Written down by hand, for oneself or a colleague."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_write_down(request.user, family)
    form = OwnTaskForm(request.POST or None, family=family, user=request.user)
    return explained_page(
        request,
        form=form,
        template="families/own_task_new.html",
        family=family,
        save=lambda: write_down_task(family=family, by=request.user, **_facts(form)),
        says=lambda task: f"“{task}” is with {task.owner}, due {date_format(task.due_on)}.",
    )


@require_http_methods(["GET", "POST"])
def own_task_done(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Somebody's own task: whoever answers for it, or wrote it down, says here that it is done."""
    task = visible_or_404(OwnTask, request.user, uuid=uuid)
    reason = reason_against(check_can_end, request.user, task)
    if request.method == "POST":
        end_own_task(task=task, by=request.user)
        messages.success(request, "Done.")
        return redirect(LIST)
    context = {"task": task, "family": task.family, "reason": reason}
    return render(request, "families/own_task_done.html", context)
