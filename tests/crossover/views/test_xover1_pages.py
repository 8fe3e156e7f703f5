"""The pages of clearances and XOVER1: each step by its member, its outsider, its reader, and bad input."""

import io
import subprocess
from typing import Any

import page
import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed
from crossover.enums import ClearancePurpose, ClearanceResult, Xover1Status
from crossover.forms.assigning import AssignCfsForm, ReassignAisForm, ShareCalworksForm, TransferForm
from crossover.models import Clearance, Xover1
from crossover.services import fill_part_a, start_xover1
from crossover.services.objections import flag_abuse
from families.enums import Category, PersonNoteKind
from families.models import Address, CalworksCase, CfsCase, Family, PersonNote
from linkages_site.demo.factories import PersonFactory, UserFactory
from tests.county import family_with_workers
from tests.crossover.test_consent_pdf import text_of
from tests.crossover.way import MOTHER

pytestmark = pytest.mark.django_db
S = Xover1Status
NO_PEOPLE = {"people-TOTAL_FORMS": "0", "people-INITIAL_FORMS": "0"}
ONE_PERSON = {
    "people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0", "people-0-first_name": "Rosa",
    "people-0-last_name": "Ibarra", "people-0-relationship": "mother", "people-0-language": "en",
}  # fmt: skip
# URL name, the form's state, who, the POST, the state after; `holder` and people are filled in by the test
STEPS: list[tuple[str, Xover1Status, str, dict[str, Any], Xover1Status]] = [
    ("xover1-send", S.DRAFT, "er.clerk", {"to": "er.supervisor@ER 1"}, S.WITH_ER_SUPERVISOR),
    (
        "xover1-open-case", S.WITH_ER_SUPERVISOR, "er.supervisor",
        {"number": "CFS-7", "component": "ifs", "jurisdiction": "voluntary", "holder": "ifs.supervisor@IFS 1"},
        S.WITH_CFS_SUPERVISOR,
    ),
    ("xover1-close", S.WITH_ER_SUPERVISOR, "er.supervisor", {"reason": "Nothing needed"}, S.NO_CASE),
    (
        "xover1-route", S.WITH_POINT_PERSON, "cfs.pointperson",
        {"cfs_number": "CFS-8", "keys_used": ["name"], "component": "ifs", "holder": "ifs.supervisor@IFS 1"},
        S.WITH_CFS_SUPERVISOR,
    ),
    (
        "xover1-not-a-match", S.WITH_POINT_PERSON, "cfs.pointperson",
        {"reason": "Someone else", "keys_used": ["name", "birth_date"], "searched_for": "Rosa Ibarra, 1990"},
        S.NOT_A_MATCH,
    ),
    (
        "xover1-complete", S.WITH_CFS_SUPERVISOR, "ifs.supervisor",
        {"ais_reason": "referred_by_wtw", "to": "ais.supervisor"}, S.WITH_AIS_SUPERVISOR,
    ),
    (
        "xover1-ineligible", S.WITH_CFS_SUPERVISOR, "ifs.supervisor", {"ineligibility": "not_ais_eligible"},
        S.INELIGIBLE,
    ),
    (
        "xover1-assign", S.WITH_AIS_SUPERVISOR, "ais.supervisor",
        {"worker": "ais.worker", "calworks_number": "CW-5", "number_checked": "on"}, S.WITH_AIS_WORKER,
    ),
    ("xover1-void", S.WITH_CFS_SUPERVISOR, "ifs.supervisor", {"reason": "Made twice"}, S.VOID),
]  # fmt: skip
IDS = [step[0] for step in STEPS]
# What the page says after the step.
SAID = {
    S.WITH_ER_SUPERVISOR: "Sent to Helen Castellanos, ER supervisor.",
    S.WITH_CFS_SUPERVISOR: "Sent to Gloria Bennett, IFS supervisor.",
    S.WITH_AIS_SUPERVISOR: "Sent to Beatriz Montoya, AIS/FS supervisor.",
    S.WITH_AIS_WORKER: "Sent to Samuel Okafor, AIS/FS social worker.",
    S.NO_CASE: "The referral is closed without a case and the form ended: nothing is left to do on it.",
    S.NOT_A_MATCH: "The form ended: not a CFS client. The clerk sees that it was received.",
    S.INELIGIBLE: "The form ended: not eligible to Linkages. An open CFS case goes on without it.",
    S.VOID: "The form is void and stays on record: nothing is left to do on it.",
}


