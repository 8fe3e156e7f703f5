"""Where the family stands on the Linkages road."""

from django.db import transaction

from accounts.models import User
from crossover.enums import Stage
from crossover.models import LinkagesCase, StageEvent
from families.enums import AssignmentRole
from families.models import Assignment, Family


@transaction.atomic
def add_stage(*, family: Family, stage: Stage, by: User) -> None:
    """The family reached a stage. Noted once: reaching it again changes nothing.

    After it was closed, a stage is noted again once both programs have the family open again.
    """
    Family.objects.select_for_update().get(pk=family.pk)
    reached = StageEvent.objects.filter(linkages_case__family=family)
    closed = reached.filter(stage=Stage.CLOSED).last()
    if closed:
        if not (family.cfs_cases.open().exists() and family.calworks_cases.open().exists()):
            return
        reached = reached.filter(pk__gt=closed.pk)
    if reached.filter(stage=stage).exists():
        return
    linkages_case = family.linkages_cases.order_by("pk").first() or LinkagesCase.objects.create(family=family)
    StageEvent.objects.create(linkages_case=linkages_case, stage=stage, by=by)


def note_both_assigned(*, family: Family, by: User) -> None:
    """Both the CFS worker and the AIS/FS worker are named: the PLTM clock runs (31-090 IV.E)."""
    named = Assignment.objects.of_family(family).open().filter(worker__isnull=False)
    roles = {AssignmentRole.CFS_WORKER, AssignmentRole.AIS_WORKER}
    if roles <= set(named.values_list("role", flat=True)):
        add_stage(family=family, stage=Stage.ASSIGNED_BOTH, by=by)
