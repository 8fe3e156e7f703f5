"""Who writes in a family's team thread, and whom a note may name (31-090 V.A.1-2; guideline 13)."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import UnitSupervision, User
from crossover.sharing import would_cross
from families.enums import CONSENT_FREE, Category
from families.models import Assignment, Family, Person
from families.rules import works_case
from meetings.models import ThreadNote
from meetings.rules.calling import check_words_tell_no_kept_address
from meetings.rules.contacts import kinds_of_information


def team_of(family: Family) -> list[User]:
    """The Linkages Team: who carries an open case of the family, and who supervises them today."""
    carried = Assignment.objects.of_open_cases(family).open()
    held = UnitSupervision.objects.in_force(timezone.localdate()).filter(unit__in=carried.values("unit"))
    named = Q(pk__in=carried.exclude(worker=None).values("worker")) | Q(pk__in=held.values("user"))
    people = User.objects.active().filter(named).order_by("last_name", "first_name", "pk")
    return [user for user in people if works_case(user, family)]


def team_besides(family: Family, user: User) -> QuerySet[User]:
    """Whom of the team this person may name."""
    return User.objects.filter(pk__in=[one.pk for one in team_of(family) if one != user])


def check_can_write(user: User, family: Family) -> None:
    """Whoever works the case in either program."""
    if family.merged_into_id:
        raise NotAllowed("This family was merged into another. Write there.")
    if not (user.bureau and works_case(user, family)):
        raise NotAllowed("Only the family's workers and their supervisors write to the team.")


def check_can_correct(user: User, note: ThreadNote) -> None:
    """A note is put right by the program that wrote it; its history keeps both versions."""
    check_can_write(user, note.family)
    if note.bureau != user.bureau:
        raise NotAllowed("The other program wrote this. Ask its writer to correct it.")


def check_note(
    user: User, family: Family, *, text: str, category: str, about: Person | None, confidential: bool
) -> None:
    """A note is of one kind of information, about one person, and tells no kept address across."""
    if category not in kinds_of_information(user) or (about is None and category not in CONSENT_FREE):
        raise NotAllowed("Say what kind of information this is, and about whom.")
    if about is not None and about.family_id != family.pk:
        raise NotAllowed("This person is not of this family.")
    if not confidential:
        check_words_tell_no_kept_address(user, family, text)


def check_named_may_read(
    user: User, family: Family, named: Iterable[User], *, category: str, about: Person | None, confidential: bool
) -> None:
    """Only whoever may read a note is told of it."""
    crosses = would_cross(
        family=family, category=category, about=about, discloser=user.bureau, confidential=confidential
    )
    team = {one.pk for one in team_of(family)}
    for one in named:
        trained = category != Category.DOMESTIC_ABUSE or one.is_trained_in_domestic_abuse
        if one.pk not in team:
            raise NotAllowed(f"{one} is not of this family's team.")
        if one.bureau != user.bureau and not (crosses and trained):
            raise NotAllowed(f"{one} may not read this. Do not name them, or choose another kind of information.")