def ready(way: Any, status: Xover1Status) -> Xover1:
    form = way.standing_at(status)
    if status == S.WITH_CFS_SUPERVISOR:
        way.clear_again(form)
    return form


def typed(staff: dict, answers: dict[str, Any]) -> dict[str, Any]:
    """Names become the keys the page's choices have: staff by uuid, `who@unit` by the supervision's key."""

    def key(value: Any) -> Any:
        if isinstance(value, str) and "@" in value:
            name, unit = value.split("@")
            return staff[name].supervisions.get(unit__name=unit).pk
        return staff[value].uuid if isinstance(value, str) and value in staff else value

    return {name: key(value) for name, value in answers.items()}


def url_of(name: str, form: Xover1) -> str:
    return reverse(f"crossover:{name}", args=[form.uuid])


@pytest.mark.parametrize(("name", "status", "who", "answers", "after"), STEPS, ids=IDS)
def test_it_works(way, staff, signed_in, name, status, who, answers, after):
    form = ready(way, status)
    client = signed_in(staff[who])
    shown = client.get(url_of(name, form))
    assert shown.status_code == 200
    assert url_of(name, form) in client.get(form.get_absolute_url()).content.decode()
    response = client.post(url_of(name, form), typed(staff, answers))
    assert response.status_code == 302, response.context["form"].errors
    form.refresh_from_db()
    assert form.status == after
    shown = client.get(response["Location"])
    assert shown.status_code == 200
    assert [str(message) for message in shown.context["messages"]] == [SAID[after]]


@pytest.mark.parametrize(("name", "status", "who", "answers", "after"), STEPS, ids=IDS)
def test_outsider_gets_404(way, staff, signed_in, elsewhere, name, status, who, answers, after):
    form = ready(way, status)
    client = signed_in(staff["cfs.worker2"])
    assert client.get(url_of(name, form)).status_code == 404
    assert client.post(url_of(name, form), typed(staff, answers)).status_code == 404


@pytest.mark.parametrize(
    ("name", "status", "who", "answers", "after"), STEPS[1:3] + STEPS[5:8], ids=IDS[1:3] + IDS[5:8]
)
def test_reader_is_refused_with_the_reason(way, staff, signed_in, name, status, who, answers, after):
    """The ER clerk follows the form, and may not take these steps."""
    form = ready(way, status)
    client = signed_in(staff["er.clerk"])
    for response in (client.get(url_of(name, form)), client.post(url_of(name, form), typed(staff, answers))):
        assert response.status_code == 403
        assert "Only" in response.content.decode() or "This form is with" in response.content.decode()
    form.refresh_from_db()
    assert form.status == status
    assert "disabled" in client.get(form.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("name", "status", "who", "answers", "after"), STEPS, ids=IDS)
def test_bad_input_is_kept_and_explained(way, staff, signed_in, name, status, who, answers, after):
    form = ready(way, status)
    client = signed_in(staff[who])
    kept = next(iter(answers))
    for missing in answers:
        others = {"csrfmiddlewaretoken": "token"} | {key: value for key, value in answers.items() if key != missing}
        response = client.post(url_of(name, form), typed(staff, others))
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [missing]
        if missing != kept:
            assert str(response.context["form"][kept].value()) in response.content.decode()
    form.refresh_from_db()
    assert form.status == status


