"""What may cross between the bureaus, as truth tables: every row below is a leak if its answer changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from crossover import sharing
from crossover.enums import ConsentEventKind
from crossover.models import ConsentEvent
from crossover.sharing.reliance import consents_relied_on
from families.enums import (
    CONSENT_FREE,
    NEVER_CROSSES,
    SENSITIVE,
    AssignmentRole,
    Category,
    Level,
    PersonNoteKind,
    Relationship,
)
from families.models import CategoryRule, FamilyGrant, PersonNote
from families.services import assign, create_family, merge_families
from linkages_site.demo.factories import PersonFactory, UserFactory
from tests.crossover.consents import NEXT_YEAR, TODAY, opened, sign

pytestmark = pytest.mark.django_db
CONSENTABLE = [category for category in Category if category not in CONSENT_FREE | NEVER_CROSSES]


def note(case, bureau=Bureau.CFS, category=Category.SERVICES, about="mother", **facts):
    person = getattr(case, about) if about else None
    return PersonNote.objects.create(
        family=case.family,
        bureau=bureau,
        category=category,
        about=person,
        kind=PersonNoteKind.CULTURE,
        text="What is at stake",
        **facts,
    )


def reads(user, row):
    """Asked of a person read afresh, as a request would."""
    return sharing.is_readable(row, User.objects.get(pk=user.pk))


def relied_on(case, user):
    """What a page of this family's notes would name."""
    shown = sharing.readable(PersonNote.objects.filter(family=case.family), user)
    return consents_relied_on(case.family, user, [shown])


def viewer(staff, case, bureau):
    """Someone who knows the family's header only, as a person on an XOVER1's way does."""
    name = "er.worker" if bureau == Bureau.CFS else "eligibility.worker"
    granted = FamilyGrant.objects.filter(content_object=case.family).first()
    FamilyGrant.objects.create(
        content_object=case.family,
        user=staff[name],
        permission=granted.permission.content_type.permission_set.get(codename=Level.VIEW),
        ground="xover1_hop",
        source="test",
        valid_from=timezone.now(),
    )
    return staff[name]


def every_kind(case, **facts):
    """A row of every category, plain and confidential: (category, confidential, row)."""
    return [
        (category, confidential, note(case, category=category, confidential=confidential, **facts))
        for category in Category
        for confidential in (False, True)
    ]


# Own bureau: everything of its own, confidential or not, for whoever works the family and for nobody else.
def test_own_bureau(staff, carried, elsewhere):
    expected = {"cfs.worker": True, "ifs.supervisor": True, "cfs.worker2": False, "er.worker": False, "admin": False}
    for category, confidential, row in every_kind(carried):
        answers = {name: reads(staff[name], row) for name in expected}
        assert answers == expected, (category, confidential)


# The other bureau without any consent: XOVER1's minimum, unless confidential.
def test_other_bureau_without_consent(staff, carried, elsewhere):
    for category, confidential, row in every_kind(carried):
        expected = category in CONSENT_FREE and not confidential
        for reader in ("ais.worker", "ais.supervisor"):
            assert reads(staff[reader], row) is expected, (reader, category, confidential)
        assert not reads(elsewhere.ais_worker, row)


# A row about the family as a whole crosses like any other of its category; no scope can name it.
def test_about_the_whole_family(staff, carried, elsewhere):
    opened(staff, carried, 0, 30)
    for category in sorted(CONSENT_FREE):
        assert reads(staff["ais.worker"], note(carried, category=category, about=None))
        assert not reads(staff["ais.worker"], note(carried, category=category, about=None, confidential=True))
        assert not reads(elsewhere.ais_worker, note(carried, category=category, about=None))


# A scope opens by its dates, both included, in the county's days.
@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (0, 30, True),  # begins today
        (-30, 30, True),  # in force
        (-30, 0, True),  # expires today
        (0, 0, True),  # one day
        (1, 30, False),  # not begun
        (-30, -1, False),  # expired yesterday
    ],
)
def test_dates_of_a_scope(staff, carried, begins, ends, expected):
    row = note(carried)
    opened(staff, carried, begins, ends)
    assert reads(staff["ais.worker"], row) is expected
    assert reads(staff["ais.supervisor"], row) is expected
    assert reads(staff["cfs.worker"], row)


