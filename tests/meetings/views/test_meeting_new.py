"""Scheduling a PLTM and an LTM on the page."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from crossover.services.objections import flag_abuse, lift_abuse_flag
from families.enums import Relationship
from linkages_site.demo.factories import PersonFactory
from meetings.enums import AttendeeRole, MeetingKind
from meetings.models import Meeting
from tests.meetings import county as steps

SOON = timezone.localtime() + datetime.timedelta(days=2)
TYPED = {"starts_at": f"{SOON:%Y-%m-%d}T10:30", "mode": "phone", "place": "Line 925-555-0199"}


@pytest.fixture
def url(carried):
    return reverse("meetings:meeting-new", args=[carried.family.uuid])


def ticked(client, url, field):
    return client.get(url).context["form"][field].initial


def test_it_works(signed_in, carried, url):
    client = signed_in(carried.cfs_worker)
    assert client.get(url).context["rule"].kind == MeetingKind.PLTM
    workers = ticked(client, url, "workers")
    response = client.post(url, TYPED | {"workers": workers})
    meeting = Meeting.objects.get()
    said = client.get(response["Location"]).content.decode()
    assert f"PLTM set for {date_format(SOON)}; the invited staff were told. Next:" in said
    assert response["Location"] == meeting.get_absolute_url()
    assert (meeting.kind, meeting.place) == (MeetingKind.PLTM, "Line 925-555-0199")
    assert set(meeting.attendances.values_list("user", "role")) == {
        (carried.cfs_worker.pk, AttendeeRole.CFS_WORKER),
        (carried.ais_worker.pk, AttendeeRole.AIS_WORKER),
    }


def test_a_day_that_is_past_is_refused_beside_the_field_unless_it_took_place(signed_in, carried, url):
    carried.cfs_case.opened_on -= datetime.timedelta(days=9)
    carried.cfs_case.save()
    client = signed_in(carried.cfs_worker)
    past = {"starts_at": f"{SOON - datetime.timedelta(days=3):%Y-%m-%d}T10:30"}
    typed = TYPED | past | {"workers": ticked(client, url, "workers")}
    refused = client.post(url, typed)
    assert "This day is past" in refused.context["form"].errors["starts_at"][0]
    assert f'value="{past["starts_at"]}"' in refused.content.decode()
    assert not Meeting.objects.exists()
    answer = client.post(url, typed | {"held_already": "on"})
    assert answer["Location"] == reverse("meetings:meeting-hold", args=[Meeting.objects.get().uuid])
    assert "entered. Next: record who took part." in client.get(answer["Location"]).content.decode()


def test_what_took_place_today_is_not_set_for_a_day(signed_in, carried, url):
    client, now = signed_in(carried.cfs_worker), f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    typed = TYPED | {"starts_at": now, "held_already": "on", "workers": ticked(client, url, "workers")}
    answer = client.post(url, typed)
    assert "entered. Next: record who took part." in client.get(answer["Location"]).content.decode()


def test_telltale_words_of_place_and_interpreter_are_asked_about(signed_in, carried, url):
    client, url = signed_in(carried.cfs_worker), f"{url}?kind=tdm"
    typed = TYPED | {"place": "Harbor House shelter, room 2", "interpreter": "Spanish, his probation officer"}
    errors = client.post(url, typed).context["form"].errors
    assert "“shelter” (abuse)" in errors["place"][0]
    assert "“probation” (court)" in errors["interpreter"][0]
    assert not Meeting.objects.exists()
    client.post(url, typed | {"words_checked": "on"})
    assert Meeting.objects.get().place == typed["place"]


def test_an_ltm_follows_with_the_parents_ticked(signed_in, carried, url):
    neighbor = PersonFactory(family=carried.family, relationship=Relationship.SUPPORT)
    steps.held(steps.pltm(carried))
    client = signed_in(carried.ais_worker)
    page = client.get(url)
    assert page.context["rule"].kind == MeetingKind.LTM
    assert "out_of_order_reason" not in page.context["form"].fields
    people = ticked(client, url, "people")
    assert people == [carried.mother.pk]
    client.post(url, TYPED | {"workers": ticked(client, url, "workers"), "people": [*people, neighbor.pk]})
    assert set(Meeting.objects.get(kind=MeetingKind.LTM).attendances.values_list("person", "role")) == {
        (carried.mother.pk, AttendeeRole.FAMILY),
        (neighbor.pk, AttendeeRole.SUPPORT_PERSON),
        (None, AttendeeRole.CFS_WORKER),
        (None, AttendeeRole.AIS_WORKER),
    }


def test_adults_who_are_kept_apart_are_not_ticked_where_that_is_known(signed_in, carried, url):
    """The other bureau's page tells nothing of the flag."""
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    steps.held(steps.pltm(carried))
    clients = [signed_in(carried.cfs_worker), signed_in(carried.ais_worker)]
    both = {carried.mother.pk, father.pk}
    assert [set(ticked(client, url, "people")) for client in clients] == [both, both]
    flag = flag_abuse(protected=carried.mother, against=father, by=carried.cfs_worker)
    assert [set(ticked(client, url, "people")) for client in clients] == [set(), both]
    assert ["kept apart" in client.get(url).content.decode() for client in clients] == [True, False]
    lift_abuse_flag(flag=flag, by=carried.cfs_worker)
    assert [set(ticked(client, url, "people")) for client in clients] == [both, both]


