"""Each kind of information in plain words, from the same data and constants that the rules are made of."""

from dataclasses import dataclass

from crossover.enums import CHILD_CONTROLLED
from crossover.rules.minors import minor_consent_age
from crossover.sharing import PART_TWO
from families.enums import SENSITIVE, Category, Need
from families.models import CategoryRule


@dataclass(frozen=True)
class Kind:
    """One category: who may see it without a WTWCC 10B, what a 10B needs to open it, and what else holds."""

    label: str
    without: str
    needs: str
    notes: list[str]


def kinds() -> list[Kind]:
    """Every category, in the order of the WTWCC 10B."""
    rules = {rule.category: rule for rule in CategoryRule.objects.all()}
    age = minor_consent_age()
    return [_kind(category, rules.get(category) or CategoryRule(category=category), age) for category in Category]


def _kind(category: Category, rule: CategoryRule, age: int) -> Kind:
    return Kind(category.label, _without(rule), rule.needs.label, _notes(category, rule, age))


def _without(rule: CategoryRule) -> str:
    if rule.needs == Need.NOTHING:
        return "Both programs"
    if rule.crosses_without_consent:
        return "Both programs, as the county decided (W&I 10850, 18964)"
    return "Only the program that keeps it"


def _notes(category: Category, rule: CategoryRule, age: int) -> list[str]:
    notes = {
        "It stays in its program where it is marked so, or where adults are kept apart.": category == Category.CONTACT,
        f"From the age of {age} the minor alone signs for it ({CHILD_CONTROLLED.get(category)}).": (
            category in CHILD_CONTROLLED
        ),
        "In the other program only staff trained in domestic abuse read it.": category == Category.DOMESTIC_ABUSE,
        "It stays off a copy that another adult of the family holds.": category in SENSITIVE,
        "Every page and copy that shows it carries the notice of 42 CFR Part 2.": category in PART_TWO,
        "A plan may say “Other program's service” where it may not be read.": rule.acknowledgeable,
    }
    return [note for note, holds in notes.items() if holds]