def test_what_the_facts_refuse_is_said_above_the_form(way, staff, signed_in):
    """The number is on file with another record: the reason, and what was typed, on the page."""
    known = family_with_workers(staff["cfs.worker2"], None)
    form = way.flag()
    answers = STEPS[3][3] | {"cfs_number": known.cfs_case.number}
    response = signed_in(staff["cfs.pointperson"]).post(url_of("xover1-route", form), typed(staff, answers))
    text = response.content.decode()
    assert "This case number is on file with another record" in text
    assert "Family Reunification 1." not in text
    assert known.cfs_case.number in text
    assert CfsCase.objects.count() == 1


def test_a_clerk_clears_flags_and_sends(way, staff, signed_in):
    referral = way.referral()
    client = signed_in(staff["er.clerk"])
    answers = {
        "system": "calsaws",
        "keys_used": ["name"],
        "result": "active",
        "as_of": "2026-01-05",
        "case_number": "C1",
    }
    response = client.post(reverse("crossover:clearance-new", args=[referral.uuid]), answers)
    clearance = Clearance.objects.get()
    assert response["Location"] == clearance.get_absolute_url()
    response = client.post(reverse("crossover:xover1-start", args=[clearance.uuid]))
    form = Xover1.objects.get()
    assert response["Location"] == url_of("xover1-part-a", form)
    shown = client.get(response["Location"]).content.decode()
    assert 'value="Ibarra"' in shown
    assert 'value="C1"' in shown
    sent = {"case_name": "Ibarra", "version": form.version, "city": "Antioch", **ONE_PERSON}
    unreachable = client.post(url_of("xover1-part-a", form), sent | {"zip_code": "ABCDE", "phone": "notaphone"})
    assert list(unreachable.context["form"].errors) == ["zip_code", "phone"]
    assert client.post(url_of("xover1-part-a", form), sent).status_code == 302
    page_now = client.get(form.get_absolute_url()).content.decode()
    assert "Rosa Ibarra" in page_now
    assert "Antioch" in page_now


def test_part_a_shows_who_is_on_record_and_puts_them_right(way, staff, signed_in):
    form, client = way.draft(), signed_in(staff["er.clerk"])
    shown = client.get(url_of("xover1-part-a", form)).context["form"].people
    sent = {f"people-{name}": value for name, value in shown.management_form.initial.items()}
    for row in shown.forms:
        sent |= {f"{row.prefix}-{name}": row[name].value() or "" for name in row.fields}
    first = shown.initial_forms[0]
    sent |= {f"{first.prefix}-first_name": "Put right", "case_name": "Ibarra", "version": form.version}
    assert client.post(url_of("xover1-part-a", form), sent).status_code == 302
    assert form.family.people.count() == len(shown.initial_forms) == 2
    assert form.family.people.get(uuid=first["uuid"].value()).first_name == "Put right"


@pytest.mark.parametrize("name", ["xover1-part-a", "xover1-flag"])
def test_telltale_remarks_are_asked_about_with_the_tick_that_answers(name, way, staff, signed_in):
    flags = name == "xover1-flag"
    form = None if flags else way.draft()
    url = url_of(name, form) if form else reverse("crossover:xover1-flag")
    client = signed_in(staff["calworks.clerk" if flags else "er.clerk"])
    sent = {"case_name": "Ibarra", "calworks_number": "C1", "remarks": "Meet at the court clerk's parking"} | ONE_PERSON
    sent |= {"version": form.version} if form else {}
    asked = client.post(url, sent)
    assert "tick below" in asked.context["form"].errors["remarks"][0]
    assert 'name="words_checked"' in asked.content.decode()
    assert client.post(url, sent | {"words_checked": "on"}).status_code == 302


def test_a_second_flag_is_refused_above_the_form(way, staff, signed_in):
    client, url = signed_in(staff["calworks.clerk"]), reverse("crossover:xover1-flag")
    answers = {"case_name": "Ibarra", "calworks_number": "C1"} | ONE_PERSON
    assert client.post(url, answers).status_code == 302
    again = client.post(url, answers).content.decode()
    assert "You sent this form already" in again
    assert 'value="Rosa"' in again
    assert Xover1.objects.count() == 1


