"""The WTWCC 10B in the browser's words: asked for, signed on screen and on paper, taken back, printed."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Bureau
from accounts.models import AccessLogEntry
from crossover.enums import ConsentEventKind, ConsentOutcome, SigningMethod
from crossover.models import Consent, ConsentRequest
from crossover.services.consents import decline_consent, request_consent, revoke_consent
from documents.enums import DocumentKind
from documents.models import Document
from documents.services import store_document
from families.enums import Category
from families.models import Draft
from tests.crossover.consents import NEXT_YEAR, TODAY, drawing, ready_request, sign
from tests.crossover.test_sharing import viewer

pytestmark = pytest.mark.django_db
PNG_URL = f"data:image/png;base64,{base64.b64encode(drawing()).decode()}"


@pytest.fixture
def worker(staff, carried, signed_in):
    return signed_in(staff["cfs.worker"])


def typed(carried, **changes):
    """A complete form, signed on screen, with a sensitive kind and its initials."""
    facts = {
        "signer": carried.mother.pk,
        "capacity": "self",
        "persons": [carried.mother.pk, carried.child.pk],
        "disclosers": ["cfs", "calworks"],
        "sharing_methods": ["verbal", "written", "electronic"],
        "purpose": "Coordinate services and prevent duplication",
        "categories": ["services", "cash_aid"],
        "initials_cash_aid": "MR",
        "from_date": TODAY.isoformat(),
        "until_date": NEXT_YEAR.isoformat(),
        "language": "en",
        "wording": "1",
        "limits": "Not to my landlord",
        "method": "drawn",
        "drawn": PNG_URL,
        "paper_on": TODAY.isoformat(),
        "explained": "on",
    }
    return {name: value for name, value in (facts | changes).items() if value is not None}


def sign_url(staff, carried):
    return reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def test_what_was_typed_is_kept_as_a_draft(staff, carried, worker):
    signing = sign_url(staff, carried)
    kept = worker.post(worker.get(signing).context["draft_url"], {"limits": "Not to my landlord"})

    assert kept.status_code == 204
    assert worker.get(signing).context["draft"].fields == {"limits": ["Not to my landlord"]}


def test_the_whole_way(staff, carried, worker):
    answer = worker.post(reverse("crossover:consent-request-new", args=[carried.family.uuid]), follow=True)
    request = ConsentRequest.objects.get()
    assert (request.owner, answer.redirect_chain[0][0]) == (staff["cfs.worker"], request.get_absolute_url())
    assert "Explain the purpose to the parent first" in answer.content.decode()
    answer = worker.post(reverse("crossover:consent-request-explain", args=[request.uuid]), follow=True)
    sign_page = reverse("crossover:consent-sign", args=[request.uuid])
    assert f"{sign_page}?language=es" in answer.content.decode()
    answer = worker.post(sign_page, typed(carried), follow=True)
    consent = Consent.objects.get()
    assert answer.redirect_chain[-1][0] == consent.get_absolute_url()
    assert (consent.initials, consent.limits, consent.method) == ("MR", "Not to my landlord", SigningMethod.DRAWN)
    assert bytes(consent.signature).startswith(b"\x89PNG")
    page = answer.content.decode()
    for words in ("In force", str(carried.child), "Cash aid, budget and earnings", "Each program may hold items"):
        assert words in page


def test_nothing_is_ticked_beforehand_but_the_directions(staff, carried, worker):
    form = worker.get(sign_url(staff, carried)).context["form"]
    checked = {name for name in form.fields if form[name].value()}
    assert checked == {"language", "purpose", "disclosers", "from_date", "until_date"}
    assert {value for value, _ in form.fields["categories"].choices} & {"identity", "investigation"} == set()


def test_an_empty_form_says_what_is_missing_beside_each_field(staff, carried, worker):
    answer = worker.post(sign_url(staff, carried), {"language": "en", "wording": "1"})
    expected = {"signer", "capacity", "persons", "disclosers", "purpose", "categories", "from_date", "until_date"}
    assert set(errors(answer)) == expected | {"sharing_methods", "method", "explained"}
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"initials_cash_aid": ""}, "initials_cash_aid", "needs the signer"),
        ({"categories": ["services"]}, "initials_cash_aid", "Tick this kind too"),
        ({"categories": [], "initials_cash_aid": ""}, "categories", "required"),
        ({"categories": ["investigation"], "initials_cash_aid": ""}, "categories", "valid choice"),
        ({"drawn": ""}, "drawn", "signature is missing"),
        ({"drawn": "data:image/png;base64,AAAA"}, "drawn", "could not be read"),
        ({"method": "typed", "typed_name": "Maria Reyes"}, "attest", "confirms"),
        ({"method": "typed", "attest": "on"}, "typed_name", "full name"),
        ({"method": "typed", "attest": "on", "typed_name": "Someone Else"}, "typed_name", "not the name of"),
        ({"method": "mark", "first_witness": "Ann Lee"}, "first_witness", "two different witnesses"),
        (
            {"method": "mark", "first_witness": "Ann Lee", "second_witness": "Reyes"},
            "second_witness",
            "cannot be a witness",
        ),
        ({"initials_cash_aid": "QQ"}, "initials_cash_aid", "not the initials of"),
        ({"method": "paper"}, "scan", "Attach the scan"),
        ({"until_date": "2099-01-01"}, "until_date", "366 days at most"),
        ({"until_date": "soon"}, "until_date", "valid date"),
        ({"explained": None}, "explained", "required"),
        ({"purpose": ""}, "purpose", "required"),
    ],
)
def test_bad_input_is_kept_and_explained(staff, carried, worker, changes, field, reason):
    answer = worker.post(sign_url(staff, carried), typed(carried, **changes))
    assert answer.status_code == 200
    assert list(errors(answer)) == [field]
    assert reason in errors(answer)[field][0]
    assert "Not to my landlord" in answer.content.decode()
    assert not Consent.objects.exists()


def test_limits_too_long_are_refused_and_never_cut(staff, carried, worker):
    url, words = sign_url(staff, carried), "Not to my landlord. " * 50
    page = worker.get(url)
    assert "Up to 1,000 characters." in page.content.decode()
    assert "maxlength" not in page.context["form"]["limits"].as_widget()
    answer = worker.post(url, typed(carried, limits=words + "Nor."))
    assert list(errors(answer)) == ["limits"]
    assert words + "Nor." in answer.content.decode()
    worker.post(url, typed(carried, limits=words.strip()))
    assert Consent.objects.get().limits == words.strip()


def test_another_adult_or_another_family_is_no_choice(staff, carried, elsewhere, worker):
    url = sign_url(staff, carried)
    people = worker.get(url).context["form"].fields
    assert set(people["persons"].queryset) == {carried.mother, carried.child}
    assert set(people["signer"].queryset) == {carried.mother}
    answer = worker.post(url, typed(carried, persons=[elsewhere.mother.pk]))
    assert list(errors(answer)) == ["persons"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"MZ this is a program", "something else inside"),
        (b"%PDF-1.7 torn", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
)
def test_a_scan_is_judged_by_its_content(staff, carried, worker, content, reason):
    scan = SimpleUploadedFile("form.png", content, content_type="image/png")
    answer = worker.post(sign_url(staff, carried), typed(carried, method="paper", scan=scan))
    assert reason in errors(answer)["scan"][0]
    assert not Document.objects.exists()


def test_paper_and_its_scan(staff, carried, elsewhere, worker, signed_in):
    scan = SimpleUploadedFile("anything.exe", drawing(), content_type="text/html")
    worker.post(sign_url(staff, carried), typed(carried, method="paper", drawn="", scan=scan))
    consent = Consent.objects.get()
    url = reverse("crossover:document-download", args=[consent.scan.uuid])
    for name in ("cfs.worker", "ais.worker"):
        client = signed_in(staff[name])
        assert url in client.get(consent.get_absolute_url()).content.decode()
        answer = client.get(url)
        assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/png", drawing())
        assert answer["Content-Disposition"] == 'attachment; filename="consent-scan.png"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store, private"
        assert AccessLogEntry.objects.filter(user=staff[name], act="downloaded", record=consent.scan.uuid).exists()
    for name in ("es.worker", "cfs.worker2", "er.clerk", "admin"):
        assert signed_in(staff[name]).get(url).status_code == 404, name


def test_a_chosen_scan_is_asked_for_again_beside_its_field(staff, carried, worker):
    url, again = sign_url(staff, carried), "Choose the file again."
    on_paper = {"method": "paper", "drawn": "", "explained": None}
    assert again not in worker.post(url, typed(carried, **on_paper)).content.decode()
    for changes in ({}, {"switch_to": "es"}):
        scan = SimpleUploadedFile("form.png", drawing())
        page = worker.post(url, typed(carried, scan=scan, **on_paper, **changes)).content.decode()
        again = "Elija el archivo de nuevo." if changes else again
        assert page.count(again) == 1
        assert again in page.split('id="id_scan_helptext"')[1].split("</div>")[0]


@pytest.mark.parametrize(
    ("kind", "category", "expected"),
    [
        (DocumentKind.CONSENT_SCAN, Category.IDENTITY, {"cfs.worker": 200, "ais.worker": 200}),
        (DocumentKind.CONSENT_SCAN, Category.SERVICES, {"cfs.worker": 200, "ais.worker": 404}),
        (DocumentKind.SIGNATURE_SCAN, Category.IDENTITY, {"cfs.worker": 404, "ais.worker": 404}),
        (DocumentKind.PLAN_COPY, Category.IDENTITY, {"cfs.worker": 404, "ais.worker": 404}),
    ],
)
def test_a_document_passes_what_may_cross(staff, carried, signed_in, kind, category, expected):
    document = store_document(
        family=carried.family,
        by=staff["cfs.worker"],
        bureau="cfs",
        category=category,
        about=carried.mother,
        kind=kind,
        title="Scan",
        content=drawing(),
        media_type="image/png",
    )
    url = reverse("crossover:document-download", args=[document.uuid])
    assert {name: signed_in(staff[name]).get(url).status_code for name in expected} == expected


def test_spanish_shows_and_keeps_the_spanish_words(staff, carried, worker):
    carried.mother.language = "es"
    carried.mother.save()
    url = sign_url(staff, carried)
    page = worker.get(f"{url}?language=es").content.decode()
    assert "mis beneficios y mis servicios no cambian" in page
    assert "Ayuda en efectivo" in page
    worker.post(url, typed(carried, language="es"))
    assert "mis beneficios y mis servicios no cambian" in Consent.objects.get().statements


def test_the_signer_reads_along_in_their_language(staff, carried, worker):
    url = sign_url(staff, carried)
    spanish, english = (worker.get(f"{url}?language={code}") for code in ("es", "en"))
    for words in (
        "Violencia doméstica", "Padre, madre o tutor de los niños nombrados", "Marca con dos testigos",
        "El formulario se explicó a quien firma", "Soy quien firma, y escribir mi nombre es mi firma",
        "Children &amp; Family Services comparte con CalWORKs", "van sus iniciales", "Desde los 12 años",
        "Intérprete propio, con un CR 6181 firmado", "dibújela aquí", "Autorización para el intercambio de información",
        "(obligatorio)", "Un formulario más reciente de la misma persona", "Este formulario está en español",
        "En reuniones y por teléfono",
    ):  # fmt: skip
        assert words in spanish.content.decode(), words
        assert words not in english.content.decode(), words
    said = {
        form: [(field.label, field.help_text) for field in form] for form in (page_form(spanish), page_form(english))
    }
    in_both = set(said[page_form(spanish)]) & set(said[page_form(english)])
    assert {label for label, _ in in_both} <= {"Language", "Wording", "Signature or mark", "CANS"}
    assert '<div lang="es">' in spanish.content.decode()
    assert "(required)" not in spanish.content.decode()


def page_form(answer):
    return answer.context["form"]


def test_changing_the_language_keeps_what_was_typed_and_writes_nothing(staff, carried, worker):
    url = sign_url(staff, carried)
    half = typed(carried, initials_cash_aid="", until_date="soon", explained=None, switch_to="es")
    answer = worker.post(url, half)
    page, form = answer.content.decode(), answer.context["form"]
    assert answer.status_code == 200
    assert "mis beneficios y mis servicios no cambian" in page
    assert "Ayuda en efectivo" in page
    assert form.errors == {}
    kept = {name: form[name].value() for name in half if name in form.fields}
    same = {name: value for name, value in half.items() if name in form.fields} | {
        "language": "es", "purpose": "Coordinar los servicios y evitar la duplicación",
    }  # fmt: skip
    same["persons"] = [str(person) for person in same["persons"]]
    assert {name: str(value) for name, value in kept.items()} == {name: str(value) for name, value in same.items()}
    assert "Not to my landlord" in page
    assert 'value="soon"' in page
    assert not Consent.objects.exists()
    assert not Draft.objects.exists()
    own_words = worker.post(url, half | {"purpose": "Rent help"}).context["form"]
    assert own_words["purpose"].value() == "Rent help"


def test_a_complete_form_is_not_signed_by_changing_its_language(staff, carried, worker):
    url = sign_url(staff, carried)
    answer = worker.post(url, typed(carried, language="es", switch_to="en"))
    assert answer.context["form"]["language"].value() == "en"
    assert not Consent.objects.exists()
    worker.post(url, typed(carried))
    assert Consent.objects.get().language == "en"


def test_a_no_before_the_explanation_is_refused_beside_the_button(staff, carried, worker):
    request = request_consent(family=carried.family, owner=staff["cfs.worker"])
    url = reverse("crossover:consent-decline", args=[request.uuid])
    page = worker.get(request.get_absolute_url())
    refused = dict(page.context["unsigned"])
    assert refused[ConsentOutcome.UNABLE] == ""
    assert refused[ConsentOutcome.DECLINED].startswith("Explain the purpose to the parent first")
    assert f"{url}?outcome=unable" in page.content.decode()
    assert f"{url}?outcome=declined" not in page.content.decode()
    answer = worker.post(url, {"outcome": "declined", "reason": "Wants to think"})
    assert errors(answer) == {"outcome": [refused[ConsentOutcome.DECLINED]]}
    assert "Wants to think" in answer.content.decode()
    assert worker.get(f"{url}?outcome=unable").context["form"]["outcome"].value() == "unable"
    worker.post(url, {"outcome": "unable", "reason": "Moved away"})
    request.refresh_from_db()
    assert request.outcome == ConsentOutcome.UNABLE


def test_why_a_parent_said_no_is_for_who_works_the_family(staff, carried, worker, signed_in):
    request = ready_request(staff, carried)
    decline_consent(
        request=request, by=staff["cfs.worker"], outcome=ConsentOutcome.DECLINED, reason="Afraid of her partner"
    )
    header_reader = viewer(staff, carried, Bureau.CFS)
    for reader, reads in ((worker, True), (signed_in(staff["ais.worker"]), True), (signed_in(header_reader), False)):
        page = reader.get(request.get_absolute_url())
        assert page.status_code == 200
        assert ("Afraid of her partner" in page.content.decode()) == reads
        past = reader.get(reverse("reports:family-history", args=[carried.family.uuid]))
        assert ("Afraid of her partner" in past.content.decode()) == reads


def test_taken_back_by_kind_and_whole(staff, carried, worker):
    consent = sign(staff, carried, categories=[Category.SERVICES, Category.HOUSING])
    url = reverse("crossover:consent-revoke", args=[consent.uuid])
    choices = [value for value, _ in worker.get(url).context["form"].fields["category"].choices]
    assert choices == ["everything", "services", "housing"]
    answer = worker.post(url, {"category": "housing", "note": "By phone"}, follow=True)
    assert "In force, partly revoked" in answer.content.decode()
    assert "Housing and homelessness: By phone" in answer.content.decode()
    assert errors(worker.post(url, {"category": "housing", "note": "Again"}))["category"]
    answer = worker.post(url, {"category": "everything", "note": "By letter"}, follow=True)
    assert "already ended" in answer.content.decode()
    assert worker.get(url).status_code == 403


def test_what_is_taken_back_is_chosen_never_given(staff, carried, worker):
    consent = sign(staff, carried, categories=[Category.SERVICES, Category.HOUSING])
    url = reverse("crossover:consent-revoke", args=[consent.uuid])
    field = worker.get(url).context["form"]["category"]
    assert [radio.data["attrs"].get("checked") for radio in field.subwidgets] == [None] * 3
    assert set(errors(worker.post(url, {"note": "By letter"}))) == {"category"}
    assert consent.scopes.not_ended().count() == consent.scopes.count()
    worker.post(url, {"category": "everything", "note": "By letter"})
    assert not consent.scopes.not_ended().exists()


def test_declined(staff, carried, worker):
    request = ready_request(staff, carried)
    url = reverse("crossover:consent-decline", args=[request.uuid])
    assert set(errors(worker.post(url, {"reason": "Kept"}))) == {"outcome"}
    worker.post(url, {"outcome": "declined", "reason": "Wants to think"})
    request.refresh_from_db()
    assert (request.outcome, request.reason) == (ConsentOutcome.DECLINED, "Wants to think")
    assert worker.get(url).status_code == 403
    assert "Ask for another WTWCC 10B" in worker.get(request.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("step", "free", "also"),
    [
        ("decline", "reason", {"outcome": "declined"}),
        ("revoke", "note", {"category": "everything"}),
        ("event", "note", {}),
        ("copy", "note", {}),
    ],
)
def test_words_that_tell_too_much_are_asked_about_once(staff, carried, worker, step, free, also):
    """Both bureaus read them, whatever was signed."""
    about = ready_request(staff, carried) if step == "decline" else sign(staff, carried, expiry_event="We move")
    url = reverse(f"crossover:consent-{step}", args=[about.uuid])
    said = {free: "Her uncle raped her", **also}
    answer = worker.post(url, said)
    assert errors(answer)[free][0].startswith("This may tell too much: “raped” (abuse).")
    assert "Her uncle raped her" in answer.content.decode()
    assert worker.post(url, said | {"words_checked": "on"}).status_code == 302


def test_copy_given(staff, carried, worker):
    consent = sign(staff, carried)
    url = reverse("crossover:consent-copy", args=[consent.uuid])
    assert set(errors(worker.post(url, {"note": ""}))) == {"note"}
    assert "By hand" in worker.post(url, {"note": "By hand"}, follow=True).content.decode()
    assert consent.events.get().kind == ConsentEventKind.COPY_GIVEN
    assert f"by {staff['cfs.worker']}: By hand" in worker.get(url).content.decode()


def test_outsider_gets_404(staff, carried, elsewhere, signed_in):
    consent = sign(staff, carried)
    request = ready_request(staff, carried)
    pages = [
        *(reverse(f"crossover:{name}", args=[consent.uuid]) for name in CONSENT_PAGES),
        *(reverse(f"crossover:{name}", args=[request.uuid]) for name in REQUEST_PAGES),
    ]
    for name in ("cfs.worker2", "es.worker", "er.worker"):
        client = signed_in(staff[name])
        assert {client.get(page).status_code for page in pages} == {404}, name
        assert {client.post(page).status_code for page in pages} <= {404, 405}, name


CONSENT_PAGES = ["consent-detail", "consent-print", "consent-revoke", "consent-copy"]
REQUEST_PAGES = ["consent-request-detail", "consent-sign", "consent-decline"]


def test_reader_is_refused_with_the_reason(staff, carried, signed_in, worker):
    request = ready_request(staff, carried)
    sign(staff, carried, request=request)
    for name in ("consent-sign", "consent-decline"):
        answer = worker.get(reverse(f"crossover:{name}", args=[request.uuid]))
        assert answer.status_code == 403
        assert "This request is closed: signed" in answer.content.decode()


def test_it_rejects_get(carried, worker):
    assert worker.get(reverse("crossover:consent-request-new", args=[carried.family.uuid])).status_code == 405


def test_prints(staff, carried, worker):
    consent = sign(staff, carried)
    answer = worker.get(reverse("crossover:consent-print", args=[consent.uuid]))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert AccessLogEntry.objects.filter(act="downloaded", record=consent.uuid).exists()
    blank = worker.get(reverse("crossover:consent-blank"), {"language": "es"})
    assert 'filename="WTWCC-10B-blank-es.pdf"' in blank["Content-Disposition"]


def test_taken_back_it_still_prints_and_the_page_tells_the_print_from_the_sealed_form(staff, carried, worker):
    consent = sign(staff, carried)
    told = "The sealed form stays as it was signed and does not say it."
    assert told not in worker.get(consent.get_absolute_url()).content.decode()
    in_force = worker.get(reverse("crossover:consent-print", args=[consent.uuid])).content
    revoke_consent(consent=consent, by=staff["cfs.worker"])
    page = worker.get(consent.get_absolute_url()).content.decode()
    sealed = reverse("crossover:document-download", args=[consent.sealed.document.uuid])
    assert told in page
    assert sealed in page
    assert worker.get(sealed).content == bytes(consent.sealed.document.file.content)
    after = worker.get(reverse("crossover:consent-print", args=[consent.uuid])).content
    assert after.startswith(b"%PDF-")
    assert after != in_force


def test_the_page_costs_the_same_for_one_category_and_many(staff, carried, worker):
    counts = []
    for categories in ([Category.SERVICES], [Category.SERVICES, Category.HOUSING, Category.EDUCATION]):
        url = sign(staff, carried, categories=categories).get_absolute_url()
        worker.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert worker.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
