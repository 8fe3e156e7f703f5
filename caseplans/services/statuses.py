"""Writing down how a Welfare-to-Work status was reviewed at an LTM."""

from uuid import UUID

from django.db import transaction

from accounts.access import NotAllowed
from accounts.models import User
from caseplans.models import StatusReview
from caseplans.rules.checks import check_tells_no_kept_address
from caseplans.rules.statuses import check_can_review_status, check_outcome
from caseplans.sharing.statuses import open_to_review
from caseplans.status_enums import StatusOutcome
from families.enums import Category
from families.models import Family, Person
from families.services import saved_before, settle
from meetings.models import Meeting


@transaction.atomic
def review_status(
    *,
    meeting: Meeting,
    person: Person,
    by: User,
    outcome: StatusOutcome,
    words: str = "",
    confidential: bool = False,
    key: UUID | None = None,
) -> StatusReview:
    """Write down the status that stood on the day of the LTM and what is done about it; once for each bureau."""
    family = Family.objects.select_for_update().get(pk=meeting.family_id)
    if again := saved_before(StatusReview, key, meeting=meeting, about=person, written_by=by):
        return again
    found = open_to_review(meeting, by)
    check_can_review_status(by, meeting, found)
    if person not in found:
        raise NotAllowed("This status was reviewed already. Open the plan again.")
    check_outcome(found[person].status, outcome)
    check_tells_no_kept_address(by, family, {"confidential": confidential, "text": words})
    keyed = {"uuid": key} if key else {}
    review = StatusReview.objects.create(
        family=family, bureau=by.bureau, category=Category.CALWORKS_STATUS, about=person, meeting=meeting,
        status=found[person].status, outcome=outcome, words=words, confidential=confidential, written_by=by, **keyed,
    )  # fmt: skip
    settle(family)
    return review
