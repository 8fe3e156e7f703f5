"""Requests between the programs: the rules, who reads what, the task and the notices."""

import datetime
from itertools import product
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import AccessLogEntry
from crossover.services import revoke_consent
from families.enums import AssignmentRole, Category, NoticeKind, TaskKind
from families.models import Address, Notice, Task
from families.services import assign
from meetings.contact_enums import REQUEST_TRANSITIONS, RequestStatus
from meetings.models import BureauRequest, RequestAnswer
from meetings.rules.requests import answers_now, check_moves_to
from meetings.services.requests import acknowledge_request, answer_request, withdraw_request
from tests.caseplans.county import consent_for
from tests.county import family_with_workers
from tests.meetings import requests as asking

CFS, AIS, EW = AssignmentRole.CFS_WORKER, AssignmentRole.AIS_WORKER, AssignmentRole.ELIGIBILITY_WORKER
LOGISTICS = {"category": Category.LOGISTICS, "about": None}


@pytest.mark.parametrize(("state", "to"), list(product(RequestStatus, RequestStatus)))
def test_a_request_moves_as_the_table_says(state, to):
    request = BureauRequest(status=state)
    if to in REQUEST_TRANSITIONS[state]:
        check_moves_to(request, to)
    else:
        with pytest.raises(NotAllowed, match="already"):
            check_moves_to(request, to)


@pytest.mark.parametrize(
    ("owner", "role", "carrying", "answers"),
    [
        (1, AIS, [(1, AIS), (2, EW)], 1),  # the owner still carries the case
        (1, AIS, [(2, EW), (3, AIS)], 3),  # another has the owner's role now
        (1, AIS, [(2, EW)], 2),  # nobody has it: whoever carries the case
        (1, AIS, [(1, EW), (3, AIS)], 1),  # the owner carries it in another role
        (1, AIS, [], 1),  # nobody carries it any more
    ],
)
def test_who_answers(owner, role, carrying, answers):
    assert answers_now(owner, role, carrying) == answers


@pytest.fixture
def asked(carried):
    return asking.asked(carried)


def tasks(family):
    return list(Task.objects.filter(family=family, kind=TaskKind.ANSWER_REQUEST).values_list("owner", "due_on"))


def told(user):
    return list(Notice.objects.filter(user=user, kind__startswith="request").values_list("kind", "url", "particulars"))


def test_asked_acknowledged_answered(asked, carried):
    assert tasks(carried.family) == [(carried.ais_worker.pk, asked.due_on)]
    assert told(carried.ais_worker) == [(NoticeKind.REQUEST_RECEIVED, asked.get_absolute_url(), "")]
    acknowledge_request(request=asked, by=carried.ais_worker)
    assert told(carried.cfs_worker) == [(NoticeKind.REQUEST_ACKNOWLEDGED, asked.get_absolute_url(), "")]
    assert tasks(carried.family)
    answer = answer_request(
        request=asked, by=carried.ais_worker, status=RequestStatus.ANSWERED, text="Passes are mailed", **LOGISTICS
    )
    asked.refresh_from_db()
    assert (asked.status, asked.ended_by, answer.bureau) == (RequestStatus.ANSWERED, carried.ais_worker, "calworks")
    assert tasks(carried.family) == []
    assert len(told(carried.cfs_worker)) == 2
    assert list(visible(RequestAnswer, carried.cfs_worker)) == [answer]
    assert [entry.status for entry in asked.history.all()] == ["answered", "acknowledged", "requested"]


def test_an_answer_acknowledges_what_was_not_yet(asked, carried):
    answer_request(request=asked, by=carried.ais_worker, status=RequestStatus.DECLINED, text="No funds", **LOGISTICS)
    asked.refresh_from_db()
    assert (asked.status, asked.acknowledged_by) == (RequestStatus.DECLINED, carried.ais_worker)
    with pytest.raises(NotAllowed, match="already declined"):
        withdraw_request(request=asked, by=carried.cfs_worker, reason="No longer needed")


def test_withdrawn_with_the_reason(asked, carried):
    withdraw_request(request=asked, by=carried.cfs_worker, reason="No longer needed")
    assert tasks(carried.family) == []
    assert told(carried.ais_worker)[0][0] == NoticeKind.REQUEST_ENDED
    with pytest.raises(NotAllowed, match="already withdrawn"):
        acknowledge_request(request=asked, by=carried.ais_worker)


