"""Two families that turn out to be one."""

from django.db import transaction

from accounts.access import NotAllowed
from families.models import Family
from families.services.settling import settle


@transaction.atomic
def merge_families(*, keep: Family, merge: Family) -> Family:
    """Move every record of `merge` to `keep`; both histories stay. The calling verb has checked who may.

    Immutable rows reach the family through a parent that can move, so nothing signed is touched.
    """
    locked = Family.objects.select_for_update().order_by("pk").in_bulk([keep.pk, merge.pk])
    keep, merge = locked[keep.pk], locked[merge.pk]
    if keep.merged_into_id or merge.merged_into_id:
        raise NotAllowed("One of these families was merged into another meanwhile. Open it again.")
    for relation in Family._meta.related_objects:
        if relation.name in {"grants", "task_rows", "merged_families"}:
            continue
        for row in relation.related_model._default_manager.filter(**{relation.field.name: merge}):
            setattr(row, relation.field.name, keep)
            row.save()
    merge.merged_into = keep
    merge.save()
    settle(merge)
    settle(keep)
    return keep
