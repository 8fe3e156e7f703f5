"""What a PLTM settles: arrangements with an owner, an outcome, and the LTM it prepares (31-090 III.D)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from crossover.sharing import readable
from families.enums import Category, TaskKind
from families.models import Task
from families.services import edit_cfs_case
from linkages_site.demo.factories import UserFactory
from meetings.deadlines.arranging import Arrangement, arrangement_dues
from meetings.enums import ARRANGEMENTS, ENDS_WITHOUT_LTM, MeetingKind, PltmOutcome, Topic
from meetings.models import Meeting, MeetingNote
from meetings.services import correct_note, finish_arrangement, hold_meeting
from tests.meetings import county as steps

TODAY = timezone.localdate()
KINDS = list(ARRANGEMENTS.values())


def day(text):
    return datetime.date.fromisoformat(text)


def held_with(carried, *notes, **facts):
    meeting = steps.pltm(carried, *facts.pop("also", ()))
    there = dict.fromkeys(meeting.attendances.all(), "phone")
    hold_meeting(meeting=meeting, by=carried.cfs_worker, present=there, notes=notes, **facts)
    return meeting


def arranged(topic, owner, text="By phone"):
    return {"topic": topic, "text": text, "category": Category.LOGISTICS, "owner": owner}


def tasks(carried):
    found = Task.objects.filter(family=carried.family, kind__in=KINDS)
    return {(task.kind, task.owner_id, task.due_on) for task in found}


@pytest.mark.parametrize(
    ("settled", "ltm", "due"),
    [
        # no LTM set: seven days after the PLTM, over a month's end and in a leap year
        ("2026-01-28", None, "2026-02-04"),
        ("2028-02-25", None, "2028-03-03"),
        # by the day of the LTM
        ("2026-01-28", "2026-01-30", "2026-01-30"),
        ("2026-01-28", "2026-02-20", "2026-02-20"),
        # one set on an earlier day than the PLTM is due at once
        ("2026-01-28", "2026-01-20", "2026-01-28"),
    ],
)
@pytest.mark.parametrize("topic", ARRANGEMENTS)
def test_when_an_arrangement_is_due(topic, settled, ltm, due):
    (task,) = arrangement_dues([Arrangement("note:1", topic, 7, day(settled))], ltm and day(ltm), 7)
    assert (task.kind, task.owner_id, task.opens_on, task.due_on) == (ARRANGEMENTS[topic], 7, day(settled), day(due))


def test_each_answer_with_an_owner_opens_that_owners_task(carried):
    held_with(
        carried,
        *(arranged(topic, carried.ais_worker) for topic in ARRANGEMENTS),
        {"topic": Topic.CHILD_CARE, "text": "Yes", "category": Category.LOGISTICS},
    )
    due = TODAY + datetime.timedelta(days=7)
    assert tasks(carried) == {(kind, carried.ais_worker.pk, due) for kind in KINDS}


def test_an_answer_that_asks_nothing_of_anybody_opens_none_and_stands_on_the_ltm_all_the_same(signed_in, carried):
    held_with(carried, arranged(Topic.INTERPRETER, None, "English spoken"))
    assert tasks(carried) == set()
    page = signed_in(carried.cfs_worker).get(steps.ltm(carried).get_absolute_url()).content.decode()
    assert "English spoken. Nothing is to be arranged." in page
    assert "Mark as done" not in page


def test_every_answer_says_who_sees_to_it_or_that_nothing_is_to_be_arranged(signed_in, carried):
    meeting, client = steps.pltm(carried), signed_in(carried.cfs_worker)
    answer = {"travel-text": "Bus passes", "interpreter-text": "English spoken", "interpreter-owner": "nothing"}
    form = client.post(hold_url(meeting), typed(meeting, **answer, **{"travel-owner": ""})).context["form"]
    assert [dict(topic.errors) for topic in form.topics if topic.errors] == [
        {"owner": ["Say who sees to it, or that nothing is to be arranged."]}
    ]
    assert not MeetingNote.objects.exists()
    owner = {"travel-owner": carried.ais_worker.pk}
    assert client.post(hold_url(meeting), typed(meeting, **answer, **owner)).status_code == 302
    owners = dict(MeetingNote.objects.values_list("topic", "owner"))
    assert owners == {Topic.TRAVEL: carried.ais_worker.pk, Topic.INTERPRETER: None}
    assert {kind for kind, _, _ in tasks(carried)} == {TaskKind.ARRANGE_TRAVEL}


def test_a_correction_begins_with_who_sees_to_it(signed_in, carried):
    meeting = held_with(carried, arranged(Topic.TRAVEL, None), arranged(Topic.INTERPRETER, carried.ais_worker))
    client = signed_in(carried.cfs_worker)
    chosen = {
        note.topic: client.get(reverse("meetings:note-correct", args=[meeting.uuid, note.uuid])).context["form"][
            "owner"
        ]
        for note in meeting.notes.all()
    }
    assert {topic: field.value() for topic, field in chosen.items()} == {
        Topic.TRAVEL: "nothing",
        Topic.INTERPRETER: carried.ais_worker.pk,
    }
    assert 'value="nothing" selected' in str(chosen[Topic.TRAVEL])


def test_the_ltm_set_moves_the_day_and_the_one_held_closes_the_task(carried):
    held_with(carried, arranged(Topic.TRAVEL, carried.cfs_worker))
    meeting = steps.ltm(carried, starts_at=steps.in_days(3))
    assert tasks(carried) == {(TaskKind.ARRANGE_TRAVEL, carried.cfs_worker.pk, TODAY + datetime.timedelta(days=3))}
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now())
    meeting.refresh_from_db()
    steps.held(meeting)
    assert tasks(carried) == set()


def test_done_closes_it_and_says_by_whom(carried, elsewhere, staff):
    meeting = held_with(carried, arranged(Topic.WHO_EXPLAINS, carried.ais_worker))
    note = meeting.notes.get()
    with pytest.raises(NotAllowed):
        finish_arrangement(note=note, by=elsewhere.cfs_worker)
    finish_arrangement(note=note, by=carried.ais_worker)
    assert note.done_by == carried.ais_worker
    assert tasks(carried) == set()
    with pytest.raises(NotAllowed, match="done already"):
        finish_arrangement(note=note, by=carried.ais_worker)


def test_an_arrangement_is_under_its_topic_and_of_someone_who_knows_the_family(carried, elsewhere):
    with pytest.raises(NotAllowed, match="Nothing is to be arranged under this topic"):
        held_with(carried, arranged(Topic.WILLINGNESS, carried.cfs_worker))


def test_an_arrangement_is_not_a_strangers(carried, elsewhere):
    with pytest.raises(NotAllowed, match="does not know this family"):
        held_with(carried, arranged(Topic.TRAVEL, elsewhere.cfs_worker))
    assert MeetingNote.objects.count() == 0


@pytest.mark.parametrize("outcome", PltmOutcome)
def test_what_it_came_to(carried, outcome):
    if outcome in ENDS_WITHOUT_LTM:
        with pytest.raises(NotAllowed, match="Say why there is no LTM"):
            held_with(carried, outcome=outcome)
        Meeting.objects.get().delete()
    held_with(carried, arranged(Topic.TRAVEL, carried.cfs_worker), outcome=outcome, outcome_reason="They said so")
    waits = Task.objects.filter(family=carried.family, kind=TaskKind.HOLD_LTM).exists()
    assert waits == (outcome not in ENDS_WITHOUT_LTM)
    assert bool(tasks(carried)) == waits


def test_only_a_pltm_has_an_outcome(carried):
    meeting = steps.ltm(carried)
    with pytest.raises(NotAllowed, match="Only a PLTM says"):
        steps.held(meeting, outcome=PltmOutcome.BOOK_LTM)


def test_the_safety_check_is_kept_from_the_other_program(staff, carried):
    """That someone needs a meeting of their own tells of abuse."""
    note = {"topic": Topic.SAFETY_CHECK, "text": "Yes", "category": Category.DOMESTIC_ABUSE, "about": carried.mother}
    held_with(carried, note, also=[steps.facilitator(staff)])
    assert readable(MeetingNote.objects.all(), carried.cfs_worker).count() == 1
    for user in (carried.ais_worker, staff["facilitator"]):
        assert not readable(MeetingNote.objects.all(), user).exists()
    with pytest.raises(NotAllowed, match="A PLTM notes logistics"):
        steps.note(carried, Topic.SAFETY_CHECK, Category.LOGISTICS)


def hold_url(meeting):
    return reverse("meetings:meeting-hold", args=[meeting.uuid])


def typed(meeting, **facts):
    return {str(one.uuid): "phone" for one in meeting.attendances.all()} | {"outcome": "book_ltm"} | facts


def test_the_page_books_the_ltm_with_the_invite_list_carried_over(signed_in, staff, carried):
    meeting = steps.pltm(carried, steps.facilitator(staff))
    client = signed_in(carried.cfs_worker)
    facts = typed(
        meeting,
        **{
            "willingness-answer": "Yes",
            "willingness-text": "both parents",
            "interpreter-text": "Spanish",
            "interpreter-owner": carried.ais_worker.pk,
            "to_invite": [carried.child.pk],
        },
    )
    answer = client.post(hold_url(meeting), facts)
    assert answer["Location"] == f"{reverse('meetings:meeting-new', args=[carried.family.uuid])}?kind=ltm"
    said = dict(MeetingNote.objects.values_list("topic", "text"))
    assert said[Topic.WILLINGNESS] == "Yes. both parents"
    assert MeetingNote.objects.get(topic=Topic.WHO_TO_INVITE).about == carried.child
    form = client.get(answer["Location"]).context["form"]
    assert form.fields["people"].initial == [carried.child.pk]
    assert list(form.colleagues.values()) == [meeting.attendances.get(user=staff["facilitator"])]
    moment = f"{timezone.localtime() + datetime.timedelta(days=2):%Y-%m-%dT10:30}"
    call = {"starts_at": moment, "mode": "phone", "place": "Line", "people": [carried.child.pk]}
    chosen = {"workers": form.fields["workers"].initial, "also": form.fields["also"].initial}
    assert client.post(answer["Location"], call | chosen).status_code == 302
    ltm = Meeting.objects.get(kind=MeetingKind.LTM)
    assert ltm.attendances.filter(user=staff["facilitator"]).exists()
    page = client.get(ltm.get_absolute_url()).content.decode()
    assert "Arranged at the PLTM" in page
    assert f"{carried.ais_worker} sees to it" in page
    done = reverse(
        "meetings:arrangement-finish", args=[meeting.uuid, MeetingNote.objects.get(topic="interpreter").uuid]
    )
    assert client.post(done).status_code == 302
    assert f"{carried.cfs_worker} did it on" in client.get(ltm.get_absolute_url()).content.decode()


def test_who_pressed_done_did_it_and_not_whose_it_was_to_do(signed_in, staff, carried):
    meeting = held_with(carried, arranged(Topic.TRAVEL, carried.ais_worker))
    finish_arrangement(note=meeting.notes.get(), by=carried.cfs_worker)
    page = signed_in(carried.ais_worker).get(meeting.get_absolute_url()).content.decode()
    assert f"{carried.cfs_worker} did it on" in page
    assert f"{carried.ais_worker} did it on" not in page


def test_the_familys_no_is_recorded_on_the_page(signed_in, carried):
    meeting, client = steps.pltm(carried), signed_in(carried.cfs_worker)
    refused = client.post(hold_url(meeting), typed(meeting, outcome="declined"))
    assert refused.context["form"].errors["outcome_reason"] == ["Say why there is no LTM."]
    answer = client.post(
        hold_url(meeting), typed(meeting, outcome="declined", outcome_reason="Asked twice"), follow=True
    )
    assert "No LTM follows." in answer.content.decode()
    assert "Asked twice" in answer.content.decode()


def test_an_agreement_in_effect_still_asks_for_the_ltm(signed_in, carried):
    facts = {"case": carried.cfs_case, "version": carried.cfs_case.version}
    edit_cfs_case(by=carried.cfs_worker, agreement_signed_on=timezone.localdate(), **facts)
    meeting, client = steps.pltm(carried), signed_in(carried.cfs_worker)
    no = typed(meeting, outcome="declined", outcome_reason="Asked twice")
    said = client.post(hold_url(meeting), no, follow=True).content.decode()
    assert "No LTM follows." not in said
    assert "still asks for an LTM" in said
    assert Task.objects.filter(family=carried.family, kind=TaskKind.HOLD_LTM).exists()


def test_a_pltm_says_what_it_came_to(signed_in, carried):
    meeting, client = steps.pltm(carried), signed_in(carried.cfs_worker)
    facts = typed(meeting)
    del facts["outcome"]
    assert "outcome" in client.post(hold_url(meeting), facts).context["form"].errors


def test_an_owners_task_is_not_the_other_programs(carried):
    held_with(carried, arranged(Topic.TRAVEL, carried.ais_worker))
    assert not visible(Task, carried.cfs_worker).filter(kind=TaskKind.ARRANGE_TRAVEL).exists()
    assert visible(Task, carried.ais_worker).filter(kind=TaskKind.ARRANGE_TRAVEL).exists()


def test_an_arrangement_follows_the_case(carried):
    held_with(carried, arranged(Topic.TRAVEL, carried.cfs_worker), arranged(Topic.INTERPRETER, carried.ais_worker))
    third = UserFactory(unit=carried.cfs_worker.unit, roles=["cfs_worker"])
    steps.reassigned(carried, third)
    assert {(kind, owner) for kind, owner, _ in tasks(carried)} == {
        (TaskKind.ARRANGE_TRAVEL, third.pk),
        (TaskKind.BOOK_INTERPRETER, carried.ais_worker.pk),
    }


def test_what_is_open_is_given_to_another_and_what_is_done_stays_with_who_did_it(carried, elsewhere):
    meeting = held_with(carried, arranged(Topic.TRAVEL, carried.ais_worker))
    note, by = meeting.notes.get(), carried.cfs_worker

    def give_to(owner, version):
        said = {"text": note.text, "category": note.category, "owner": owner}
        return correct_note(note=note, by=by, version=version, **said)

    with pytest.raises(NotAllowed, match="does not know this family"):
        give_to(elsewhere.ais_worker, 1)
    assert give_to(by, 1).owner == by
    finish_arrangement(note=MeetingNote.objects.get(), by=by)
    for other in (None, carried.ais_worker):
        with pytest.raises(NotAllowed, match="who saw to it stays"):
            give_to(other, 2)
