"""Domestic abuse crosses to staff trained in it and to nobody else, whatever is signed (domain 4.3)."""

import datetime

import pytest
from django.utils import timezone

from accounts.access import visible
from accounts.enums import Bureau
from accounts.models import User
from caseplans.models import PlanVersion
from caseplans.services import freeze_plan, start_plan
from crossover.sharing import is_readable
from families.enums import Category, PersonNoteKind, ServiceType
from families.models import PersonNote
from tests.caseplans.county import activity_of, consent_for, goal_of, held_ltm, shown

pytestmark = pytest.mark.django_db


def note(carried, bureau, category):
    return PersonNote.objects.create(
        family=carried.family, about=carried.mother, bureau=bureau, category=category,
        kind=PersonNoteKind.SAFE_CONTACT, text="Call her sister",
    )  # fmt: skip


def trained(user, days_ago):
    """The same person, trained so many days ago, as a request would load them."""
    on = None if days_ago is None else timezone.localdate() - datetime.timedelta(days=days_ago)
    User.objects.filter(pk=user.pk).update(domestic_abuse_trained_on=on)
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("days_ago", "signed", "reads"),
    [
        (None, True, False),  # never trained
        (-1, True, False),  # trained tomorrow
        (0, True, True),
        (400, True, True),
        (400, False, False),  # training opens nothing by itself
    ],
)
def test_only_who_is_trained_reads_what_a_10b_opens(carried, days_ago, signed, reads):
    secret = note(carried, Bureau.CFS, Category.DOMESTIC_ABUSE)
    plain = note(carried, Bureau.CFS, Category.HOUSING)
    if signed:
        consent_for(carried, Category.DOMESTIC_ABUSE, Category.HOUSING)
    reader = trained(carried.ais_worker, days_ago)
    assert is_readable(secret, reader) == reads
    assert is_readable(plain, reader) == signed, "no other kind asks for training"


def test_the_bureau_that_keeps_it_reads_its_own(carried):
    own = note(carried, Bureau.CFS, Category.DOMESTIC_ABUSE)
    assert is_readable(own, trained(carried.cfs_worker, None))


def test_a_plan_version_with_it_is_absent_for_who_is_not_trained(carried):
    consent_for(carried, Category.SERVICES, Category.DOMESTIC_ABUSE)
    held_ltm(carried)
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    secret = {"category": Category.DOMESTIC_ABUSE}
    goal = goal_of(plan, carried, **secret)
    activity_of(goal, carried, "See the advocate", service=ServiceType.DOMESTIC_VIOLENCE, **secret)
    version = freeze_plan(plan=shown(plan, carried), by=carried.cfs_worker)
    assert visible(PlanVersion, trained(carried.ais_worker, 30)).get() == version
    assert not visible(PlanVersion, trained(carried.ais_worker, None)).exists()
    assert visible(PlanVersion, trained(carried.cfs_worker, None)).get() == version, "their own bureau's item"


def test_where_a_worker_is_not_trained_it_stays_out_of_the_plan(carried):
    consent_for(carried, Category.SERVICES, Category.DOMESTIC_ABUSE)
    held_ltm(carried)
    trained(carried.ais_worker, None)
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    activity_of(goal_of(plan, carried), carried)
    goal_of(plan, carried, "Leave the violent partner", category=Category.DOMESTIC_ABUSE)
    version = freeze_plan(plan=shown(plan, carried), by=carried.cfs_worker)
    assert set(version.items.values_list("category", flat=True)) == {Category.SERVICES}
