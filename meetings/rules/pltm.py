"""What a PLTM comes to, and who sees to what before the LTM (31-090 III.D)."""

from accounts.access import NotAllowed
from accounts.models import User
from families.models import Family
from meetings.enums import ARRANGEMENTS, ENDS_WITHOUT_LTM, MeetingKind
from meetings.models import Meeting, MeetingNote
from meetings.rules import check_can_run


def check_outcome(meeting: Meeting, outcome: str, reason: str) -> None:
    """Only a PLTM prepares an LTM; where it prepares none it says why."""
    if outcome and meeting.kind != MeetingKind.PLTM:
        raise NotAllowed("Only a PLTM says whether an LTM follows.")
    if outcome in ENDS_WITHOUT_LTM and not reason.strip():
        raise NotAllowed("Say why there is no LTM.")


def check_owner(family: Family, topic: str, owner: User | None) -> None:
    """What must be arranged before the LTM is seen to by someone who knows the family."""
    if owner is None:
        return
    if topic not in ARRANGEMENTS:
        raise NotAllowed("Nothing is to be arranged under this topic.")
    if not Family.objects.visible_to(owner).filter(pk=family.pk).exists():
        raise NotAllowed(f"{owner} does not know this family.")


def check_new_owner(note: MeetingNote, owner: User | None) -> None:
    """What was done was done by its owner: only what is open is given to another."""
    if owner == note.owner:
        return
    if note.done_at:
        raise NotAllowed("This was done already: who saw to it stays.")
    check_owner(note.family, note.topic, owner)


def check_can_finish_arrangement(user: User, note: MeetingNote) -> None:
    """Whoever was to see to it says that it is done, or whoever runs the meeting."""
    if note.owner is None:
        raise NotAllowed("Nothing is to be arranged here.")
    if note.owner_id not in user.stands_for_ids:
        check_can_run(user, note.meeting)
    if note.done_at:
        raise NotAllowed("This was done already.")
