"""Cover: as the person covered, on the days both run, and for nobody in between."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed, reason_against, visible
from accounts.enums import Act
from accounts.models import Cover, Unit, User
from crossover.enums import Xover1Status
from crossover.models import Clearance, Xover1, Xover1Hop
from crossover.rules.assigning import check_can_assign_cfs_worker
from crossover.rules.clearances import check_can_clear_referral
from crossover.rules.xover1 import check_holds
from crossover.services import send_part_a, start_xover1
from families.enums import Ground, Level, NoticeKind
from families.models import Family, FamilyGrant, Notice, Referral, Task
from families.services import end_cover, name_cover, restrict_family, settle
from linkages_site.demo.factories import UserFactory
from tests.crossover.consents import sign
from tests.crossover.way import MOTHER, Way
from tests.meetings.county import pltm

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
TODAY = timezone.localdate()


def fresh(user):
    return User.objects.get(pk=user.pk)


def knows(user, family):
    return Family.objects.workable_by(fresh(user)).filter(pk=family.pk).exists()


def covering(staff, covered, cover, start=0, days=5):
    """`cover` stands in for `covered` from `start` days ahead, as the IFS supervisor says."""
    first = TODAY + start * DAY
    return name_cover(
        by=fresh(staff["ifs.supervisor"]),
        covered=covered,
        cover=cover,
        from_date=first,
        until_date=first + days * DAY,
    )


@pytest.fixture
def colleague(staff):
    """A worker of another CFS unit, with nothing of their own."""
    return UserFactory(unit=staff["cfs.worker2"].unit, roles=["cfs_worker"])


def test_a_cover_works_the_family_from_the_first_day_through_the_last(staff, carried, elsewhere, colleague):
    cover = covering(staff, staff["cfs.worker"], colleague, start=1, days=2)
    assert not knows(colleague, carried.family)
    assert cover.last_day == TODAY + 2 * DAY
    for ahead, expected in [(1, True), (2, True), (3, False)]:
        with time_machine.travel(timezone.now() + ahead * DAY):
            assert knows(colleague, carried.family) is expected, ahead
            assert not knows(colleague, elsewhere.family)
    grant = FamilyGrant.objects.get(user=colleague)
    assert (grant.ground, grant.permission.codename) == (Ground.COVER, Level.WORK)
    call_command("verify")


def test_overlapping_covers_each_hold(staff, carried, colleague):
    covering(staff, staff["cfs.worker"], colleague, days=2)
    second = covering(staff, staff["cfs.worker"], colleague, start=1, days=4)
    other = UserFactory(unit=colleague.unit, roles=["cfs_worker"])
    covering(staff, staff["cfs.worker"], other, days=1)
    assert knows(colleague, carried.family)
    assert knows(other, carried.family)
    end_cover(by=staff["ifs.supervisor"], cover=second)
    assert knows(colleague, carried.family)
    call_command("verify")


def test_ended_early_it_is_over_at_once_and_both_are_told(staff, carried, colleague):
    cover = covering(staff, staff["cfs.worker"], colleague)
    Notice.objects.all().delete()
    end_cover(by=staff["ifs.supervisor"], cover=cover)
    assert not knows(colleague, carried.family)
    assert not FamilyGrant.objects.filter(ground=Ground.COVER).exists()
    told = {(notice.user, notice.kind) for notice in Notice.objects.all()}
    assert told == {(colleague, NoticeKind.COVER_ENDED), (staff["cfs.worker"], NoticeKind.COVER_ENDED)}
    with pytest.raises(NotAllowed, match="over already"):
        end_cover(by=staff["ifs.supervisor"], cover=cover)
    call_command("verify")


def test_the_list_says_whether_an_ended_cover_was_ever_in_force(staff, carried, colleague, signed_in):
    end_cover(by=staff["ifs.supervisor"], cover=covering(staff, staff["cfs.worker"], colleague))
    shown = signed_in(staff["ifs.supervisor"]).get(reverse("families:cover-list")).content.decode()
    assert f"{date_format(TODAY)}, ended that day" in shown
    assert "ended before it began" not in shown
    end_cover(by=staff["ifs.supervisor"], cover=covering(staff, staff["cfs.worker"], colleague, start=1))
    shown = signed_in(staff["ifs.supervisor"]).get(reverse("families:cover-list")).content.decode()
    assert shown.count("ended before it began") == 1


def test_the_same_cover_is_named_once(staff, carried, colleague, signed_in):
    cover = covering(staff, staff["cfs.worker"], colleague)
    with pytest.raises(NotAllowed, match="covers from this day already"):
        covering(staff, staff["cfs.worker"], colleague, days=2)
    typed = {"covered": staff["cfs.worker"].uuid, "cover": colleague.uuid, "from_date": TODAY, "last_day": TODAY}
    answer = signed_in(staff["ifs.supervisor"]).post("/covers/new/", typed)
    assert "covers from this day already" in str(answer.context["form"].errors["from_date"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Cover.objects.create(
            covered=cover.covered, cover=colleague, from_date=TODAY, until_date=TODAY + DAY, named_by=cover.named_by
        )
    end_cover(by=staff["ifs.supervisor"], cover=cover)
    assert covering(staff, staff["cfs.worker"], colleague).has_begun


def test_it_ends_with_what_it_stands_on(staff, carried, colleague):
    covering(staff, staff["cfs.worker"], colleague, days=30)
    assignment = carried.cfs_case.assignments.open().get()
    assignment.until_date = TODAY + 2 * DAY
    assignment.save()
    settle(carried.family)
    with time_machine.travel(timezone.now() + 3 * DAY):
        assert not knows(colleague, carried.family)


def test_a_cover_of_a_cover_gets_nothing(staff, carried, colleague):
    third = UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"])
    inner = UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"])
    covering(staff, staff["cfs.worker"], inner)
    covering(staff, inner, third)
    assert knows(inner, carried.family)
    assert not knows(third, carried.family)
    assert not fresh(third).stands_for(staff["cfs.worker"])


def test_a_supervisors_cover_acts_for_the_unit_and_names_no_cover(staff, carried, elsewhere):
    cover = staff["cfs.supervisor"]
    unit = carried.cfs_case.assignments.open().get().unit
    assert reason_against(check_can_assign_cfs_worker, fresh(cover), carried.cfs_case)
    covering(staff, staff["ifs.supervisor"], cover)
    assert fresh(cover).supervises(unit)
    assert not fresh(cover).is_supervisor_of(unit)
    assert not reason_against(check_can_assign_cfs_worker, fresh(cover), carried.cfs_case)
    assert (
        visible(Task, fresh(cover)).filter(family=carried.family).count()
        == carried.family.task_rows.filter(owner__bureau="cfs").count()
    )
    with pytest.raises(NotAllowed, match="of your own units"):
        name_cover(
            by=fresh(cover),
            covered=staff["cfs.worker"],
            cover=staff["cfs.worker2"],
            from_date=TODAY,
            until_date=TODAY + DAY,
        )


def test_a_worker_who_covers_the_supervisor_may_what_the_supervisor_may(staff, carried, colleague):
    assert not colleague.may(Act.COMPLETE_PART_B)
    cover = covering(staff, staff["ifs.supervisor"], colleague)
    assert fresh(colleague).may(Act.COMPLETE_PART_B)
    end_cover(by=staff["ifs.supervisor"], cover=cover)
    assert not fresh(colleague).may(Act.COMPLETE_PART_B)


def test_what_was_sent_to_the_supervisor_is_worked_by_the_cover_for_them(staff, signed_in):
    way = Way(staff)
    form = way.standing_at(Xover1Status.WITH_CFS_SUPERVISOR)
    cover = staff["cfs.supervisor"]
    assert not visible(Xover1, cover).filter(pk=form.pk).exists()
    named = covering(staff, staff["ifs.supervisor"], cover)
    check_holds(fresh(cover), form)
    page = signed_in(fresh(cover)).get("/xover1/").content.decode()
    assert form.case_name in page
    assert "for Gloria Bennett" in page
    staff["cfs.supervisor"] = fresh(cover)
    way.clear_again(form, by="cfs.supervisor")
    way.complete(form, by="cfs.supervisor")
    sent = Xover1Hop.objects.filter(form=form, sender=cover, own_copy=False).get()
    assert sent.sent_for == staff["ifs.supervisor"]
    end_cover(by=staff["ifs.supervisor"], cover=named)
    gone = fresh(cover)
    assert not visible(Family, gone).filter(pk=form.family.pk).exists()
    assert not visible(Xover1Hop, gone).filter(form=form).exists()
    assert visible(Xover1, fresh(staff["ifs.supervisor"])).filter(pk=form.pk).exists()
    call_command("verify")


@pytest.mark.parametrize(
    ("by", "covered", "cover", "reason"),
    [
        ("cfs.worker", "cfs.worker", "cfs.worker2", "Only supervisors"),
        ("ifs.supervisor", "cfs.worker2", "cfs.worker", "of your own units"),
        ("ifs.supervisor", "cfs.worker", "ais.worker", "same bureau"),
        ("ifs.supervisor", "cfs.worker", "cfs.worker", "Nobody covers themself"),
        ("ifs.supervisor", "cfs.worker", "screening.clerk", "does not work with families"),
        ("ifs.supervisor", "cfs.worker", "director", "same bureau"),
    ],
)
def test_who_may_name_whom(staff, by, covered, cover, reason):
    with pytest.raises(NotAllowed, match=reason):
        name_cover(by=staff[by], covered=staff[covered], cover=staff[cover], from_date=TODAY, until_date=TODAY + DAY)


def test_a_cover_does_not_reach_back(staff):
    with pytest.raises(NotAllowed, match="today or later"):
        covering(staff, staff["cfs.worker"], staff["cfs.worker2"], start=-1)
    with pytest.raises(NotAllowed, match="before the first"):
        covering(staff, staff["cfs.worker"], staff["cfs.worker2"], days=0)


def test_the_page_shows_it_to_both_and_to_nobody_else(staff, signed_in):
    client = signed_in(staff["ifs.supervisor"])
    form = {"covered": staff["cfs.worker"].uuid, "cover": staff["cfs.worker2"].uuid}
    answer = client.post("/covers/new/", form | {"from_date": TODAY, "last_day": TODAY})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Cover.objects.get().until_date == TODAY + DAY
    for name, sees in [("cfs.worker", True), ("cfs.worker2", True), ("ifs.supervisor", True), ("er.worker", False)]:
        page = signed_in(staff[name]).get("/covers/").content.decode()
        assert (str(staff["cfs.worker2"]) in page) is sees, name
    refused = client.post("/covers/new/", form | {"from_date": TODAY, "last_day": TODAY - DAY})
    assert "The last day is before the first." in refused.content.decode()
    assert signed_in(staff["cfs.worker"]).get("/covers/new/").status_code == 403


@pytest.fixture
def clerk_for_clerk(staff):
    """A clerk of another ER unit, who covers the ER clerk from today, as the ER supervisor says."""
    unit = Unit.objects.create(name="ER 7", bureau="cfs", office=staff["er.clerk"].unit.office, takes_referrals=True)
    clerk = UserFactory(unit=unit, roles=["er_clerk"])
    name_cover(
        by=staff["er.supervisor"], covered=staff["er.clerk"], cover=clerk, from_date=TODAY, until_date=TODAY + DAY
    )
    return fresh(clerk)


def test_a_clerks_cover_takes_the_steps_of_the_clerks_unit(staff, clerk_for_clerk):
    """31-090 III.B.2, IV.A: only the referral's ER unit clears it and starts its XOVER1."""
    way = Way(staff)
    referral = way.referral()
    stranger = UserFactory(unit=clerk_for_clerk.unit, roles=["er_clerk"])
    assert visible(Referral, clerk_for_clerk).filter(pk=referral.pk).exists()
    assert not visible(Referral, stranger).filter(pk=referral.pk).exists()
    assert reason_against(check_can_clear_referral, stranger, referral)
    clearance = way.clear(referral, by=clerk_for_clerk, people=[MOTHER])
    assert visible(Clearance, clerk_for_clerk).filter(pk=clearance.pk).exists()
    form = start_xover1(by=clerk_for_clerk, clearance=clearance)
    assert form.created_by == staff["er.clerk"], "the draft is the clerk's when the cover is over"
    send_part_a(form=form, by=clerk_for_clerk, to=staff["er.supervisor"])
    assert form.hops.get().sent_for == staff["er.clerk"]
    with time_machine.travel(timezone.now() + 2 * DAY):
        gone = fresh(clerk_for_clerk)
        assert not visible(Referral, gone).filter(pk=referral.pk).exists()
        assert not visible(Xover1, gone).filter(pk=form.pk).exists()
        assert reason_against(check_can_clear_referral, gone, referral)
        assert visible(Xover1, fresh(staff["er.clerk"])).filter(pk=form.pk).exists()


