"""One CalWORKs case number on the forms of two families: whose it is, is asked before it goes on (31-090 IV.A)."""

from accounts.access import NotAllowed, visible
from accounts.models import User
from crossover.enums import NOT_ON_ITS_WAY, Direction
from crossover.models import Xover1
from families.models import Family


def another_forms_number(user: User, form: Xover1) -> str:
    """That another family's open form names this form's number, in words; empty where none does.

    Told is only that there is one, unless that form is theirs to know. The answer is about the number kept on their
    own form, whose history keeps it too: nobody asks by typing. What the other bureau flagged is not looked at, and
    nothing is said of a family barred to them: hidden and absent look alike.
    """
    same = Xover1.objects.filter(calworks_number=form.calworks_number, direction=Direction.TO_CALWORKS)
    others = same.exclude(status__in=NOT_ON_ITS_WAY).exclude(family=form.family_id)
    others = others.exclude(family__in=Family.objects.barred_to(user))
    if not form.calworks_number or not others.exists():
        return ""
    known = visible(Xover1, user).filter(pk__in=others.values("pk")).first()
    return f"Another open form{f', {known},' if known else ''} names this CalWORKs case number"


def check_number_is_this_familys(user: User, form: Xover1, *, checked: bool) -> None:
    """A number may be mistyped, or two families may be one: someone looks in CalSAWS before Part A goes on."""
    if not checked and (said := another_forms_number(user, form)):
        raise NotAllowed(f"{said}. First check in CalSAWS whose it is.")