@pytest.mark.parametrize(
    ("result", "who", "said"),
    [
        (ClearanceResult.ACTIVE, "er.clerk", "starts the XOVER1"),
        (ClearanceResult.PENDING, "er.clerk", "Look again"),
        (ClearanceResult.NOT_FOUND, "er.clerk", "goes on without an XOVER1"),
        (ClearanceResult.ACTIVE, "screening.clerk", "makes the clearance again"),
    ],
)
def test_a_clearance_says_what_follows(way, staff, signed_in, result, who, said):
    purpose = ClearancePurpose.SCREENING if who == "screening.clerk" else ClearancePurpose.EMERGENCY_RESPONSE
    clearance = way.clear(way.referral(), by=staff[who], result=result, purpose=purpose)
    shown = signed_in(staff[who]).get(clearance.get_absolute_url()).content.decode()
    assert said in shown
    assert ("Ask the parent to sign" in shown) == (result != ClearanceResult.NOT_FOUND)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"result": "discontinued"}, "discontinued_on"),
        ({"as_of": "2999-01-01"}, "as_of"),
        ({"case_number": ""}, "case_number"),
        ({"keys_used": []}, "keys_used"),
        ({"discontinued_on": "2026-01-01"}, "discontinued_on"),
    ],
)
def test_a_clearance_that_contradicts_itself_is_explained(way, staff, signed_in, wrong, field):
    answers = {"system": "calsaws", "keys_used": ["name"], "result": "active", "as_of": "2026-01-05",
               "case_number": "C1", "worker_name": "Ms. Delgado"}  # fmt: skip
    url = reverse("crossover:clearance-new", args=[way.referral().uuid])
    response = signed_in(staff["er.clerk"]).post(url, answers | wrong)
    assert list(response.context["form"].errors) == [field]
    assert "Ms. Delgado" in response.content.decode()
    assert Clearance.objects.count() == 0


def test_a_stale_part_a_shows_both_versions(way, staff, signed_in):
    form = way.draft()
    fill_part_a(form=form, by=staff["er.clerk"], version=1, remarks="Call first")
    sent = {"case_name": "Ibarra", "calworks_number": form.calworks_number, "version": 1, "remarks": "Call last"}
    response = signed_in(staff["er.clerk"]).post(url_of("xover1-part-a", form), sent | NO_PEOPLE)
    assert response.status_code == 409
    assert {"Call first", "Call last"} <= set(response.context["differing"][0])


def test_a_stale_part_a_shows_the_people_and_the_address_too(way, staff, signed_in):
    form = way.draft()
    mother = form.family.people.earliest("pk")
    row = {name: getattr(mother, name) for name in ("last_name", "relationship", "language")} | {"uuid": mother.uuid}
    others = {"first_name": "Luz", "last_name": "Vega", "relationship": "relative", "language": "en"}
    earlier = {**row, "first_name": "Rosalia", "born_on": mother.born_on, "in_home": True, "interpreter_needed": False}
    address = {"street": "1 Oak Street", "city": "Antioch"}
    fill_part_a(form=form, by=staff["er.clerk"], version=1, people=[earlier, others], address=address)

    typed = {"case_name": form.case_name, "calworks_number": form.calworks_number, "version": 1, "street": "2 Elm"}
    typed |= NO_PEOPLE | {"people-TOTAL_FORMS": 1, "people-INITIAL_FORMS": 1}
    typed |= {f"people-0-{name}": value for name, value in row.items()}
    typed |= {"people-0-first_name": "Rosita", "people-0-in_home": "on", "people-0-born_on": mother.born_on or ""}
    client = signed_in(staff["er.clerk"])
    stale = client.post(url_of("xover1-part-a", form), typed)

    assert stale.status_code == 409
    differing = {label: (now, mine) for label, now, mine in stale.context["differing"]}
    assert ("Rosalia", "Rosita") in differing.values()
    assert ("1 Oak Street, Antioch", "2 Elm") in differing.values()
    assert any(now == "Luz Vega" for now, _ in differing.values())
    assert "Both say the same" not in stale.content.decode()
    mother.refresh_from_db()
    assert mother.first_name == "Rosalia"