@pytest.mark.parametrize(
    ("kind", "asked"), [("pltm", False), ("disposition", False), ("consultation", False), ("ltm", True), ("cft", True)]
)
def test_an_interpreter_is_for_the_family(signed_in, carried, url, kind, asked):
    client = signed_in(carried.cfs_worker)
    assert ("interpreter" in client.get(f"{url}?kind={kind}").context["form"].fields) == asked


def test_no_meeting_of_staff_alone_says_that_its_interpreter_is_missing(signed_in, carried):
    client = signed_in(carried.cfs_worker)
    for meeting, asked in ((steps.pltm(carried), False), (steps.ltm(carried), True)):
        assert ("Interpreter" in dict(client.get(meeting.get_absolute_url()).context["facts"])) == asked
        form = client.get(reverse("meetings:meeting-move", args=[meeting.uuid])).context["form"]
        assert ("interpreter" in form.fields) == asked


def test_a_pltm_takes_no_family_from_the_page(signed_in, carried, url):
    client = signed_in(carried.cfs_worker)
    assert "people" not in client.get(url).context["form"].fields
    client.post(url, TYPED | {"workers": ticked(client, url, "workers"), "people": [carried.mother.pk]})
    assert not Meeting.objects.get().attendances.filter(person__isnull=False).exists()


def test_bad_input_is_kept_and_explained(signed_in, carried, url):
    client = signed_in(carried.cfs_worker)
    response = client.post(url + "?kind=ltm", TYPED | {"starts_at": "soon", "place": "Library", "people": []})
    form = response.context["form"]
    assert form.errors["starts_at"] == ["Enter a valid date/time."]
    assert form.errors["out_of_order_reason"] == ["No PLTM was held yet: say why the LTM comes first."]
    assert 'value="Library"' in response.content.decode()
    assert Meeting.objects.count() == 0


def test_telltale_words_in_the_reason_of_an_early_ltm_are_asked_about(signed_in, carried, url):
    client, typed = signed_in(carried.cfs_worker), TYPED | {"people": [], "out_of_order_reason": "Mother in rehab"}
    errors = client.post(url + "?kind=ltm", typed).context["form"].errors
    assert "“rehab” (substance use)" in errors["out_of_order_reason"][0]
    assert client.post(url + "?kind=ltm", typed | {"words_checked": "on"}).status_code == 302


def test_outsider_gets_404(signed_in, elsewhere, url):
    client = signed_in(elsewhere.cfs_worker)
    assert client.get(url).status_code == client.post(url, TYPED).status_code == 404


def test_reader_is_refused_with_the_reason(signed_in, staff, carried, url):
    client = signed_in(staff["ifs.supervisor"])
    assert "The PLTM is scheduled by" in client.get(url).content.decode()
    response = client.post(url, TYPED)
    assert response.status_code == 403
    assert "The PLTM is scheduled by" in response.content.decode()
