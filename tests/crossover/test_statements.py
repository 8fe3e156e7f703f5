"""What the signer is told: the county's words, whole in the form's language or nothing is signed."""

import pytest
from django.urls import reverse

from accounts.access import NotAllowed
from accounts.models import AccessLogEntry
from crossover.enums import REQUIRED_STATEMENTS, StatementKind
from crossover.models import Consent, ConsentStatement
from crossover.pdf.consent import consent_pdf
from crossover.rules.statements import wording_in
from crossover.statements import FORM_LANGUAGES
from families.enums import Language
from families.models import Notice
from tests.crossover.consents import ready_request, sign
from tests.crossover.test_consent_pdf import text_of
from tests.crossover.views.test_consent_pages import errors, typed

pytestmark = pytest.mark.django_db


def statement(kind, language=Language.ENGLISH):
    return ConsentStatement.objects.get(kind=kind, language=language)


def reworded(kind, text, language=Language.ENGLISH):
    row = statement(kind, language)
    row.text = text
    row.save()
    return row


@pytest.fixture
def administrator(staff, signed_in):
    return signed_in(staff["admin"])


def change_url(row):
    return reverse("admin:crossover_consentstatement_change", args=[row.pk])


# A county begins with every statement of both languages, and the purpose; each with its history.
@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_a_county_begins_with_every_statement(language):
    wording = wording_in(language)
    assert wording.unwritten == []
    assert len(wording.told) == len(REQUIRED_STATEMENTS) == 8
    assert wording.purpose
    assert wording.version == 1
    rows = ConsentStatement.objects.filter(language=language)
    assert {row.history.get().text for row in rows} == {*wording.told, wording.purpose}


# One statement missing, of each kind: nothing is signed in that language, in the other it is.
@pytest.mark.parametrize("kind", REQUIRED_STATEMENTS)
def test_nothing_is_signed_without_each_required_statement(staff, carried, kind):
    reworded(kind, "")
    request = ready_request(staff, carried)
    with pytest.raises(NotAllowed, match=kind.label.split(" (")[0]):
        sign(staff, carried, request=request)
    assert not Consent.objects.exists()
    assert sign(
        staff, carried, request=request, language=Language.SPANISH, interpreter="Ana Lee", interpreter_type="county"
    )


def test_a_statement_without_its_row_is_missing_too(staff, carried):
    statement(StatementKind.REVOKING).delete()
    with pytest.raises(NotAllowed, match="How to revoke"):
        sign(staff, carried)


def test_the_purpose_is_no_required_statement(staff, carried):
    reworded(StatementKind.PURPOSE, "")
    assert sign(staff, carried, purpose="Rent help").purpose == "Rent help"
    with pytest.raises(NotAllowed, match="Write the purpose"):
        sign(staff, carried)


def test_the_page_says_which_statement_is_missing(staff, carried, signed_in):
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    worker = signed_in(staff["cfs.worker"])
    assert "Missing before signing" not in worker.get(url).content.decode()
    reworded(StatementKind.REVOKING, "")
    version = wording_in(Language.ENGLISH).version
    for answer in (worker.get(url), worker.post(url, typed(carried, wording=version))):
        assert "lacks what the law asks it to say in this language: How to revoke." in answer.content.decode()
    assert set(errors(answer)) == {"wording"}
    assert not Consent.objects.exists()


def test_the_blank_form_is_not_handed_out_with_a_statement_missing(staff, signed_in):
    worker, url = signed_in(staff["cfs.worker"]), reverse("crossover:consent-blank")
    reworded(StatementKind.COPY, "", Language.SPANISH)
    assert worker.get(url).status_code == 200
    refused = worker.get(f"{url}?language=es")
    assert refused.status_code == 403
    assert "Copy and inspection" in refused.content.decode()


def test_a_signed_form_keeps_its_words_and_names_their_version(staff, carried):
    first = sign(staff, carried)
    reworded(StatementKind.VOLUNTARY, "Nobody has to sign this form.")
    second = sign(staff, carried)
    first.refresh_from_db()
    assert first.statements.splitlines()[-1] == "WTWCC 10B, version 1."
    assert second.statements.splitlines()[-1] == "WTWCC 10B, version 2."
    assert "Signing this form is my choice." in first.statements
    assert "Nobody has to sign this form." in second.statements
    assert "Nobody has to sign" not in text_of(consent_pdf(first))
    assert wording_in(Language.SPANISH).version == 1


def test_words_changed_while_the_form_was_open_are_read_again(staff, carried, signed_in):
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    worker = signed_in(staff["cfs.worker"])
    shown = worker.get(url).context["wording"].version
    reworded(StatementKind.VOLUNTARY, "Nobody has to sign this form.")
    answer = worker.post(url, typed(carried, wording=shown))
    assert set(errors(answer)) == {"wording"}
    assert "Nobody has to sign this form." in answer.content.decode()
    assert not Consent.objects.exists()
    worker.post(url, typed(carried, wording=answer.context["wording"].version))
    assert "Nobody has to sign this form." in Consent.objects.get().statements


def test_an_administrator_rewords_a_statement_and_the_privacy_officer_is_told(administrator, staff):
    row = statement(StatementKind.VOLUNTARY)
    administrator.post(change_url(row), {"text": "Nobody has to\r\n sign this form."})
    row.refresh_from_db()
    assert row.text == "Nobody has to sign this form."
    assert [each.text for each in row.history.all()] == [row.text, "Signing this form is my choice."]
    assert row.history.first().history_user == staff["admin"]
    assert AccessLogEntry.objects.get(user=staff["admin"], act="staff_changed").particulars["change"] == "statement"
    assert Notice.objects.filter(user=staff["privacy.officer"]).exists()


def test_a_statement_is_neither_added_nor_deleted_nor_moved_to_another_kind(administrator):
    row = statement(StatementKind.VOLUNTARY)
    assert administrator.get(reverse("admin:crossover_consentstatement_add")).status_code == 403
    assert administrator.get(reverse("admin:crossover_consentstatement_delete", args=[row.pk])).status_code == 403
    administrator.post(change_url(row), {"text": "Mine", "kind": "copy", "language": "es"})
    row.refresh_from_db()
    assert (row.kind, row.language, row.text) == ("voluntary", "en", "Mine")


def test_a_purpose_too_long_for_the_form_is_refused(administrator):
    row = statement(StatementKind.PURPOSE)
    assert "room for 200 characters" in administrator.post(change_url(row), {"text": "x" * 201}).content.decode()
    row.refresh_from_db()
    assert row.text == "Coordinate services and prevent duplication"


def test_only_an_administrator_rewords(staff, signed_in):
    row = statement(StatementKind.VOLUNTARY)
    for name in ("cfs.worker", "privacy.officer", "director"):
        signed_in(staff[name]).post(change_url(row), {"text": "Mine"})
    row.refresh_from_db()
    assert row.text == "Signing this form is my choice."
