"""The outreach worklist, and an attempt with one of the people on it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from caseplans.filters import OutreachFilter
from caseplans.forms.outreach import OutreachForm
from caseplans.models import Activity, OutreachAttempt
from caseplans.outreach_enums import OFFERED, OutreachReason, OutreachResult
from caseplans.rules.outreach import check_can_reach_out, check_can_reach_out_at_all
from caseplans.services.outreach import record_attempt
from caseplans.sharing.outreach import attempts_with, reasons_for, reasons_of, to_reach
from crossover.sharing import readable
from crossover.sharing.panel import readers_to_be
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from families.models import Person, WtwStanding
from families.views.listing import Listed, Words, list_page
from families.views.pages import crumbs_from, tab_of

COLUMNS: dict[str, Words] = {
    "Person": str,
    "Family": lambda person: person.family,
    "Why": lambda person: ", ".join(reason.label for reason in reasons_of(person)),
    "Last attempt": lambda person: person.tried_on,
    "Result": lambda person: OutreachResult(person.tried_result).label if person.tried_result else "",
}


@list_page("caseplans/outreach_list.html")
def outreach_list(request: StaffRequest) -> Listed:
    """Adults of mutual families who are sanctioned, exempt or without a home, as far as the reader may know it."""
    check_can_reach_out_at_all(request.user)
    people = to_reach(request.user)
    filters = OutreachFilter(request.GET, people, request=request)
    families = people.values("family")
    shown: list[Any] = [
        readable(visible(WtwStanding, request.user).filter(family__in=families), request.user),
        *(visible(model, request.user).filter(family__in=families) for model in (OutreachAttempt, Activity)),
    ]
    note_consents(consents_relied_on(None, request.user, shown))

    def finish(page: Page) -> dict[str, Any]:
        for person in page:
            person.reasons = [reason.label for reason in reasons_of(person)]
            person.result = OutreachResult(person.tried_result).label if person.tried_result else ""
        counts = [(reason, OutreachFilter({"reason": reason}, people, request=request)) for reason in OutreachReason]
        return {
            "cards": [
                (reason.label, f"{request.path}?{urlencode({'reason': reason})}", found.qs.count())
                for reason, found in counts
            ]
        }

    return Listed(
        filters.rows, COLUMNS, filters, leads_to="caseplans:outreach-new", target="#_outreach_table",
        act=AccessAct.OPENED, finish=finish,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def outreach_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """What was tried so far as the reader may know it, and one more attempt."""
    person = visible_or_404(Person, request.user, uuid=uuid)
    family, reasons = person.family, reasons_for(person, request.user)
    reason = reason_against(check_can_reach_out, request.user, person, reasons)
    attempts = attempts_with(person, request.user)
    standings = readable(visible(WtwStanding, request.user).filter(about=person), request.user)
    note_consents(consents_relied_on(family, request.user, [attempts, standings]))
    form = OutreachForm(request.POST or None, instance=OutreachAttempt(about=person), reasons=reasons)
    kind, back = form.kind(), reverse("caseplans:outreach-list")
    kept_in = form.keeps_in()
    own = str(request.user.bureau)
    readers = readers_to_be(family, kind, person, own, confidential=kept_in, dated=True) if kind else []
    context = {
        "person": person,
        "attempts": attempts,
        "offers": [(one.label, OFFERED[one]) for one in reasons],
        "reason": reason,
        "plan_at": tab_of(family, "plan"),
        "back": back,
        "crumbs": crumbs_from(family, "Reach out"),
    }
    return sharing_page(
        request, form=form, template="caseplans/outreach_new.html", context=context, category=kind, readers=readers,
        family=family, goes_to=request.path,
        save=lambda: record_attempt(person=person, by=request.user, key=form.cleaned_data["key"], **form.facts()),
    )  # fmt: skip
