"""Who may record that a guardian objects to sharing, or that two adults are kept apart (domain 4.1, 4.2, R16)."""

from accounts.access import NotAllowed
from accounts.models import User
from crossover.models import AbuseFlag, SharingObjection
from crossover.rules.consents import CONSENTABLE
from families.models import Family, Person
from families.rules import check_can_edit_family


def check_can_limit_sharing(user: User, family: Family) -> None:
    """A guardian's objection and a flag of domestic abuse are recorded by who works the family."""
    check_can_edit_family(user, family)
    if not user.bureau:
        raise NotAllowed("Only staff of one of the two bureaus record this.")


def check_can_object(user: User, child: Person, objector: Person, category: str = "") -> None:
    """A parent or guardian may object to sharing about a child. What the child signs alone stays the child's."""
    check_can_limit_sharing(user, child.family)
    if not child.is_child:
        raise NotAllowed(f"{child} is an adult and decides for themselves.")
    if objector.family_id != child.family_id or not objector.is_parent:
        raise NotAllowed("A parent or guardian of this family objects.")
    if category and category not in CONSENTABLE:
        raise NotAllowed("Choose everything, or a kind that a WTWCC 10B can open.")
    if SharingObjection.objects.standing().filter(child=child, objector=objector, category=category).exists():
        raise NotAllowed("This objection already stands.")


def check_can_withdraw_objection(user: User, objection: SharingObjection) -> None:
    """An objection stands until who made it lets it be."""
    check_can_limit_sharing(user, objection.child.family)
    if not SharingObjection.objects.standing().filter(pk=objection.pk).exists():
        raise NotAllowed("This objection was already withdrawn.")


def check_can_flag_abuse(user: User, protected: Person, against: Person) -> None:
    """Two adults of one family, kept apart by the worker's own bureau."""
    check_can_limit_sharing(user, protected.family)
    if against.family_id != protected.family_id or against == protected:
        raise NotAllowed("Choose another adult of this family.")
    if protected.is_child or against.is_child:
        raise NotAllowed("The flag stands between two adults.")
    standing = AbuseFlag.objects.standing().filter(protected=protected, against=against, bureau=user.bureau)
    if standing.exists():
        raise NotAllowed("Your bureau already keeps these two apart.")


def check_can_lift_abuse_flag(user: User, flag: AbuseFlag) -> None:
    """The bureau that set it lifts it."""
    check_can_limit_sharing(user, flag.protected.family)
    if flag.bureau != user.bureau:
        raise NotAllowed("The bureau that set this flag lifts it.")
    if not AbuseFlag.objects.standing().filter(pk=flag.pk).exists():
        raise NotAllowed("This flag was already lifted.")
