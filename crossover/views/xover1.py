"""XOVER1: one form with its steps, and the form on paper."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import note_act, reason_against, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.models import User
from accounts.types import StaffRequest
from crossover.enums import ENDED, Xover1Status
from crossover.models import EligibilityCheck, Xover1, Xover1Hop
from crossover.pdf.xover1 import blank_xover1_pdf, xover1_pdf, xover1_sheet
from crossover.rules.assigning import check_can_assign_cfs_worker
from crossover.rules.next_step import next_step
from crossover.rules.routing import check_can_recall, check_can_redirect, check_can_return
from crossover.rules.voiding import check_can_begin_again, check_can_void, check_voids
from crossover.rules.xover1 import (
    check_can_acknowledge,
    check_can_assign_ais_worker,
    check_can_clear_again,
    check_can_complete_part_b,
    check_can_decide_case,
    check_can_decide_part_b,
    check_can_fill_part_a,
    check_can_route,
    check_can_send_part_a,
    present_assignment,
)
from documents.views import download

S = Xover1Status
STEPS = {
    S.DRAFT: [
        ("Send to the ER supervisor", "xover1-send", check_can_send_part_a),
        ("Change Part A", "xover1-part-a", check_can_fill_part_a),
    ],
    S.WITH_ER_SUPERVISOR: [
        ("Open a case", "xover1-open-case", check_can_decide_case),
        ("Close without a case", "xover1-close", check_can_decide_case),
    ],
    S.WITH_POINT_PERSON: [
        ("Route to the CFS supervisor", "xover1-route", check_can_route),
        ("Not a match", "xover1-not-a-match", check_can_route),
    ],
    S.WITH_CFS_SUPERVISOR: [
        ("Repeat the clearance", "xover1-clear", check_can_clear_again),
        ("Complete Part B and distribute", "xover1-complete", check_can_complete_part_b),
        ("Not eligible", "xover1-ineligible", check_can_decide_part_b),
    ],
    S.WITH_AIS_SUPERVISOR: [("Assign the AIS/FS social worker", "xover1-assign", check_can_assign_ais_worker)],
}
# Off the straight road: offered only to whoever may.
WAYS_ASIDE = [
    ("Return for correction", "xover1-return", check_can_return),
    ("Recall the form", "xover1-recall", check_can_recall),
    ("Pass to a colleague", "xover1-redirect", check_can_redirect),
]
TONES = {
    S.ACKNOWLEDGED: "success",
    S.NO_CASE: "",
    S.NOT_A_MATCH: "",
    S.INELIGIBLE: "warning",
    S.SUPERSEDED: "",
    S.VOID: "",
}


@dataclass(frozen=True)
class Step:
    """A button: what it does, where, why not, whether it posts by itself, and whether it leads aside."""

    label: str
    url: str
    reason: str
    post: bool = False
    aside: bool = False


def steps_for(user: User, xover1: Xover1) -> list[Step]:
    """The steps of the form's present state, each with the reason where it is not this reader's."""
    found = [
        Step(label, reverse(f"crossover:{name}", args=[xover1.uuid]), reason_against(check, user, xover1))
        for label, name, check in STEPS.get(S(xover1.status), [])
    ]
    if not reason_against(check_can_acknowledge, user, xover1):
        url = reverse("crossover:xover1-acknowledge", args=[xover1.uuid])
        found.insert(0, Step("Acknowledge: I have it", url, "", post=True))
    if xover1.cfs_case and not reason_against(check_can_assign_cfs_worker, user, xover1.cfs_case):
        case = [xover1.cfs_case.uuid]
        present = present_assignment(xover1.cfs_case)
        named = present is not None and present.worker_id is not None
        label = "Change the CFS social worker" if named else "Assign the CFS social worker"
        found.append(Step(label, reverse("crossover:case-assign", args=case), "", aside=named))
        found.append(Step("Move to another unit", reverse("crossover:case-transfer", args=case), "", aside=True))
    found += [
        Step(label, reverse(f"crossover:{name}", args=[xover1.uuid]), "", aside=True)
        for label, name, check in WAYS_ASIDE
        if not reason_against(check, user, xover1)
    ]
    return found + _made_in_error(user, xover1)


def _made_in_error(user: User, xover1: Xover1) -> list[Step]:
    """To void the form, with the reason where it is too late for that; to begin another one after it ended."""
    void, again = (reverse(f"crossover:{name}", args=[xover1.uuid]) for name in ("xover1-void", "xover1-begin-again"))
    if not reason_against(check_voids, user, xover1):
        return [Step("Void the form", void, reason_against(check_can_void, user, xover1), aside=True)]
    if not reason_against(check_can_begin_again, user, xover1):
        return [Step("Begin another form for this case", again, "", post=True)]
    return []


def hand_of(xover1: Xover1, user: User) -> Xover1Hop | None:
    """Who has the form, since when, and by when what is due."""
    held = visible(Xover1Hop, user).in_hand().with_due()  # type: ignore[attr-defined]
    return held.filter(form=xover1).select_related("receiver", "sent_again_by", "follows__left_by").last()


def _also_open(xover1: Xover1, user: User) -> QuerySet[Xover1]:
    """The family's other forms that have not ended: after a join each record may have brought one."""
    forms = visible(Xover1, user).filter(family=xover1.family_id).exclude(pk=xover1.pk)
    return forms.none() if xover1.status in ENDED else forms.exclude(status__in=ENDED)


@require_safe
def xover1_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    xover1 = visible_or_404(Xover1, request.user, uuid=uuid)
    context: dict[str, Any] = {
        "xover1": xover1,
        "family": xover1.family,
        "sheet": xover1_sheet(xover1, request.user),
        "eligibility_checks": visible(EligibilityCheck, request.user).filter(form=xover1).select_related("checked_by"),
        "next_step": next_step(xover1),
        "hand": hand_of(xover1, request.user),
        "steps": steps_for(request.user, xover1),
        "tone": TONES.get(S(xover1.status), "info"),
        "later": visible(Xover1, request.user).filter(supersedes=xover1).first(),
        "also_open": _also_open(xover1, request.user),
    }
    return render(request, "crossover/xover1_detail.html", context)


@require_safe
def xover1_print(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The filled form as a PDF."""
    xover1 = visible_or_404(Xover1, request.user, uuid=uuid)
    note_act(AccessAct.DOWNLOADED)
    return download(xover1_pdf(xover1, request.user), "application/pdf", f"XOVER1-{xover1.uuid}.pdf")


@require_safe
def xover1_blank(request: StaffRequest) -> HttpResponse:
    """The form to fill in by hand."""
    return download(blank_xover1_pdf(), "application/pdf", "XOVER1-blank.pdf")
