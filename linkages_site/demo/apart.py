"""What stands against sharing in the demo county: a guardian's objection, adults kept apart, whom staff know."""

from typing import Any

from accounts.models import User
from crossover.services.objections import flag_abuse, lift_abuse_flag, object_to_sharing, withdraw_objection
from families.enums import Category, PersonNoteKind, Relationship
from families.models import Assignment, Family
from families.services import add_person_note, declare_conflict
from linkages_site.demo.road import on_day


def make_apart(staff: dict[str, User]) -> None:
    """Of the CFS worker's families with two parents: one objection that stands, one withdrawn; flags likewise."""
    worker = staff["cfs.worker"]
    carried = Assignment.objects.open().filter(worker=worker, cfs_case__closed_on=None).values("cfs_case__family")
    both = Family.objects.filter(pk__in=carried, people__relationship=Relationship.FATHER).order_by("pk")
    objected, apart = both[:2]
    with on_day(2, by=worker):
        _objections(objected, worker)
        _kept_apart(apart, worker)
    with on_day(1, by=staff["facilitator"]):
        declare_conflict(by=staff["facilitator"], how="My sister's former landlord", family=apart)


def _objections(family: Family, worker: User) -> None:
    people = family.people
    child = people.filter(relationship=Relationship.CHILD).earliest("pk")
    facts: dict[str, Any] = {"child": child, "objector": people.get(relationship=Relationship.FATHER), "by": worker}
    object_to_sharing(category=Category.HOUSING, note="Asked by phone; wants to talk to the mother first", **facts)
    withdraw_objection(objection=object_to_sharing(category=Category.EDUCATION, **facts), by=worker)
    traditions = "Sunday is for church and the grandparents: no appointments."
    mother = people.get(relationship=Relationship.MOTHER)
    add_person_note(person=mother, by=worker, kind=PersonNoteKind.CULTURE, category=Category.CULTURE, text=traditions)


def _kept_apart(family: Family, worker: User) -> None:
    mother, father = (family.people.get(relationship=who) for who in (Relationship.MOTHER, Relationship.FATHER))
    flag_abuse(protected=mother, against=father, by=worker)
    lift_abuse_flag(flag=flag_abuse(protected=father, against=mother, by=worker), by=worker)
    safely = "Call before noon, leave no message, never text."
    add_person_note(person=mother, by=worker, kind=PersonNoteKind.SAFE_CONTACT, category=Category.CONTACT, text=safely)