# Every category that a 10B may open, one at a time.
def test_a_scope_opens_its_category_alone(staff, carried):
    rows = {category: note(carried, category=category) for category in Category}
    for category in CONSENTABLE:
        consent = opened(staff, carried, 0, 30, category=category)
        assert {each for each, row in rows.items() if reads(staff["ais.worker"], row)} == CONSENT_FREE | {category}
        ConsentEvent.objects.create(consent=consent, kind=ConsentEventKind.REVOKED, by=staff["cfs.worker"])


# Not this person's, not this direction, not this family's, not for someone who does not work it.
def test_a_scope_opens_nothing_beside_it(staff, carried, elsewhere):
    opened(staff, carried, 0, 30)
    assert reads(staff["ais.worker"], note(carried))
    assert not reads(staff["ais.worker"], note(carried, about="child")), "another person"
    assert not reads(staff["cfs.worker"], note(carried, bureau=Bureau.CALWORKS)), "the other direction"
    assert not reads(staff["ais.worker"], note(elsewhere)), "another family"
    assert not reads(elsewhere.ais_worker, note(carried)), "a stranger with a family of their own"
    assert not reads(elsewhere.ais_worker, note(elsewhere)), "a stranger's family without consent"
    assert not reads(viewer(staff, carried, Bureau.CALWORKS), note(carried)), "the header is not enough"
    assert not reads(staff["ais.worker"], note(carried, confidential=True)), "confidential"


def test_the_other_direction_is_opened_by_its_own_scope(staff, carried):
    opened(staff, carried, 0, 30, discloser=Bureau.CALWORKS, recipient=Bureau.CFS)
    assert reads(staff["cfs.worker"], note(carried, bureau=Bureau.CALWORKS))
    assert not reads(staff["ais.worker"], note(carried))


@pytest.mark.parametrize(
    ("kind", "category", "expected"),
    [
        (ConsentEventKind.REVOKED, "", False),  # whole
        (ConsentEventKind.REVOKED, Category.SERVICES, False),  # this category
        (ConsentEventKind.REVOKED, Category.HOUSING, True),  # another category
        (ConsentEventKind.SUPERSEDED, "", False),
        (ConsentEventKind.COPY_GIVEN, "", True),  # ends nothing
    ],
)
def test_events_end_a_scope_at_once(staff, carried, kind, category, expected):
    row, consent = note(carried), opened(staff, carried, -5, 30)
    assert reads(staff["ais.worker"], row)
    ConsentEvent.objects.create(consent=consent, kind=kind, category=category, by=staff["cfs.worker"])
    assert reads(staff["ais.worker"], row) is expected


def test_an_event_of_one_consent_leaves_another_in_force(staff, carried):
    row, first = note(carried, about="child"), opened(staff, carried, -5, 30, person=carried.child)
    opened(staff, carried, -5, 30, person=carried.child)
    ConsentEvent.objects.create(consent=first, kind=ConsentEventKind.REVOKED, by=staff["cfs.worker"])
    assert reads(staff["ais.worker"], row)


# Some content never crosses, whatever is signed or set; the database holds no scope and no rule for it.
@pytest.mark.parametrize("category", sorted(NEVER_CROSSES))
def test_never_crosses(staff, carried, category):
    sign(staff, carried, categories=[Category.SERVICES])
    assert not reads(staff["ais.worker"], note(carried, category=category))
    assert reads(staff["cfs.worker"], note(carried, category=category))


