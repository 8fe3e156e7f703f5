"""Two families that turn out to be one."""

from django.db import transaction

from accounts.access import NotAllowed
from families.enums import JOINED_FROM
from families.models import Family
from families.services.settling import settle


@transaction.atomic
def merge_families(*, keep: Family, merge: Family) -> Family:
    """Move every record of `merge` to `keep`, with its history. The calling verb has checked who may.

    The version that moves a row says from which record it came. Earlier versions follow their rows, so that whoever
    works the one family reads what both have been through. A family merged into `merge` before now points to `keep`.
    Immutable rows reach the family through a parent that can move, so nothing signed is touched.
    """
    locked = Family.objects.select_for_update().order_by("pk").in_bulk([keep.pk, merge.pk])
    keep, merge = locked[keep.pk], locked[merge.pk]
    if keep.merged_into_id or merge.merged_into_id:
        raise NotAllowed("One of these families was merged into another meanwhile. Open it again.")
    why = f"{JOINED_FROM}{merge.uuid}"
    for relation in Family._meta.related_objects:
        if relation.name in {"grants", "task_rows"}:
            continue
        model, field = relation.related_model, relation.field.name
        for row in model._default_manager.filter(**{field: merge}):
            setattr(row, field, keep)
            row._change_reason = why  # type: ignore[attr-defined]  # noqa: SLF001 -- simple-history reads it
            row.save()
        if hasattr(model, "history") and model is not Family:
            model.history.filter(**{field: merge}).update(**{field: keep})
    merge.merged_into = keep
    merge._change_reason = why  # type: ignore[attr-defined]  # noqa: SLF001 -- simple-history reads it
    merge.save()
    settle(merge)
    settle(keep)
    return keep
