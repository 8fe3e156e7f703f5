"""What a Disposition Conference came to, recorded and put right."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import NotAllowed
from accounts.models import User
from crossover.sharing import is_readable
from families.services import save_version, saved_before, settle
from meetings.enums import CaseDecision
from meetings.models import DispositionReview, Meeting
from meetings.rules import check_can_correct
from meetings.rules.dispositions import check_can_record_review, check_review
from meetings.services.meetings import lock
from meetings.services.minutes import minutes_begin


@transaction.atomic
def record_review(*, meeting: Meeting, by: User, key: UUID | None = None, **said: Any) -> DispositionReview:
    """Record findings, decision and plan changes. `said`: decision, findings, plan_changes, category, about.

    The next conference is due from the day of this one, and none once the case is to be closed. `key` is the form's
    own: the same form sent twice records one.
    """
    lock(meeting)
    facts = {"meeting": meeting, "written_by": by, **said}
    if saved := saved_before(DispositionReview, key, **facts):
        return saved
    check_can_record_review(by, meeting)
    check_review(by, meeting, said)
    keyed = {"uuid": key} if key else {}
    review = DispositionReview.objects.create(
        family=meeting.family, bureau=by.bureau, **facts, **_kept_in(said), **keyed
    )
    minutes_begin(meeting)
    settle(meeting.family)
    return review


@transaction.atomic
def correct_review(*, review: DispositionReview, by: User, version: int, **said: Any) -> DispositionReview:
    """Put it right over the version seen; its history keeps both. Raises `StaleRow`."""
    lock(review.meeting)
    check_can_correct(by, review)
    if not is_readable(review, by):
        raise NotAllowed("This was changed meanwhile. Open the meeting again.")
    check_review(by, review.meeting, said)
    saved = save_version(review, version, **said, **_kept_in(said))
    settle(saved.family)
    return saved


def _kept_in(said: dict[str, Any]) -> dict[str, bool]:
    """What is for the court never leaves CFS."""
    return {"confidential": said["decision"] == CaseDecision.COURT}
