"""The home page of each role; every number equals the list that it opens."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from accounts.models import Unit
from crossover.enums import ClearancePurpose, ClearanceResult, Xover1Status
from families.enums import Disposition, TaskKind
from families.models import Referral, Task
from linkages_site.demo.factories import UserFactory
from tests.county import family_with_workers
from tests.crossover.way import MOTHER, Way

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def busy(staff, carried, elsewhere):
    """Tasks of several kinds and days, in the unit and out of it; forms with both supervisors."""
    second = family_with_workers(staff["cfs.worker"], staff["ais.worker"], name="Brand")
    Task.objects.all().delete()
    for family, owner, kind, days in [
        (carried.family, "cfs.worker", TaskKind.HOLD_PLTM, -3),
        (carried.family, "cfs.worker", TaskKind.HOLD_LTM, 4),
        (second.family, "cfs.worker", TaskKind.HOLD_PLTM, 2),
        (second.family, "cfs.worker", TaskKind.HOLD_LTM, 30),
        (second.family, "ais.worker", TaskKind.HOLD_PLTM, -1),
        (elsewhere.family, "cfs.worker2", TaskKind.HOLD_PLTM, -1),
    ]:
        due = TODAY + datetime.timedelta(days=days)
        Task.objects.create(
            family=family, kind=kind, key=f"{owner}-{days}", opens_on=TODAY, due_on=due, owner=staff[owner], why="IV.E"
        )
    way = Way(staff)
    for status in (Xover1Status.WITH_ER_SUPERVISOR, Xover1Status.WITH_CFS_SUPERVISOR, Xover1Status.WITH_AIS_SUPERVISOR):
        way.standing_at(status)
    return carried


def test_every_number_of_a_supervisor_equals_its_list(staff, busy, signed_in):
    for name in ("ifs.supervisor", "ais.supervisor", "er.supervisor"):
        client = signed_in(staff[name])
        home = client.get("/")
        cards = [*home.context["cards"], *home.context["worker_cards"]]
        for card in cards:
            rows = client.get(card.url).context["rows"]
            assert card.number == rows.paginator.count, f"{name}: {card.label}"
            assert urlsplit(card.url).path in home.content.decode()


def test_a_supervisors_numbers_are_of_their_own_unit(staff, busy, signed_in):
    numbers = {card.label: card.number for card in signed_in(staff["ifs.supervisor"]).get("/").context["cards"]}
    assert numbers["Tasks overdue"] == 1
    assert numbers["PLTM due in 7 days"] == 1
    assert numbers["LTM due in 7 days"] == 1
    assert numbers["XOVER1 waiting for you"] == 1
    workers = {card.label: card.number for card in signed_in(staff["ifs.supervisor"]).get("/").context["worker_cards"]}
    assert workers == {str(staff["cfs.worker"]): 2}


def test_a_worker_has_what_is_overdue_first(staff, busy, signed_in):
    home = signed_in(staff["cfs.worker"]).get("/")
    assert [str(family) for family in home.context["families"]] == ["Reyes", "Brand"]
    page = home.content.decode()
    assert "Overdue" in page
    assert "Stranger" not in page


def test_a_clerk_has_the_way_to_a_new_clearance_and_the_last_ten(staff, busy, signed_in):
    home = signed_in(staff["er.clerk"]).get("/")
    page = home.content.decode()
    assert "New referral" in page
    assert len(home.context["clearances"]) == 3
    assert {clearance.made_by for clearance in home.context["clearances"]} == {staff["er.clerk"]}


def test_an_er_clerk_sees_which_referrals_their_unit_has_not_cleared(staff, signed_in, django_assert_max_num_queries):
    way, clerk = Way(staff), staff["er.clerk"]
    late, possible, cleared, closed = (way.referral(name) for name in ("Late", "Maybe", "Cleared", "Closed"))
    way.clear(late, by=staff["screening.clerk"], purpose=ClearancePurpose.SCREENING)
    way.clear(possible, result=ClearanceResult.POSSIBLE)
    way.clear(cleared, result=ClearanceResult.NOT_FOUND)
    elsewhere = way.referral("Elsewhere")
    Referral.objects.filter(pk=elsewhere.pk).update(er_unit=Unit.objects.get(name="ER 2"))
    Referral.objects.filter(pk=late.pk).update(received_on=TODAY - datetime.timedelta(days=30))
    Referral.objects.filter(pk=closed.pk).update(disposition=Disposition.NO_CASE)
    assert "to_clear" not in signed_in(staff["screening.clerk"]).get("/").context
    with django_assert_max_num_queries(1000) as few:
        home = signed_in(clerk).get("/")
    assert [(each.referral, each.looked_before, each.late) for each in home.context["to_clear"]] == [
        (late, False, True),
        (possible, True, False),
    ]
    assert "look again" in home.content.decode()
    for name in ("One", "Two"):
        way.referral(name)
    with django_assert_max_num_queries(len(few)):
        signed_in(clerk).get("/")


def test_an_er_clerk_sees_which_forms_they_begin_and_send(staff, signed_in, django_assert_max_num_queries):
    """From the moment a look finds CalWORKs active until Part A is sent; nothing of a colleague's."""
    way, clerk = Way(staff), signed_in(staff["er.clerk"])
    found, begun = way.clear(way.referral("Found"), people=[MOTHER]), way.draft()
    way.clear(way.referral("Pending"), result=ClearanceResult.PENDING)
    way.send(way.draft())
    colleague = UserFactory(unit=staff["er.clerk"].unit, roles=["er_clerk"])
    way.clear(way.referral("Theirs"), by=colleague, people=[MOTHER])
    with django_assert_max_num_queries(1000) as few:
        home = clerk.get("/")
        asked = len(few)
    rows = {each.url: each for each in home.context["to_send"]}
    assert set(rows) == {found.get_absolute_url(), begun.get_absolute_url()}
    assert all(each.due_on for each in rows.values())
    assert rows[begun.get_absolute_url()].next_step == "Fill Part A and send it"
    assert begun.get_absolute_url() in home.content.decode()
    assert "Theirs" not in home.content.decode().split("XOVER1 to fill and send")[1].split("<h2>")[0]
    assert "to_send" not in signed_in(staff["screening.clerk"]).get("/").context
    again = way.clear(found.referral)
    assert again.get_absolute_url() in {each.url for each in clerk.get("/").context["to_send"]}
    way.clear(way.referral("More"), people=[MOTHER])
    way.draft()
    with django_assert_max_num_queries(asked):
        clerk.get("/")


