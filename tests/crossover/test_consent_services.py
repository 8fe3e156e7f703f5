"""The WTWCC 10B from the request to its end: results, events, who is told, and what never changes."""

import datetime
from zoneinfo import ZoneInfo

import page
import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.enums import Bureau
from crossover import sharing
from crossover.enums import Capacity, ConsentEventKind, ConsentOutcome, ConsentStatus, SigningMethod, Stage
from crossover.models import Consent, ConsentEvent, ConsentRequest, ConsentScope, StageEvent
from crossover.rules.superseding import covered_until
from crossover.services import consents
from crossover.services.consents import (
    decline_consent,
    end_consent_by_event,
    explain_purpose,
    give_consent_copy,
    request_consent,
    revoke_consent,
    sign_consent,
)
from documents.enums import DocumentKind
from documents.models import Document, DocumentFile
from documents.seal import SealError, SealOutcome, trusted_certificates, verify_pdf
from families.enums import Category, Language, NoticeKind, Relationship
from families.models import FamilyGrant, Notice
from families.services import edit_cfs_case
from linkages_site.demo.factories import PersonFactory
from reports.querysets.road import signed_by_each
from tests.crossover.consents import TODAY, drawing, opened, ready_request, sign
from tests.crossover.test_sharing import note

pytestmark = pytest.mark.django_db


def status_of(consent):
    return Consent.objects.with_status(TODAY).get(pk=consent.pk).status


def test_request_is_the_same_one_while_it_is_open(staff, carried):
    first = request_consent(family=carried.family, owner=staff["cfs.worker"])
    again = request_consent(family=carried.family, owner=staff["ais.worker"])
    assert (again, again.owner) == (first, staff["cfs.worker"])
    assert first.history.count() == 1
    explain_purpose(request=first, by=staff["cfs.worker"])
    decline_consent(request=first, by=staff["cfs.worker"], outcome=ConsentOutcome.DECLINED)
    assert request_consent(family=carried.family, owner=staff["ais.worker"]) != first


def test_after_the_cfs_case_closed_nobody_is_asked_anew(staff, carried, signed_in):
    consent = sign(staff, carried)
    case = carried.cfs_case
    edit_cfs_case(case=case, by=staff["cfs.worker"], closed_on=timezone.localdate(), version=case.version)
    with pytest.raises(NotAllowed, match="The CFS case is closed"):
        request_consent(family=carried.family, owner=staff["ais.worker"])
    assert carried.family.consent_requests.count() == 1
    page = signed_in(staff["ais.worker"]).get(f"/families/{carried.family.uuid}/consents/").content.decode()
    assert "there is nothing to exchange any more" in page
    give_consent_copy(consent=consent, by=staff["ais.worker"])
    revoke_consent(consent=consent, by=staff["ais.worker"])
    assert status_of(consent) == ConsentStatus.REVOKED


def test_purpose_is_explained_once_and_by_name(staff, carried):
    request = request_consent(family=carried.family, owner=staff["cfs.worker"])
    explain_purpose(request=request, by=staff["ais.worker"])
    assert request.purpose_explained_at
    assert request.purpose_explained_by == staff["ais.worker"]
    with pytest.raises(NotAllowed, match="already explained"):
        explain_purpose(request=request, by=staff["cfs.worker"])


def test_signing_keeps_the_form_as_signed_and_opens_its_scopes(staff, carried):
    consent = sign(staff, carried, categories=[Category.SERVICES, Category.HOUSING], limits="Not to my landlord")
    assert consent.request.outcome == ConsentOutcome.SIGNED
    assert consent.explained_by == staff["cfs.worker"]
    assert "my benefits and my services stay the same" in consent.statements
    assert set(consent.scopes.values_list("person", "category", "discloser", "recipient")) == {
        (person.pk, category, discloser, discloser.other)
        for person in (carried.mother, carried.child)
        for category in (Category.SERVICES, Category.HOUSING)
        for discloser in Bureau
    }
    assert StageEvent.objects.get(linkages_case__family=carried.family).stage == Stage.CONSENTED
    told = set(Notice.objects.filter(kind=NoticeKind.CONSENT_SIGNED).values_list("user__email", flat=True))
    assert told == {f"{name}@example.org" for name in ("ais.worker", "ifs.supervisor", "ais.supervisor")}


