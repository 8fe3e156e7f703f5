"""Who records a change in the family's structure, and which steps it leaves open (31-090 V.A.7)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.enums import Bureau
from accounts.models import User
from families.enums import CONSENT_FREE, Category
from families.models import Family, Person
from families.rules import works_case
from meetings.contact_enums import STEPS_OF_CHANGE, ChangeStep, StructureChangeKind
from meetings.models import StructureChange
from meetings.rules.calling import check_words_tell_no_kept_address
from meetings.rules.contacts import kinds_of_information

# Of which steps a worker says that they are done; the clearance is done by making it.
SAID_DONE = {ChangeStep.CODE: "code_checked", ChangeStep.PLAN: "plan_reviewed"}


@dataclass(frozen=True)
class ChangeFacts:
    """A change as the rule reads it: its kind, when it was recorded, which steps were said to be done."""

    key: str
    kind: StructureChangeKind
    recorded_at: datetime.datetime
    done: frozenset[ChangeStep] = frozenset()


def open_steps(
    changes: Iterable[ChangeFacts],
    clearances: Iterable[datetime.datetime],
    meetings: Iterable[datetime.datetime],
) -> list[tuple[ChangeStep, ChangeFacts]]:
    """The steps each change leaves open: a clearance made since closes the first, an LTM held since the last.

    What is done after several changes is done for all of them.
    """
    last_clearance, last_meeting = max(clearances, default=None), max(meetings, default=None)
    closed_at = {ChangeStep.CLEARANCE: last_clearance, ChangeStep.PLAN: last_meeting, ChangeStep.CODE: None}
    return [
        (step, change)
        for change in changes
        for step in ChangeStep
        if step in STEPS_OF_CHANGE[change.kind] - change.done and not _is_since(closed_at[step], change.recorded_at)
    ]


def _is_since(moment: datetime.datetime | None, recorded_at: datetime.datetime) -> bool:
    return moment is not None and moment >= recorded_at


def facts_of(change: StructureChange) -> ChangeFacts:
    done = frozenset(step for step, name in SAID_DONE.items() if getattr(change, f"{name}_at"))
    return ChangeFacts(str(change.uuid), StructureChangeKind(change.kind), change.recorded_at, done)


def kinds_of_change(user: User) -> list[Category]:
    """Who is in the family is of its identity, which needs no consent; what is told of it may be more."""
    return [Category.IDENTITY, *kinds_of_information(user)]


def check_can_record_change(user: User, family: Family) -> None:
    """Whoever works the case notes the change, so that the whole team knows (31-090 V.A.7)."""
    if family.merged_into_id:
        raise NotAllowed("This family was merged into another. Record the change there.")
    if not (user.bureau and works_case(user, family)):
        raise NotAllowed("Only the family's workers and their supervisors record changes in the family.")


def check_change(
    user: User, family: Family, *, happened_on: datetime.date, what: str, category: str, about: Person | None
) -> None:
    if happened_on > timezone.localdate():
        raise NotAllowed("This day is in the future.")
    if category not in kinds_of_change(user) or (about is None and category not in CONSENT_FREE):
        raise NotAllowed("Say what kind of information this is, and about whom.")
    if about is not None and about.family_id != family.pk:
        raise NotAllowed("This person is not of this family.")
    check_words_tell_no_kept_address(user, family, what)


def check_can_say_done(user: User, change: StructureChange, step: ChangeStep) -> None:
    """CFS keeps the project code; either program's worker may say that the plan was reviewed."""
    check_can_record_change(user, change.family)
    if step not in SAID_DONE or step not in STEPS_OF_CHANGE[StructureChangeKind(change.kind)]:
        raise NotAllowed("This change does not ask for that.")
    if step == ChangeStep.CODE and user.bureau != Bureau.CFS:
        raise NotAllowed("CFS keeps the project code in CWS/CMS.")
    done_at = getattr(change, f"{SAID_DONE[step]}_at")
    if done_at:
        raise NotAllowed(f"This is done already, on {date_format(timezone.localtime(done_at))}.")
