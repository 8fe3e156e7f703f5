"""The home page by role, the glossary, the refusal, and the addresses machines ask for."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from accounts.access import note_act, opened, visible
from accounts.context_processors import WITH_FAMILIES
from accounts.enums import AccessAct, Act
from accounts.models import User
from accounts.roles import Director, LinkagesCoordinator
from accounts.types import StaffRequest
from crossover.models import Xover1Hop
from crossover.rules.next_step import with_next_step
from families.enums import NEVER_KEPT
from families.models import Notice
from linkages_site.kinds import kinds
from linkages_site.sent import words_sent
from linkages_site.serving import readiness
from reports.querysets import access, dashboards
from reports.views.cards import supervisor_cards, worker_cards

HAVE_A_QUEUE = {Act.RECORD_REFERRAL, Act.WORK_CASE, Act.ROUTE_REVERSE_XOVER1}
COUNTY_WIDE = {LinkagesCoordinator.code, Director.code}


@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """What waits for this person, by what their roles may do."""
    user = request.user
    context: dict[str, Any] = {"unread": visible(Notice, user).unread().count()}  # type: ignore[attr-defined]
    if user.supervised_unit_ids or user.acts & HAVE_A_QUEUE:
        context["waiting"] = with_next_step(visible(Xover1Hop, user).in_hand_of(user))  # type: ignore[attr-defined]
    if user.may(Act.FLAG_SELF_IDENTIFIED):
        context["sent"] = visible(Xover1Hop, user).sent_forms(user)[:10]  # type: ignore[attr-defined]
    if user.may(Act.RECORD_REFERRAL):
        if user.may(Act.FILL_PART_A):
            context |= {"to_clear": dashboards.referrals_to_clear(user), "to_send": dashboards.forms_to_send(user)}
        context["clearances"] = dashboards.recent_clearances(user)
    if user.supervised_unit_ids:
        context |= {"cards": supervisor_cards(request), "worker_cards": worker_cards(request)}
    elif user.may(Act.WORK_CASE):
        context["families"] = dashboards.families_of(user)
    if user.may(Act.FACILITATE):
        context["meetings"] = dashboards.meetings_of(user)
    if user.role_codes & COUNTY_WIDE:
        context["stage_counts"] = dashboards.stage_counts()
    if user.may(Act.REVIEW_ACCESS):
        note_act(AccessAct.REVIEWED)
        context["log"] = dashboards.access_log(user).exclude(act=AccessAct.REVIEWED)[:10]
        context["glass_waiting"] = access.glass(user).filter(review=None).count()
    return render(request, "linkages_site/home.html", context | _first_steps(user))


def _first_steps(user: User) -> dict[str, bool]:
    return {
        "records_referrals": user.may(Act.RECORD_REFERRAL),
        "flags_clients": user.may(Act.FLAG_SELF_IDENTIFIED),
        "works_with_families": bool(user.acts & WITH_FAMILIES),
        "administers": user.may(Act.ADMINISTER),
    }


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "linkages_site/glossary.html")


@require_safe
def kinds_of_information(request: HttpRequest) -> HttpResponse:
    """What each kind of information needs before the other program sees it: for all staff."""
    return render(request, "linkages_site/kinds_of_information.html", {"kinds": kinds(), "never_kept": NEVER_KEPT})


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Yours to know, but not to be done by you, or not as it stands now (403): the reason, and the way back.

    What was typed is shown for copying: a colleague may have taken the same step in the meantime.
    """
    shown = filter(None, map(page_shown, opened()))
    pages = [record.get_absolute_url() for record in shown]
    back = next((page for page in reversed(pages) if page != request.path), "")
    context = {"exception": str(exception), "back": back, "typed": words_sent(request.POST, request.user)}
    return render(request, "403.html", context, status=403)


def page_shown(record: Any) -> Any:
    """What the reader is led back to: the record, or its family where it has no page of its own; None for neither."""
    return record if hasattr(record, "get_absolute_url") else getattr(record, "family", None)


def not_offered(request: HttpRequest) -> HttpResponse:
    """Pages of the sign-in library for what staff do not do: confirm an address, connect another account."""
    raise Http404


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address whatever the page says."""
    return redirect(static("img/linkages.svg"))


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database answers, no migration is missing, the task queue can be reached.

    Since when the oldest task waits says whether a worker runs; the pages serve without one.
    """
    checks, waits_since = readiness()
    status = 200 if all(checks.values()) else 503
    return JsonResponse(checks | {"oldest_task_waits_since": waits_since}, status=status)