def test_each_program_does_its_own_part(asked, carried, elsewhere):
    for act in (
        lambda: acknowledge_request(request=asked, by=carried.cfs_worker),
        lambda: withdraw_request(request=asked, by=carried.ais_worker, reason="Mine to take back"),
        lambda: acknowledge_request(request=asked, by=elsewhere.ais_worker),
    ):
        with pytest.raises(NotAllowed, match="Only the program"):
            act()


def test_neither_mail_nor_notice_says_what_is_asked(asked, carried, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asking.asked(carried, what="Another thing")
    assert not mail.outbox, "it waits for the digest, which counts"
    text = " ".join(f"{notice} {notice.particulars} {notice.url}" for notice in Notice.objects.all())
    assert "asks something of you" in text
    for word in (asking.WHAT, "Another thing", "Tuesday", str(carried.family), str(carried.mother)):
        assert word not in text


def test_what_may_not_be_read_there_is_not_asked(carried):
    with pytest.raises(NotAllowed, match="may not read"):
        asking.asked(carried, category=Category.HOUSING, about=carried.mother)
    consent_for(carried, Category.HOUSING, persons=[carried.mother])
    assert asking.asked(carried, category=Category.HOUSING, about=carried.mother)
    with pytest.raises(NotAllowed, match="may not read"):
        asking.asked(carried, category=Category.HOUSING, about=carried.child)


def test_domestic_abuse_is_asked_only_of_who_is_trained_in_it(carried):
    consent_for(carried, Category.DOMESTIC_ABUSE)
    carried.ais_worker.domestic_abuse_trained_on = None
    carried.ais_worker.save()
    facts = {"category": Category.DOMESTIC_ABUSE, "about": carried.mother}
    with pytest.raises(NotAllowed, match="may not read"):
        asking.asked(carried, **facts)
    assert not BureauRequest.objects.exists()


def test_after_a_revocation_the_request_is_gone_from_the_other_program(carried):
    consent = consent_for(carried, Category.HOUSING)
    request = asking.asked(carried, category=Category.HOUSING, about=carried.mother)
    assert visible(BureauRequest, carried.ais_worker).get() == request
    revoke_consent(consent=consent, by=carried.cfs_worker, note="By phone")
    assert not visible(BureauRequest, carried.ais_worker).exists()
    assert visible(BureauRequest, carried.cfs_worker).get() == request
    withdraw_request(request=request, by=carried.cfs_worker, reason="Taken back")
    assert [kind for kind, *_ in told(carried.ais_worker)] == [NoticeKind.REQUEST_RECEIVED], "nothing is told of it"


def test_with_the_consent_the_task_to_answer_leaves_every_list_and_count(carried, signed_in):
    other = asking.asked(carried)
    consent = consent_for(carried, Category.HOUSING)
    request = asking.asked(carried, category=Category.HOUSING, about=carried.mother)
    client, supervised = signed_in(carried.ais_worker), f"/tasks/?whose=all&kind={TaskKind.ANSWER_REQUEST}"
    own = signed_in(carried.cfs_worker)
    assert "may not read this request now" not in own.get(request.get_absolute_url()).content.decode()

    def on_the_list():
        page = client.get(supervised)
        return {act for _, act, _ in page.context["rows"]}, page.context["cards"][2][0]

    pages, week = on_the_list()
    assert pages == {other.get_absolute_url(), request.get_absolute_url()}
    task = Task.objects.get(key__endswith=request.uuid)
    revoke_consent(consent=consent, by=carried.cfs_worker, note="By phone")
    assert on_the_list() == ({other.get_absolute_url()}, week - 1)
    assert client.get(f"/tasks/{task.uuid}/snooze/").status_code == 404
    assert tasks(carried.family) == [(carried.ais_worker.pk, other.due_on)] * 2, "the fact stands: it asks nothing anew"
    assert "may not read this request now" in own.get(request.get_absolute_url()).content.decode()
    assert "may not read this request now" not in own.get(other.get_absolute_url()).content.decode()


def test_the_task_follows_the_case(asked, carried, staff):
    assign(
        case=carried.calworks_case,
        role=AIS,
        unit=staff["ais.supervisor"].unit,
        worker=staff["ais.supervisor"],
        why="Evened out",
    )
    assert tasks(carried.family) == [(staff["ais.supervisor"].pk, asked.due_on)]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"due_on": timezone.localdate() - datetime.timedelta(days=1)}, "past"),
        ({"due_on": timezone.localdate() + datetime.timedelta(days=400)}, "more than a year"),
        ({"category": Category.INVESTIGATION}, "kind of information"),
        ({"category": Category.SERVICES}, "about whom"),
    ],
)
def test_a_request_that_says_too_little_or_too_much(said, why, carried):
    with pytest.raises(NotAllowed, match=why):
        asking.asked(carried, **said)


