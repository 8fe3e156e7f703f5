"""Kinds of meeting as the county's data: seeded from the handbook, changed by an administrator, with history."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import NotAllowed, reason_against
from families.models import Notice
from meetings.enums import LTMS, REQUIRED_AT_LTM, SHORT_NAMES, AttendeeRole, MeetingKind, Topic
from meetings.forms import NoteForm
from meetings.migrations import __name__ as migrations
from meetings.models import KindRule, Meeting
from meetings.rules.calling import check_can_schedule
from meetings.services import hold_meeting, schedule_meeting
from meetings.sharing import agenda_for
from tests.meetings import county as steps

PLTM, LTM = MeetingKind.PLTM, MeetingKind.LTM


def test_every_kind_is_there_from_the_start_with_its_history(db):
    assert set(KindRule.objects.values_list("kind", flat=True)) == set(MeetingKind) == set(SHORT_NAMES)
    for rule in KindRule.objects.all():
        changes = [version.history_type for version in rule.history.order_by("history_id")]
        assert changes == ["+", "~"], "seeded, then open to CFS colleagues"
        assert rule.name == MeetingKind(rule.kind).label
        assert set(rule.roles) <= set(AttendeeRole)
        assert rule.topics
        assert set(rule.topics) <= set(Topic)


def test_seeding_twice_adds_nothing(db):
    before = KindRule.history.count()
    seed = __import__(f"{migrations}.0007_kinds_of_meeting", fromlist=["seed"]).seed
    seed(apps, None)
    assert (KindRule.objects.count(), KindRule.history.count()) == (len(MeetingKind), before)


def test_the_handbooks_kinds(db):
    """31-090 III.D: no family at a PLTM, scheduled by either worker. III.E.2: three at every LTM."""
    rule = KindRule.objects.of(PLTM)
    assert (rule.family_attends, set(rule.scheduled_by)) == (False, {"cfs_worker", "ais_worker"})
    for kind in LTMS:
        rule = KindRule.objects.of(kind)
        assert rule.family_attends
        assert set(rule.required_roles) == REQUIRED_AT_LTM
        assert len(rule.optional_roles) == 18, "the handbook's sixteen, a CFS colleague and a CFS supervisor"
    assert KindRule.objects.of(MeetingKind.DISPOSITION).every_months == 3


@pytest.mark.parametrize(
    ("kind", "change", "constraint"),
    [
        (PLTM, {"family_attends": True}, "no_family_at_a_pltm"),
        (LTM, {"family_attends": False}, "ltm_requires"),
        (LTM, {"required_roles": ["cfs_worker", "ais_worker"]}, "ltm_requires"),
        (MeetingKind.LTM_CFT, {"required_roles": ["family", "ais_worker"]}, "ltm_requires"),
    ],
)
def test_what_the_handbook_fixes_holds_in_the_database_too(db, kind, change, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        KindRule.objects.filter(kind=kind).update(**change)


def test_who_schedules_which_kind(staff, carried):
    by_worker, by_supervisor, by_ais = staff["cfs.worker"], staff["ifs.supervisor"], staff["ais.worker"]
    table = [
        (by_worker, PLTM, ""),
        (by_supervisor, PLTM, "The PLTM is scheduled by the family's CFS social worker or AIS/FS social worker."),
        (by_supervisor, LTM, ""),
        (by_ais, LTM, ""),
        (by_ais, MeetingKind.CASE_PLANNING, ""),
        (by_ais, MeetingKind.TDM, "The TDM is scheduled by CFS."),
        (by_worker, MeetingKind.TDM, ""),
        (by_ais, MeetingKind.DISPOSITION, "The Disposition Conference is scheduled by CFS."),
    ]
    for user, kind, reason in table:
        said = reason_against(check_can_schedule, user, carried.family, KindRule.objects.of(kind))
        assert said == reason or (reason.endswith("CFS.") and said.startswith(reason.split(" by ")[0])), (user, kind)
        assert bool(said) == bool(reason)


def test_a_held_meeting_keeps_the_agenda_and_the_name_it_was_held_under(carried):
    earlier = steps.held(steps.pltm(carried))
    rule = KindRule.objects.of(PLTM)
    rule.name, rule.topics = "Logistics call", [Topic.WILLINGNESS]
    rule.save()
    later = Meeting.objects.get(pk=earlier.pk)
    assert str(later) == "Pre-Linkages Team Meeting (PLTM)"
    topics = [item.topic for item in agenda_for(later, carried.cfs_worker)]
    assert Topic.TRIBE in topics
    assert KindRule.objects.of_meeting(later).name == "Pre-Linkages Team Meeting (PLTM)"
    new = steps.pltm(carried)
    assert str(new) == "Logistics call"
    assert [item.topic for item in agenda_for(new, carried.cfs_worker)] == [Topic.WILLINGNESS]


def test_what_was_noted_stays_where_the_topic_leaves_the_agenda(carried):
    meeting = steps.pltm(carried)
    typed = {"text": "By phone", "owner": "nothing"}
    form = NoteForm(typed, meeting=meeting, topic=Topic.TRAVEL, user=carried.cfs_worker)
    assert form.is_valid(), form.errors
    hold_meeting(
        meeting=meeting,
        by=carried.cfs_worker,
        present=dict.fromkeys(meeting.attendances.all(), "phone"),
        notes=[form.facts()],
    )
    KindRule.history.filter(kind=PLTM).update(topics=[Topic.WILLINGNESS])
    agenda = {item.topic: len(item.notes) for item in agenda_for(meeting, carried.cfs_worker)}
    assert agenda == {Topic.WILLINGNESS: 0, Topic.TRAVEL: 1}


def test_roles_are_the_kinds(staff, carried):
    parent_partner = {"role": AttendeeRole.PARENT_PARTNER, "external_name": "Ana"}
    with pytest.raises(NotAllowed, match="Only staff attend the case consultation"):
        schedule_meeting(
            family=carried.family,
            by=carried.cfs_worker,
            kind=MeetingKind.CONSULTATION,
            starts_at=steps.in_days(1),
            mode="phone",
            place="Line",
            attendees=[parent_partner],
        )
    assert steps.ltm(carried, parent_partner).attendances.filter(external_name="Ana").exists()


def typed(rule, **change):
    facts = {
        "name": rule.name,
        "required_roles": rule.required_roles,
        "optional_roles": rule.optional_roles,
        "topics": rule.topics,
        "scheduled_by": rule.scheduled_by,
        "bureau": rule.bureau,
        "deadline_days": rule.deadline_days or "",
        "every_months": rule.every_months or "",
    } | change
    return facts | {
        name: "on" for name in ("family_attends", "takes_stand_ins") if change.get(name, getattr(rule, name))
    }


def test_an_administrator_changes_a_kind_and_the_privacy_officer_is_told(signed_in, staff):
    client, rule = signed_in(staff["admin"]), KindRule.objects.of(MeetingKind.CFT)
    url = reverse("admin:meetings_kindrule_change", args=[rule.pk])
    page = client.get(url)
    assert page.status_code == 200
    assert client.post(url, typed(rule, name="Team meeting", deadline_days=30)).status_code == 302
    rule.refresh_from_db()
    assert (rule.name, rule.deadline_days, rule.history.count()) == ("Team meeting", 30, 3)
    assert rule.history.first().history_user == staff["admin"]
    assert Notice.objects.filter(user=staff["privacy.officer"]).exists()


@pytest.mark.parametrize("taken", ["family", "cfs_worker"])
def test_no_administrator_lets_an_ltm_go_without_those_required(signed_in, staff, taken):
    client, rule = signed_in(staff["admin"]), KindRule.objects.of(LTM)
    left = [role for role in rule.required_roles if role != taken]
    answer = client.post(reverse("admin:meetings_kindrule_change", args=[rule.pk]), typed(rule, required_roles=left))
    assert "No LTM is held without the family" in answer.content.decode()
    assert taken in KindRule.objects.of(LTM).required_roles


def test_others_do_not_open_the_kinds(signed_in, staff):
    url = reverse("admin:meetings_kindrule_changelist")
    assert signed_in(staff["cfs.worker"]).get(url).status_code != 200
