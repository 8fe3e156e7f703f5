"""The team thread: who writes, who reads, who is told, and corrections (31-090 V.A.1-2; guideline 13)."""

from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from accounts.access import NotAllowed, visible
from crossover.services import revoke_consent
from families.enums import Category, NoticeKind
from families.models import Address, Notice
from meetings.models import ThreadNote
from meetings.rules.thread import team_of
from meetings.services.thread import correct_thread_note
from tests.caseplans.county import consent_for
from tests.meetings import team


def told(user):
    return list(Notice.objects.filter(user=user, kind=NoticeKind.NAMED_IN_THREAD).values_list("url", "particulars"))


def test_whoever_is_named_is_told_that_there_is_a_note(carried, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        team.wrote(carried, named=[carried.ais_worker])
    assert told(carried.ais_worker) == [(reverse("reports:family-team", args=[carried.family.uuid]), "")]
    assert told(carried.cfs_worker) == []
    text = " ".join(f"{message.subject} {message.body}" for message in mail.outbox)
    for word in ("Thursdays", str(carried.family), str(carried.cfs_worker)):
        assert word not in text


def test_the_team_is_who_carries_the_case_and_who_supervises_them(carried, staff, elsewhere):
    assert set(team_of(carried.family)) == {
        staff[name] for name in ("cfs.worker", "ais.worker", "ifs.supervisor", "ais.supervisor")
    }


def test_a_note_is_read_across_as_the_consents_say(carried):
    consent = consent_for(carried, Category.HOUSING)
    about = {"about": carried.mother}
    open_to_both = team.wrote(carried, category=Category.HOUSING, named=[carried.ais_worker], **about)
    team.wrote(carried, category=Category.MENTAL_HEALTH, **about)
    team.wrote(carried, category=Category.HOUSING, confidential=True, **about)
    assert list(visible(ThreadNote, carried.ais_worker)) == [open_to_both]
    assert visible(ThreadNote, carried.cfs_worker).count() == 3
    revoke_consent(consent=consent, by=carried.cfs_worker, note="By phone")
    assert not visible(ThreadNote, carried.ais_worker).exists()


@pytest.mark.parametrize(
    "said",
    [
        {"category": Category.HOUSING},  # no WTWCC 10B opens it
        {"category": Category.LOGISTICS, "confidential": True},
        {"category": Category.INVESTIGATION},
    ],
)
def test_nobody_is_named_who_may_not_read_it(said, carried):
    with pytest.raises(NotAllowed, match="may not read this"):
        team.wrote(carried, named=[carried.ais_worker], about=carried.mother, **said)
    assert not ThreadNote.objects.exists()
    assert told(carried.ais_worker) == []
    assert team.wrote(carried, about=carried.mother, **said)


def test_domestic_abuse_names_only_who_is_trained_in_it(carried):
    consent_for(carried, Category.DOMESTIC_ABUSE)
    said = {"category": Category.DOMESTIC_ABUSE, "about": carried.mother, "named": [carried.ais_worker]}
    assert team.wrote(carried, **said)
    carried.ais_worker.domestic_abuse_trained_on = None
    carried.ais_worker.save()
    with pytest.raises(NotAllowed, match="may not read this"):
        team.wrote(carried, **said)


def test_strangers_neither_write_nor_are_named(carried, elsewhere):
    with pytest.raises(NotAllowed, match="Only the family's workers"):
        team.wrote(carried, by=elsewhere.cfs_worker)
    with pytest.raises(NotAllowed, match="not of this family's team"):
        team.wrote(carried, named=[elsewhere.cfs_worker])


def test_a_kept_address_is_told_within_the_bureau_alone(carried):
    kept = {"family": carried.family, "category": Category.CONTACT, "confidential": True, "street": "77 Refuge Lane"}
    Address.objects.create(bureau="cfs", about=carried.mother, **kept)
    with pytest.raises(NotAllowed, match="confidential address"):
        team.wrote(carried, text="She lives at 77 Refuge Lane")
    assert team.wrote(carried, text="She lives at 77 Refuge Lane", confidential=True)


def test_a_correction_keeps_both_versions_and_tells_only_who_is_new(carried, staff):
    note = team.wrote(carried, named=[carried.ais_worker])
    said = {"category": Category.LOGISTICS, "about": None, "confidential": False, "text": "Leave Fridays free"}
    named = [carried.ais_worker, staff["ais.supervisor"]]
    correct_thread_note(note=note, by=carried.cfs_worker, version=1, named=named, **said)
    assert [version.text for version in note.history.all()] == ["Leave Fridays free", team.TEXT]
    assert (len(told(carried.ais_worker)), len(told(staff["ais.supervisor"]))) == (1, 1)
    with pytest.raises(NotAllowed, match="other program wrote this"):
        correct_thread_note(note=note, by=carried.ais_worker, version=2, named=[], **said)


# The pages


def typed(**more):
    return {"text": team.TEXT, "category": "logistics", "about": "", "named": []} | more


def test_it_works(carried, signed_in):
    client = signed_in(carried.cfs_worker)
    url = reverse("meetings:thread-write", args=[carried.family.uuid])
    key = str(uuid4())
    for _ in range(2):
        sent = typed(key=key, named=[carried.ais_worker.pk])
        assert client.post(url, sent).status_code == 302
    note = ThreadNote.objects.get()
    assert client.post(url, typed(key=key, text="Another word")).status_code == 403
    page = signed_in(carried.ais_worker).get(reverse("reports:family-team", args=[carried.family.uuid]))
    assert team.TEXT in page.content.decode()
    url = reverse("meetings:thread-correct", args=[note.uuid])
    assert client.post(url, typed(text="Leave Fridays free", version=1)).status_code == 302
    stale = client.post(url, typed(text="Leave Mondays free", version=1))
    assert stale.status_code == 409
    for words in ("Leave Fridays free", "Leave Mondays free"):
        assert words in stale.content.decode()


def test_bad_input_is_kept_and_explained(carried, signed_in):
    client = signed_in(carried.cfs_worker)
    url = reverse("meetings:thread-write", args=[carried.family.uuid])
    page = client.post(url, typed(text="Her doctor is a medical one")).content.decode()
    assert "medical” (health)" in page
    page = client.post(url, typed(category="housing", about=carried.mother.pk, named=[carried.ais_worker.pk]))
    assert "may not read this" in page.content.decode()
    assert not ThreadNote.objects.exists()
