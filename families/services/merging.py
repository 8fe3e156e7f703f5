"""Two families that turn out to be one."""

from django.db import transaction

from families.models import Family
from families.services.settling import settle


@transaction.atomic
def merge_families(*, keep: Family, merge: Family) -> Family:
    """Move every record of `merge` to `keep`; both histories stay. The calling verb has checked who may.

    Immutable rows reach the family through a parent that can move, so nothing signed is touched.
    """
    keep, merge = (Family.objects.select_for_update().get(pk=family.pk) for family in (keep, merge))
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
