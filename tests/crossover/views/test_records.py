"""Rows that carry a category: the page says beforehand who will read them, and it is true."""

import datetime

import pytest
from django.utils import timezone

from accounts.enums import Bureau
from crossover.sharing import is_readable
from families.enums import Category, PlacementKind
from families.models import Address, MonthlyFigure, PersonNote, Removal, WtwStanding
from families.services import add_removal
from tests.crossover.consents import opened

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def addresses(carried):
    mother, child = carried.mother.uuid, carried.child.uuid
    return {
        "address": f"/families/{carried.family.uuid}/addresses/new/",
        "safe": f"/people/{mother}/safe-contact/new/",
        "culture": f"/people/{mother}/culture/new/",
        "wtw": f"/people/{mother}/wtw-standings/new/",
        "hours": f"/people/{mother}/hours/new/",
        "earnings": f"/people/{mother}/earnings/new/",
        "removal": f"/people/{child}/removals/new/",
    }


GOOD = {
    "address": ("cfs.worker", {"street": "12 Alhambra Ave", "city": "Martinez"}, Address),
    "safe": ("cfs.worker", {"text": "Text before calling"}, PersonNote),
    "culture": ("ais.worker", {"text": "Sunday lunch"}, PersonNote),
    "wtw": ("ais.worker", {"status": "engaged", "required_hours": "30", "from_date": TODAY.isoformat()}, WtwStanding),
    "hours": ("ais.worker", {"month": TODAY.isoformat(), "value": "110"}, MonthlyFigure),
    "earnings": ("ais.worker", {"month": TODAY.isoformat(), "value": "812.50"}, MonthlyFigure),
    "removal": ("cfs.worker", {"entered_on": TODAY.isoformat(), "placement": "relative"}, Removal),
}


@pytest.mark.parametrize("form", GOOD)
@pytest.mark.parametrize("consented", [False, True])
@pytest.mark.parametrize("confidential", [False, True])
def test_the_panel_tells_the_truth(form, consented, confidential, staff, carried, addresses, signed_in):
    """What the panel says of the other bureau is what `readable` then does with the saved row."""
    who, facts, model = GOOD[form]
    client, other = signed_in(staff[who]), {"cfs.worker": "ais.worker", "ais.worker": "cfs.worker"}[who]
    about = carried.child if form == "removal" else carried.mother
    if consented:
        for category in (Category.CULTURE, Category.CALWORKS_STATUS, Category.CASH_AID, Category.SERVICES):
            towards = {"discloser": staff[who].bureau, "recipient": staff[other].bureau}
            opened(staff, carried, person=about, category=category, **towards)
    own, across = client.get(addresses[form]).context["readers"]
    answer = client.post(addresses[form], facts | ({"confidential": "on"} if confidential else {}))
    assert answer["Location"] == f"/families/{carried.family.uuid}/people/"
    row = model.objects.get()
    assert (row.bureau, row.family) == (staff[who].bureau, carried.family)
    assert own.reads
    assert is_readable(row, staff[who])
    assert is_readable(row, staff[other]) == (across.reads and not confidential)


@pytest.mark.parametrize("form", GOOD)
def test_outsider_gets_404(form, staff, carried, elsewhere, addresses, signed_in):
    _, facts, model = GOOD[form]
    for name in ("cfs.worker2", "es.worker"):
        client = signed_in(staff[name])
        assert client.get(addresses[form]).status_code == client.post(addresses[form], facts).status_code == 404
    assert not model.objects.exists()


@pytest.mark.parametrize(
    ("form", "who", "reason"),
    [
        ("wtw", "cfs.worker", "Only CalWORKs staff"),
        ("hours", "ifs.supervisor", "Only CalWORKs staff"),
        ("earnings", "cfs.worker", "Only CalWORKs staff"),
        ("removal", "ais.worker", "Only CFS staff"),
    ],
)
def test_reader_is_refused_with_the_reason(form, who, reason, staff, addresses, signed_in):
    _, facts, model = GOOD[form]
    client = signed_in(staff[who])
    for answer in (client.get(addresses[form]), client.post(addresses[form], facts)):
        assert answer.status_code == 403
        assert reason in answer.content.decode()
    assert not model.objects.exists()


@pytest.mark.parametrize(
    ("form", "changes", "field", "kept"),
    [
        ("address", {"street": "", "city": "", "zip_code": "94553"}, "street", 'value="94553"'),
        ("address", {"zip_code": "ABCDE"}, "zip_code", 'value="ABCDE"'),
        ("address", {"zip_code": "94553-12"}, "zip_code", 'value="94553-12"'),
        ("address", {"phone": "notaphone"}, "phone", 'value="notaphone"'),
        ("address", {"phone": "555-12 ext. 3456"}, "phone", 'value="555-12 ext. 3456"'),
        ("culture", {"text": "x" * 501}, "text", "x" * 501),
        ("wtw", {"from_date": "soon"}, "from_date", 'value="30"'),
        ("hours", {"value": "-1"}, "value", 'value="-1"'),
        ("earnings", {"month": "2999-01-01"}, "month", 'value="812.50"'),
        ("hours", {"value": "745"}, "value", 'value="745"'),
        ("hours", {"month": "1989-12-31"}, "month", 'value="110"'),
        ("removal", {"entered_on": "1989-12-31"}, "entered_on", 'value="1989-12-31"'),
        ("removal", {"entered_on": "2999-01-01"}, "entered_on", 'value="2999-01-01"'),
    ],
)
def test_bad_input_is_kept_and_explained(form, changes, field, kept, staff, addresses, signed_in):
    who, facts, model = GOOD[form]
    answer = signed_in(staff[who]).post(addresses[form], facts | changes)
    assert list(answer.context["form"].errors) == [field]
    assert kept in answer.content.decode()
    assert not model.objects.exists()


