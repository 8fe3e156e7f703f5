"""The page that says who may see what: it changes with the rules, and says nothing that they do not."""

import pytest
from django.apps import apps
from django.urls import reverse

from accounts.enums import Bureau
from crossover.sharing import would_cross
from families.enums import CONSENT_FREE, NEVER_CROSSES, NEVER_KEPT, SENSITIVE, Category, Need
from families.models import CategoryRule
from linkages_site.kinds import kinds

pytestmark = pytest.mark.django_db
NEEDS = dict.fromkeys(CONSENT_FREE, Need.NOTHING) | dict.fromkeys(NEVER_CROSSES, Need.NEVER)
NEEDS |= dict.fromkeys(SENSITIVE, Need.INITIALS)


def kind_of(category):
    return next(kind for kind in kinds() if kind.label == category.label)


# A county begins with every category, both flags off, each with its history.
@pytest.mark.parametrize("category", Category)
def test_a_county_begins_strict(category):
    rule = CategoryRule.objects.get(category=category)
    assert (rule.crosses_without_consent, rule.acknowledgeable) == (False, False)
    assert rule.history.count() == 1
    assert rule.needs == NEEDS.get(category, Need.TICK)
    assert kind_of(category).needs == rule.needs.label


# What the page says of each category without a 10B is what the rule answers, before and after the county opens one.
@pytest.mark.parametrize("opened", [None, Category.HOUSING])
def test_it_says_what_the_rule_answers(carried, opened):
    CategoryRule.objects.filter(category=opened).update(crosses_without_consent=True)
    for category in Category:
        crosses = would_cross(family=carried.family, category=category, about=carried.mother, discloser=Bureau.CFS)
        assert kind_of(category).without.startswith("Both programs") is crosses, category


def test_a_category_without_a_row_is_strict():
    CategoryRule.objects.all().delete()
    assert kind_of(Category.HOUSING).without == "Only the program that keeps it"


@pytest.mark.parametrize(
    ("category", "note"),
    [
        (Category.MENTAL_HEALTH, "From the age of 12 the minor alone signs for it (Family Code 6924"),
        (Category.SUBSTANCE_USE, "42 CFR Part 2"),
        (Category.DRUG_TEST_RESULTS, "42 CFR Part 2"),
        (Category.CONTACT, "where adults are kept apart"),
        (Category.CASH_AID, "another adult of the family"),
    ],
)
def test_what_else_holds_of_a_kind(category, note):
    assert note in " ".join(kind_of(category).notes)
    assert note not in " ".join(kind_of(Category.HOUSING).notes)


def test_a_flag_of_the_county_shows(staff):
    assert kind_of(Category.HOUSING).notes == []
    CategoryRule.objects.filter(category=Category.HOUSING).update(acknowledgeable=True)
    assert "Other program's service" in kind_of(Category.HOUSING).notes[0]


def test_every_member_of_staff_may_read_it(staff, signed_in):
    for name, user in staff.items():
        page = signed_in(user).get(reverse("kinds-of-information"))
        assert page.status_code == 200, name
    for words in [*(category.label for category in Category), *NEVER_KEPT]:
        assert words.replace("'", "&#x27;") in page.content.decode()


def test_what_is_never_kept_has_no_field():
    telltale = {"reporter", "criminal", "rap_sheet", "court_file", "psychotherapy", "counseling_notes"}
    fields = {field.name for model in apps.get_models() for field in model._meta.get_fields()}
    assert {field for field in fields for word in telltale if word in field} == set()
