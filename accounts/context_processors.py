"""What every page shows: the county's words and how long the session may idle."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.enums import Bureau
from accounts.models import County

NAVIGATION = [
    ("Home", "home"),
    ("Families", "families:family-list"),
    ("XOVER1", "crossover:xover1-inbox"),
    ("Clearances", "crossover:clearance-list"),
    ("Glossary", "glossary"),
]


def county(request: HttpRequest) -> dict[str, Any]:
    row = County.objects.first() or County()
    facts: dict[str, Any] = {
        "county_name": row.name,
        "bureau_names": {bureau.value: row.bureau_name(bureau) for bureau in Bureau},
        "idle_seconds": settings.SESSION_COOKIE_AGE,
        "nav_items": [],
    }
    if getattr(request, "user", None) and request.user.is_authenticated and request.session.get("banner_accepted"):
        facts["nav_items"] = [(label, reverse(name), request.path == reverse(name)) for label, name in NAVIGATION]
    return facts
