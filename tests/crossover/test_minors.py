"""What a minor signs alone, and what a parent therefore does not (Civil Code 56.11; Fam. 6924, 6929)."""

import datetime

import pytest

from accounts.access import NotAllowed
from crossover import sharing
from crossover.enums import CHILD_CONTROLLED, Capacity
from crossover.models import Consent
from crossover.rules.minors import birthday, has_reached, last_day, years_before
from families.enums import Category, Relationship
from families.models import Person, PersonNote
from tests.crossover.consents import NEXT_YEAR, TODAY, sign
from tests.crossover.test_sharing import note
from tests.crossover.views.test_consent_pages import sign_url, typed

pytestmark = pytest.mark.django_db
HEALTH = [Category.MENTAL_HEALTH]


def aged(carried, years, **facts):
    """The child of this family, so many years old today."""
    carried.child.born_on = years_before(TODAY, years)
    for name, value in facts.items():
        setattr(carried.child, name, value)
    carried.child.save()
    return carried.child


def minor_signs(staff, carried, **facts):
    usual = {"capacity": Capacity.MINOR, "persons": [carried.child], "categories": HEALTH, "initials": "NR"}
    return sign(staff, carried, signer=carried.child, **(usual | facts))


def test_a_minor_opens_their_own_and_nothing_else(staff, carried):
    aged(carried, 12)
    secret = note(carried, about="child", category=Category.MENTAL_HEALTH)
    beside = [note(carried, about="child"), note(carried, about="mother", category=Category.MENTAL_HEALTH)]
    consent = minor_signs(staff, carried)
    assert set(sharing.readable(PersonNote.objects.all(), staff["ais.worker"])) == {secret}
    assert not any(sharing.is_readable(row, staff["ais.worker"]) for row in beside)
    assert consent.capacity == Capacity.MINOR
    assert consent.scopes.values_list("until_date", flat=True).distinct().get() == NEXT_YEAR


# Who signs as what: age, capacity, whom it covers, which kinds -> where the form says what is wrong.
@pytest.mark.parametrize(
    ("years", "changes", "reason"),
    [
        (12, {}, ""),
        (17, {}, ""),
        (11, {}, "from the age of 12"),
        (12, {"born_on_is_estimated": True}, "missing or only estimated"),
        (12, {"born_on": None}, "missing or only estimated"),
        (12, {"capacity": Capacity.SELF}, "is a minor"),
        (18, {"capacity": Capacity.MINOR}, "is an adult"),
        (18, {"capacity": Capacity.SELF}, ""),
        (12, {"also_mother": True}, "themselves alone"),
        (12, {"categories": [Category.SUBSTANCE_USE]}, ""),
        (12, {"categories": [*HEALTH, Category.EDUCATION]}, "A parent signs for the rest"),
    ],
)
def test_who_signs_as_a_minor(staff, carried, years, changes, reason):
    child_facts = {name: changes.pop(name) for name in ("born_on", "born_on_is_estimated") if name in changes}
    child = aged(carried, years, **child_facts)
    if changes.pop("also_mother", False):
        changes["persons"] = [child, carried.mother]
    if reason:
        with pytest.raises(NotAllowed, match=reason):
            minor_signs(staff, carried, **changes)
        assert not Consent.objects.exists()
    else:
        assert minor_signs(staff, carried, **changes).signer == child


