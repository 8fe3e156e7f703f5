"""Where a notice leads, and whether that page is still the reader's to know."""

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.urls import Resolver404, resolve

from accounts.access import visible
from accounts.models import User
from families.models import Notice

# The pages of one record that notices lead to, by route. Every other page is a list of the reader's own.
RECORD_OF = {
    "caseplans:version-detail": "caseplans.PlanVersion",
    "crossover:consent-detail": "crossover.Consent",
    "crossover:xover1-detail": "crossover.Xover1",
    "meetings:meeting-detail": "meetings.Meeting",
    "meetings:request-detail": "meetings.BureauRequest",
    "reports:family-access": "families.Family",
    "reports:family-detail": "families.Family",
    "reports:family-meetings": "families.Family",
    "reports:family-team": "families.Family",
}


def with_open_pages(notices: Iterable[Notice], user: User) -> list[tuple[Notice, bool]]:
    """Each notice, and whether it leads anywhere for this reader now: one query a kind of record, not one a notice."""
    led_to = [(notice, *_record(notice)) for notice in notices]
    known: set[tuple[str, UUID]] = set()
    for label in {label for _, label, _ in led_to if label}:
        keys = [key for _, other, key in led_to if other == label]
        rows = visible(apps.get_model(label), user).filter(uuid__in=keys)
        known |= {(label, key) for key in rows.values_list("uuid", flat=True)}
    return [(notice, not label or (label, key) in known) for notice, label, key in led_to]


def _record(notice: Notice) -> tuple[str, UUID | None]:
    """The model and key of the record whose page it leads to; neither where it leads to a list."""
    try:
        match = resolve(notice.url.partition("?")[0])
    except Resolver404:
        return "", None
    return RECORD_OF.get(match.view_name, ""), match.kwargs.get("uuid")
