"""XOVER1 from hand to hand: one page for each step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import reason_against, visible, visible_or_404
from accounts.models import User
from accounts.types import StaffRequest
from crossover.enums import ClearancePurpose, Xover1Status
from crossover.forms.clearances import RepeatedClearanceForm
from crossover.forms.xover1 import (
    FlagForm,
    IneligibleForm,
    NotAMatchForm,
    OpenCaseForm,
    PartAForm,
    PartBForm,
    ReasonForm,
    RedirectForm,
    RouteForm,
    SendPartAForm,
    StepForm,
)
from crossover.models import Xover1, Xover1Hop
from crossover.rules.next_step import next_step
from crossover.rules.numbers import another_forms_number
from crossover.rules.routing import check_can_recall, check_can_redirect, check_can_return
from crossover.rules.voiding import check_can_void
from crossover.rules.xover1 import (
    check_can_clear_again,
    check_can_complete_part_b,
    check_can_correct_people,
    check_can_decide_case,
    check_can_decide_part_b,
    check_can_fill_part_a,
    check_can_flag,
    check_can_route,
    check_can_send_part_a,
    holder_hop,
    present_assignment,
)
from crossover.services import (
    acknowledge_xover1,
    begin_xover1_again,
    close_ineligible,
    close_without_case,
    complete_part_b,
    fill_part_a,
    not_a_match,
    open_case_from_xover1,
    recall_xover1,
    record_clearance,
    redirect_xover1,
    return_xover1,
    route_reverse_xover1,
    send_part_a,
    start_reverse_xover1,
    void_xover1,
)
from crossover.sharing import readable
from crossover.sharing.panel import readers_to_be
from crossover.views.sharing import sharing_page
from crossover.views.words import (
    ineligible_words,
    not_a_match_words,
    recalled_words,
    returned_words,
    sent_words,
    voided_words,
    without_case_words,
)
from families.enums import Category
from families.models import Person
from families.views.pages import explained_page

STEP = "crossover/xover1_step.html"
Words = Callable[[Xover1Hop | None, Xover1Hop | None, User], str]


def onward(request: StaffRequest, xover1: Xover1) -> Any:
    """After a step: the form, or the queue where the form is no longer the reader's to know."""
    known = visible(Xover1, request.user).filter(pk=xover1.pk).exists()
    return xover1 if known else "crossover:xover1-inbox"


def step_page(
    request: StaffRequest,
    xover1: Xover1,
    form: BaseForm,
    save: Callable[[], Any],
    *,
    heading: str,
    submit: str,
    rule: str = "",
    says: Words = sent_words,
) -> HttpResponse:
    """Show the form or take the step; `says` tells it by who had the form before, and who has it now."""
    before = holder_hop(xover1)
    return explained_page(
        request, form=form, template=STEP, save=save,
        context={"xover1": xover1, "heading": heading, "submit": submit, "rule": rule},
        family=xover1.family, goes_to=lambda _: onward(request, xover1),
        says=lambda _: says(before, holder_hop(xover1), request.user),
    )  # fmt: skip


def take_step(
    request: StaffRequest,
    uuid: UUID,
    check: Callable[[User, Xover1], None],
    form_class: type[StepForm],
    verb: Callable[..., Any],
    **words: Any,
) -> HttpResponse:
    """One step of a form that the reader knows (404) and may take further (403): `verb` with what was typed."""
    xover1 = visible_or_404(Xover1, request.user, uuid=uuid)
    check(request.user, xover1)
    form = form_class(request.POST or None, xover1=xover1, user=request.user)
    return step_page(request, xover1, form, lambda: verb(form=xover1, by=request.user, **form.facts()), **words)


