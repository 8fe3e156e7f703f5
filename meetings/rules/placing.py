"""A decision that a child is to live with a relative (CFPIC Guidelines, relative caregivers)."""

from accounts.access import NotAllowed
from accounts.enums import Bureau
from accounts.models import User
from families.enums import Category
from families.models import Person
from meetings.enums import CFTS
from meetings.models import Meeting


def check_places(user: User, meeting: Meeting, category: str, about: Person | None) -> None:
    """A CFT decides it, CFS writes it down, about one child, as a removal is: a case-plan service."""
    if meeting.kind not in CFTS:
        raise NotAllowed("A CFT decides that a child lives with a relative.")
    if user.bureau != Bureau.CFS:
        raise NotAllowed("CFS writes down where a child is to live.")
    if about is None or not about.is_child:
        raise NotAllowed("Say which child is to live with a relative: choose the child under About whom.")
    if category != Category.SERVICES:
        raise NotAllowed(f"Where a child lives is kept as: {Category.SERVICES.label}.")
