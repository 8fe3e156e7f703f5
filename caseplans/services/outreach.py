"""Writing down an attempt to reach a family."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from caseplans.models import OutreachAttempt
from caseplans.outreach_enums import KEPT_AS, OutreachReason
from caseplans.rules.checks import check_tells_no_kept_address
from caseplans.rules.outreach import check_attempt, check_can_reach_out
from caseplans.sharing.outreach import reasons_for
from families.models import Family, Person
from families.services import saved_before, settle


@transaction.atomic
def record_attempt(
    *, person: Person, by: User, reason: OutreachReason, on: date, key: UUID | None = None, **facts: Any
) -> OutreachAttempt:
    """Write down one attempt: `how`, `result`, and perhaps `words`. It is kept as the kind of its reason."""
    family = Family.objects.select_for_update().get(pk=person.family_id)
    if again := saved_before(OutreachAttempt, key, about=person, on=on, made_by=by):
        return again
    reasons = reasons_for(person, by)
    check_can_reach_out(by, person, reasons)
    check_attempt(reason, reasons, on)
    told = {"confidential": facts.get("confidential"), "text": facts.get("words", "")}
    check_tells_no_kept_address(by, family, told)
    kept: dict[str, Any] = {"bureau": by.bureau, "category": KEPT_AS[OutreachReason(reason)], "made_by": by}
    keyed = {"uuid": key} if key else {}
    attempt = OutreachAttempt.objects.create(
        family=family, about=person, reason=reason, on=on, **kept, **keyed, **facts
    )
    settle(family)
    return attempt