def test_people_without_a_name_are_explained(way, staff, signed_in):
    client = signed_in(staff["calworks.clerk"])
    url = reverse("crossover:xover1-flag")
    answers = {"case_name": "Ibarra", "calworks_number": "C1"}
    nameless = client.post(url, answers | NO_PEOPLE)
    assert "Name at least one person." in nameless.content.decode()
    half = client.post(url, answers | ONE_PERSON | {"people-0-relationship": ""})
    assert "Check the people named below." in half.content.decode()
    assert 'value="Rosa"' in half.content.decode()
    assert Family.objects.count() == 0


def test_the_clerk_of_the_reverse_path_sees_received_and_no_more(way, staff, signed_in):
    client = signed_in(staff["calworks.clerk"])
    answers = {"case_name": "Ibarra", "calworks_number": "C1"} | ONE_PERSON
    response = client.post(reverse("crossover:xover1-flag"), answers)
    assert response["Location"] == reverse("crossover:xover1-sent")
    sent = client.get(response["Location"]).content.decode()
    assert "Sent to Irene Kowalski, CFS point person." in sent
    assert "not yet" in sent
    form = Xover1.objects.get()
    known = way.known_to_cfs(name="Secret-Name")
    way.route(form, cfs_number=known.cfs_case.number, compared=True)
    shown = client.get(response["Location"]).content.decode()
    assert "Received" in shown
    for secret in ("Secret-Name", known.cfs_case.number, "Gloria Bennett", str(form.uuid), "IFS"):
        assert secret not in shown
    for name in ("xover1-detail", "xover1-print"):
        assert client.get(url_of(name, form)).status_code == 404
    assert str(form.uuid) not in client.get(reverse("crossover:xover1-inbox")).content.decode()


def test_the_queues_show_what_waits_and_what_was_sent(way, staff, signed_in):
    form = way.draft()
    clerk, supervisor = signed_in(staff["er.clerk"]), signed_in(staff["er.supervisor"])
    inbox, sent = reverse("crossover:xover1-inbox"), reverse("crossover:xover1-sent")
    assert form.get_absolute_url() in clerk.get(inbox).content.decode()
    way.send(form)
    assert form.get_absolute_url() not in clerk.get(inbox).content.decode()
    assert form.get_absolute_url() in clerk.get(sent).content.decode()
    assert form.get_absolute_url() in supervisor.get(inbox).content.decode()
    way.open_case(form)
    assert form.get_absolute_url() not in supervisor.get(inbox).content.decode()


def test_acknowledging_from_the_page(way, staff, signed_in):
    form = way.standing_at(S.WITH_AIS_WORKER)
    client = signed_in(staff["ais.worker"])
    assert url_of("xover1-acknowledge", form) in client.get(form.get_absolute_url()).content.decode()
    assert client.get(url_of("xover1-acknowledge", form)).status_code == 405
    assert client.post(url_of("xover1-acknowledge", form)).status_code == 302
    again = client.post(url_of("xover1-acknowledge", form))
    assert again.status_code == 403
    assert "did not come to you, or has gone on" in again.content.decode()


def test_a_repeated_clearance_is_saved_not_sent(way, staff, signed_in):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    answers = {"system": "calsaws", "keys_used": ["name"], "result": "active",
               "as_of": timezone.localdate().isoformat(), "case_number": "C1"}  # fmt: skip
    client = signed_in(staff["ifs.supervisor"])
    shown = client.get(client.post(url_of("xover1-clear", form), answers)["Location"])
    assert [str(message) for message in shown.context["messages"]] == [
        "The clearance is kept. CalWORKs is active: complete Part B and distribute the form."
    ]


def test_a_supervisor_is_not_offered_as_the_cases_worker(way, staff, signed_in):
    form = way.standing_at(S.WITH_AIS_WORKER)
    url = reverse("crossover:case-assign", args=[form.cfs_case.uuid])
    offered = signed_in(staff["ifs.supervisor"]).get(url).context["form"].fields["worker"].queryset
    assert staff["cfs.worker"] in offered
    assert staff["ifs.supervisor"] not in offered


