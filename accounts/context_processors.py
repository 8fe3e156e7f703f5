"""What every page shows: the county's words and how long the session may idle."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.access import redisclosures_of_this_request
from accounts.enums import Act, Bureau
from accounts.models import County

WITH_FAMILIES = frozenset(Act) - {Act.ADMINISTER, Act.REVIEW_ACCESS}
WITH_TASKS = WITH_FAMILIES - {Act.FACILITATE}
# Where to go, and for whom: holders of a role that may do one of these; None is everyone.
NAVIGATION: list[tuple[str, str, frozenset[Act] | None]] = [
    ("Home", "home", None),
    ("Families", "families:family-list", WITH_FAMILIES),
    ("My work", "families:task-list", WITH_TASKS),
    ("Calendar", "meetings:calendar", frozenset({Act.WORK_CASE, Act.FACILITATE})),
    ("Contacts to enter", "meetings:contact-list", frozenset({Act.WORK_CASE})),
    ("Requests", "meetings:request-list", frozenset({Act.WORK_CASE})),
    ("Outreach", "caseplans:outreach-list", frozenset({Act.WORK_CASE})),
    ("Referrals", "families:referral-list", frozenset({Act.RECORD_REFERRAL, Act.OPEN_CASE})),
    ("XOVER1", "crossover:xover1-inbox", WITH_TASKS),
    ("Clearances", "crossover:clearance-list", WITH_TASKS),
    ("Access log", "reports:access-log", frozenset({Act.REVIEW_ACCESS})),
    ("Administration", "admin:index", frozenset({Act.ADMINISTER})),
    ("Glossary", "glossary", None),
]


def county(request: HttpRequest) -> dict[str, Any]:
    row = County.objects.ours()
    facts: dict[str, Any] = {
        "county_name": row.name,
        "bureau_names": {bureau.value: row.bureau_name(bureau) for bureau in Bureau},
        "idle_seconds": settings.SESSION_COOKIE_AGE,
        "nav_items": [],
        "redisclosures": redisclosures_of_this_request,
    }
    if getattr(request, "user", None) and request.user.is_authenticated and request.session.get("banner_accepted"):
        facts["nav_items"] = [
            (label, reverse(name), request.path == reverse(name))
            for label, name, acts in NAVIGATION
            if acts is None or request.user.acts & acts
        ]
    return facts
