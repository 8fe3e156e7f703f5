"""A family's team thread as one person may read it."""

from django.db.models import QuerySet

from accounts.access import visible
from accounts.models import User
from families.models import Family
from meetings.models import ThreadNote
from meetings.sharing import with_correction


def thread_of(family: Family, user: User) -> QuerySet[ThreadNote]:
    """The notes that this reader may read, newest first, each with who was told of it."""
    notes = visible(ThreadNote, user).filter(family=family)
    return with_correction(notes).select_related("written_by", "family").prefetch_related("named")