# What a parent may open for a child: age, kinds -> the reason why not.
@pytest.mark.parametrize(
    ("years", "categories", "facts", "reason"),
    [
        (11, HEALTH, {}, ""),
        (12, HEALTH, {}, "12 or older and signs for mental health themselves"),
        (12, [Category.SUBSTANCE_USE, Category.SERVICES], {}, "signs for substance use treatment themselves"),
        (12, [Category.SERVICES, Category.PHYSICAL_HEALTH], {}, ""),
        (7, HEALTH, {"born_on": None}, "date of birth first"),
        (7, HEALTH, {"born_on_is_estimated": True}, "date of birth first"),
        (7, [Category.SERVICES], {"born_on": None}, ""),
        (18, [Category.SERVICES], {}, "is an adult"),
    ],
)
@pytest.mark.parametrize("capacity", [Capacity.SELF, Capacity.GUARDIAN])
def test_what_a_parent_opens_for_a_child(staff, carried, years, categories, facts, reason, capacity):
    child = aged(carried, years, **facts)
    secret = note(carried, about="child", category=categories[0])
    persons = [carried.mother, child] if capacity == Capacity.SELF else [child]
    signs = {"capacity": capacity, "persons": persons, "categories": categories, "initials": "MR"}
    if not reason:
        sign(staff, carried, **signs)
        assert sharing.is_readable(secret, staff["ais.worker"])
        return
    with pytest.raises(NotAllowed, match=reason):
        sign(staff, carried, **signs)
    assert not sharing.is_readable(secret, staff["ais.worker"])


def test_a_parents_word_ends_where_the_childs_begins(staff, carried):
    child = aged(carried, 11)
    child.born_on -= datetime.timedelta(days=265)  # twelve in about a hundred days
    child.save()
    consent = sign(staff, carried, persons=[child], capacity=Capacity.GUARDIAN, categories=[*HEALTH, Category.SERVICES],
                   initials="MR")  # fmt: skip
    ends = dict(consent.scopes.values_list("category", "until_date"))
    twelfth = birthday(child.born_on, 12)
    assert ends[Category.SERVICES] == NEXT_YEAR
    assert ends[Category.MENTAL_HEALTH] == twelfth - datetime.timedelta(days=1) < NEXT_YEAR


def test_a_minors_form_and_a_parents_stand_beside_each_other(staff, carried):
    aged(carried, 14)
    note(carried, about="child"), note(carried, about="child", category=Category.MENTAL_HEALTH)
    minor_signs(staff, carried)
    sign(staff, carried)
    assert sharing.readable(PersonNote.objects.all(), staff["ais.worker"]).count() == 2


def test_a_form_about_others_leaves_the_signers_earlier_one(staff, carried):
    own, childs = note(carried), note(carried, about="child")
    sign(staff, carried, persons=[carried.mother])
    sign(staff, carried, persons=[carried.child], capacity=Capacity.GUARDIAN)
    assert set(sharing.readable(PersonNote.objects.all(), staff["ais.worker"])) == {own, childs}


def test_birthdays():
    leap = datetime.date(2012, 2, 29)
    assert birthday(leap, 12) == datetime.date(2024, 3, 1)
    until, signed = datetime.date(2035, 1, 1), datetime.date(2022, 5, 1)
    child = Person(born_on=leap, relationship=Relationship.CHILD)
    assert last_day(child, Category.MENTAL_HEALTH, until, 12, signed) == datetime.date(2024, 2, 29)
    assert last_day(child, Category.SERVICES, until, 12, signed) == datetime.date(2030, 2, 28)
    # an adult's legal representative: the child of the family who is of age, and who never was one
    assert last_day(child, Category.SERVICES, until, 12, datetime.date(2030, 3, 1)) == until
    assert last_day(Person(born_on=leap), Category.SERVICES, until, 12, signed) == until
    assert has_reached(Person(born_on=datetime.date(2014, 11, 22)), 12, datetime.date(2026, 11, 22))
    assert not has_reached(Person(born_on=datetime.date(2014, 11, 23)), 12, datetime.date(2026, 11, 22))
    assert has_reached(Person(), 12, TODAY) is None
    assert CHILD_CONTROLLED.keys() == {Category.MENTAL_HEALTH, Category.SUBSTANCE_USE}


def test_the_page_offers_a_minor_of_age_and_says_why_a_parent_may_not(staff, carried, signed_in):

    child = aged(carried, 13)
    worker, url = signed_in(staff["cfs.worker"]), sign_url(staff, carried)
    assert set(worker.get(url).context["form"].fields["signer"].queryset) == {carried.mother, child}
    half = typed(carried, categories=["mental_health"], initials_cash_aid="", initials_mental_health="MR")
    answer = worker.post(url, half)
    assert "signs for mental health themselves" in answer.context["form"].errors["categories"][0]
    assert not Consent.objects.exists()