def test_assigning_and_moving_a_case(way, staff, signed_in, carried):
    client = signed_in(staff["ifs.supervisor"])
    form = way.standing_at(S.WITH_AIS_WORKER)
    assign = reverse("crossover:case-assign", args=[form.cfs_case.uuid])
    assert client.post(assign, {"worker": staff["cfs.worker"].uuid, "why": ""}).context["form"].errors.keys() == {"why"}
    assert client.post(assign, {"worker": staff["cfs.worker"].uuid, "why": "Opened"}).status_code == 302
    nobody = client.get(assign).content.decode()
    assert "Nobody else in this unit carries cases." in nobody
    assert reverse("crossover:case-transfer", args=[form.cfs_case.uuid]) in nobody
    UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"])
    assert "change of assignment" in client.get(assign).content.decode()
    move = reverse("crossover:case-transfer", args=[form.cfs_case.uuid])
    holder = staff["cfs.supervisor"].supervisions.get(unit__name="Family Maintenance 1").pk
    seen = client.get(move).context["form"]["seen"].value()
    assert client.post(move, {"holder": holder, "why": "Moved", "seen": seen}).status_code == 302
    form.refresh_from_db()
    assert form.status == S.SUPERSEDED
    assert client.get(move).status_code in {403, 404}
    reader = signed_in(staff["ais.worker"]).get(reverse("crossover:case-assign", args=[carried.cfs_case.uuid]))
    assert reader.status_code == 403
    assert "Only the CFS supervisor of IFS 1" in reader.content.decode()


def test_a_new_form_is_promised_only_where_one_begins(way, staff, signed_in, carried):
    client, promise = signed_in(staff["ifs.supervisor"]), "the XOVER1 is superseded"
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    assign, move = (reverse(f"crossover:case-{verb}", args=[form.cfs_case.uuid]) for verb in ("assign", "transfer"))
    # the first worker begins nothing; moving a case without a worker does
    assert promise not in client.get(assign).content.decode()
    assert promise in client.get(move).content.decode()
    # an ended form stays as it ended
    ended = way.standing_at(S.INELIGIBLE)
    way.assign_cfs(ended)
    UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"])
    for verb in ("assign", "transfer"):
        page = client.get(reverse(f"crossover:case-{verb}", args=[ended.cfs_case.uuid])).content.decode()
        assert promise not in page
    # the other program's change of assignment says it by the same rule
    supervisor = signed_in(staff["ais.supervisor"])
    reassign = reverse("crossover:ais-case-assign", args=[carried.calworks_case.uuid])
    assert promise not in supervisor.get(reassign).content.decode()
    acknowledged = way.standing_at(S.ACKNOWLEDGED)
    reassign = reverse("crossover:ais-case-assign", args=[CalworksCase.objects.get(family=acknowledged.family).uuid])
    assert promise in supervisor.get(reassign).content.decode()


def contact_rows(form: Xover1) -> None:
    mother = form.family.people.get(first_name="Rosa")
    rows = {"family": form.family, "bureau": "cfs", "about": mother}
    Address.objects.create(**rows, category=Category.CONTACT, street="1 Open Street")
    Address.objects.create(**rows, category=Category.CONTACT, street="2 Hidden Street", confidential=True)
    notes = {"kind": PersonNoteKind.SAFE_CONTACT, **rows}
    PersonNote.objects.create(**notes, category=Category.CONTACT, text="Text before noon")
    PersonNote.objects.create(**notes, category=Category.DOMESTIC_ABUSE, text="Never call the house")


