"""People and cases: saved over the version their editor saw, by those who may."""

import datetime

import pytest
from django.utils import timezone

from families.enums import Component
from families.models import Person
from families.services import edit_person
from tests.county import family_with_workers

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def facts():
    return {
        "first_name": "Rosalinda",
        "last_name": "Reyes",
        "relationship": "mother",
        "language": "es",
        "in_home": "on",
        "interpreter_needed": "on",
        "version": "1",
    }


def test_a_person_is_added(staff, carried, signed_in, facts):
    answer = signed_in(staff["ais.worker"]).post(f"/families/{carried.family.uuid}/people/new/", facts)
    assert answer["Location"] == f"/families/{carried.family.uuid}/people/"
    assert Person.objects.get(first_name="Rosalinda").family == carried.family


def test_the_editor_goes_back_to_the_tab_they_came_from(staff, carried, signed_in, facts):
    client, family = signed_in(staff["cfs.worker"]), f"/families/{carried.family.uuid}/"
    for url, typed, tab in (
        (f"/people/{carried.mother.uuid}/edit/", facts, "people/"),
        (f"/cfs-cases/{carried.cfs_case.uuid}/edit/", cfs_facts(), "cases/"),
    ):
        assert f'href="{family}{tab}">Cancel' in client.get(url).content.decode()
        assert client.post(url, typed)["Location"] == family + tab


def test_outsider_gets_404(staff, carried, elsewhere, signed_in, facts):
    client = signed_in(staff["cfs.worker2"])
    before = list(Person.objects.values())
    for url in (
        f"/families/{carried.family.uuid}/people/new/",
        f"/people/{carried.mother.uuid}/edit/",
        f"/cfs-cases/{carried.cfs_case.uuid}/edit/",
        f"/calworks-cases/{carried.calworks_case.uuid}/edit/",
    ):
        assert client.get(url).status_code == client.post(url, facts).status_code == 404
    assert list(Person.objects.values()) == before


def test_a_stale_save_shows_both_and_saves_nothing(staff, carried, signed_in, facts):
    edit_person(person=carried.mother, by=staff["ais.worker"], version=1, first_name="Rosalia")
    client = signed_in(staff["cfs.worker"])
    url = f"/people/{carried.mother.uuid}/edit/"
    answer = client.post(url, facts)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ("First name", "Rosalia", "Rosalinda") in answer.context["differing"]
    assert 'value="Rosalinda"' in page
    assert Person.objects.get(pk=carried.mother.pk).first_name == "Rosalia"
    again = client.post(url, facts | {"version": answer.context["form"]["version"].value()})
    assert again.status_code == 302
    assert Person.objects.get(pk=carried.mother.pk).first_name == "Rosalinda"


def test_bad_input_is_kept_and_explained(staff, carried, signed_in, facts):
    answer = signed_in(staff["cfs.worker"]).post(
        f"/people/{carried.mother.uuid}/edit/", facts | {"born_on": "2999-01-01", "first_name": "Typed"}
    )
    assert list(answer.context["form"].errors) == ["born_on"]
    assert 'value="Typed"' in answer.content.decode()


def cfs_facts(**changes):
    return {"component": "ifs", "jurisdiction": "voluntary", "version": "1"} | changes


def test_the_agreement_is_recorded(staff, carried, signed_in):
    client = signed_in(staff["cfs.worker"])
    answer = client.post(f"/cfs-cases/{carried.cfs_case.uuid}/edit/", cfs_facts(agreement_signed_on=TODAY.isoformat()))
    assert answer.status_code == 302
    carried.cfs_case.refresh_from_db()
    assert (carried.cfs_case.agreement_signed_on, carried.cfs_case.version) == (TODAY, 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"component": "fr", "agreement_signed_on": TODAY.isoformat()}, "agreement_signed_on"),
        ({"agreement_withdrawn_on": TODAY.isoformat()}, "agreement_withdrawn_on"),
        ({"component": "ifs", "jurisdiction": "court"}, "jurisdiction"),
        (
            {
                "agreement_signed_on": TODAY.isoformat(),
                "agreement_expires_on": (TODAY - datetime.timedelta(days=1)).isoformat(),
            },
            "agreement_expires_on",
        ),
        ({"closed_on": TODAY.isoformat()}, "closing_reason"),
        ({"closed_on": "2001-01-01", "closing_reason": "Done"}, "closed_on"),
    ],
)
def test_a_case_that_cannot_be_so_is_explained_beside_the_field(changes, field, staff, carried, signed_in):
    answer = signed_in(staff["cfs.worker"]).post(f"/cfs-cases/{carried.cfs_case.uuid}/edit/", cfs_facts(**changes))
    assert field in answer.context["form"].errors
    carried.cfs_case.refresh_from_db()
    assert carried.cfs_case.version == 1


def test_a_calworks_case_closes_on_a_day(staff, carried, signed_in):
    client = signed_in(staff["ais.worker"])
    url = f"/calworks-cases/{carried.calworks_case.uuid}/edit/"
    typed = {"number": carried.calworks_case.number, "status": "closed", "version": "1"}
    answer = client.post(url, typed)
    assert list(answer.context["form"].errors) == ["closed_on"]
    assert client.post(url, typed | {"closed_on": TODAY.isoformat()}).status_code == 302


def test_a_wrong_calworks_number_is_put_right(staff, carried, elsewhere, signed_in):
    client = signed_in(staff["ais.worker"])
    url, typed = f"/calworks-cases/{carried.calworks_case.uuid}/edit/", {"status": "open", "version": "1"}
    taken = client.post(url, typed | {"number": elsewhere.calworks_case.number.lower()})
    assert "on file with another record" in taken.content.decode()
    assert client.post(url, typed | {"number": " cw-right 1"}).status_code == 302
    carried.calworks_case.refresh_from_db()
    assert carried.calworks_case.number == "CW-RIGHT1"


def test_reader_is_refused_with_the_reason(staff, carried, signed_in):
    """Yours to know, not yours to do: the other bureau's case."""
    for who, url in (
        ("ais.worker", f"/cfs-cases/{carried.cfs_case.uuid}/edit/"),
        ("cfs.worker", f"/calworks-cases/{carried.calworks_case.uuid}/edit/"),
    ):
        answer = signed_in(staff[who]).get(url)
        assert answer.status_code == 403
        assert "This case belongs to the other bureau." in answer.content.decode()


def test_other_components_have_no_agreement_to_begin_with(staff, signed_in):
    made = family_with_workers(staff["cfs.worker"], None, component=Component.FR)
    answer = signed_in(staff["cfs.worker"]).post(f"/cfs-cases/{made.cfs_case.uuid}/edit/", cfs_facts(component="fr"))
    assert answer.status_code == 302
