"""Others the signer names on a WTWCC 10B: kept as signed, shown, taken back from one alone. Nothing crosses to them."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from accounts.access import NotAllowed, visible
from accounts.enums import Bureau
from crossover import sharing
from crossover.enums import ConsentEventKind, ConsentStatus
from crossover.models import Consent, ConsentParty
from crossover.pdf.consent import blank_consent_pdf, consent_pdf, printed_consent_pdf
from crossover.rules.parties import Party
from crossover.services.consents import revoke_consent
from crossover.statements import FORM_LANGUAGES, PRINTED
from families.enums import Category, Language, NoticeKind
from families.models import Notice
from tests.crossover.consents import TODAY, ready_request, sign
from tests.crossover.test_consent_pdf import failures, text_of
from tests.crossover.views.test_consent_pages import errors, typed

pytestmark = pytest.mark.django_db
LEE = Party("Dr. Lee", "Bay Clinic", may_receive=True)
FOLDED = '<details class="others">'
NURSE = Party("", "Hill School", may_share=True, may_receive=True)


@pytest.fixture
def consent(staff, carried):
    return sign(staff, carried, parties=[LEE, Party(), NURSE], categories=[Category.SERVICES, Category.HOUSING])


def test_they_are_kept_as_signed_and_never_change(consent):
    kept = [(str(party), party.may_share, party.may_receive) for party in consent.parties.all()]
    assert kept == [("Dr. Lee, Bay Clinic", False, True), ("Hill School", True, True)]
    assert "between the programs and others named on it" in consent.statements
    for statement in ("UPDATE crossover_consentparty SET name = 'X'", "DELETE FROM crossover_consentparty"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    for facts in ({"name": "", "may_share": True}, {"name": "X", "may_share": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ConsentParty.objects.create(consent=consent, may_receive=False, **facts)


def test_who_knows_the_consent_knows_them(staff, consent):
    seen = {name: visible(ConsentParty, staff[name]).count() for name in ("cfs.worker", "ais.worker", "es.worker")}
    assert seen == {"cfs.worker": 2, "ais.worker": 2, "es.worker": 0}


def test_taken_back_from_one_alone_the_bureaus_keep_theirs(staff, carried, consent):
    lee, school = consent.parties.all()
    before = sharing.categories_crossing(carried.family, Bureau.CALWORKS)
    revoke_consent(consent=consent, by=staff["cfs.worker"], party=lee, category=Category.HOUSING, note="By phone")
    event = consent.events.get()
    assert (event.kind, event.party, event.what) == (
        ConsentEventKind.FROM_PARTY, lee, "Housing and homelessness, from Dr. Lee, Bay Clinic alone"
    )  # fmt: skip
    assert sharing.categories_crossing(carried.family, Bureau.CALWORKS) == before
    assert Consent.objects.status_of(consent, TODAY) == ConsentStatus.PARTLY_REVOKED
    assert Notice.objects.filter(user=staff["ais.worker"], kind=NoticeKind.CONSENT_REVOKED).exists()
    with pytest.raises(NotAllowed, match="already taken back from Dr"):
        revoke_consent(consent=consent, by=staff["cfs.worker"], party=lee, category=Category.HOUSING)
    revoke_consent(consent=consent, by=staff["cfs.worker"], party=lee)
    revoke_consent(consent=consent, by=staff["cfs.worker"], party=school)
    with pytest.raises(NotAllowed, match="already taken back"):
        revoke_consent(consent=consent, by=staff["cfs.worker"], party=lee, category=Category.SERVICES)


def test_nobody_named_on_another_form(staff, carried, consent):
    other = sign(staff, carried, parties=[NURSE])
    for facts in ({"party": consent.parties.first()}, {"party": other.parties.get(), "recipient": Bureau.CFS}):
        with pytest.raises(NotAllowed, match="or one of those named"):
            revoke_consent(consent=other, by=staff["cfs.worker"], **facts)


def test_the_whole_taken_back_ends_it_for_them_too(staff, consent):
    revoke_consent(consent=consent, by=staff["cfs.worker"])
    with pytest.raises(NotAllowed, match="already ended"):
        revoke_consent(consent=consent, by=staff["cfs.worker"], party=consent.parties.first())


def test_what_is_wholly_taken_back_is_so_for_whoever_was_named(staff, consent, signed_in):
    client = signed_in(staff["cfs.worker"])
    named = f"<strong>{consent.parties.first()}</strong>: may be told"
    assert named in client.get(consent.get_absolute_url()).content.decode()
    revoke_consent(consent=consent, by=staff["cfs.worker"])
    page = client.get(consent.get_absolute_url()).content.decode()
    assert named not in page
    assert f"{consent.parties.first()}: not in force today" in page


def test_the_form_keeps_them_and_the_pages_show_them(staff, carried, signed_in):
    client = signed_in(staff["cfs.worker"])
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    lee = {"party_1_name": "Dr. Lee", "party_1_organization": "Bay Clinic", "party_1_may": ["share", "receive"]}
    client.post(url, typed(carried, **lee))
    consent = Consent.objects.get()
    page = client.get(consent.get_absolute_url()).content.decode()
    assert "<strong>Dr. Lee, Bay Clinic</strong>: may tell the two programs; may be told by the two programs" in page
    assert "it sends them nothing" in page
    revoking = reverse("crossover:consent-revoke", args=[consent.uuid])
    form = client.get(revoking).context["form"]
    party = consent.parties.get()
    assert next(label for _, label in form.fields["recipient"].choices).startswith("Everyone")
    client.post(revoking, {"category": "everything", "recipient": f"party-{party.pk}", "note": "By phone"})
    assert consent.events.get().party == party
    for shown in (consent.get_absolute_url(), reverse("reports:family-consents", args=[carried.family.uuid])):
        said = client.get(shown).content.decode()
        assert "Everything, from Dr. Lee, Bay Clinic alone" in said
        assert "aken back from someone named on it" in said
    road = client.get(carried.family.get_absolute_url()).content.decode()
    assert "taken back from someone named on it" in road
    again = client.post(revoking, {"category": "everything", "recipient": f"party-{party.pk}", "note": "By phone"})
    assert "already taken back" in errors(again)["recipient"][0]


@pytest.mark.parametrize(
    ("given", "field", "reason"),
    [
        ({"party_2_name": "Dr. Lee"}, "party_2_may", "Say what they may do"),
        ({"party_3_may": ["share"]}, "party_3_name", "Write a name"),
        ({"party_1_name": "x" * 121, "party_1_may": ["share"]}, "party_1_name", "at most 120"),
        ({"party_1_name": "Dr. Lee", "party_1_may": ["all"]}, "party_1_may", "valid choice"),
    ],
)
def test_bad_input_is_kept_and_explained(staff, carried, signed_in, given, field, reason):
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    answer = signed_in(staff["cfs.worker"]).post(url, typed(carried, **given))
    assert field in errors(answer)
    assert reason in errors(answer)[field][0]
    assert FOLDED not in answer.content.decode(), "an error is never folded away"
    assert not Consent.objects.exists()


@pytest.mark.parametrize("ways", [["electronic"], ["electronic", "verbal"], ["written"]])
def test_a_way_reaches_whoever_is_named(staff, carried, signed_in, ways):
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    lee = {"party_1_name": "Dr. Lee", "party_1_may": ["receive"], "sharing_methods": ways}
    answer = signed_in(staff["cfs.worker"]).post(url, typed(carried, **lee))
    if ways == ["electronic"]:
        assert "Tick a way that reaches them" in errors(answer)["sharing_methods"][0]
    assert Consent.objects.exists() == (ways != ["electronic"])


def test_nobody_needs_to_be_named(staff, carried, signed_in):
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    assert FOLDED in signed_in(staff["cfs.worker"]).get(url).content.decode()


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_the_print_names_them_and_says_what_was_taken_back(staff, carried, language):
    carried.mother.language = language
    consent = sign(staff, carried, parties=[LEE, NURSE], language=language, sharing_methods=["written"])
    words = PRINTED[Language(language)]
    text = text_of(consent_pdf(consent))
    assert f"Dr. Lee, Bay Clinic: {words['may_receive']}" in text
    assert f"Hill School: {words['may_share']}; {words['may_receive']}" in text
    assert words["written"] in text
    assert words["electronic"] not in text
    assert words["electronic"] in text_of(blank_consent_pdf(language))
    revoke_consent(consent=consent, by=staff["cfs.worker"], party=consent.parties.first())
    pdf = printed_consent_pdf(consent)
    assert words["from_alone"].format(what=words["everything"], whom="Dr. Lee, Bay Clinic") in text_of(pdf)
    assert failures(pdf) == []
