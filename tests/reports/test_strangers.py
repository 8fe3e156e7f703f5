"""Who is flagged as having opened a family without a ground: by what was so at that moment, not by what is so now."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLogEntry, Cover, UnitSupervision
from crossover.enums import Xover1Status
from crossover.services import acknowledge_xover1
from families.models import Assignment, BreakGlass, FamilyGrant
from families.services import break_glass, declare_conflict, end_cover, merge_families, name_cover
from linkages_site.demo.factories import UserFactory
from meetings.services import take_back_invitation
from reports.querysets.strangers import without_ground
from tests.county import family_with_workers
from tests.crossover.way import Way
from tests.meetings.county import facilitator, in_days, pltm

pytestmark = pytest.mark.django_db
S = Xover1Status
DAY = datetime.timedelta(days=1)


def flagged(user, family, at=None) -> bool:
    at = at or timezone.now()
    entry = AccessLogEntry.objects.create(user=user, act="opened", route="x", family=family.uuid, at=at)
    return without_ground(AccessLogEntry.objects.filter(pk=entry.pk)).exists()


def test_whoever_handles_the_form_is_no_stranger(staff):
    way = Way(staff)
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    for name in ("er.clerk", "er.supervisor", "ifs.supervisor", "ais.supervisor"):
        assert not flagged(staff[name], form.family), name
    for name in ("cfs.supervisor", "es.worker", "cfs.worker2", "calworks.clerk"):
        assert flagged(staff[name], form.family), name
    flag = way.flag()
    for name in ("calworks.clerk", "cfs.pointperson"):
        assert not flagged(staff[name], flag.family), name
    assert flagged(staff["er.clerk"], flag.family)


def test_whose_invitation_was_taken_back_was_no_stranger_while_it_stood(staff):
    family = family_with_workers(staff["cfs.worker"], staff["ais.worker"])
    meeting, guest = pltm(family, facilitator(staff), starts_at=in_days(3)), staff["facilitator"]
    take_back_invitation(attendance=meeting.attendances.get(user=guest), by=staff["cfs.worker"])
    assert not flagged(guest, family.family)
    assert flagged(guest, family.family, timezone.now() + datetime.timedelta(hours=1))
    assert flagged(guest, family.family, timezone.now() - DAY)


def test_once_the_form_is_over_its_hands_are_strangers_again(staff):
    way = Way(staff)
    form = way.standing_at(S.WITH_AIS_WORKER)
    during = timezone.now()
    acknowledge_xover1(form=form, by=staff["ais.worker"])
    assert not flagged(staff["er.clerk"], form.family, during)
    assert flagged(staff["er.clerk"], form.family, during + DAY)
    assert not flagged(staff["ais.worker"], form.family, during + DAY), "assigned"
    assert flagged(staff["er.clerk"], form.family, during - DAY), "before the form began"


def test_whom_it_was_recalled_from_is_a_stranger_after(staff):
    way = Way(staff)
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    way.recall(form)
    assert not flagged(staff["ais.supervisor"], form.family)
    assert flagged(staff["ais.supervisor"], form.family, timezone.now() + DAY)


def test_assignment_and_supervision_count_on_their_days(staff, carried):
    worker, supervisor = staff["cfs.worker"], staff["ifs.supervisor"]
    assert not flagged(worker, carried.family)
    assert not flagged(supervisor, carried.family)
    now, today = timezone.now(), timezone.localdate()
    Assignment.objects.of_family(carried.family).update(from_date=today - 9 * DAY, until_date=today - 5 * DAY)
    UnitSupervision.objects.filter(user=supervisor).update(from_date=today - 9 * DAY)
    FamilyGrant.objects.all().delete()
    assert not flagged(worker, carried.family, now - 7 * DAY)
    assert not flagged(supervisor, carried.family, now - 7 * DAY)
    assert flagged(worker, carried.family)
    assert flagged(supervisor, carried.family)
    UnitSupervision.objects.filter(user=supervisor).update(until_date=today - 8 * DAY)
    assert flagged(supervisor, carried.family, now - 6 * DAY)


def test_a_cover_is_none_while_covering(staff, carried):
    cover, today = UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"]), timezone.localdate()
    assert flagged(cover, carried.family)
    Cover.objects.create(
        cover=cover, covered=staff["cfs.worker"], from_date=today, until_date=today + DAY, named_by=cover
    )
    assert not flagged(cover, carried.family)
    assert flagged(cover, carried.family, timezone.now() + 2 * DAY)


def test_a_cover_ended_early_counts_until_that_moment(staff, carried):
    cover, today = UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"]), timezone.localdate()
    covering = name_cover(
        by=staff["ifs.supervisor"], covered=staff["cfs.worker"], cover=cover,
        from_date=today, until_date=today + 5 * DAY,
    )  # fmt: skip
    opened_at = timezone.now()
    end_cover(by=staff["ifs.supervisor"], cover=covering)
    assert not flagged(cover, carried.family, opened_at)
    assert flagged(cover, carried.family), "later on its last day"
    assert flagged(cover, carried.family, timezone.now() + DAY)


def test_who_decides_on_a_conflict_of_interest_is_none(staff, carried, signed_in):
    break_glass(by=staff["er.worker"], reason="The hotline asks by night", number=carried.cfs_case.number)
    conflict = declare_conflict(by=staff["er.worker"], how="My aunt", family=carried.family)
    page = signed_in(staff["er.supervisor"]).get(reverse("families:conflict-decide", args=[conflict.uuid]))
    assert page.status_code == 200
    line = AccessLogEntry.objects.filter(user=staff["er.supervisor"], family=carried.family.uuid)
    assert line.exists()
    assert not without_ground(line).exists()


def test_an_invitation_counts_for_its_time(staff, carried):
    guest = staff["facilitator"]
    assert flagged(guest, carried.family)
    meeting = pltm(carried, facilitator(staff), starts_at=in_days(3))
    assert not flagged(guest, carried.family, meeting.starts_at)
    assert flagged(guest, carried.family, timezone.now() - DAY), "not invited yet"
    assert flagged(guest, carried.family, meeting.starts_at + 400 * DAY)


def test_break_glass_alone_is_no_ground(staff, carried):
    break_glass(by=staff["er.worker"], reason="The hotline asks by night", number=carried.cfs_case.number)
    assert BreakGlass.objects.exists()
    assert FamilyGrant.objects.filter(user=staff["er.worker"]).exists()
    assert flagged(staff["er.worker"], carried.family)


def test_a_record_joined_since_is_its_workers_still(staff, carried):
    other = family_with_workers(None, staff["ais.worker"], name="Reyes")
    merge_families(keep=carried.family, merge=other.family)
    assert not flagged(staff["cfs.worker"], other.family)
    assert flagged(staff["cfs.worker2"], other.family)


def test_one_question_however_many_lines(staff, carried, elsewhere, django_assert_num_queries):
    for name in ("cfs.worker", "ifs.supervisor", "cfs.worker2"):
        flagged(staff[name], carried.family)
    with django_assert_num_queries(2):  # the county's number of days, and the lines
        assert [entry.user_id for entry in without_ground(AccessLogEntry.objects.all())] == [staff["cfs.worker2"].pk]
