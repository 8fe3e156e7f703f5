"""Two families that are one: who works the one reads what both have been through; strangers read nothing."""

import pytest
from django.utils import timezone

from families.enums import Category, MonthlyKind, PersonNoteKind
from families.models import PersonNote
from families.services import (
    add_address,
    add_person_note,
    edit_person,
    merge_families,
    record_monthly_figure,
)
from reports.querysets import history
from tests.county import family_with_workers

pytestmark = pytest.mark.django_db


def told(family, user):
    page = history.timeline(history.versions_of(family, user))
    return " ".join(f"{change.title} {change.fields}" for change in history.changes(family, user, page))


def lived(made, by, mark):
    """A past in two versions, then a row that is gone."""
    edit_person(person=made.mother, by=by, version=1, also_known_as=f"{mark} once")
    edit_person(person=made.mother, by=by, version=2, also_known_as=f"{mark} now")
    address = add_address(family=made.family, by=by, about=made.mother, street=f"{mark} first street")
    address.street = f"{mark} second street"
    address.save()
    facts = {"kind": PersonNoteKind.CULTURE, "category": Category.CULTURE, "text": f"{mark} deleted"}
    add_person_note(person=made.mother, by=by, **facts)
    PersonNote.objects.get(text=f"{mark} deleted").delete()


@pytest.fixture
def merged(staff):
    """CFS knew one family, CalWORKs the other, each with a past."""
    kept = family_with_workers(staff["cfs.worker"], None, name="Kept")
    gone = family_with_workers(staff["cfs.worker2"], staff["ais.worker"], name="Gone")
    lived(kept, staff["cfs.worker"], "kept")
    lived(gone, staff["cfs.worker2"], "gone")
    merge_families(keep=kept.family, merge=gone.family)
    return kept, gone


def test_both_histories_are_the_surviving_familys(staff, merged):
    kept, gone = merged
    for worker in (staff["cfs.worker"], staff["cfs.worker2"]):
        text = told(kept.family, worker)
        for mark in ("kept", "gone"):
            for past in ("once", "now", "first street", "second street", "deleted"):
                assert f"{mark} {past}" in text
        assert "Gone" in text  # the name of the family that was merged away
        assert told(gone.family, worker) == ""


def test_strangers_read_neither(staff, merged, elsewhere):
    kept, gone = merged
    stranger = staff["es.worker"]
    assert "Elsewhere" not in told(elsewhere.family, stranger)
    assert told(elsewhere.family, stranger) != ""
    for family in (kept.family, gone.family):
        assert told(family, stranger) == ""


def test_the_other_bureau_reads_no_more_than_before(staff, merged):
    """What does not cross without a WTWCC 10B does not cross by a merge."""
    kept, _ = merged
    text = told(kept.family, staff["ais.worker"])
    assert "second street" in text
    assert "deleted" not in text


def test_a_merge_of_a_merged_family_loses_nothing(staff, merged):
    kept, gone = merged
    third = family_with_workers(staff["cfs.worker"], None, name="Third")
    merge_families(keep=third.family, merge=kept.family)
    gone.family.refresh_from_db()
    assert gone.family.merged_into == third.family
    text = told(third.family, staff["cfs.worker"])
    for past in ("kept once", "gone once", "gone first street", "Gone"):
        assert past in text


def test_a_figure_of_the_merged_family_keeps_its_correction(staff):
    kept = family_with_workers(None, staff["ais.worker"], name="Kept")
    gone = family_with_workers(None, staff["ais.worker"], name="Gone")
    for value in (40, 32):
        record_monthly_figure(
            person=gone.mother, by=staff["ais.worker"], kind=MonthlyKind.HOURS, month=timezone.localdate(), value=value
        )
    merge_families(keep=kept.family, merge=gone.family)
    text = told(kept.family, staff["ais.worker"])
    assert "'40" in text
    assert "'32" in text
