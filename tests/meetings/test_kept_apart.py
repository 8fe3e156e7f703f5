"""Adults who are kept apart share no meeting, whoever invites; and what the refusal tells (docs/adr/0010)."""

import pytest
from django.urls import reverse

from accounts.access import NotAllowed
from crossover.services.objections import flag_abuse
from families.enums import Relationship
from linkages_site.demo.factories import PersonFactory
from meetings.enums import AttendeeRole
from meetings.models import Meeting
from meetings.services import invite
from tests.meetings import county as steps

TELLING = ("flag", "abuse", "violen", "danger", "protect", "safe", "program", "cfs", "calworks", "against", "apart")


@pytest.fixture
def father(carried):
    return PersonFactory(family=carried.family, relationship=Relationship.FATHER)


def refusal(meeting, by, person):
    with pytest.raises(NotAllowed) as refused:
        invite(meeting=meeting, by=by, attendees=[{"role": AttendeeRole.FAMILY, "person": person}])
    return refused.value.reason


@pytest.mark.parametrize("setter", ["cfs_worker", "ais_worker"])
@pytest.mark.parametrize("protected", ["mother", "father"])
def test_neither_program_brings_them_together_and_the_sentence_is_one(carried, father, setter, protected):
    """It tells the deed to do, and not which program keeps what, nor who is protected from whom."""
    pair = {"protected": carried.mother, "against": father}
    if protected == "father":
        pair = {"protected": father, "against": carried.mother}
    flag_abuse(by=getattr(carried, setter), **pair)
    meeting = steps.ltm(carried, starts_at=steps.in_days(3))
    (told,) = {refusal(meeting, by, father) for by in (carried.cfs_worker, carried.ais_worker)}
    assert told == f"Invite {father} to a meeting of their own."
    assert not [word for word in TELLING if word in told.lower()]
    assert list(meeting.attendances.exclude(person=None).values_list("person", flat=True)) == [carried.mother.pk]


def test_scheduling_both_at_once_is_refused_too(carried, father):
    flag_abuse(protected=carried.mother, against=father, by=carried.cfs_worker)
    with pytest.raises(NotAllowed, match=r"^Invite .+ to a meeting of their own\.$"):
        steps.ltm(carried, {"role": AttendeeRole.FAMILY, "person": father}, by=carried.ais_worker)
    assert not Meeting.objects.exists()


def test_who_may_not_invite_learns_nothing_by_trying(staff, carried, father):
    eligibility = {"role": AttendeeRole.ELIGIBILITY_WORKER, "user": staff["eligibility.worker"]}
    meeting = steps.ltm(carried, eligibility, starts_at=steps.in_days(3))
    before = refusal(meeting, staff["eligibility.worker"], father)
    flag_abuse(protected=carried.mother, against=father, by=carried.cfs_worker)
    assert refusal(meeting, staff["eligibility.worker"], father) == before


def test_no_page_tells_the_other_program_before_both_are_invited(signed_in, carried, father):
    meeting = steps.ltm(carried, starts_at=steps.in_days(3))
    client = signed_in(carried.ais_worker)
    pages = [
        meeting.get_absolute_url(),
        reverse("meetings:meeting-invite", args=[meeting.uuid, "family"]),
        reverse("meetings:meeting-new", args=[carried.family.uuid]) + "?kind=ltm_follow_up",
        carried.family.get_absolute_url(),
    ]
    before = [str(client.get(page).content).count(str(father)) for page in pages]
    choices = [client.get(page).context["form"].as_p() for page in pages[1:3]]
    flag_abuse(protected=carried.mother, against=father, by=carried.cfs_worker)
    texts = [client.get(page).content.decode() for page in pages]
    assert [text.count(str(father)) for text in texts] == before
    assert [client.get(page).context["form"].as_p() for page in pages[1:3]] == choices
    assert not [
        word
        for word in ("kept apart", "meeting of their own", "meetings of their own")
        for text in texts
        if word in text
    ]
