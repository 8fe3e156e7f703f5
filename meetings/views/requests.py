"""A request to the other program: asked, acknowledged, answered or declined, withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from crossover.sharing.panel import ReaderToBe, readers_to_be
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from families.models import Family
from families.rules import works
from families.views.listing import Listed, Words, list_page
from families.views.pages import crumbs_from, explained_page, tab_of
from meetings.contact_enums import RequestStatus
from meetings.filters import RequestFilter
from meetings.forms.requests import AnswerForm, RequestForm, ToTheOtherProgram, WithdrawForm
from meetings.models import BureauRequest, RequestAnswer
from meetings.rules.requests import (
    check_can_acknowledge,
    check_can_answer,
    check_can_ask,
    check_can_ask_at_all,
    check_can_withdraw,
)
from meetings.services.requests import acknowledge_request, answer_request, ask_other_program, withdraw_request
from meetings.sharing.requests import answers_of, facts_of, is_out_of_reach, notice_of, requests_for

TONES = {
    RequestStatus.REQUESTED: "warning",
    RequestStatus.ACKNOWLEDGED: "info",
    RequestStatus.ANSWERED: "success",
    RequestStatus.DECLINED: "error",
    RequestStatus.WITHDRAWN: "",
}


COLUMNS: dict[str, Words] = {
    "Asks for": lambda asked: asked.get_kind_display(),
    "Family": lambda asked: asked.family,
    "What": lambda asked: asked.what,
    "Why": lambda asked: asked.why,
    "Asked by": lambda asked: asked.asked_by,
    "Asked on": lambda asked: asked.asked_at,
    "Asked of": lambda asked: asked.owner,
    "Needed by": lambda asked: asked.due_on,
    "Status": lambda asked: asked.get_status_display(),
    "Answer": lambda asked: "; ".join(answer.text for answer in asked.read),
    "Notice": notice_of,
}
CARDS = [
    ("Open, to my bureau", {"way": "to", "stands": "open"}),
    ("Overdue, to my bureau", {"way": "to", "stands": "overdue"}),
    ("Open, from my bureau", {"way": "from", "stands": "open"}),
]


@list_page("meetings/request_list.html")
def request_list(request: StaffRequest) -> Listed:
    """What the programs ask of each other in the families the reader works, as far as they may read it."""
    check_can_ask_at_all(request.user)
    rows = requests_for(request.user)
    filters = RequestFilter(request.GET, rows, request=request)
    answers = visible(RequestAnswer, request.user).filter(request__in=filters.qs)
    note_consents(consents_relied_on(None, request.user, [filters.qs, answers]))

    def finish(_: Page) -> dict[str, Any]:
        counts = [(label, terms, RequestFilter(terms, rows, request=request).qs.count()) for label, terms in CARDS]
        return {"cards": [(label, f"{request.path}?{urlencode(terms)}", count) for label, terms, count in counts]}

    return Listed(
        filters.rows,
        COLUMNS,
        filters,
        leads_to="meetings:request-detail",
        target="#_request_table",
        act=AccessAct.OPENED,
        finish=finish,
    )


@require_http_methods(["GET", "POST"])
def request_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Ask the other program's worker for a service or information."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    form = RequestForm(request.POST or None, family=family, user=request.user)
    return told_page(
        request, family, form,
        title="Ask the other program",
        submit="Ask",
        reason=reason_against(check_can_ask, request.user, family),
        crumbs=crumbs_from(family, ("Team", tab_of(family, "team")), "Ask the other program"),
        back=tab_of(family, "team"),
        save=lambda: ask_other_program(family=family, by=request.user, key=form.cleaned_data["key"], **form.facts()),
        says=lambda asked: f"Asked. {asked.owner} is told that something is asked, without a word of it.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def request_answer(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Answer, or say why it cannot be done."""
    asked = visible_or_404(BureauRequest, request.user, uuid=uuid)
    note_consents(consents_relied_on(asked.family, request.user, _shown(asked, request)))
    form = AnswerForm(request.POST or None, asked=asked, user=request.user)
    return told_page(
        request, asked.family, form,
        title="Answer the request",
        submit="Answer",
        asked=asked,
        facts=facts_of(asked),
        reason=reason_against(check_can_answer, request.user, asked),
        crumbs=_crumbs(asked, "Answer"),
        back=asked.get_absolute_url(),
        save=lambda: answer_request(request=asked, by=request.user, **form.facts()),
        says=lambda _: f"Saved. {asked.asked_by} is told that the request has ended.",
    )  # fmt: skip


