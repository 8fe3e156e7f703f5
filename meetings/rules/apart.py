"""Adults who are kept apart share no meeting, whichever bureau knows why (domain R16).

Asked after every other rule, and in words that tell no more than what to do (docs/adr/0010).
"""

from collections.abc import Iterable

from accounts.access import NotAllowed
from crossover.sharing import kept_apart_from
from families.models import Person
from meetings.models import Attendance, Meeting
from meetings.rules import Invitee


def check_nobody_is_kept_apart(meeting: Meeting, invitees: Iterable[Invitee]) -> None:
    """Whoever is kept apart from someone invited is invited to a meeting of their own."""
    people = people_among(invitees)
    there = [*people, *Person.objects.filter(attendances__meeting=meeting)]
    for person in people:
        if _is_kept_apart(person, there):
            raise NotAllowed(_told(person))


def people_among(invitees: Iterable[Invitee]) -> list[Person]:
    """Whoever of the family is to be invited."""
    return [person for invitee in invitees if (person := invitee.get("person"))]


def to_meet_apart(attendances: Iterable[Attendance]) -> list[str]:
    """Of each two among these who are kept apart since both were invited, what to do about the one invited later.

    Which of the two is named tells nothing of who is protected.
    """
    people = [one.person for one in sorted(attendances, key=lambda one: one.pk) if one.person]
    later = [person for place, person in enumerate(people) if _is_kept_apart(person, people[:place])]
    return [_told(person) for person in later]


def check_share_the_meeting(attendances: Iterable[Attendance]) -> None:
    """Those who take part may all be there together: as inviting both is refused, so is holding both in one room."""
    if told := to_meet_apart(attendances):
        raise NotAllowed(told[0])


def _is_kept_apart(person: Person, others: Iterable[Person]) -> bool:
    return kept_apart_from(person).filter(pk__in=_keys(others)).exists()


def _keys(people: Iterable[Person]) -> list[int]:
    return [person.pk for person in people]


def _told(person: Person) -> str:
    return f"Invite {person} to a meeting of their own."
