"""The queues of XOVER1: with me, returned to me, waiting on others, sent by me."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import note_record, reason_against, visible, visible_or_404
from accounts.types import StaffRequest
from crossover.models import Xover1, Xover1Hop
from crossover.rules.next_step import with_next_step
from crossover.rules.routing import check_can_send_again
from crossover.rules.xover1 import check_can_flag
from crossover.services import acknowledge_all, send_xover1_again
from families.views.pages import page_of


def hops_of(request: StaffRequest) -> Any:
    return visible(Xover1Hop, request.user)


QUEUES = {
    "inbox": "With me",
    "returned": "Returned to me",
    "waiting": "Waiting on others",
    "sent": "Sent by me",
}


def queue_page(request: StaffRequest, name: str, template: str, rows: Any, **more: Any) -> HttpResponse:
    """One queue, with how many forms wait in each."""
    hops, user = hops_of(request), request.user
    held = hops.in_hand_of(user)
    counts = {
        "inbox": held.count(),
        "returned": held.came_back().count(),
        "waiting": hops.waiting_on_others(user).count(),
    }
    labels = {queue: f"{label} ({counts[queue]})" if queue in counts else label for queue, label in QUEUES.items()}
    context = {
        "heading": f"XOVER1: {QUEUES[name].lower()}",
        "rows": rows if name == "sent" else with_next_step(rows),
        "tabs": [(label, reverse(f"crossover:xover1-{queue}"), queue == name) for queue, label in labels.items()],
        "may_flag": not reason_against(check_can_flag, request.user),
    }
    return render(request, template, context | more)


@require_safe
def xover1_inbox(request: StaffRequest) -> HttpResponse:
    """The forms that are with the reader now, and Part A not sent yet."""
    drafts = visible(Xover1, request.user).drafts_of(request.user)  # type: ignore[attr-defined]
    rows = page_of(request, hops_of(request).in_hand_of(request.user))
    ticks = any(hop.acknowledged_at is None for hop in rows)
    return queue_page(
        request, "inbox", "crossover/xover1_inbox.html", rows, drafts=drafts.select_related("referral"), ticks=ticks
    )


@require_safe
def xover1_returned(request: StaffRequest) -> HttpResponse:
    """The forms that came back to the reader, and why."""
    rows = page_of(request, hops_of(request).in_hand_of(request.user).came_back())
    return queue_page(request, "returned", "crossover/xover1_returned.html", rows)


@require_safe
def xover1_waiting(request: StaffRequest) -> HttpResponse:
    """What the reader sent and nobody has acknowledged yet."""
    rows = page_of(request, hops_of(request).waiting_on_others(request.user).with_form_known_to(request.user))
    for hop in rows:
        hop.refusal = reason_against(check_can_send_again, request.user, hop)
    return queue_page(request, "waiting", "crossover/xover1_waiting.html", rows)


@require_safe
def xover1_sent(request: StaffRequest) -> HttpResponse:
    """What the reader sent on, and whether it was received."""
    rows = page_of(request, hops_of(request).sent_forms(request.user))
    return queue_page(request, "sent", "crossover/xover1_sent.html", rows)


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