def test_one_direction_opens_one_direction(staff, carried):
    consent = sign(staff, carried, disclosers=[Bureau.CFS])
    assert set(consent.scopes.values_list("recipient", flat=True)) == {Bureau.CALWORKS}


def test_a_newer_one_of_the_same_signer_supersedes_and_another_signers_stays(staff, carried):
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    first = sign(staff, carried)
    fathers = sign(staff, carried, signer=father, persons=[father])
    second = sign(staff, carried, categories=[Category.HOUSING])
    assert [status_of(each) for each in (first, fathers, second)] == [
        ConsentStatus.SUPERSEDED,
        ConsentStatus.IN_FORCE,
        ConsentStatus.IN_FORCE,
    ]
    assert sharing.categories_crossing(carried.family, Bureau.CALWORKS) == {
        carried.mother: [Category.HOUSING],
        carried.child: [Category.HOUSING],
        father: [Category.SERVICES],
    }


def test_revoking_one_category_then_the_rest(staff, carried):
    consent = sign(staff, carried, categories=[Category.SERVICES, Category.HOUSING])
    revoke_consent(consent=consent, by=staff["ais.worker"], category=Category.HOUSING, note="By phone")
    assert status_of(consent) == ConsentStatus.PARTLY_REVOKED
    assert set(sharing.categories_crossing(carried.family, Bureau.CFS)[carried.mother]) == {Category.SERVICES}
    with pytest.raises(NotAllowed, match="not open"):
        revoke_consent(consent=consent, by=staff["cfs.worker"], category=Category.HOUSING)
    revoke_consent(consent=consent, by=staff["cfs.worker"])
    assert status_of(consent) == ConsentStatus.REVOKED
    assert sharing.categories_crossing(carried.family, Bureau.CFS) == {}
    with pytest.raises(NotAllowed, match="already ended"):
        revoke_consent(consent=consent, by=staff["cfs.worker"])
    told = Notice.objects.filter(kind=NoticeKind.CONSENT_REVOKED, url=consent.get_absolute_url())
    assert told.filter(user=staff["cfs.worker"]).count() == 1
    assert told.filter(user=staff["ais.supervisor"]).count() == 2


def test_taking_back_from_one_bureau_leaves_the_other(staff, carried):
    consent = sign(staff, carried, categories=[Category.SERVICES, Category.HOUSING])
    revoke_consent(consent=consent, by=staff["cfs.worker"], category=Category.HOUSING, recipient=Bureau.CALWORKS)
    crossing = [set(sharing.categories_crossing(carried.family, bureau)[carried.mother]) for bureau in Bureau]
    assert crossing == [{Category.SERVICES, Category.HOUSING}, {Category.SERVICES}]
    with pytest.raises(NotAllowed, match="towards this bureau"):
        revoke_consent(consent=consent, by=staff["cfs.worker"], category=Category.HOUSING, recipient=Bureau.CALWORKS)
    revoke_consent(consent=consent, by=staff["cfs.worker"], recipient=Bureau.CALWORKS)
    assert sharing.categories_crossing(carried.family, Bureau.CALWORKS) == {}
    assert carried.mother in sharing.categories_crossing(carried.family, Bureau.CFS)
    assert status_of(consent) == ConsentStatus.PARTLY_REVOKED


def test_it_ends_with_the_event_that_the_signer_named(staff, carried):
    plain = sign(staff, carried)
    with pytest.raises(NotAllowed, match="No event"):
        end_consent_by_event(consent=plain, by=staff["cfs.worker"])
    named = sign(staff, carried, expiry_event="My case with CFS closes")
    assert sharing.categories_crossing(carried.family, Bureau.CALWORKS)
    end_consent_by_event(consent=named, by=staff["cfs.worker"], note="Closed today")
    assert sharing.categories_crossing(carried.family, Bureau.CALWORKS) == {}
    assert status_of(named) == ConsentStatus.ENDED
    assert Notice.objects.filter(user=staff["ais.worker"], kind=NoticeKind.CONSENT_REVOKED).exists()