@pytest.mark.parametrize("who", ["ais.supervisor", "ais.worker", "ifs.supervisor"])
def test_the_form_shows_its_minimum_on_the_page_and_on_paper(way, staff, signed_in, who):
    form = way.standing_at(S.WITH_AIS_WORKER)
    contact_rows(form)
    client = signed_in(staff[who])
    shown = client.get(form.get_absolute_url()).content.decode()
    printed = client.get(url_of("xover1-print", form))
    paper = subprocess.run(
        ["pdftotext", "-", "-"], input=printed.content, capture_output=True, check=True
    ).stdout.decode()
    for text in (shown, " ".join(paper.split())):
        for expected in ("Rosa Ibarra", "1 Open Street", "Text before noon", form.calworks_number, "Samuel Okafor"):
            assert expected in text
        for hidden in ("2 Hidden Street", "Never call the house"):
            assert hidden not in text
        assert "Each program may hold items not shown here." in text


def test_names_on_paper_stay_whole(way, staff, signed_in):
    form = way.standing_at(S.WITH_AIS_WORKER)
    words = text_of(signed_in(staff["ifs.supervisor"]).get(url_of("xover1-print", form)).content).split()
    for user in ("er.clerk", "er.supervisor", "ais.supervisor"):
        assert staff[user].last_name in words, user


def test_the_paper_meets_both_standards(way, staff, signed_in):
    form = way.standing_at(S.ACKNOWLEDGED)
    contact_rows(form)
    response = signed_in(staff["ais.worker"]).get(url_of("xover1-print", form))
    assert response["Content-Type"] == "application/pdf"
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        assert page.validate_pdf_bytes(response.content, profile=profile).failures == []
    assert "XOVER1" in str(pikepdf.open(io.BytesIO(response.content)).docinfo.Title)


def queries(client: Any, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("name", "who"), [("clearance-list", "er.clerk"), ("xover1-inbox", "er.supervisor"), ("xover1-sent", "er.clerk")]
)
def test_lists_ask_the_same_of_one_row_and_three(way, staff, signed_in, name, who):
    client, url = signed_in(staff[who]), reverse(f"crossover:{name}")
    way.standing_at(S.WITH_ER_SUPERVISOR)
    client.get(url)
    one = queries(client, url)
    for _ in range(2):
        way.standing_at(S.WITH_ER_SUPERVISOR)
    assert queries(client, url) == one


def test_the_list_of_clearances_filters_and_sorts(way, staff, signed_in):
    active = way.clear(way.referral())
    missing = way.clear(way.referral(), result=ClearanceResult.NOT_FOUND)
    client, url = signed_in(staff["er.clerk"]), reverse("crossover:clearance-list")
    assert [row.pk for row in client.get(url, {"result": "active"}).context["rows"]] == [active.pk]
    assert [row.pk for row in client.get(url, {"sort": "made"}).context["rows"]] == [active.pk, missing.pk]
    assert CalworksCase.objects.count() == 0


def test_a_form_opened_from_a_clearance_of_the_recent_ones(way, staff, signed_in):
    earlier = way.clear(way.referral(name="Earlier"))
    shown = signed_in(staff["er.clerk"]).get(reverse("crossover:clearance-new", args=[way.referral().uuid]))
    assert earlier.get_absolute_url() in shown.content.decode()


def test_part_a_names_somebody_before_it_is_sent(way, staff, signed_in):
    form = start_xover1(by=staff["er.clerk"], clearance=way.clear(way.referral()))
    client = signed_in(staff["er.clerk"])
    page = client.get(form.get_absolute_url()).content.decode()
    assert "Name at least one person first." in page
    assert url_of("xover1-send", form) not in page
    with pytest.raises(NotAllowed, match="Name at least one person"):
        way.send(form)
    fill_part_a(form=form, by=staff["er.clerk"], version=form.version, people=[MOTHER])
    assert url_of("xover1-send", form) in client.get(form.get_absolute_url()).content.decode()


def test_a_confidential_address_is_said_to_be_kept_in_its_own_bureau_only(way, staff, signed_in):
    form, told = way.draft(), "A confidential address is kept in your bureau"
    assert told not in signed_in(staff["er.clerk"]).get(form.get_absolute_url()).content.decode()
    fill_part_a(
        form=form, by=staff["er.clerk"], version=form.version,
        address={"street": "7 Hidden Way", "city": "", "zip_code": "", "phone": "", "confidential": True},
    )  # fmt: skip
    page = signed_in(staff["er.clerk"]).get(form.get_absolute_url()).content.decode()
    assert told in page
    assert "No address here" not in page
    assert "7 Hidden Way" not in page
    way.send(form)
    way.open_case(form)
    way.clear_and_complete(form)
    page = signed_in(staff["ais.supervisor"]).get(form.get_absolute_url()).content.decode()
    assert told not in page
    assert "No address here." in page


