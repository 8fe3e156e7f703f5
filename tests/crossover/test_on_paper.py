"""A WTWCC 10B signed on paper elsewhere and entered later: nothing is shared before, and what was said since counts."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.enums import Bureau
from crossover import sharing
from crossover.enums import Capacity, ConsentEventKind, ConsentOutcome, SigningMethod
from crossover.models import Consent, ConsentEvent
from crossover.pdf.consent import consent_pdf
from families.enums import Category, Relationship
from linkages_site.demo.factories import PersonFactory
from tests.crossover.consents import TODAY, drawing, opened, ready_request, sign
from tests.crossover.test_consent_pdf import text_of
from tests.crossover.test_sharing import note
from tests.crossover.views.test_consent_pages import errors, typed

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
THEN = TODAY - 10 * DAY
ON_PAPER = {"method": SigningMethod.PAPER, "signature": b"", "paper_on": THEN, "from_date": THEN}


def on_paper(staff, carried, **facts):
    """By the request still open, where an earlier try was refused."""
    asked = carried.family.consent_requests.filter(outcome=ConsentOutcome.OPEN, purpose_explained_at__isnull=False)
    request = asked.first()
    fixed = {"scan": drawing(), "until_date": TODAY + 300 * DAY, "request": request or ready_request(staff, carried)}
    return sign(staff, carried, **ON_PAPER | fixed | facts)


def test_nothing_is_shared_before_the_day_it_is_entered(staff, carried):
    row = note(carried)
    consent = on_paper(staff, carried)
    assert (consent.paper_on, consent.signed_on, consent.from_date) == (THEN, THEN, THEN)
    assert set(consent.scopes.values_list("from_date", flat=True)) == {TODAY}
    assert sharing.is_readable(row, staff["ais.worker"])
    with time_machine.travel(datetime.datetime.combine(TODAY - DAY, datetime.time(20), datetime.UTC), tick=False):
        assert sharing.categories_crossing(carried.family, Bureau.CALWORKS) == {}


def test_the_day_is_of_papers_alone(staff, carried):
    assert sign(staff, carried).paper_on is None
    with pytest.raises(NotAllowed, match="Write the day that stands on the paper"):
        on_paper(staff, carried, paper_on=None)
    consent = opened(staff, carried)
    with pytest.raises(IntegrityError, match="paper_day_of_a_paper"), transaction.atomic():
        Consent.objects.create(
            **{name: getattr(consent, name) for name in ("request", "signer", "explained_by", "until_date")},
            from_date=TODAY, method=SigningMethod.TYPED, sharing_methods=["verbal"], paper_on=TODAY,
        )  # fmt: skip


def test_the_paper_and_the_page_say_both_days(staff, carried, signed_in):
    consent = on_paper(staff, carried)
    both = f"Signed on paper {date_format(THEN)}, entered {date_format(TODAY)}"
    assert both in text_of(consent_pdf(consent))
    client = signed_in(staff["cfs.worker"])
    assert both in client.get(consent.get_absolute_url()).content.decode()
    tab = client.get(reverse("reports:family-consents", args=[carried.family.uuid])).content.decode()
    assert f"on paper {date_format(THEN)}" in tab
    assert str(consent) == f"WTWCC 10B signed {date_format(THEN)}"


# An older paper undoes nothing the signer said since; what somebody else said, or about others, does not count.
def test_a_newer_form_stands(staff, carried):
    sign(staff, carried, categories=[Category.HOUSING])
    with pytest.raises(NotAllowed, match="signed a newer form"):
        on_paper(staff, carried)
    assert sharing.categories_crossing(carried.family, Bureau.CALWORKS)[carried.mother] == [Category.HOUSING]
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    assert on_paper(staff, carried, signer=father, persons=[father]).signed_on == THEN


def test_a_newer_form_of_the_adult_stands_against_a_paper_of_their_representative(staff, carried):
    sign(staff, carried, categories=[Category.HOUSING])
    conservator = PersonFactory(family=carried.family, relationship=Relationship.SUPPORT)
    for_her = {"signer": conservator, "capacity": Capacity.REPRESENTATIVE, "authority": drawing()}
    with pytest.raises(NotAllowed, match=f"{carried.mother} signed a newer form"):
        on_paper(staff, carried, persons=[carried.mother], **for_her)
    assert sharing.categories_crossing(carried.family, Bureau.CALWORKS)[carried.mother] == [Category.HOUSING]


def test_of_two_papers_the_later_day_counts_in_whichever_order_they_come(staff, carried):
    on_paper(staff, carried)
    later = on_paper(staff, carried, paper_on=THEN + DAY, categories=[Category.HOUSING])
    assert sharing.categories_crossing(carried.family, Bureau.CALWORKS)[carried.mother] == [Category.HOUSING]
    with pytest.raises(NotAllowed, match="signed a newer form"):
        on_paper(staff, carried)
    assert later.scopes.not_ended().exists()


@pytest.mark.parametrize(("back", "refused"), [("", True), (Category.SERVICES, True), (Category.HOUSING, False)])
def test_what_was_taken_back_since_stays_taken_back(staff, carried, back, refused):
    with time_machine.travel(datetime.datetime.combine(THEN - DAY, datetime.time(20), datetime.UTC)):
        earlier = opened(staff, carried, -11, 100)
    ConsentEvent.objects.create(consent=earlier, kind=ConsentEventKind.REVOKED, category=back, by=staff["cfs.worker"])
    if refused:
        with pytest.raises(NotAllowed, match="took permission back"):
            on_paper(staff, carried)
    else:
        assert on_paper(staff, carried).scopes.exists()


def test_a_child_who_came_of_age_since_is_left_out(staff, carried):
    carried.child.born_on = TODAY.replace(year=TODAY.year - 12)
    carried.child.save()
    with pytest.raises(NotAllowed, match="signs for mental health"):
        on_paper(staff, carried, categories=[Category.MENTAL_HEALTH], initials="MR")
    with pytest.raises(NotAllowed, match="from the age of 12"):
        on_paper(staff, carried, signer=carried.child, capacity=Capacity.MINOR, persons=[carried.child])


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "Write the day"),
        ((TODAY + DAY).isoformat(), "not come yet"),
        ((TODAY - 400 * DAY).isoformat(), "older than a year"),
        ("soon", "valid date"),
    ],
)
def test_bad_input_is_kept_and_explained(staff, carried, signed_in, written, reason):
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    scan = SimpleUploadedFile("form.png", drawing())
    answer = signed_in(staff["cfs.worker"]).post(
        url, typed(carried, method="paper", scan=scan, drawn="", paper_on=written)
    )
    assert "paper_on" in errors(answer)
    assert reason in errors(answer)["paper_on"][0]