# It counts on its last day to the last second, county time, and as absent from the first second of the next.
@pytest.mark.parametrize(("clock", "crosses"), [((23, 59, 59), True), ((0, 0, 0), False)])
def test_it_is_absent_from_the_first_second_of_the_next_day(staff, carried, clock, crosses):
    last = datetime.date(2026, 12, 31)
    opened(staff, carried, (last - TODAY).days - 30, (last - TODAY).days)
    row = note(carried)
    day = last if crosses else last + datetime.timedelta(days=1)
    moment = datetime.datetime.combine(day, datetime.time(*clock), tzinfo=ZoneInfo("America/Los_Angeles"))
    FamilyGrant.objects.update(valid_from=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    with time_machine.travel(moment, tick=False):
        assert sharing.is_readable(row, staff["ais.worker"]) is crosses
        assert bool(sharing.categories_crossing(carried.family, Bureau.CALWORKS)) is crosses


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (0, 0, ConsentStatus.IN_FORCE),
        (-20, 30, ConsentStatus.IN_FORCE),
        (1, 30, ConsentStatus.NOT_BEGUN),
    ],
)
def test_status_follows_the_dates(staff, carried, begins, ends, expected):
    days = [TODAY + datetime.timedelta(days=days) for days in (begins, ends)]
    consent = sign(staff, carried, from_date=days[0], until_date=days[1])
    assert status_of(consent) == expected
    assert Consent.objects.with_status(days[1] + datetime.timedelta(days=1)).get().status == ConsentStatus.EXPIRED


@pytest.mark.parametrize("outcome", [ConsentOutcome.DECLINED, ConsentOutcome.UNABLE])
def test_declined_closes_the_request_and_opens_nothing(staff, carried, outcome):
    request = ready_request(staff, carried)
    decline_consent(request=request, by=staff["cfs.worker"], outcome=outcome, reason="Wants to think")
    assert (request.outcome, request.outcome_on, request.reason) == (outcome, TODAY, "Wants to think")
    assert not ConsentScope.objects.exists()
    assert StageEvent.objects.get(linkages_case__family=carried.family).stage == Stage.DECLINED_LIMITED
    with pytest.raises(NotAllowed, match="closed"):
        decline_consent(request=request, by=staff["cfs.worker"], outcome=outcome)


# The mother's form is in force; the father says no.
def test_the_no_of_one_adult_takes_no_step_back_from_the_form_of_another(staff, carried):
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    consent = sign(staff, carried)
    decline_consent(request=ready_request(staff, carried), by=staff["cfs.worker"], outcome=ConsentOutcome.DECLINED)
    stages = StageEvent.objects.filter(linkages_case__family=carried.family)
    assert [event.stage for event in stages] == [Stage.CONSENTED]
    assert signed_by_each(carried.family) == [(father, None), (carried.mother, consent.until_date)]
    revoke_consent(consent=consent, by=staff["cfs.worker"])
    decline_consent(request=ready_request(staff, carried), by=staff["cfs.worker"], outcome=ConsentOutcome.DECLINED)
    assert [event.stage for event in stages.all()] == [Stage.CONSENTED, Stage.DECLINED_LIMITED]
    assert signed_by_each(carried.family) == [(father, None), (carried.mother, None)]


def test_a_no_follows_the_explanation_and_nobody_unreached_heard_one(staff, carried):
    request = request_consent(family=carried.family, owner=staff["cfs.worker"])
    with pytest.raises(NotAllowed, match="Explain the purpose"):
        decline_consent(request=request, by=staff["cfs.worker"], outcome=ConsentOutcome.DECLINED)
    request.refresh_from_db()
    assert request.outcome == ConsentOutcome.OPEN
    decline_consent(request=request, by=staff["cfs.worker"], outcome=ConsentOutcome.UNABLE, reason="Moved away")
    assert request.outcome == ConsentOutcome.UNABLE