# The county's reading of W&I 10850 / 18964, category by category, off by default.
@pytest.mark.parametrize("on", [False, True])
@pytest.mark.parametrize("confidential", [False, True])
def test_county_rule(staff, carried, elsewhere, on, confidential):
    CategoryRule.objects.filter(category=Category.HOUSING).update(crosses_without_consent=on)
    row = note(carried, category=Category.HOUSING, confidential=confidential)
    assert reads(staff["ais.worker"], row) is (on and not confidential)
    assert not reads(staff["ais.worker"], note(carried, category=Category.SERVICES)), "another category"
    assert not reads(elsewhere.ais_worker, row), "a stranger"
    assert not reads(viewer(staff, carried, Bureau.CALWORKS), row), "the header is not enough"


def test_county_rule_opens_nothing_to_a_worker_of_no_bureau(staff, carried):
    CategoryRule.objects.filter(category=Category.HOUSING).update(crosses_without_consent=True)
    colleague = UserFactory(unit=staff["cfs.worker"].unit, bureau="", roles=["facilitator"])
    assign(case=carried.cfs_case, role=AssignmentRole.CFS_WORKER, unit=colleague.unit, worker=colleague, why="Odd")
    assert not reads(colleague, note(carried, category=Category.HOUSING))


# Whoever knows the header only reads the consent-free codes that are not confidential, from either bureau.
@pytest.mark.parametrize("bureau", Bureau)
def test_header_reader(staff, carried, bureau):
    readers = [viewer(staff, carried, Bureau.CFS), viewer(staff, carried, Bureau.CALWORKS)]
    for category, confidential, row in every_kind(carried, bureau=bureau):
        expected = category in CONSENT_FREE and not confidential
        assert [reads(reader, row) for reader in readers] == [expected] * 2, (category, confidential)


def test_a_deactivated_worker_reads_nothing(staff, carried):
    row, own = note(carried), note(carried, bureau=Bureau.CALWORKS)
    opened(staff, carried, 0, 30)
    staff["ais.worker"].is_active = False
    staff["ais.worker"].save()
    assert not reads(staff["ais.worker"], row)
    assert not reads(staff["ais.worker"], own)


def test_access_ended_with_the_assignment(staff, carried):
    row = note(carried)
    opened(staff, carried, 0, 30)
    other = UserFactory(unit=staff["ais.worker"].unit, roles=["ais_worker"])
    assign(case=carried.calworks_case, role=AssignmentRole.AIS_WORKER, unit=other.unit, worker=other, why="Reassigned")
    assert not reads(staff["ais.worker"], row)
    assert reads(other, row)


def test_it_adds_no_query_and_none_grows_with_the_rows(staff, carried):
    note(carried)
    reader = User.objects.get(pk=staff["ais.worker"].pk)
    opened(staff, carried, 0, 30)
    for rows in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            assert len(sharing.readable(PersonNote.objects.all(), reader)) == rows
        assert len(queries) == 1
        note(carried), note(carried)


def test_readable_by_all_holds_what_every_signer_may_read(staff, carried):
    both, cfs_only, calworks_only = note(carried), note(carried, about="child"), note(carried, bureau=Bureau.CALWORKS)
    opened(staff, carried, 0, 30)
    workers = [staff["cfs.worker"], staff["ais.worker"]]
    assert set(sharing.readable_by_all(PersonNote.objects.all(), workers)) == {both}
    assert set(sharing.readable(PersonNote.objects.all(), staff["cfs.worker"])) == {both, cfs_only}
    assert set(sharing.readable(PersonNote.objects.all(), staff["ais.worker"])) == {both, calworks_only}


# One adult's sensitive rows stay off a copy that another adult holds (domain 4.2, 3).
def test_shareable_between_parents(staff, carried):
    carried.father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    rows = {
        (about, category): note(carried, about=about, category=category)
        for about in ("mother", "father", "child")
        for category in (Category.MENTAL_HEALTH, Category.SERVICES)
    }
    assert Category.MENTAL_HEALTH in SENSITIVE

    def left(*parents):
        kept = set(sharing.shareable_between_parents(PersonNote.objects.all(), parents))
        return set(rows) - {key for key, row in rows.items() if row in kept}

    mothers, fathers = ("mother", Category.MENTAL_HEALTH), ("father", Category.MENTAL_HEALTH)
    assert left(carried.mother) == {fathers}
    assert left(carried.father) == {mothers}
    assert left(carried.mother, carried.father) == {mothers, fathers}
    assert left() == set()


