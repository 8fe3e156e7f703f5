"""One CalWORKs number on the open forms of two families: asked about once, and nothing of the other form is told."""

import pytest
from django.urls import reverse

from accounts.access import NotAllowed
from accounts.models import Unit
from crossover.enums import Xover1Status
from crossover.models import Xover1
from crossover.rules.numbers import another_forms_number
from crossover.services import send_part_a
from families.models import Restriction
from linkages_site.demo.factories import UserFactory
from tests.crossover.way import CHILD, MOTHER

pytestmark = pytest.mark.django_db
S = Xover1Status


def form_of(way, clerk, unit, number) -> Xover1:
    """A draft with this number, by the clerk of an ER unit of their own."""
    referral = way.referral("Quintero")
    referral.er_unit = unit
    referral.save()
    clearance = way.clear(referral, by=clerk, people=[MOTHER, CHILD], case_number=number)
    return way.begin(clearance, by=clerk)


@pytest.fixture
def stranger(db):
    """A clerk of another ER unit, and their own open form."""
    return UserFactory(unit=Unit.objects.get(name="ER 2"), roles=["er_clerk"])


@pytest.fixture
def theirs(way, staff, stranger):
    return form_of(way, stranger, stranger.unit, "CW-77")


def test_it_is_asked_about_before_part_a_goes_on(way, staff, theirs, signed_in):
    form = way.draft()
    Xover1.objects.filter(pk=form.pk).update(calworks_number="CW-77")
    form.refresh_from_db()
    with pytest.raises(NotAllowed, match="First check in CalSAWS"):
        way.send(form)
    client, url = signed_in(staff["er.clerk"]), reverse("crossover:xover1-send", args=[form.uuid])
    part_a = client.get(reverse("crossover:xover1-part-a", args=[form.uuid])).content.decode()
    asked = client.get(url)
    for shown in (part_a, asked.content.decode()):
        assert "Another open form names this CalWORKs case number" in shown
        for hidden in ("Quintero", str(theirs.uuid), theirs.referral.number):
            assert hidden not in shown
    supervision = staff["er.supervisor"].supervisions.get(unit__name="ER 1").pk
    assert "number_checked" in client.post(url, {"to": supervision}).context["form"].errors
    assert client.post(url, {"to": supervision, "number_checked": "on"}).status_code == 302
    form.refresh_from_db()
    assert form.status == S.WITH_ER_SUPERVISOR


def test_a_form_of_their_own_is_named(way, staff):
    form, other = way.draft(), way.draft()
    assert another_forms_number(staff["er.clerk"], form) == ""
    Xover1.objects.filter(pk=form.pk).update(calworks_number=other.calworks_number)
    form.refresh_from_db()
    assert str(other) in another_forms_number(staff["er.clerk"], form)


@pytest.mark.parametrize("why", ["ended", "flagged", "restricted", "none"])
def test_what_is_over_flagged_or_barred_is_not_told(way, staff, stranger, theirs, why):
    form = way.draft()
    Xover1.objects.filter(pk=form.pk).update(calworks_number="" if why == "none" else "CW-77")
    form.refresh_from_db()
    if why == "ended":
        Xover1.objects.filter(pk=theirs.pk).update(status=S.VOID)
    elif why == "flagged":
        Xover1.objects.filter(pk=theirs.pk).update(direction="to_cfs")
    elif why == "restricted":
        restriction = Restriction.objects.create(family=theirs.family, made_by=stranger, why="A relative")
        restriction.named.set([stranger])
    assert another_forms_number(staff["er.clerk"], form) == ""
    way.send(form)


def test_checked_it_goes_on(way, staff, theirs):
    form = way.draft()
    Xover1.objects.filter(pk=form.pk).update(calworks_number="CW-77")
    send_part_a(form=form, by=staff["er.clerk"], to=staff["er.supervisor"], number_checked=True)
    assert form.status == S.WITH_ER_SUPERVISOR
