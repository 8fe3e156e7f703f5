"""Writing down how an activity of the signed plan goes."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from accounts.access import visible
from accounts.models import User
from caseplans.models import Activity, ProgressNote
from caseplans.rules import check_tells_no_kept_address, workers_of
from caseplans.rules.progress import check_can_write_progress, check_progress_note
from caseplans.services.drafting import lock_plan
from families.enums import NoticeKind
from families.services import notify, saved_before, settle


@transaction.atomic
def write_progress(*, activity: Activity, by: User, key: UUID | None = None, **facts: Any) -> ProgressNote:
    """Write an entry: `on, category, about`, and of `presence, hours, compliance, evidence, barrier, next_step,
    milestone` what there is to say. `compliance` is for the writer's own program.

    What was reached is told to the other worker, where they may read the entry. `key` is the form's own.
    """
    plan = lock_plan(activity.goal.plan)
    kept = Activity.objects.select_related("goal__plan", "family").get(pk=activity.pk)
    check_can_write_progress(by, kept)
    if again := saved_before(ProgressNote, key, activity=kept, on=facts["on"], written_by=by):
        return again
    check_progress_note(facts)
    check_tells_no_kept_address(by, kept.family, facts)
    keyed = {"uuid": key} if key else {}
    note = ProgressNote.objects.create(
        activity=kept, family=kept.family, bureau=by.bureau, written_by=by, **keyed, **facts
    )
    if note.milestone:
        url = reverse("caseplans:activity-progress", args=[kept.uuid])
        notify(to=_who_may_rejoice(note, by), kind=NoticeKind.MILESTONE_REACHED, url=url, family=plan.family)
    settle(kept.family)
    return note


def _who_may_rejoice(note: ProgressNote, by: User) -> list[User]:
    """The family's other workers who may read the entry."""
    others = [worker for worker in workers_of(note.family).values() if worker != by]
    return [worker for worker in others if visible(ProgressNote, worker).filter(pk=note.pk).exists()]