def test_the_point_person_has_the_queue(staff, signed_in):
    form = Way(staff).flag()
    assert form.get_absolute_url() in signed_in(staff["cfs.pointperson"]).get("/").content.decode()
    assert form.get_absolute_url() not in signed_in(staff["ifs.supervisor"]).get("/").content.decode()


def test_the_calworks_clerk_has_what_they_sent_and_whether_it_was_received(staff, signed_in):
    way, client = Way(staff), signed_in(staff["calworks.clerk"])
    waiting, received = way.flag(case_name="Waits"), way.flag(case_name="Arrived")
    way.no_match(received)
    page = client.get("/").content.decode()
    rows = {name: page.split(name)[1].split("</tr>")[0] for name in ("Waits", "Arrived")}
    assert "not yet" in rows["Waits"]
    assert "Received" in rows["Arrived"].split('data-label="Received">')[1]
    for form in (waiting, received):
        assert form.get_absolute_url() not in page
    assert received.get_status_display() not in page


@pytest.mark.parametrize("name", ["coordinator", "director"])
def test_county_wide_roles_count_without_one_family(name, staff, busy, signed_in):
    home = signed_in(staff[name]).get("/")
    assert sum(count for _, count in home.context["stage_counts"]) == 3
    page = home.content.decode()
    assert "Ibarra" not in page
    assert "/families/" + str(busy.family.uuid) not in page


def test_an_administrator_keeps_staff_and_sees_no_family(staff, busy, signed_in):
    page = signed_in(staff["admin"]).get("/").content.decode()
    assert 'href="/admin/"' in page
    assert "Reyes" not in page


def test_the_way_to_a_page_shows_to_those_who_have_it(staff, signed_in):
    def ways(name):
        return [label for label, _, _ in signed_in(staff[name]).get("/").context["nav_items"]]

    assert ways("admin") == ["Home", "Administration", "Glossary"]
    assert ways("privacy.officer") == ["Home", "Access log", "Glossary"]
    assert ways("director") == ["Home", "Glossary"]
    assert ways("facilitator") == ["Home", "Families", "Calendar", "Glossary"]
    assert ways("er.clerk") == ["Home", "Families", "My work", "Referrals", "XOVER1", "Clearances", "Glossary"]


def test_everyone_has_a_home(staff, busy, signed_in):
    for name, user in staff.items():
        assert signed_in(user).get("/").status_code == 200, name


def test_the_glossary_explains_the_handbooks_words(staff, signed_in):
    page = signed_in(staff["cfs.worker"]).get("/glossary/").content.decode()
    for word in ("Clearance", "Crossover", "XOVER1", "WTWCC 10B", "PLTM", "LTM", "LCCP", "Disposition conference"):
        assert f"<dt>{word}</dt>" in page, word