def test_paper_keeps_the_scan_behind_the_gate(staff, carried):
    consent = sign(staff, carried, method=SigningMethod.PAPER, signature=b"", scan=drawing())
    assert (consent.scan.category, consent.scan.about) == (Category.IDENTITY, carried.mother)
    assert (consent.scan.file.media_type, bytes(consent.scan.file.content)) == ("image/png", drawing())
    assert len(consent.scan.file.sha256) == 64


def test_the_signed_form_is_sealed_once_and_genuine(staff, carried):
    consent = sign(staff, carried)
    document = consent.sealed.document
    pdf = bytes(document.file.content)
    assert (document.kind, document.category, document.about) == (
        DocumentKind.CONSENT_SEALED,
        Category.IDENTITY,
        carried.mother,
    )
    assert verify_pdf(pdf, trust=trusted_certificates()).outcome == SealOutcome.GENUINE
    assert verify_pdf(pdf + b" ", trust=trusted_certificates()).outcome == SealOutcome.ALTERED
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        assert [each.message for each in page.validate_pdf_bytes(pdf, profile=profile).failures] == []


def test_without_a_seal_nothing_is_signed(staff, carried, settings):
    request = ready_request(staff, carried)
    settings.SEAL_PKCS12 = "/nowhere/seal.p12"
    with pytest.raises(SealError):
        sign(staff, carried, request=request)
    assert not Consent.objects.exists()


def test_copy_given_is_an_event(staff, carried):
    consent = sign(staff, carried)
    give_consent_copy(consent=consent, by=staff["ais.worker"], note="By hand")
    assert list(consent.events.values_list("kind", "note")) == [(ConsentEventKind.COPY_GIVEN, "By hand")]
    assert status_of(consent) == ConsentStatus.IN_FORCE


def test_the_same_note_within_a_minute_is_one(staff, carried):
    consent = sign(staff, carried)
    for by, said in [("ais.worker", "By hand"), ("ais.worker", "By hand"), ("cfs.worker", "By hand")]:
        give_consent_copy(consent=consent, by=staff[by], note=said)
    assert consent.events.count() == 2
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=2)):
        give_consent_copy(consent=consent, by=staff["ais.worker"], note="By hand")
    assert consent.events.count() == 3


def test_two_submits_sign_once(staff, carried):
    request = ready_request(staff, carried)
    sign(staff, carried, request=request)
    stale = ConsentRequest.objects.get(pk=request.pk)
    stale.outcome = ConsentOutcome.OPEN
    with pytest.raises(NotAllowed, match="closed: signed"):
        sign(staff, carried, request=stale)
    assert Consent.objects.count() == 1


def test_a_service_killed_between_its_writes_changes_nothing(staff, carried, monkeypatch):
    request = ready_request(staff, carried)

    class KilledError(Exception):
        pass

    def kill(*args, **kwargs):
        raise KilledError

    monkeypatch.setattr(consents, "notify", kill)
    with pytest.raises(KilledError):
        sign(staff, carried, request=request, method=SigningMethod.PAPER, signature=b"", scan=drawing())
    for model in (Consent, ConsentScope, ConsentEvent, StageEvent, Document, DocumentFile, Notice):
        assert not model.objects.exists(), model
    request.refresh_from_db()
    assert request.outcome == ConsentOutcome.OPEN