def test_the_remarks_tell_no_confidential_address(way, staff):
    form, by = way.draft(), staff["er.clerk"]
    address = {"street": "7 Hidden Way", "city": "", "zip_code": "", "phone": "", "confidential": True}
    fill_part_a(form=form, by=by, version=form.version, remarks="Call 7 Hidden Way", people=[MOTHER])
    with pytest.raises(NotAllowed, match="confidential address"):
        fill_part_a(form=form, by=by, version=form.version, address=address)
    form.refresh_from_db()
    fill_part_a(form=form, by=by, version=form.version, remarks="", address=address)
    with pytest.raises(NotAllowed, match="confidential address"):
        fill_part_a(form=form, by=by, version=form.version, remarks="The mother is at 7 Hidden Way now")
    form.refresh_from_db()
    assert form.remarks == ""
    way.send(form)


def test_an_address_that_a_flag_keeps_in_its_bureau_is_not_on_the_form(way, staff, signed_in):
    form = way.standing_at(S.WITH_AIS_WORKER)
    contact_rows(form)
    client, mother = signed_in(staff["ifs.supervisor"]), form.family.people.get(first_name="Rosa")
    assert "1 Open Street" in text_of(client.get(url_of("xover1-print", form)).content)
    father = PersonFactory(family=form.family, relationship="father")
    flag_abuse(protected=mother, against=father, by=staff["ifs.supervisor"])
    shown = client.get(form.get_absolute_url()).content.decode()
    printed = text_of(client.get(url_of("xover1-print", form)).content)
    assert "A confidential address is kept in your bureau" in shown
    for text in (shown, printed):
        assert "1 Open Street" not in text
        assert "Text before noon" not in text


def test_where_nobody_else_may_take_the_step_the_page_says_so(way, staff, signed_in):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    shown = signed_in(staff["er.supervisor"]).get(url_of("xover1-redirect", form))
    assert not shown.context["form"].fields["to"].queryset.exists()
    assert "Nobody else may take this step." in shown.content.decode()
    assert 'type="submit" class="usa-button">Pass the form on' not in shown.content.decode()


def test_whoever_has_the_form_is_not_offered_to_recall_it(way, staff, signed_in):
    """The ER supervisor has it, and supervises the clerk who sent it."""
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    holder, sender = signed_in(staff["er.supervisor"]), signed_in(staff["er.clerk"])
    assert url_of("xover1-recall", form) not in holder.get(form.get_absolute_url()).content.decode()
    assert holder.get(url_of("xover1-recall", form)).status_code == 403
    assert url_of("xover1-recall", form) in sender.get(form.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("name", "case", "who", "form"),
    [
        ("case-assign", "cfs_case", "ifs.supervisor", AssignCfsForm),
        ("case-transfer", "cfs_case", "ifs.supervisor", TransferForm),
        ("ais-case-assign", "calworks_case", "ais.supervisor", ReassignAisForm),
        ("eligibility-worker-assign", "calworks_case", "ais.worker", ShareCalworksForm),
    ],
)
def test_telltale_words_in_the_reason_of_an_assignment_are_asked_about(
    name, case, who, form, staff, signed_in, carried
):
    url = reverse(f"crossover:{name}", args=[getattr(carried, case).uuid])
    client, typed = signed_in(staff[who]), {"why": "Mother in drug rehab"}
    asked = client.post(url, typed).context["form"]
    assert isinstance(asked, form)
    assert "“drug” (substance use)" in asked.errors["why"][0]
    assert "why" not in client.post(url, typed | {"words_checked": "on"}).context["form"].errors