@require_http_methods(["GET", "POST"])
def xover1_flag(request: StaffRequest) -> HttpResponse:
    """An applicant says they are a CFS client: complete the form, and it is on its way (31-090 IV.C)."""
    check_can_flag(request.user)
    form = FlagForm(request.POST or None)
    return explained_page(
        request, form=form, template="crossover/xover1_flag.html",
        save=lambda: start_reverse_xover1(by=request.user, people=form.people_named(), **form.cleaned_data),
        goes_to=lambda _: "crossover:xover1-sent", says=lambda sent: sent_words(None, holder_hop(sent), request.user),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_part_a(request: StaffRequest, uuid: UUID) -> HttpResponse:
    xover1 = visible_or_404(Xover1, request.user, uuid=uuid)
    check_can_fill_part_a(request.user, xover1)
    correctable = not reason_against(check_can_correct_people, xover1)
    people = visible(Person, request.user).filter(family=xover1.family).order_by("pk") if correctable else ()
    addresses = readable(xover1.family.address_rows.all(), request.user)
    form = PartAForm(request.POST or None, instance=xover1, on_record=people, addresses=addresses)
    if said := another_forms_number(request.user, xover1):
        form.fields["calworks_number"].help_text = f"{said}. Check in CalSAWS whose it is: you are asked as you send."

    def save() -> Xover1:
        people, address = form.people_named(), form.address()
        return fill_part_a(form=xover1, by=request.user, people=people, address=address, **form.facts())

    kind, writer = Category.CONTACT, request.user.bureau
    return sharing_page(
        request, form=form, template="crossover/xover1_part_a.html", save=save, family=xover1.family, goes_to=xover1,
        context={"xover1": xover1, "heading": "XOVER1 Part A", "submit": "Save Part A"}, category=kind,
        readers=readers_to_be(xover1.family, kind, form.about_whom(), writer, confidential=form.keeps_in()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_send(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_send_part_a, SendPartAForm, send_part_a,
        heading="Send Part A to the ER supervisor", submit="Send",
        rule="The clerk sends the top portion to the assigning ER supervisor (31-090 IV.A).",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_open_case(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_decide_case, OpenCaseForm, open_case_from_xover1,
        heading="Open a CFS case", submit="Open the case and send the form on",
        rule="The referral is closed as “case opened”; the unit's supervisor completes Part B (31-090 III.B.3).",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_close(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_decide_case, ReasonForm, close_without_case,
        heading="Close without a case", submit="Close the referral and the form",
        rule="The referral is closed without a case, and the form ends.", says=without_case_words,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_route(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_route, RouteForm, route_reverse_xover1,
        heading="Route to the CFS staff responsible", submit="Route the form",
        rule="The look into CWS/CMS is kept as a clearance. A case on file here keeps its component and unit.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_not_a_match(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_route, NotAMatchForm, not_a_match, heading="Not a match", submit="End the form",
        rule="The look into CWS/CMS is kept as a clearance that found nobody. The CalWORKs clerk sees only that the "
        "form was received, as with every form.",
        says=not_a_match_words,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_clear(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The CFS supervisor's own clearance, for the present assignment (31-090 III.B.3-4)."""
    xover1 = visible_or_404(Xover1, request.user, uuid=uuid)
    check_can_clear_again(request.user, xover1)
    reassigned = xover1.supersedes is not None and xover1.supersedes.status == Xover1Status.SUPERSEDED
    purpose = ClearancePurpose.REASSIGNMENT if reassigned else ClearancePurpose.CASE_OPENED
    case, initial = xover1.cfs_case, {"case_number": xover1.calworks_number}
    form = RepeatedClearanceForm(request.POST or None, purpose=purpose, case=case, initial=initial)
    assignment = present_assignment(case) if case else None
    return step_page(
        request, xover1, form,
        lambda: record_clearance(
            by=request.user, purpose=purpose, family=xover1.family, assignment=assignment, **form.cleaned_data
        ),
        heading="Repeat the clearance", submit="Save the clearance",
        rule=f"{purpose.label}: verify that CalWORKs is still active (31-090 III.B.3-4).",
        says=lambda *_: f"The clearance is kept. {next_step(xover1)}",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_complete(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_complete_part_b, PartBForm, complete_part_b,
        heading="Complete Part B and distribute", submit="Complete and distribute",
        rule="CalWORKs is open and so is the CFS case. The form goes to the AIS/FS supervisor; your own copy is kept.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_ineligible(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_decide_part_b, IneligibleForm, close_ineligible,
        heading="Not eligible to Linkages", submit="End the form", says=ineligible_words,
        rule="Linkages needs open CalWORKs, eligibility to Welfare-to-Work, and an open CFS case (31-090 III.A.1).",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_void(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_void, ReasonForm, void_xover1, heading="Void the form", submit="Void the form",
        rule="For a form made in error. It stays on record.", says=voided_words,
    )  # fmt: skip


@require_POST
def xover1_begin_again(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Another form for the CFS case of one that ended."""
    child = begin_xover1_again(form=visible_or_404(Xover1, request.user, uuid=uuid), by=request.user)
    messages.success(request, f"A new form is with you. {next_step(child)}")
    return redirect(child)


@require_http_methods(["GET", "POST"])
def xover1_return(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_return, ReasonForm, return_xover1,
        heading="Return for correction", submit="Return the form", says=returned_words,
        rule="The form goes back to whoever had it before. Say what to correct.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_recall(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_recall, ReasonForm, recall_xover1, heading="Recall the form", submit="Recall",
        rule="The receiver has not acknowledged it yet, and will know it no longer.", says=recalled_words,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def xover1_redirect(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_redirect, RedirectForm, redirect_xover1,
        heading="Pass to a colleague", submit="Pass the form on",
        rule="For a colleague on leave, or a form that came to the wrong person. The step to take stays the same.",
    )  # fmt: skip


@require_POST
def xover1_acknowledge(request: StaffRequest, uuid: UUID) -> HttpResponse:
    xover1 = visible_or_404(Xover1, request.user, uuid=uuid)
    acknowledge_xover1(form=xover1, by=request.user)
    messages.success(request, f"Acknowledged. {next_step(xover1)}")
    return redirect(onward(request, xover1))
