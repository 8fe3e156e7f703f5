"""What a bureau keeps to itself of how to reach a family, and words that would tell it all the same."""

from accounts.access import NotAllowed
from accounts.enums import Bureau
from accounts.models import User
from crossover.models import Xover1
from crossover.sharing import crosses_to
from families.models import Address, Family
from families.rules.names import spelled


def tells_kept_address(user: User, family: Family, *words: str) -> bool:
    """Whether these words tell a street or phone that stays in the writer's bureau: confidential, or by a flag (R16).

    Of what the other bureau keeps nothing is asked: the answer would tell it.
    """
    kept = Address.objects.filter(family=family, bureau=user.bureau).exclude(crosses_to(Bureau(user.bureau).other))
    told, digits = _in_a_row(" ".join(words)), _digits(" ".join(words))
    for address in kept:
        street, phone = _in_a_row(_beginning(address.street)), _digits(address.phone)
        if (street.strip() and street in told) or (phone and phone in digits):
            return True
    return False


def _beginning(street: str) -> str:
    """What a street is told by: its first words up to the number, two at least: “77 Refuge”, “PO Box 12”."""
    words = street.split()
    numbered = next((place for place, word in enumerate(words) if any(map(str.isdigit, word))), len(words))
    return " ".join(words[: max(numbered + 1, 2)])


def _in_a_row(text: str) -> str:
    """The words of a text in small letters and without accents, one blank around each."""
    return f" {' '.join(spelled(text))} "


def check_remarks_tell_no_kept_address(user: User, form: Xover1) -> None:
    """XOVER1 circulates before consent: its free words do not tell what its address block leaves out."""
    if tells_kept_address(user, form.family, form.remarks):
        raise NotAllowed(
            "The remarks tell a confidential address or phone, and the form goes to CalWORKs. Take it out."
        )


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
