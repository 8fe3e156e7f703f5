"""Two families that turn out to be one."""

from typing import Any

from django.db import transaction
from simple_history.utils import update_change_reason

from accounts.access import NotAllowed
from families.enums import JOINED_FROM
from families.models import Family
from families.services.settling import settle


def lock_both(one: Family, other: Family) -> tuple[Family, Family]:
    """Nothing is decided about either of two records, a restriction say, while it is decided whether to join them."""
    locked: dict[int, Family] = Family.objects.select_for_update().order_by("pk").in_bulk([one.pk, other.pk])
    return locked[one.pk], locked[other.pk]


@transaction.atomic
def merge_families(*, keep: Family, merge: Family) -> Family:
    """Move every record of `merge` to `keep`, with its history. The calling verb has checked who may.

    The version that moves a row says from which record it came. Earlier versions follow their rows, so that whoever
    works the one family reads what both have been through. A family merged into `merge` before now points to `keep`.
    Immutable rows reach the family through a parent that can move, so nothing signed is touched.
    """
    keep, merge = lock_both(keep, merge)
    if keep.merged_into_id or merge.merged_into_id:
        raise NotAllowed("One of these families was merged into another meanwhile. Open it again.")
    why = f"{JOINED_FROM}{merge.uuid}"
    for relation in Family._meta.related_objects:
        if relation.name in {"grants", "task_rows"}:
            continue
        model, field = relation.related_model, relation.field.name
        rows: Any = model._default_manager.filter(**{field: merge})
        for row in rows:
            setattr(row, field, keep)
            row._change_reason = why  # noqa: SLF001 (simple-history reads the reason there)
            row.save()
        if hasattr(model, "history") and model is not Family:
            model.history.filter(**{field: merge}).update(**{field: keep})
    merge.merged_into = keep
    merge.save()
    update_change_reason(merge, why)
    settle(merge)
    settle(keep)
    return keep
