"""Requests between the programs as one person may read them, with the answers they may read."""

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q, QuerySet
from django.utils.formats import date_format

from accounts.access import visible
from accounts.models import User
from crossover.sharing import PART_TWO, seen_across
from families.models import Family
from meetings.contact_enums import OPEN_REQUESTS
from meetings.models import BureauRequest, RequestAnswer
from meetings.models.contacts import moment
from meetings.sharing.contact_words import PART_TWO_NOTICE


def requests_for(user: User) -> QuerySet[BureauRequest]:
    """Every request of the families this person works that they may read."""
    answers = visible(RequestAnswer, user).select_related("written_by", "about")
    return (
        visible(BureauRequest, user)
        .select_related("family", "owner", "asked_by", "about", "acknowledged_by", "ended_by")
        .prefetch_related(Prefetch("answers", answers, to_attr="read"))
    )


def requests_of(family: Family, user: User) -> QuerySet[BureauRequest]:
    """Those of one family, the open ones first."""
    is_open = ExpressionWrapper(Q(status__in=OPEN_REQUESTS), output_field=BooleanField())
    return requests_for(user).filter(family=family).order_by(is_open.desc(), "-asked_at", "-pk")


def answers_of(request: BureauRequest, user: User) -> QuerySet[RequestAnswer]:
    return visible(RequestAnswer, user).filter(request=request)


def is_out_of_reach(request: BureauRequest) -> bool:
    """It waits for an answer, and the other program may not read it now: what opened it has ended."""
    return request.is_open and not seen_across(BureauRequest.objects.filter(pk=request.pk), request.bureau).exists()


def notice_of(request: BureauRequest) -> str:
    """What stands beside a request in a file, with the answers that its reader may read."""
    kinds = {request.category, *(answer.category for answer in request.read)}  # type: ignore[attr-defined]
    return PART_TWO_NOTICE if kinds & PART_TWO else ""


def facts_of(request: BureauRequest) -> list[tuple[str, str]]:
    """What the page of a request shows."""
    facts = [
        ("Asks for", request.get_kind_display()),
        ("What", request.what),
        ("Why", request.why),
        ("Asked by", f"{request.asked_by}, {moment(request.asked_at)}"),
        ("Asked of", str(request.owner)),
        ("Needed by", date_format(request.due_on)),
        ("Kind of information", request.get_category_display()),
        ("About", str(request.about or "The family as a whole")),
    ]
    if request.acknowledged_at:
        facts.append(("Acknowledged by", f"{request.acknowledged_by}, {moment(request.acknowledged_at)}"))
    if request.ended_at:
        facts.append((f"{request.get_status_display()} by", f"{request.ended_by}, {moment(request.ended_at)}"))
    if request.withdrawn_reason:
        facts.append(("Why it was withdrawn", request.withdrawn_reason))
    return facts
