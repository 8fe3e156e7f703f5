"""A number typed twice: with which unit it is on file, unless the answer would tell of a family not theirs to know."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import reason_against
from crossover.rules.referrals import check_referral_number_is_free
from crossover.rules.xover1 import NUMBER_ON_FILE, check_number_is_free
from families.enums import Disposition
from families.models import CfsCase, Conflict
from families.services import dispose_referral, restrict_family
from tests.crossover.way import Way

pytestmark = pytest.mark.django_db


def restricted_to(staff, family, *more):
    named = [staff[name] for name in ("ifs.supervisor", "cfs.worker", "ais.worker", *more)]
    restrict_family(family=family, by=staff["ifs.supervisor"], named=named, why="A relative")


def answer(user, case):
    return reason_against(check_number_is_free, user, CfsCase.objects.get(pk=case.pk))


def test_a_restricted_familys_number_answers_like_one_that_no_unit_holds(staff, carried, elsewhere):
    er = staff["er.supervisor"]
    assert answer(er, carried.cfs_case) == f"This case number is on file with {staff['cfs.worker'].unit}; ask there."
    CfsCase.objects.filter(pk=elsewhere.cfs_case.pk).update(closed_on=timezone.localdate())
    restricted_to(staff, carried.family)
    assert answer(er, carried.cfs_case) == answer(er, elsewhere.cfs_case) == NUMBER_ON_FILE
    assert str(staff["cfs.worker"].unit) in answer(staff["ifs.supervisor"], carried.cfs_case), "who is named knows"


def test_who_is_kept_out_by_a_conflict_is_not_told_either(staff, carried):
    facts = {"accepted": True, "decided_at": timezone.now(), "decided_by": staff["cfs.supervisor"]}
    Conflict.objects.create(user=staff["er.supervisor"], family=carried.family, how="A cousin", **facts)
    assert answer(staff["er.supervisor"], carried.cfs_case) == NUMBER_ON_FILE


def test_the_page_says_the_same_of_every_number_on_file(staff, carried, elsewhere, signed_in):
    form = Way(staff).draft()
    Way(staff).send(form)
    restricted_to(staff, carried.family)
    client, url = signed_in(staff["er.supervisor"]), reverse("crossover:xover1-open-case", args=[form.uuid])
    pages = [client.post(url, {"number": made.cfs_case.number}).context["form"] for made in (carried, elsewhere)]
    assert [page.errors["number"] for page in pages] == [[NUMBER_ON_FILE]] * 2


def test_a_restricted_familys_referral_does_not_name_its_er_unit(staff, carried):
    way = Way(staff)
    theirs, decided, open_one = way.referral(), way.referral(), way.referral()
    clerk = staff["er.clerk"]
    for referral in (theirs, decided, open_one):
        referral.er_unit = staff["cfs.worker2"].unit
        referral.created_by = staff["cfs.worker2"]
        referral.save()
    theirs.family = carried.family
    theirs.save()
    dispose_referral(referral=decided, by=staff["cfs.supervisor"], disposition=Disposition.NO_CASE)
    restricted_to(staff, carried.family)

    def says(referral):
        return reason_against(check_referral_number_is_free, clerk, referral.number)

    assert str(staff["cfs.worker2"].unit) in says(open_one)
    assert (
        says(theirs)
        == says(decided)
        == "This number is on file already. Check it in CWS/CMS, then ask your supervisor."
    )