def test_only_who_carries_the_case_is_asked(carried, elsewhere):
    with pytest.raises(NotAllowed, match="carries the family's case"):
        asking.asked(carried, owner=elsewhere.ais_worker)
    with pytest.raises(NotAllowed, match="Only the family's workers"):
        asking.asked(carried, by=elsewhere.cfs_worker, owner=carried.ais_worker)


def test_a_kept_address_is_told_neither_way(carried, asked):
    kept = {"family": carried.family, "category": Category.CONTACT, "confidential": True, "street": "77 Refuge Lane"}
    Address.objects.create(bureau="cfs", about=carried.mother, **kept)
    with pytest.raises(NotAllowed, match="confidential address"):
        asking.asked(carried, why="She is at 77 Refuge Lane")
    with pytest.raises(NotAllowed, match="confidential address"):
        withdraw_request(request=asked, by=carried.cfs_worker, reason="Moved to 77 Refuge Lane")


# The pages


def test_it_works(carried, signed_in):
    url = reverse("meetings:request-new", args=[carried.family.uuid])
    client = signed_in(carried.cfs_worker)
    preview = client.post(url, asking.typed(carried, preview="1")).content.decode()
    assert "Who will be able to read this" in preview
    key = str(uuid4())
    for _ in range(2):
        assert client.post(url, asking.typed(carried, key=key)).status_code == 302
    request = BureauRequest.objects.get()
    assert client.post(url, asking.typed(carried, key=key, what="Something else")).status_code == 403
    client = signed_in(carried.ais_worker)
    assert client.post(reverse("meetings:request-acknowledge", args=[request.uuid])).status_code == 302
    answer = {"status": "answered", "text": "Passes are mailed", "category": "logistics", "about": ""}
    assert client.post(reverse("meetings:request-answer", args=[request.uuid]), answer).status_code == 302
    page = signed_in(carried.cfs_worker).get(request.get_absolute_url()).content.decode()
    assert "Passes are mailed" in page
    assert AccessLogEntry.objects.filter(route="meetings:request-detail").exists()


def test_bad_input_is_kept_and_explained(carried, signed_in):
    url = reverse("meetings:request-new", args=[carried.family.uuid])
    client = signed_in(carried.cfs_worker)
    sent = asking.typed(carried, what="Her therapist moved", category="logistics")
    page = client.post(url, sent).content.decode()
    assert "Her therapist moved" in page
    assert "therapist” (health)" in page
    assert client.post(url, sent | {"words_checked": "on"}).status_code == 302
    page = client.post(url, asking.typed(carried, category="housing", about=carried.mother.pk)).content.decode()
    assert "The other program may not read this kind" in page
    assert BureauRequest.objects.count() == 1


def test_a_page_of_the_other_program_names_the_consent_relied_on(carried, signed_in):
    consent = consent_for(carried, Category.HOUSING)
    request = asking.asked(carried, category=Category.HOUSING, about=carried.mother)
    signed_in(carried.ais_worker).get(request.get_absolute_url())
    entry = AccessLogEntry.objects.filter(route="meetings:request-detail").latest("at")
    assert entry.consents == [consent.uuid]


def test_who_asks_too_early_is_told_what_comes_first(staff, signed_in):
    alone = family_with_workers(staff["cfs.worker"], None)
    page = signed_in(staff["cfs.worker"]).get(reverse("reports:family-team", args=[alone.family.uuid]))
    assert "has no worker for this family yet" in page.content.decode()


def test_the_list_and_its_file_say_what_they_rely_on(carried, signed_in):
    """In the access log the consent, and the notice of 42 CFR Part 2 on what tells of substance use."""
    consent = consent_for(carried, Category.SUBSTANCE_USE)
    asking.asked(carried, category=Category.SUBSTANCE_USE, about=carried.mother)
    client, url = signed_in(carried.ais_worker), reverse("meetings:request-list")
    for address, act in ((url, "opened"), (f"{url}?export=csv", "exported")):
        answer = client.get(address)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        entry = AccessLogEntry.objects.latest("pk")
        assert (entry.act, entry.consents) == (act, [consent.uuid])
        assert asking.WHAT in text.decode()
        assert "42 CFR Part 2 forbids" in text.decode()
