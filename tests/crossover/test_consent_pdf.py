"""The WTWCC 10B on paper: valid, in type of 14 points, exactly as signed."""

import datetime
import subprocess
import xml.etree.ElementTree as ET

import page
import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from crossover.enums import EVERY_WAY, SigningMethod
from crossover.models import Consent, ConsentStatement
from crossover.pdf.consent import blank_consent_pdf, consent_pdf, printed_consent_pdf
from crossover.services.consents import end_consent_by_event, revoke_consent
from crossover.statements import CATEGORY_WORDS, FORM_LANGUAGES, PRINTED
from families.enums import Category, Language
from tests.crossover.consents import TODAY, drawing, opened, sign

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
BOTH_STANDARDS = [page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1]


def run_on(pdf, *command):
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def text_of(pdf):
    return " ".join(run_on(pdf, "pdftotext", "-", "-").split())


def smallest_type(pdf, tmp_path):
    """The smallest type on any sheet, in points."""
    (tmp_path / "form.pdf").write_bytes(pdf)
    command = ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", "-fontfullname", str(tmp_path / "form.pdf")]
    sheets = ET.fromstring(subprocess.run(command, capture_output=True, check=True).stdout)
    return min(int(font.attrib["size"]) for font in sheets.iter("fontspec"))


def failures(pdf):
    return [
        each.message for profile in BOTH_STANDARDS for each in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


@pytest.fixture(params=[Language.ENGLISH, Language.SPANISH])
def consent(request, staff, carried):
    carried.mother.language = request.param
    return sign(
        staff,
        carried,
        language=request.param,
        categories=[Category.SERVICES, Category.MENTAL_HEALTH],
        initials="MR",
        limits="Not to my landlord",
        read_aloud=True,
    )


def test_it_is_valid_and_in_14_point_type(consent, tmp_path):
    pdf = consent_pdf(consent)
    assert failures(pdf) == []
    assert smallest_type(pdf, tmp_path) >= 14


def test_it_holds_what_was_signed(consent, carried):
    text = text_of(consent_pdf(consent))
    words = PRINTED[Language(consent.language)]
    names = CATEGORY_WORDS[Language(consent.language)]
    for line in consent.statements.splitlines():
        assert " ".join(line.split()) in text
    assert f"{words['yes']}: {names[Category.MENTAL_HEALTH]}. {words['initials']}: MR" in text
    assert f"{words['no']}: {names[Category.HOUSING]}" in text
    for fact in (
        str(carried.mother),
        str(carried.child),
        "Not to my landlord",
        consent.purpose,
        words["constant_line"],
    ):
        assert fact in text


def test_it_says_who_signs_for_which_cases_and_how_it_is_shared(consent, carried):
    carried.mother.born_on = datetime.date(1990, 1, 5)
    carried.mother.save()
    words = PRINTED[Language(consent.language)]
    consent = Consent.objects.get()
    gone = carried.family.calworks_cases.create(
        number="1B99999", status="closed", opened_on=TODAY - DAY * 9, closed_on=TODAY - DAY
    )
    text = text_of(consent_pdf(consent))
    with translation.override(consent.language):
        born = date_format(carried.mother.born_on, words["date_format"])
    assert f"{carried.mother}, {words['born']} {born}" in text
    for case in (carried.family.cfs_cases.get(), carried.family.calworks_cases.exclude(pk=gone.pk).get()):
        assert case.number in text
    assert gone.number not in text
    for said in (*(words[way] for way in EVERY_WAY), words["any_dates"]):
        assert said in text


def test_it_is_dated_by_the_countys_day_and_time(staff, carried, monkeypatch):
    evening = datetime.datetime(2026, 11, 22, 3, 30, tzinfo=datetime.UTC)  # still Nov 21 in California
    monkeypatch.setattr(Consent._meta.get_field("signed_at"), "_get_default", lambda: evening)
    assert "Signed on Nov 21, 2026, 7:30 PM." in text_of(consent_pdf(sign(staff, carried)))


def test_the_line_of_the_signature_ends_with_one_full_stop(consent):
    said = text_of(consent_pdf(consent))
    assert ".." not in said.replace("...", "")
    assert ("p.m." in said or "a.m." in said) == (consent.language == Language.SPANISH)


def test_the_drawing_is_in_it(consent):
    images = run_on(consent_pdf(consent), "pdfimages", "-list", "-").splitlines()[2:]
    assert len(images) == 1


def test_the_same_form_prints_the_same_bytes_whatever_becomes_of_the_wording(consent):
    before = consent_pdf(consent)
    for statement in ConsentStatement.objects.all():
        statement.text = "Something else."
        statement.save()
    assert consent_pdf(consent) == before


def printed_day(consent, day=None):
    return date_format(day or timezone.localdate(), PRINTED[Language(consent.language)]["date_format"])


def test_the_print_of_a_form_in_force_is_the_form_as_signed(consent):
    assert printed_consent_pdf(consent) == consent_pdf(consent)


def test_the_print_says_at_its_top_what_was_taken_back(consent, staff, tmp_path):
    spanish = consent.language == Language.SPANISH
    sealed = bytes(consent.sealed.document.file.content)
    kind = CATEGORY_WORDS[Language(consent.language)][Category.MENTAL_HEALTH]
    with translation.override(consent.language):
        day = printed_day(consent)
    revoke_consent(consent=consent, by=staff["cfs.worker"], category=Category.MENTAL_HEALTH)
    part = text_of(printed_consent_pdf(consent)).split(PRINTED[Language(consent.language)]["signer"])[0]
    assert (f"Permiso retirado el {day}: {kind}" if spanish else f"Taken back on {day}: {kind}") in part
    whole_line = f"Revocada el {day}" if spanish else f"Revoked on {day}"
    assert whole_line not in part
    revoke_consent(consent=consent, by=staff["cfs.worker"])
    pdf = printed_consent_pdf(consent)
    assert whole_line in text_of(pdf).split(PRINTED[Language(consent.language)]["signer"])[0]
    assert failures(pdf) == []
    assert smallest_type(pdf, tmp_path) >= 14
    assert bytes(consent.sealed.document.file.content) == sealed
    assert whole_line not in text_of(sealed)


def test_the_print_says_that_it_was_superseded_expired_or_ended(staff, carried):
    first = sign(staff, carried, expiry_event="When we move")
    sign(staff, carried)
    assert f"Superseded by a newer form on {printed_day(first)}" in text_of(printed_consent_pdf(first))
    ended = sign(staff, carried, expiry_event="When we move")
    end_consent_by_event(consent=ended, by=staff["cfs.worker"])
    assert f"Ended on {printed_day(ended)}: what it was to end with" in text_of(printed_consent_pdf(ended))
    expired = opened(staff, carried, -9, -2)
    last = printed_day(expired, expired.until_date)
    assert f"Expired on {last}" in text_of(printed_consent_pdf(expired))


@pytest.mark.parametrize("method", [SigningMethod.TYPED, SigningMethod.MARK, SigningMethod.PAPER])
def test_every_way_to_sign_prints(staff, carried, method):
    consent = sign(
        staff,
        carried,
        method=method,
        typed_name="Maria Reyes",
        witnesses=["Ann Lee", "Ben Cho"],
        scan=drawing() if method == SigningMethod.PAPER else b"",
    )
    text = text_of(consent_pdf(consent))
    expected = {
        SigningMethod.TYPED: "Maria Reyes",
        SigningMethod.MARK: "Witness: Ann Lee Witness: Ben Cho",
        SigningMethod.PAPER: "the scan is kept with this form",
    }
    assert expected[method] in text


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_the_blank_form_names_nobody_and_ticks_nothing(language, carried, tmp_path):
    pdf = blank_consent_pdf(language)
    assert failures(pdf) == []
    assert smallest_type(pdf, tmp_path) >= 14
    assert PRINTED[language]["blank"] in text_of(pdf)
    assert "☒" not in text_of(pdf)


def test_both_languages_say_the_same_things():
    english, spanish = (PRINTED[language] for language in (Language.ENGLISH, Language.SPANISH))
    assert english.keys() == spanish.keys()
    assert CATEGORY_WORDS[Language.SPANISH].keys() < CATEGORY_WORDS[Language.ENGLISH].keys()
