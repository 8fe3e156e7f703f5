"""What was joined into a family: which record, when, by whom, and which of its rows this reader may read."""

import datetime
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from families.enums import JOINED_FROM
from families.models import Family, Person
from reports.querysets.history import Change, changes, joined_entries, versions
from reports.querysets.kept import MODELS


@dataclass(frozen=True)
class Join:
    """One record that was joined into the family, and what of it may be read."""

    name: str
    at: datetime.datetime
    by: str
    rows: list[Change]


def joins_of(family: Family, user: User) -> list[Join]:
    """Every record joined into this family, the last one first."""
    found = [_join(family, merged, user) for merged in family.merged_families.all()]
    return sorted(found, key=lambda join: join.at, reverse=True)


def entries_of(family: Family, user: User) -> list[Change]:
    """The entries of one person that were joined in this family, the last one first."""
    page = [
        (Person._meta.label, version.history_id, version.id, version.history_date)
        for version in joined_entries(user).filter(family=family).order_by("-history_date")
    ]
    return changes(family, user, page)


def _join(family: Family, merged: Family, user: User) -> Join:
    moved: Any = Family.history.filter(id=merged.pk, merged_into__isnull=False)
    first = moved.select_related("history_user").earliest()
    return Join(merged.name, first.history_date, str(first.history_user or "Linkages"), _rows(family, merged, user))


def _rows(family: Family, merged: Family, user: User) -> list[Change]:
    page = [
        (label, version.history_id, version.id, version.history_date)
        for label, model in MODELS.items()
        for version in versions(model, family, user).filter(history_change_reason=f"{JOINED_FROM}{merged.uuid}")
        if model is not Family
    ]
    return changes(family, user, page)
