"""What a bureau keeps to itself of how to reach a family, and words that would tell it all the same."""

from accounts.enums import Bureau
from accounts.models import User
from crossover.sharing import crosses_to
from families.models import Address, Family
from families.rules.names import words_of


def tells_kept_address(user: User, family: Family, *words: str) -> bool:
    """Whether these words tell a street or phone that stays in the writer's bureau: confidential, or by a flag (R16).

    Of what the other bureau keeps nothing is asked: the answer would tell it.
    """
    kept = Address.objects.filter(family=family, bureau=user.bureau).exclude(crosses_to(Bureau(user.bureau).other))
    told, digits = words_of(*words), _digits(" ".join(words))
    for address in kept:
        street, phone = words_of(*address.street.split()[:2]), _digits(address.phone)
        if (street and street <= told) or (phone and phone in digits):
            return True
    return False


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