def told_page(
    request: StaffRequest, family: Family, form: ToTheOtherProgram, *, save: Any, says: Any, back: str, **context: Any
) -> HttpResponse:
    """The form with the panel of who will be able to read it."""
    (category, about), bureau = form.sharing(), request.user.bureau
    readers: list[ReaderToBe] = []
    if category is not None and bureau and works(request.user, family):
        readers = readers_to_be(family, category, about, bureau)
    context = {"asked": None, "facts": [], "back": back, **context}
    return sharing_page(
        request, form=form, template="meetings/request_form.html", context=context, category=category,
        readers=readers, save=save, says=says, family=family, goes_to=lambda _: back,
    )  # fmt: skip


@require_safe
def request_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The request and its answer, and what there is to do with it for each of the two programs."""
    asked = visible_or_404(BureauRequest, request.user, uuid=uuid)
    note_consents(consents_relied_on(asked.family, request.user, _shown(asked, request)))
    context = {
        "asked": asked,
        "tone": TONES[RequestStatus(asked.status)],
        "facts": facts_of(asked),
        "answers": answers_of(asked, request.user).select_related("written_by", "about"),
        "is_own": asked.bureau == request.user.bureau,
        "out_of_reach": asked.bureau == request.user.bureau and is_out_of_reach(asked),
        "acknowledge_reason": reason_against(check_can_acknowledge, request.user, asked),
        "answer_reason": reason_against(check_can_answer, request.user, asked),
        "withdraw_reason": reason_against(check_can_withdraw, request.user, asked),
        "crumbs": _crumbs(asked),
    }
    return render(request, "meetings/request_detail.html", context)


@require_POST
def request_acknowledge(request: StaffRequest, uuid: UUID) -> HttpResponse:
    asked = visible_or_404(BureauRequest, request.user, uuid=uuid)
    acknowledge_request(request=asked, by=request.user)
    messages.success(request, f"Acknowledged. {asked.asked_by} is told. Next: answer it, or say why it cannot be done.")
    return redirect(asked)


@require_http_methods(["GET", "POST"])
def request_withdraw(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Take a request back, with the reason."""
    asked = visible_or_404(BureauRequest, request.user, uuid=uuid)
    form = WithdrawForm(request.POST or None, asked=asked)
    return explained_page(
        request,
        form=form,
        template="meetings/request_withdraw.html",
        context={
            "asked": asked,
            "reason": reason_against(check_can_withdraw, request.user, asked),
            "crumbs": _crumbs(asked, "Withdraw"),
        },
        save=lambda: withdraw_request(request=asked, by=request.user, **_facts(form)),
        family=asked.family,
        back=asked.get_absolute_url(),
        says=lambda _: "Withdrawn. The other program has nothing left to answer.",
    )


def _facts(form: WithdrawForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("reason", "seen")}


def _shown(asked: BureauRequest, request: StaffRequest) -> list[QuerySet[Any]]:
    return [visible(BureauRequest, request.user).filter(pk=asked.pk), answers_of(asked, request.user)]


def _crumbs(asked: BureauRequest, here: str = "") -> list[tuple[object, str | None]]:
    team = ("Team", tab_of(asked.family, "team"))
    if not here:
        return crumbs_from(asked.family, team, str(asked))
    return crumbs_from(asked.family, team, (asked, asked.get_absolute_url()), here)
