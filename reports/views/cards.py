"""A supervisor's numbers. Each is the count of the very list that it opens."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from accounts.access import visible
from accounts.types import StaffRequest
from crossover.models import Xover1Hop
from families.enums import TaskKind
from families.filters import TaskFilter
from families.models import Task
from reports.querysets import dashboards
from reports.querysets.dashboards import Card

TASK_CARDS = [
    ("Tasks overdue", {"whose": "all", "due": "overdue"}),
    ("PLTM due in 7 days", {"whose": "all", "kind": TaskKind.HOLD_PLTM.value, "due": "week"}),
    ("LTM due in 7 days", {"whose": "all", "kind": TaskKind.HOLD_LTM.value, "due": "week"}),
]


def supervisor_cards(request: StaffRequest) -> list[Card]:
    waiting = visible(Xover1Hop, request.user).in_hand_of(request.user).count()  # type: ignore[attr-defined]
    cards = [Card(waiting, "XOVER1 waiting for you", reverse("crossover:xover1-inbox"))]
    return cards + [_task_card(request, label, terms) for label, terms in TASK_CARDS]


def worker_cards(request: StaffRequest) -> list[Card]:
    """Families per worker of the units supervised."""
    return [
        Card(
            row["families"],
            f"{row['worker__first_name']} {row['worker__last_name']}",
            f"{reverse('families:family-list')}?{urlencode({'worker': row['worker__uuid']})}",
        )
        for row in dashboards.families_per_worker(request.user)
    ]


def _task_card(request: StaffRequest, label: str, terms: dict[str, Any]) -> Card:
    tasks = visible(Task, request.user).opened()  # type: ignore[attr-defined]
    number = TaskFilter(terms, tasks, request=request).qs.count()
    return Card(number, label, f"{reverse('families:task-list')}?{urlencode(terms)}")
