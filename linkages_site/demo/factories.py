"""Factories of the ground: staff, units, families' people. Everything above it is made by the real services."""

import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import Bureau
from accounts.models import Office, Unit, UnitSupervision, User
from accounts.services import give_role
from families.enums import Relationship
from families.models import Person

FIRST_NAMES = ["Maria", "Jose", "Aisha", "Linh", "Tamara", "Andre", "Rosa", "Kevin", "Mei", "Omar", "Grace", "Luis"]
LAST_NAMES = ["Nguyen", "Garcia", "Johnson", "Lopez", "Kim", "Brown", "Reyes", "Tran", "Davis", "Hassan", "Moore"]


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = Office
        django_get_or_create = ["name"]

    name = factory.Sequence(lambda n: f"Office {n}")


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit
        django_get_or_create = ["name"]

    name = factory.Sequence(lambda n: f"Unit {n}")
    bureau = Bureau.CFS
    office = factory.SubFactory(OfficeFactory)


class UserFactory(DjangoModelFactory):
    """A member of staff with roles; `password` is a hash, `supervises` the units they supervise since last year."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"staff{n}@example.org")
    first_name = factory.Sequence(lambda n: FIRST_NAMES[n % len(FIRST_NAMES)])
    last_name = factory.Sequence(lambda n: LAST_NAMES[n % len(LAST_NAMES)])
    phone = factory.Sequence(lambda n: f"925-555-{1000 + n:04d}")
    unit = factory.SubFactory(UnitFactory)
    bureau = factory.LazyAttribute(lambda user: user.unit.bureau if user.unit else "")
    office = factory.LazyAttribute(lambda user: user.unit.office if user.unit else None)
    password = ""

    @factory.post_generation
    def roles(self: Any, create: bool, codes: list[str] | None, **kwargs: Any) -> None:
        for code in codes or []:
            give_role(user=self, role=code)

    @factory.post_generation
    def supervises(self: Any, create: bool, units: list[Unit] | None, **kwargs: Any) -> None:
        for unit in units or []:
            UnitSupervision.objects.create(
                unit=unit, user=self, from_date=timezone.localdate() - datetime.timedelta(days=365)
            )


def _birth_date(person: Any, n: int) -> datetime.date:
    """Children are five to nine years old, everyone else was born in 1990."""
    is_child = person.relationship == Relationship.CHILD
    return datetime.date(timezone.localdate().year - 6 - n % 4 if is_child else 1990, 1 + n % 12, 1 + n % 28)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    first_name = factory.Sequence(lambda n: FIRST_NAMES[(n * 5) % len(FIRST_NAMES)])
    last_name = factory.LazyAttribute(lambda person: person.family.name)
    relationship = Relationship.MOTHER
    born_on = factory.LazyAttributeSequence(_birth_date)