@pytest.mark.parametrize("model", [Consent, ConsentScope, ConsentEvent, DocumentFile])
def test_signed_rows_refuse_every_change(staff, carried, model):
    consent = sign(staff, carried, method=SigningMethod.PAPER, signature=b"", scan=drawing())
    give_consent_copy(consent=consent, by=staff["cfs.worker"])
    table, key = model._meta.db_table, model.objects.values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still waiting refuses TRUNCATE anyway
    for statement in (
        f"UPDATE {table} SET id = id WHERE id = {key}",
        f"DELETE FROM {table} WHERE id = {key}",
        f"TRUNCATE {table} CASCADE",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert model.objects.filter(pk=key).exists()


def test_a_clerk_without_the_act_and_a_stranger_are_refused(staff, carried, elsewhere):
    for name, why in (("es.worker", "may know this family"), ("facilitator", "Your role")):
        with pytest.raises(NotAllowed, match=why):
            request_consent(family=carried.family, owner=staff[name])
    consent = sign(staff, carried)
    for verb in (revoke_consent, give_consent_copy):
        with pytest.raises(NotAllowed, match="may know this family"):
            verb(consent=consent, by=staff["cfs.worker2"])


def test_signed_in_spanish_keeps_the_spanish_words(staff, carried):
    carried.mother.language = Language.SPANISH
    consent = sign(staff, carried, language=Language.SPANISH)
    assert "mis beneficios y mis servicios no cambian" in consent.statements
    assert consent.purpose == "Coordinar los servicios y evitar la duplicación"


def test_a_representative_signs_for_an_adult_and_their_children(staff, carried):
    carried.mother.born_on = datetime.date(1990, 1, 5)
    carried.mother.save()
    row, request = note(carried), ready_request(staff, carried)
    conservator = PersonFactory(family=carried.family, relationship=Relationship.SUPPORT)
    facts = {"signer": conservator, "capacity": Capacity.REPRESENTATIVE, "request": request}
    with pytest.raises(NotAllowed, match="Attach the document"):
        sign(staff, carried, **facts)
    assert covered_until(carried.family) is None
    consent = sign(staff, carried, authority=drawing(), **facts)
    ends = dict(consent.scopes.values_list("person", "until_date"))
    assert ends[carried.mother.pk] == consent.until_date
    assert set(ends) == {carried.mother.pk, carried.child.pk}
    assert sharing.is_readable(row, staff["ais.worker"])
    assert covered_until(carried.family) == consent.until_date
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    with pytest.raises(NotAllowed, match="one adult on a form"):
        sign(
            staff,
            carried,
            persons=[carried.mother, father],
            authority=drawing(),
            **facts | {"request": ready_request(staff, carried)},
        )


def test_a_representative_signs_for_a_child(staff, carried, signed_in):
    consent = sign(
        staff,
        carried,
        signer=PersonFactory(family=carried.family, relationship=Relationship.SUPPORT),
        capacity=Capacity.REPRESENTATIVE,
        persons=[carried.child],
        authority=drawing(),
    )
    assert (consent.authority.kind, consent.authority.file.media_type) == (DocumentKind.AUTHORITY, "image/png")
    # it may be a court's: the other bureau knows that it was shown, and does not read it
    kept = Document.objects.filter(pk=consent.authority_id)
    assert sharing.readable(kept, staff["cfs.worker"]).exists()
    assert not sharing.readable(kept, staff["ais.worker"]).exists()
    url = reverse("crossover:document-download", args=[consent.authority.uuid])
    assert signed_in(staff["cfs.worker"]).get(url).status_code == 200
    assert signed_in(staff["ais.worker"]).get(url).status_code == 404
    assert set(consent.scopes.values_list("person", flat=True)) == {carried.child.pk}
    assert consent.signed_at <= timezone.now()


def test_the_service_refuses_an_incomplete_form(staff, carried):
    with pytest.raises(NotAllowed, match="initials"):
        sign(staff, carried, categories=[Category.MENTAL_HEALTH])
    assert not Consent.objects.exists()


def test_sign_needs_the_purpose_explained(staff, carried):
    request = request_consent(family=carried.family, owner=staff["cfs.worker"])
    with pytest.raises(NotAllowed, match="Explain the purpose"):
        sign_consent(
            request=request,
            by=staff["cfs.worker"],
            signer=carried.mother,
            capacity=Capacity.SELF,
            persons=[carried.mother],
            categories=[Category.SERVICES],
            from_date=TODAY,
            until_date=TODAY,
            method=SigningMethod.TYPED,
            typed_name=str(carried.mother),
        )
