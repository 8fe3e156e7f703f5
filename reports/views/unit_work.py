"""A supervisor's view of their units' work."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import NotAllowed, note_act
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from families.views.pages import page_of
from reports.querysets import work


@require_safe
def unit_work(request: StaffRequest) -> HttpResponse:
    """By worker: what is late and by how long, who covers, what was put off and why; LTMs asked for and not held."""
    note_act(AccessAct.OPENED)
    if not request.user.supervised_unit_ids:
        raise NotAllowed("This page is for the supervisors of a unit.")
    context = {
        "loads": work.loads_of_units(request.user),
        "snoozed": page_of(request, work.of_units(request.user).snoozed()),
        "without_ltm": work.without_ltm(request.user),
    }
    return render(request, "reports/unit_work.html", context)
