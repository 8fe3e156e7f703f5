"""The family page: the header for whoever has a hand in the form, the content for the workers, nothing for others."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessLogEntry
from crossover.services.consents import revoke_consent
from families.enums import Category, ExitType, PersonNoteKind, PlacementKind, WtwStatus
from families.services import add_address, add_person, add_person_note, add_removal, add_wtw_standing, end_removal
from meetings.services import cancel_meeting
from tests.crossover.consents import opened, sign
from tests.crossover.way import Way
from tests.meetings import county as steps

pytestmark = pytest.mark.django_db
TABS = ["", "people/", "cases/", "forms/", "consents/", "meetings/", "plan/", "history/"]
WORKERS_ONLY = {"consents/", "plan/", "history/"}


@pytest.fixture
def url(carried):
    return f"/families/{carried.family.uuid}/"


@pytest.fixture
def filled(staff, carried):
    """The family with a row of each kind that could leak."""
    cfs, ais = staff["cfs.worker"], staff["ais.worker"]
    add_address(family=carried.family, by=cfs, about=carried.mother, street="12 Alhambra Ave")
    add_address(family=carried.family, by=cfs, about=carried.mother, street="7 Hidden Lane", confidential=True)
    culture = {"kind": PersonNoteKind.CULTURE, "category": Category.CULTURE}
    add_person_note(person=carried.mother, by=cfs, text="Sunday lunch", **culture)
    entered = timezone.localdate() - datetime.timedelta(days=3)
    add_removal(person=carried.child, by=cfs, entered_on=entered, placement=PlacementKind.SHELTER)
    add_wtw_standing(person=carried.mother, by=ais, status=WtwStatus.SANCTIONED, from_date=entered)
    return carried


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_has_the_constant_line(tab, staff, filled, url, signed_in):
    for name in ("cfs.worker", "ais.worker", "ifs.supervisor"):
        page = signed_in(staff[name]).get(url + tab)
        assert page.status_code == 200
        assert "Each program may hold items not shown here." in page.content.decode()


def test_each_bureau_reads_its_own_and_the_minimum(staff, filled, url, signed_in):
    cfs = signed_in(staff["cfs.worker"]).get(url + "people/").content.decode()
    ais = signed_in(staff["ais.worker"]).get(url + "people/").content.decode()
    for text, reads_cfs, reads_ais in [
        ("12 Alhambra Ave", True, True),
        ("7 Hidden Lane", True, False),
        ("Sunday lunch", True, False),
        ("Emergency shelter", True, False),
        ("Sanctioned", False, True),
    ]:
        assert ((text in cfs), (text in ais)) == (reads_cfs, reads_ais), text


def test_a_consent_opens_its_category_and_is_named_in_the_log(staff, filled, url, signed_in):
    consent = opened(staff, filled, category=Category.CULTURE)
    page = signed_in(staff["ais.worker"]).get(url + "people/").content.decode()
    assert "Sunday lunch" in page
    assert "Emergency shelter" not in page
    assert AccessLogEntry.objects.latest("pk").consents == [consent.uuid]
    signed_in(staff["cfs.worker"]).get(url + "people/")
    assert AccessLogEntry.objects.latest("pk").consents == []


def test_outsider_gets_404(staff, filled, elsewhere, url, signed_in):
    for name in ("cfs.worker2", "es.worker", "coordinator", "privacy.officer", "admin"):
        client = signed_in(staff[name])
        assert {client.get(url + tab).status_code for tab in TABS} == {404}, name


def test_reader_is_refused_with_the_reason(staff, signed_in):
    """The ER supervisor has a hand in the form: identity, workers and that form, and no content."""
    form = Way(staff).draft()
    Way(staff).send(form)
    mother = form.family.people.first()
    client, url = signed_in(staff["er.supervisor"]), form.family.get_absolute_url()
    for tab in TABS:
        answer = client.get(url + tab)
        assert answer.status_code == (403 if tab in WORKERS_ONLY else 200), tab
    assert "Only the family&#x27;s workers" in answer.content.decode()
    overview = client.get(url).content.decode()
    assert str(mother) in overview
    assert form.get_absolute_url() in overview
    assert "Next step" not in overview
    assert "History" not in overview


def test_a_header_reader_sees_no_content(staff, carried, signed_in):
    form = Way(staff).draft()
    Way(staff).send(form)
    case = Way(staff).open_case(form)
    Way(staff).assign_cfs(form)
    worker, mother = staff["cfs.worker"], form.family.people.get(relationship="mother")
    culture = {"kind": PersonNoteKind.CULTURE, "category": Category.CULTURE}
    add_person_note(person=mother, by=worker, text="Sunday lunch", **culture)
    add_address(family=form.family, by=worker, about=mother, street="7 Hidden Lane", confidential=True)
    case.jurisdiction = "court"
    case.save()
    assert "Sunday lunch" in signed_in(worker).get(f"{form.family.get_absolute_url()}people/").content.decode()
    client = signed_in(staff["er.supervisor"])
    pages = "".join(client.get(form.family.get_absolute_url() + tab).content.decode() for tab in TABS)
    assert str(mother) in pages
    for secret in ("Sunday lunch", "7 Hidden Lane", "Court or voluntary", "Repeat the clearance"):
        assert secret not in pages, secret


def test_a_form_between_others_is_not_listed_to_a_header_reader(staff, signed_in):
    first = Way(staff).draft()
    Way(staff).send(first)
    page = signed_in(staff["er.clerk"]).get(f"{first.family.get_absolute_url()}forms/").content.decode()
    assert first.get_absolute_url() in page
    assert signed_in(staff["ais.supervisor"]).get(first.family.get_absolute_url()).status_code == 404


def test_a_removal_is_recorded_once_at_a_time(staff, carried, url, signed_in):
    client, offer = signed_in(staff["cfs.worker"]), f"/people/{carried.child.uuid}/removals/new/"
    assert offer in client.get(url + "people/").content.decode()
    today = timezone.localdate()
    removal = add_removal(
        person=carried.child, by=staff["cfs.worker"], entered_on=today, placement=PlacementKind.SHELTER
    )
    assert offer not in client.get(url + "people/").content.decode()
    end_removal(removal=removal, by=staff["cfs.worker"], exited_on=today, exit_type=ExitType.REUNIFIED)
    assert offer in client.get(url + "people/").content.decode()


def test_the_tab_says_which_part_of_a_consent_was_taken_back(staff, carried, url, signed_in):
    consent = sign(staff, carried, categories=[Category.SERVICES, Category.CULTURE])
    for category in (Category.SERVICES, ""):
        revoke_consent(consent=consent, by=staff["cfs.worker"], category=category)
    page = signed_in(staff["cfs.worker"]).get(url + "consents/").content.decode()
    assert f"revoked ({Category.SERVICES.label})" in page
    assert "revoked (Everything)" in page


def test_the_tab_says_how_each_signed_form_stands(staff, carried, url, signed_in):
    opened(staff, carried, -30, -1)
    opened(staff, carried, 0, 30)
    opened(staff, carried, 5, 30)
    revoke_consent(consent=opened(staff, carried, 0, 20), by=staff["cfs.worker"])
    page = signed_in(staff["cfs.worker"]).get(url + "consents/").content.decode()
    for standing in ("expired, ", "in force, ", "not begun yet, ", "revoked, "):
        assert page.count(f"</a>, {standing}") == 1, standing


def test_the_road_goes_on_after_the_signature_to_what_was_taken_back(staff, carried, url, signed_in):
    consent = sign(staff, carried, categories=[Category.SERVICES, Category.CULTURE])
    client = signed_in(staff["ais.worker"])
    revoke_consent(consent=consent, by=staff["cfs.worker"], category=Category.SERVICES)
    overview = client.get(url).context
    last = overview["entries"][-1]
    assert (last["title"], last["text"]) == ("WTWCC 10B: revoked", Category.SERVICES.label)
    assert "WTWCC 10B" not in overview["next_step"]
    revoke_consent(consent=consent, by=staff["cfs.worker"])
    overview = client.get(url).context
    assert [entry["title"] for entry in overview["entries"][-3:]] == [
        "Consent signed", "WTWCC 10B: revoked", "WTWCC 10B: revoked",
    ]  # fmt: skip
    assert overview["entries"][-1]["text"] == "Everything"
    assert overview["next_step"].startswith("WTWCC 10B: revoked. Only XOVER1's minimum crosses now.")
    sign(staff, carried)
    assert "minimum" not in client.get(url).context["next_step"]


@pytest.mark.parametrize("tab", ["", "people/", "history/"])
def test_more_people_cost_no_more_queries(tab, staff, filled, url, signed_in):
    client = signed_in(staff["cfs.worker"])
    client.get(url + tab)
    with CaptureQueriesContext(connection) as one:
        client.get(url + tab)
    for name in ("Ana", "Luis"):
        person = add_person(
            family=filled.family, by=staff["cfs.worker"], first_name=name, last_name="Reyes", relationship="relative"
        )
        add_address(family=filled.family, by=staff["cfs.worker"], about=person, street=f"{name} Street")
    with CaptureQueriesContext(connection) as three:
        client.get(url + tab)
    assert len(three) == len(one)


def sign_once_more(staff, carried):
    opened(staff, carried, 0, 30)


def meet_once_more(staff, carried):
    cancel_meeting(meeting=steps.pltm(carried), by=carried.cfs_worker, reason="Worker is ill")


@pytest.mark.parametrize(("tab", "one_more"), [("consents/", sign_once_more), ("meetings/", meet_once_more)])
def test_a_tab_asks_the_same_of_one_row_and_three(tab, one_more, staff, carried, url, signed_in):
    client = signed_in(staff["cfs.worker"])
    one_more(staff, carried)
    client.get(url + tab)
    with CaptureQueriesContext(connection) as one:
        client.get(url + tab)
    one_more(staff, carried), one_more(staff, carried)
    with CaptureQueriesContext(connection) as three:
        assert client.get(url + tab).status_code == 200
    assert len(three) == len(one)
