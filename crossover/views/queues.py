"""The queues of XOVER1: with me, returned to me, waiting on others, sent by me."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import note_record, reason_against, visible, visible_or_404
from accounts.models import User
from accounts.types import StaffRequest
from crossover.filters import HopFilter
from crossover.models import Xover1, Xover1Hop
from crossover.rules.next_step import with_next_step
from crossover.rules.routing import check_can_send_again
from crossover.rules.xover1 import check_can_flag
from crossover.services import acknowledge_all, send_xover1_again
from families.views.listing import Finish, Listed, Words, list_page, nothing_more


def hops_of(request: StaffRequest) -> Any:
    return visible(Xover1Hop, request.user)


QUEUES = {
    "inbox": "With me",
    "returned": "Returned to me",
    "waiting": "Waiting on others",
    "sent": "Sent by me",
}


COLUMNS: dict[str, Words] = {
    "Case name": lambda hop: hop.form.case_name,
    "From": lambda hop: hop.sender,
    "To": lambda hop: hop.receiver,
    "Stands at": lambda hop: hop.get_step_display(),
    "Sent": lambda hop: hop.sent_at,
    "Acknowledged": lambda hop: hop.acknowledged_at,
}


def waited_for(user: User) -> tuple[int, str, str]:
    """For “My work”: how many forms this person sent that nobody acknowledged yet, and where they are listed."""
    waiting: Any = visible(Xover1Hop, user)
    return waiting.waiting_on_others(user).count(), "XOVER1 waiting on others", reverse("crossover:xover1-waiting")


def _queue(request: StaffRequest, name: str, rows: Any, finish: Finish = nothing_more, **more: Any) -> Listed:
    """One queue, with how many forms wait in each."""
    hops, user = hops_of(request), request.user
    held = hops.in_hand_of(user)
    counts = {
        "inbox": held.count(),
        "returned": held.came_back().count(),
        "waiting": hops.waiting_on_others(user).count(),
        "sent": hops.sent_forms(user).count(),
    }
    context = {
        "heading": f"XOVER1: {QUEUES[name].lower()}",
        "tabs": [
            (f"{label} ({counts[queue]})", reverse(f"crossover:xover1-{queue}"), queue == name)
            for queue, label in QUEUES.items()
        ],
        "may_flag": not reason_against(check_can_flag, request.user),
    }
    filters = HopFilter(request.GET, rows, request=request)
    known = filters.qs.filter(form_known=True) if name in {"waiting", "sent"} else None
    return Listed(
        filters.qs,
        COLUMNS,
        filters,
        leads_to="crossover:xover1-detail",
        key="form.uuid",
        walked=known,
        target=f"#_{'inbox' if name == 'returned' else name}_table",
        context=context | more,
        finish=finish,
    )


@list_page("crossover/xover1_inbox.html")
def xover1_inbox(request: StaffRequest) -> Listed:
    """The forms that are with the reader now, and Part A not sent yet."""
    drafts = visible(Xover1, request.user).drafts_of(request.user)  # type: ignore[attr-defined]

    def finish(page: Page) -> dict[str, Any]:
        ticks = any(hop.acknowledged_at is None for hop in page)
        return {"rows": with_next_step(page), "ticks": ticks}

    held = hops_of(request).in_hand_of(request.user)
    return _queue(request, "inbox", held, finish, drafts=drafts.select_related("referral"))


@list_page("crossover/xover1_returned.html")
def xover1_returned(request: StaffRequest) -> Listed:
    """The forms that came back to the reader, and why."""
    rows = hops_of(request).in_hand_of(request.user).came_back()
    return _queue(request, "returned", rows, lambda page: {"rows": with_next_step(page)})


@list_page("crossover/xover1_waiting.html")
def xover1_waiting(request: StaffRequest) -> Listed:
    """What the reader sent and nobody has acknowledged yet."""

    def finish(page: Page) -> dict[str, Any]:
        for hop in page:
            hop.refusal = reason_against(check_can_send_again, request.user, hop)
        return {"rows": with_next_step(page)}

    rows = hops_of(request).waiting_on_others(request.user).with_form_known_to(request.user)
    return _queue(request, "waiting", rows, finish)


@list_page("crossover/xover1_sent.html")
def xover1_sent(request: StaffRequest) -> Listed:
    """What the reader sent on, and whether it was received."""
    return _queue(request, "sent", hops_of(request).sent_forms(request.user))


@require_POST
def xover1_acknowledge_many(request: StaffRequest) -> HttpResponse:
    """Acknowledge the ticked forms. What went on meanwhile is counted, not hidden."""
    ticked = set(request.POST.getlist("hops"))
    held = [hop for hop in hops_of(request).in_hand_of(request.user) if str(hop.uuid) in ticked]
    for hop in held:
        note_record(hop.form)
    done = acknowledge_all(hops=held, by=request.user)
    if not ticked:
        messages.warning(request, "Tick the forms you have first.")
    elif done == len(ticked):
        messages.success(request, f"Acknowledged: {done}.")
    else:
        rest = len(ticked) - done
        messages.warning(request, f"Acknowledged: {done}. Acknowledged before, or no longer with you: {rest}.")
    return redirect("crossover:xover1-inbox")


@require_POST
def xover1_send_again(request: StaffRequest, uuid: UUID) -> HttpResponse:
    hop = visible_or_404(Xover1Hop, request.user, uuid=uuid)
    send_xover1_again(hop=hop, by=request.user)
    messages.success(request, f"{hop.receiver} was reminded. The form waits for them to acknowledge it.")
    return redirect("crossover:xover1-waiting")