def test_the_page_offers_clerks_to_a_clerks_supervisor(staff, signed_in, clerk_for_clerk):
    client = signed_in(staff["er.supervisor"])
    facts = {"covered": staff["er.clerk"].uuid, "cover": clerk_for_clerk.uuid, "from_date": TODAY + DAY}
    facts["last_day"] = facts["from_date"]
    assert client.post("/covers/new/", facts).status_code == 302
    refused = client.post("/covers/new/", facts | {"covered": staff["er.worker"].uuid})
    assert "does not work with families" in refused.content.decode()


def told(user):
    return list(Notice.objects.filter(user=user).values_list("kind", flat=True))


def test_the_cover_is_told_of_the_form_that_arrives(staff, colleague):
    covering(staff, staff["ifs.supervisor"], staff["cfs.supervisor"])
    Notice.objects.all().delete()
    Way(staff).standing_at(Xover1Status.WITH_CFS_SUPERVISOR)
    assert told(staff["cfs.supervisor"]) == told(staff["ifs.supervisor"]) == [NoticeKind.XOVER1_RECEIVED]
    assert told(colleague) == []


def test_a_cover_is_told_nothing_of_a_family_they_may_not_know(staff, carried, colleague):
    covering(staff, staff["cfs.worker"], colleague)
    named = [staff[name] for name in ("ifs.supervisor", "cfs.worker", "ais.worker")]
    restrict_family(family=carried.family, by=staff["ifs.supervisor"], named=named, why="A relative")
    Notice.objects.all().delete()
    sign(staff, carried, by=staff["ais.worker"])
    assert told(staff["cfs.worker"]) == [NoticeKind.CONSENT_SIGNED]
    assert told(colleague) == []


def test_an_invitation_is_ones_own(staff, carried, colleague):
    covering(staff, staff["cfs.worker"], colleague)
    Notice.objects.all().delete()
    pltm(carried, by=staff["ais.worker"])
    assert told(staff["cfs.worker"]) == [NoticeKind.MEETING_SCHEDULED]
    assert told(colleague) == []