def test_the_figure_is_asked_for_by_its_name_and_unit(staff, addresses, signed_in):
    client = signed_in(staff["ais.worker"])
    for form, label in (("hours", "Hours in the month"), ("earnings", "Earnings in the month, in dollars")):
        shown = client.get(addresses[form]).content.decode()
        assert label in shown
        assert "Nov 3, 2026 stands for November 2026" in shown


@pytest.mark.parametrize("zip_code", ["", "94553", "94553-1234"])
@pytest.mark.parametrize("phone", ["", "555-0117", "(925) 555-0117 x12", "+1 925.555.0117, ext. 1204"])
def test_zip_codes_and_phones_as_people_write_them(zip_code, phone, staff, addresses, signed_in):
    who, facts, model = GOOD["address"]
    signed_in(staff[who]).post(addresses["address"], facts | {"zip_code": zip_code, "phone": phone})
    assert (model.objects.get().zip_code, model.objects.get().phone) == (zip_code, phone)


@pytest.fixture
def removal(staff, carried):
    entered = TODAY - datetime.timedelta(days=9)
    return add_removal(
        person=carried.child, by=staff["cfs.worker"], entered_on=entered, placement=PlacementKind.RELATIVE
    )


def test_no_choice_is_called_dashes(staff, addresses, removal, signed_in):
    """Where a child lives is always one of the buttons; a list to choose from says so."""
    client = signed_in(staff["cfs.worker"])
    placements = client.get(addresses["removal"]).context["form"].fields["placement"].choices
    assert [value for value, _ in placements] == PlacementKind.values
    ending = client.get(f"/removals/{removal.uuid}/exit/").content.decode()
    assert ">Choose</option>" in ending
    assert "-----" not in ending


def test_a_removal_ends(staff, removal, signed_in):
    client, url = signed_in(staff["cfs.worker"]), f"/removals/{removal.uuid}/exit/"
    early = (removal.entered_on - datetime.timedelta(days=1)).isoformat()
    answer = client.post(url, {"exited_on": early, "exit_type": "reunified"})
    assert "The child was removed on" in answer.context["form"].errors["exited_on"][0]
    assert client.post(url, {"exited_on": TODAY.isoformat(), "exit_type": ""}).status_code == 200
    assert client.post(url, {"exited_on": TODAY.isoformat(), "exit_type": "reunified"}).status_code == 302
    removal.refresh_from_db()
    assert removal.exited_on == TODAY


def test_an_unreadable_removal_is_absent_a_readable_one_refused(staff, carried, removal, signed_in):
    client, url = signed_in(staff["ais.worker"]), f"/removals/{removal.uuid}/exit/"
    assert client.get(url).status_code == 404
    towards = {"discloser": Bureau.CFS, "recipient": Bureau.CALWORKS}
    opened(staff, carried, person=carried.child, category=Category.SERVICES, **towards)
    assert client.get(url).status_code == 403


def test_a_second_removal_is_refused_above_the_form_which_keeps_what_was_typed(staff, addresses, removal, signed_in):
    client, reason = signed_in(staff["cfs.worker"]), "A removal of this child is open already."
    assert reason in client.get(addresses["removal"]).content.decode()
    answer = client.post(addresses["removal"], GOOD["removal"][1])
    assert answer.status_code == 403
    assert reason in answer.context["form"].non_field_errors()[0]
    assert f'value="{TODAY.isoformat()}"' in answer.content.decode()
    assert Removal.objects.get() == removal


def test_a_figure_on_file_is_replaced_only_by_who_was_told(staff, addresses, signed_in):
    client, hours = signed_in(staff["ais.worker"]), GOOD["hours"][1] | {"value": "120"}
    assert client.post(addresses["hours"], hours).status_code == 302
    answer = client.post(addresses["hours"], hours | {"value": "90"})
    assert f"{TODAY:%b %Y} has 120 hours on file; saving replaces it." in answer.context["form"].errors["value"][0]
    assert "Replace the figure on file" in answer.content.decode()
    assert MonthlyFigure.objects.get().value == 120
    assert client.post(addresses["hours"], hours | {"value": "90", "replaces": "on"}).status_code == 302
    assert MonthlyFigure.objects.get().value == 90


def test_hours_and_earnings_are_an_adults(staff, carried, signed_in):
    client = signed_in(staff["ais.worker"])
    for name in ("hours", "earnings", "wtw-standings"):
        answer = client.get(f"/people/{carried.child.uuid}/{name}/new/")
        assert answer.status_code == 403
        assert "of adults only" in answer.content.decode()


def test_a_child_is_not_removed_before_birth(staff, carried, addresses, signed_in):
    early = carried.child.born_on - datetime.timedelta(days=1)
    answer = signed_in(staff["cfs.worker"]).post(
        addresses["removal"], GOOD["removal"][1] | {"entered_on": early.isoformat()}
    )
    assert "The child was born on" in answer.context["form"].errors["entered_on"][0]
    assert not Removal.objects.exists()
