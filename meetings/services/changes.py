"""The verbs of a change in the family: record it, say that a step is done."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import visible
from accounts.models import User
from families.enums import NoticeKind
from families.models import Family
from families.services import notify, saved_before, settle
from meetings.contact_enums import ChangeStep
from meetings.models import StructureChange
from meetings.rules.changes import SAID_DONE, check_can_record_change, check_can_say_done, check_change
from meetings.rules.thread import team_of


@transaction.atomic
def record_change(*, family: Family, by: User, kind: str, key: UUID | None = None, **said: Any) -> StructureChange:
    """Record a change; the Linkages Team, as far as it may read it, is told that there is one (31-090 V.A.7).

    `said`: happened_on, what, category, about. `key` is the form's own: sent twice it records one change.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    check_can_record_change(by, family)
    if saved := saved_before(StructureChange, key, family=family, recorded_by=by, kind=kind, **said):
        return saved
    check_change(by, family, **said)
    keyed = {"uuid": key} if key else {}
    change = StructureChange.objects.create(family=family, bureau=by.bureau, recorded_by=by, kind=kind, **said, **keyed)
    settle(family)
    url = reverse("reports:family-team", args=[family.uuid])
    others = [user for user in team_of(family) if user != by]
    told = [user for user in others if visible(StructureChange, user).filter(pk=change.pk).exists()]
    notify(to=told, kind=NoticeKind.FAMILY_CHANGED, url=url, family=family)
    return change


@transaction.atomic
def say_done(*, change: StructureChange, by: User, step: ChangeStep) -> None:
    """Say that the project code was checked, or the plan reviewed, after a change."""
    Family.objects.select_for_update().get(pk=change.family.pk)
    change.refresh_from_db(from_queryset=StructureChange.objects.select_for_update())
    check_can_say_done(by, change, step)
    setattr(change, f"{SAID_DONE[step]}_at", timezone.now())
    setattr(change, f"{SAID_DONE[step]}_by", by)
    change.save()
    settle(change.family)
