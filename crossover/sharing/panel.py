"""The sharing panel: who will be able to read a row, said before it is saved, and why in words."""

from dataclasses import dataclass
from typing import Any

from accounts.enums import Bureau
from accounts.models import County
from crossover.querysets import OF_CERTAIN_DATES
from crossover.sharing import would_cross
from families.enums import CONSENT_FREE, NEVER_CROSSES, Category
from families.models import Family, Person

TRAINED_ONLY = "only to staff trained in domestic abuse"


@dataclass(frozen=True)
class ReaderToBe:
    """Some readers, and whether they will be able to read a row about to be written."""

    who: str
    reads: bool
    why: str = ""


def readers_to_be(
    family: Family,
    category: Category,
    about: Person | None,
    writer: str,
    *,
    confidential: bool = False,
    dated: bool = False,
) -> list[ReaderToBe]:
    """Who will be able to read a row of this category that `writer`'s bureau is about to keep.

    `dated`: the row will say which days it tells of, so a consent limited to certain dates may open it too.
    """
    county = County.objects.ours()
    own, other = (county.bureau_name(bureau) for bureau in (Bureau(writer), Bureau(writer).other))
    row: dict[str, Any] = {
        "family": family,
        "category": category,
        "about": about,
        "discloser": writer,
        "confidential": confidential,
    }
    crosses = would_cross(**row)
    why = why_it_crosses(category) if crosses else why_it_stays(category, confidential, chosen=about is not None)
    if dated and not crosses and would_cross(**row, covering=OF_CERTAIN_DATES):
        crosses, why = True, "A WTWCC 10B in force opens this category for certain dates: what tells of those is read"
    return [ReaderToBe(own, True, "The family's workers and their supervisors"), ReaderToBe(other, crosses, why)]


def why_it_crosses(category: str) -> str:
    """In words, why the rule lets a row of this category cross."""
    if category in CONSENT_FREE:
        return "It belongs to XOVER1's minimum, unless you keep it within your bureau"
    if category == Category.DOMESTIC_ABUSE:
        return f"A WTWCC 10B in force opens this category: {TRAINED_ONLY}, and unless you keep it within your bureau"
    return "A WTWCC 10B in force or a county rule opens this category, unless you keep it within your bureau"


def why_it_stays(category: str, confidential: bool, *, chosen: bool = True) -> str:
    """In words, why the rule keeps a row of this category in its own bureau.

    `chosen`: somebody is chosen whom it is about.
    """
    if confidential:
        return "You keep it within your bureau"
    if category in CONSENT_FREE:
        return "A flag of domestic abuse keeps it within your bureau"
    if category in NEVER_CROSSES:
        return "This never crosses, whatever is signed"
    if not chosen:
        return "Choose whom it is about: a WTWCC 10B opens this category person by person"
    return "No WTWCC 10B in force opens this category for this person"
