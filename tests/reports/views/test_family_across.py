"""View as the other bureau: what its page says crosses is what the other bureau's worker reads, row by row."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import AccessLogEntry
from crossover.enums import Capacity
from crossover.services.objections import flag_abuse
from crossover.sharing import readable
from families.enums import Category, PersonNoteKind, PlacementKind, Relationship, WtwStatus
from families.models import CategoryRule
from families.services import add_address, add_person_note, add_removal, add_wtw_standing, break_glass
from linkages_site.demo.factories import PersonFactory
from reports.querysets.across import _categorised, _words
from tests.caseplans.county import plan_of
from tests.crossover.consents import drawing, opened, sign

pytestmark = pytest.mark.django_db
CULTURE = {"kind": PersonNoteKind.CULTURE, "category": Category.CULTURE}


@pytest.fixture
def filled(staff, carried):
    """Rows of both bureaus of every kind that could leak, a plan with its LTM, a signed and sealed form."""
    cfs, ais = staff["cfs.worker"], staff["ais.worker"]
    carried.father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    entered = timezone.localdate() - datetime.timedelta(days=3)
    plan_of(carried)
    for by, street in ((cfs, "12 Alhambra Ave"), (ais, "9 Benefit Street")):
        add_address(family=carried.family, by=by, about=None, street=street)
    add_address(family=carried.family, by=cfs, about=carried.mother, street="7 Hidden Lane", confidential=True)
    add_person_note(person=carried.mother, by=cfs, text="Sunday lunch", **CULTURE)
    add_person_note(person=carried.father, by=cfs, text="Plays the guitar", **CULTURE)
    add_person_note(person=carried.mother, by=ais, text="Eid with her sister", **CULTURE)
    add_removal(person=carried.child, by=cfs, entered_on=entered, placement=PlacementKind.SHELTER)
    add_wtw_standing(person=carried.mother, by=ais, status=WtwStatus.SANCTIONED, from_date=entered)
    return carried


def nothing_more(staff, filled):
    pass


def culture_signed(staff, filled):
    sign(staff, filled, categories=[Category.CULTURE, Category.SERVICES])


def kept_apart(staff, filled):
    culture_signed(staff, filled)
    flag_abuse(protected=filled.mother, against=filled.father, by=staff["cfs.worker"])


def county_rule(staff, filled):
    CategoryRule.objects.update_or_create(category=Category.CULTURE, defaults={"crosses_without_consent": True})


@pytest.mark.parametrize(("who", "other"), [("cfs.worker", "ais.worker"), ("ais.worker", "cfs.worker")])
@pytest.mark.parametrize("state", [nothing_more, culture_signed, kept_apart, county_rule])
def test_it_says_what_the_other_worker_reads(state, who, other, staff, filled, signed_in):
    state(staff, filled)
    page = signed_in(staff[who]).get(f"/families/{filled.family.uuid}/across/")
    own = [rows.filter(bureau=staff[who].bureau) for rows in _categorised(filled.family)]
    read = sorted(_words(row) for rows in own for row in readable(rows, staff[other]))
    kept = sorted(_words(row) for rows in own for row in rows.exclude(pk__in=readable(rows, staff[other]).values("pk")))
    assert read, "there is something that crosses"
    assert sorted(row.words for row in page.context["seen"]) == read
    assert sorted(row.words for row in page.context["kept"]) == kept
    assert "Each program may hold items not shown here." in page.content.decode()


def test_it_names_the_consent_and_why_a_row_stays(staff, filled, signed_in):
    kept_apart(staff, filled)
    context = signed_in(staff["cfs.worker"]).get(f"/families/{filled.family.uuid}/across/").context
    why = {row.words: row.why for row in [*context["seen"], *context["kept"]]}
    assert why["Culture and traditions: Sunday lunch"].startswith("WTWCC 10B signed ")
    assert why["Culture and traditions: Sunday lunch"].endswith(f" by {filled.mother}")
    assert why["Culture and traditions: Plays the guitar"].startswith("No WTWCC 10B in force")
    assert why["7 Hidden Lane"] == "You keep it within your bureau"
    assert why["12 Alhambra Ave"] == "A flag of domestic abuse keeps it within your bureau"


# The mother signed twice, once for the plan; the conservator's document is of the form that they signed.
def test_each_sealed_form_says_its_day_and_signer(staff, filled, signed_in):
    conservator = PersonFactory(family=filled.family, relationship=Relationship.SUPPORT)
    for_him = {"capacity": Capacity.REPRESENTATIVE, "persons": [filled.father], "authority": drawing()}
    sign(staff, filled)
    sign(staff, filled, signer=conservator, **for_him)
    page = signed_in(staff["cfs.worker"]).get(f"/families/{filled.family.uuid}/across/").content.decode()
    day = date_format(timezone.localdate())
    for signer, papers in ((filled.mother, 2), (conservator, 2)):
        assert page.count(f", signed {day} by {signer} <span") == papers


def test_it_names_the_form_that_opens_this_very_row(staff, filled, signed_in):
    """Both parents signed for the child, each for other dates: only the one whose dates hold the removal is named."""
    today, days = timezone.localdate(), datetime.timedelta
    about_the_child = {"person": filled.child, "ends": 30}
    opened(staff, filled, covers=(today - days(5), today), **about_the_child)
    opened(staff, filled, covers=(today - days(90), today - days(60)), signer=filled.father, **about_the_child)
    context = signed_in(staff["cfs.worker"]).get(f"/families/{filled.family.uuid}/across/").context
    why = {row.kind: row.why for row in context["seen"]}
    assert str(filled.mother) in why["Removal"]
    assert str(filled.father) not in why["Removal"]


def test_nothing_of_the_other_bureau_stands_on_it(staff, filled, signed_in):
    """Also what the reader reads of the other bureau's: the page is about their own."""
    culture_signed(staff, filled)
    flag_abuse(protected=filled.mother, against=filled.father, by=staff["cfs.worker"])
    cfs = signed_in(staff["cfs.worker"]).get(f"/families/{filled.family.uuid}/across/").content.decode()
    ais = signed_in(staff["ais.worker"]).get(f"/families/{filled.family.uuid}/across/").content.decode()
    assert "Sunday lunch" in cfs
    assert not any(words in cfs for words in ("9 Benefit Street", "Eid with her sister", "Sanctioned"))
    assert "Eid with her sister" in ais
    hidden = ("12 Alhambra Ave", "7 Hidden Lane", "Sunday lunch", "guitar", "shelter", "domestic abuse keeps")
    assert not any(words in ais for words in hidden)


def test_who_may_look(staff, filled, elsewhere, signed_in):
    url = f"/families/{filled.family.uuid}/across/"
    assert signed_in(staff["cfs.worker2"]).get(url).status_code == 404
    assert signed_in(staff["ifs.supervisor"]).get(url).status_code == 200
    break_glass(by=staff["er.worker"], number=filled.cfs_case.number, reason="Police ask for the children now")
    assert signed_in(staff["er.worker"]).get(url).status_code == 200
    assert AccessLogEntry.objects.filter(route="reports:family-across", act="opened").count() == 2


def test_the_query_count_does_not_grow_with_the_rows(staff, filled, signed_in):
    client, url = signed_in(staff["cfs.worker"]), f"/families/{filled.family.uuid}/across/"
    culture_signed(staff, filled)
    client.get(url)
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    for text in ("Tamales", "Church on Sunday", "Quinceañera"):
        add_person_note(person=filled.mother, by=staff["cfs.worker"], text=text, **CULTURE)
    with CaptureQueriesContext(connection) as after:
        assert "Tamales" in client.get(url).content.decode()
    assert len(after) == len(before)
