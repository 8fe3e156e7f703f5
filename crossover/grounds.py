from families.models import Family
from families.rules import GroundOfAccess


def grounds(family: Family) -> list[GroundOfAccess]:
    return []
