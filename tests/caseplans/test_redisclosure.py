"""The notice of 42 CFR Part 2 on every page that shows substance use information."""

import subprocess

import page
import pytest
from django.utils import timezone
from django.utils.formats import date_format

from caseplans.enums import SignerRole
from caseplans.pdf import paper_page
from caseplans.services import freeze_plan, start_plan
from crossover.services.consents import revoke_consent
from families.enums import Category
from tests.caseplans.county import activity_of, consent_for, goal_of, plan_of, signed_by
from tests.caseplans.test_pdf import BOTH_STANDARDS

pytestmark = pytest.mark.django_db
NOTICE = "42 CFR Part 2 forbids passing it on"
TABS = ("across", "history")


@pytest.mark.parametrize(("category", "expected"), [(Category.SUBSTANCE_USE, True), (Category.MENTAL_HEALTH, False)])
def test_it_stands_where_the_rows_are_read_and_names_the_consent_to_who_relies_on_it(
    carried, signed_in, category, expected
):
    consent = consent_for(carried, category)
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    goal_of(plan, carried, "Stay well", category=category)
    theirs = signed_in(carried.ais_worker).get(plan.get_absolute_url()).content.decode()
    own = signed_in(carried.cfs_worker).get(plan.get_absolute_url()).content.decode()
    assert "Stay well" in theirs
    assert "Stay well" in own
    assert (NOTICE in theirs) == expected
    assert (NOTICE in own) == expected
    assert (f"{consent} by {carried.mother}." in theirs) == expected
    assert "is shown under the" not in own
    assert str(consent.uuid) not in theirs


def test_it_stands_on_the_writing_bureaus_own_pages_without_any_consent(carried, signed_in):
    """The plan, its row's form, what the other bureau would see, and the history; no page that shows none of it."""
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    goal = goal_of(plan, carried, "Stay well", category=Category.SUBSTANCE_USE)
    family = carried.family.uuid
    writer = signed_in(carried.cfs_worker)
    for url in (plan.get_absolute_url(), f"/goals/{goal.uuid}/edit/", *(f"/families/{family}/{tab}/" for tab in TABS)):
        shown = writer.get(url).content.decode()
        assert NOTICE in shown, url
        assert "is shown under the" not in shown, url
    assert NOTICE not in writer.get(f"/families/{family}/people/").content.decode()
    assert NOTICE not in signed_in(carried.ais_worker).get(plan.get_absolute_url()).content.decode()


@pytest.fixture
def long_plan(carried):
    """A plan of several sheets, to which rows of one more kind are added."""
    plan = plan_of(carried)
    for number in range(25):
        activity_of(plan.goals.get(), carried, f"Attend class number {number}")

    def of(*categories):
        consent = consent_for(carried, Category.SERVICES, Category.EMPLOYMENT, *categories)
        for category in categories:
            activity_of(plan.goals.get(), carried, f"See the {category} counselor", category=category)
        return consent, freeze_plan(plan=plan, by=carried.cfs_worker)

    return of


def sheets(pdf):
    """The text of each sheet, one line each."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return [" ".join(sheet.split()) for sheet in done.stdout.decode().split("\f")[:-1]]


def failures(pdf):
    return [
        each.message for profile in BOTH_STANDARDS for each in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


@pytest.mark.parametrize("category", [Category.SUBSTANCE_USE, Category.DRUG_TEST_RESULTS])
def test_it_stands_on_every_sheet_of_the_plan_and_names_the_consent(carried, long_plan, category):
    consent, version = long_plan(category)
    day = date_format(timezone.localdate(consent.signed_at))
    pdf = paper_page(version, "en")
    found = sheets(pdf)
    assert len(found) > 2
    for sheet in found:
        assert NOTICE in sheet
        assert f"It is shared under the WTWCC 10B signed {day} by {carried.mother}." in sheet
    assert "counselor" in " ".join(found)
    assert failures(pdf) == []


def test_a_plan_without_such_information_bears_none(long_plan):
    _, version = long_plan(Category.MENTAL_HEALTH)
    found = " ".join(sheets(paper_page(version, "en")))
    assert "See the mental_health counselor" in found
    assert "Part 2" not in found


def test_every_sealed_copy_bears_it_in_its_language(carried, long_plan):
    _, version = long_plan(Category.SUBSTANCE_USE)
    for signer in version.signers.all():
        signed_by(signer, **({"language": "es", "interpreter": "Ana Lee"} if signer.person else {}))
    for copy in version.copies.all():
        spanish = copy.signer.role == SignerRole.PARENT
        pdf = bytes(copy.document.file.content)
        for sheet in sheets(pdf):
            assert ("firmada el" in sheet and f"por {carried.mother}" in sheet) if spanish else NOTICE in sheet
        assert failures(pdf) == []


def test_only_the_consent_that_shares_it_is_named(carried, long_plan):
    """A form superseded or about other kinds is not what the plan relies on."""
    consent, version = long_plan(Category.SUBSTANCE_USE)
    sheet = sheets(paper_page(version, "en"))[0]
    assert sheet.count("WTWCC 10B signed") == 2  # in the text, and in the foot
    revoke_consent(consent=consent, by=carried.cfs_worker, category=Category.SUBSTANCE_USE)
    after = sheets(paper_page(version, "en"))[0]
    assert NOTICE in after
    assert "WTWCC 10B signed" not in after
