"""The county made for measuring: the same each time, settled, and answered alike by our querysets and SQL by hand."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import County, User
from benchmarks.access import differing
from benchmarks.measures import READERS, measures
from crossover.enums import ConsentStatus
from crossover.models import Consent, ConsentScope
from families.models import Assignment, Family, FamilyGrant, Person, Task
from linkages_site.demo.staff import make_staff
from linkages_site.large.county import make_large_county
from meetings.models import MeetingNote
from tests.county import family_with_workers

pytestmark = pytest.mark.django_db


def facts() -> list[list[tuple]]:
    """What the county holds, without the database's own keys."""
    return [
        list(User.objects.order_by("email").values_list("email", "last_name", "unit__name")),
        list(Person.objects.order_by("uuid").values_list("uuid", "family__uuid", "first_name", "last_name")),
        list(Assignment.objects.order_by("uuid").values_list("uuid", "worker__email", "from_date", "until_date")),
        list(ConsentScope.objects.order_by("pk").values_list("person__uuid", "category", "discloser", "until_date")),
        list(MeetingNote.objects.order_by("uuid").values_list("uuid", "about__uuid", "category", "confidential")),
        sorted(FamilyGrant.objects.values_list("user__email", "ground", "source", "valid_from")),
        sorted(Task.objects.values_list("kind", "key", "due_on", "owner__email")),
    ]


@pytest.fixture
def made(db):
    make_large_county(20, "correct horse battery staple")


def facts_of_a_county_undone() -> list[list[tuple]]:
    with transaction.atomic():
        make_large_county(20, "correct horse battery staple")
        found = facts()
        transaction.set_rollback(True)
    return found


def test_it_is_the_same_each_time_and_settled(db):
    first = facts_of_a_county_undone()
    assert all(first)
    assert not Family.objects.exists()
    call_command("make_county", families=20)
    assert facts() == first
    assert (Family.objects.count(), County.objects.get().holds_demo_data) == (20, True)
    call_command("verify")


def test_its_consents_stand_in_every_state(made):
    statuses = Consent.objects.with_status(timezone.localdate()).values_list("status", flat=True)
    assert set(statuses) == set(ConsentStatus)


def test_our_rows_are_the_rows_of_the_sql_by_hand(db):
    """In a county that is large enough for readers to work families of every state a WTWCC 10B can be in."""
    make_large_county(60, "correct horse battery staple")
    asked = list(measures())
    assert differing(asked) == []
    for reader in READERS:
        assert any(measure.our_rows() for measure in asked if measure.name.startswith(f"{reader}: readable")), reader


def test_it_is_refused_where_families_live(db):
    family_with_workers(make_staff()["cfs.worker"], None)
    with pytest.raises(CommandError, match="not the demo's"):
        call_command("make_county", families=1)


def test_it_is_made_once(made):
    with pytest.raises(CommandError, match="already"):
        call_command("make_county", families=1)
