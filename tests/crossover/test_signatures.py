"""Whose hand is on a WTWCC 10B: names, initials and witnesses, told apart by their words."""

import pytest

from accounts.access import NotAllowed
from crossover.enums import SigningMethod
from crossover.models import Consent
from crossover.rules.signatures import about_initials, about_typed_name, about_witnesses
from families.enums import Category
from families.models import Person
from tests.crossover.consents import sign

JASMINE = Person(first_name="Jasmine", last_name="Diaz")
JOSE = Person(first_name="José", last_name="de la Cruz", also_known_as="Pepe")
HANA = Person(first_name="Hana", last_name="Diaz")


@pytest.mark.parametrize(
    ("signer", "typed", "hers"),
    [
        (JASMINE, "Jasmine Diaz", True),
        (JASMINE, "J. DÍAZ", True),
        (JASMINE, "Diaz, Jasmine M.", True),
        (JASMINE, "Someone Else", False),
        (JASMINE, "Jasmine", False),
        (JASMINE, "Jasmine Diazz", False),
        (JOSE, "Jose de la Cruz", True),
        (JOSE, "Pepe", True),
        (JOSE, "Maria de la Vega", False),  # a particle is nobody's name
        (Person(first_name="Minh", last_name="Le"), "minh le", True),
        (Person(first_name="Ana", last_name="Garcia Lopez"), "Ana Garcia", True),
    ],
)
def test_a_typed_signature_is_the_signers(signer, typed, hers):
    refused = about_typed_name(signer, typed)
    assert refused == ({} if hers else {"typed_name": f"This is not the name of {signer}, who signs."})


@pytest.mark.parametrize(
    ("letters", "method", "hers"),
    [
        ("JD", SigningMethod.DRAWN, True),
        ("j.d.", SigningMethod.TYPED, True),
        ("D", SigningMethod.DRAWN, True),
        ("JMD", SigningMethod.PAPER, True),
        ("SE", SigningMethod.DRAWN, False),
        ("X", SigningMethod.MARK, True),
        ("X", SigningMethod.DRAWN, False),
        ("..", SigningMethod.DRAWN, False),
    ],
)
def test_initials_are_the_signers(letters, method, hers):
    refused = about_initials(JASMINE, method, [Category.CASH_AID], {Category.CASH_AID: letters})
    assert set(refused) == (set() if hers else {"initials_cash_aid"})


@pytest.mark.parametrize(
    ("witnesses", "refused"),
    [
        (["Ann Lee", "Ben Cho"], set()),
        (["Ann Lee", "ANN  LEE"], {"first_witness"}),
        (["Ann Lee", "Lee, Ann"], {"first_witness"}),
        (["Ann Lee", ""], {"first_witness"}),
        (["Jasmine Diaz", "Ben Cho"], {"first_witness"}),
        (["Ann Lee", "jasmine díaz"], {"second_witness"}),
        (["Ann Lee", "Diaz, Jasmine Maria"], {"second_witness"}),
        (["Ann Lee", "Hana Diaz"], {"second_witness"}),
        (["Ann Lee", "Jasmine"], {"second_witness"}),
        (["Rosa Diaz", "Ben Cho"], set()),  # a relative, not named on the form
    ],
)
def test_who_witnesses_a_mark(witnesses, refused):
    assert set(about_witnesses(witnesses, [JASMINE, HANA])) == refused


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"method": SigningMethod.TYPED, "typed_name": "Someone Else"}, "not the name"),
        ({"categories": [Category.CASH_AID], "initials": "QQ"}, "not the initials"),
        ({"method": SigningMethod.MARK, "witnesses": ["Reyes", "Ben Cho"]}, "cannot be a witness"),
    ],
)
def test_nothing_is_signed_by_someone_else(staff, carried, facts, reason):
    with pytest.raises(NotAllowed, match=reason):
        sign(staff, carried, **facts)
    assert not Consent.objects.exists()