def test_consents_relied_on_are_those_in_force_towards_the_reader(staff, carried, elsewhere):
    towards = opened(staff, carried, 0, 30)
    opened(staff, carried, -9, -1)
    opened(staff, carried, 0, 30, discloser=Bureau.CALWORKS, recipient=Bureau.CFS)
    opened(staff, elsewhere, 0, 30)
    revoked = opened(staff, carried, 0, 30)
    ConsentEvent.objects.create(consent=revoked, kind=ConsentEventKind.REVOKED, by=staff["cfs.worker"])
    note(carried)
    assert relied_on(carried, staff["ais.worker"]) == [towards.uuid]
    assert relied_on(carried, staff["cfs.worker"]) == relied_on(carried, staff["director"]) == []


def test_only_consents_that_open_a_row_of_the_page_are_relied_on(staff, carried):
    services, health = (
        opened(staff, carried, 0, 30, category=category) for category in (Category.SERVICES, Category.MENTAL_HEALTH)
    )
    child = opened(staff, carried, 0, 30, person=carried.child)
    reader = staff["ais.worker"]
    # Nothing shown, and only rows of one's own bureau: nothing relied on.
    note(carried, bureau=Bureau.CALWORKS)
    assert relied_on(carried, reader) == []
    # One row of the other bureau: the consent of its category and person, not the two beside it.
    note(carried)
    assert relied_on(carried, reader) == [services.uuid]
    # A row kept within its bureau is not shown, so nothing is relied on for it.
    note(carried, category=Category.MENTAL_HEALTH, confidential=True)
    assert relied_on(carried, reader) == [services.uuid]
    note(carried, about="child")
    note(carried, category=Category.MENTAL_HEALTH)
    assert set(relied_on(carried, reader)) == {services.uuid, child.uuid, health.uuid}
    # Another page, without these rows.
    assert consents_relied_on(carried.family, reader, []) == []


def test_two_consents_name_a_category_once_in_the_panel(staff, carried):
    for _ in range(2):
        opened(staff, carried, 0, 30)
    assert sharing.categories_crossing(carried.family, Bureau.CALWORKS) == {carried.mother: [Category.SERVICES]}
    assert sharing.categories_crossing(carried.family, Bureau.CFS) == {}


def test_scopes_in_words_say_what_is_in_force(staff, carried):
    consent = sign(staff, carried, categories=[Category.SERVICES, Category.HOUSING], disclosers=[Bureau.CFS])
    ConsentEvent.objects.create(
        consent=consent, kind=ConsentEventKind.REVOKED, category=Category.HOUSING, by=staff["cfs.worker"]
    )
    lines = sharing.scopes_in_words(consent)
    assert set(lines) == {carried.mother, carried.child}
    assert {(line.category, bool(line.ways)) for line in lines[carried.mother]} == {
        (Category.SERVICES.label, True),
        (Category.HOUSING.label, False),
    }
    assert lines[carried.child][0].ways == ["Children & Family Services shares with CalWORKs"]
    assert consent.until_date == NEXT_YEAR > TODAY


@pytest.mark.parametrize("recipient", Bureau)
def test_scopes_in_words_tell_each_way_by_itself(staff, carried, recipient):
    consent = sign(staff, carried, disclosers=list(Bureau))
    ConsentEvent.objects.create(
        consent=consent, kind=ConsentEventKind.REVOKED, recipient=recipient, by=staff["cfs.worker"]
    )
    names = dict(sharing.directions())
    [line] = sharing.scopes_in_words(consent)[carried.mother]
    assert (line.ways, line.closed) == ([names[recipient]], [names[recipient.other]])


def test_a_merge_keeps_what_was_opened(staff, carried):
    row = note(carried)
    opened(staff, carried, 0, 30)
    kept = merge_families(keep=create_family(name="Reyes-Soto"), merge=carried.family)
    assert kept.people.filter(pk=carried.mother.pk).exists()
    assert reads(staff["ais.worker"], row)
