"""Inviting staff by search, someone of the family, someone from outside."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import User
from accounts.roles import ROLES
from families.services import name_cover
from linkages_site.demo.factories import UserFactory
from meetings.enums import JOBS, ROLES_OF_STAFF, AttendeeRole
from meetings.services import invite
from tests.meetings import county as steps


def invite_url(meeting, who):
    return reverse("meetings:meeting-invite", args=[meeting.uuid, who])


def test_it_works(signed_in, staff, carried):
    meeting = steps.ltm(carried)
    client = signed_in(carried.cfs_worker)
    client.post(invite_url(meeting, "staff"), {"role": AttendeeRole.FACILITATOR, "staff": "wendell"})
    client.post(
        invite_url(meeting, "outside"),
        {"role": AttendeeRole.SCHOOL, "external_name": "Ms. Ito", "organization": "Vista Elementary"},
    )
    client.post(invite_url(meeting, "family"), {"person": carried.child.pk})
    invited = {str(one): one.role for one in meeting.attendances.order_by("-pk")[:3]}
    assert invited == {
        str(staff["facilitator"]): AttendeeRole.FACILITATOR,
        "Ms. Ito": AttendeeRole.SCHOOL,
        str(carried.child): AttendeeRole.FAMILY,
    }


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", "This field is required."),
        ("nobody of this name", "No active member of staff"),
        ("price", "Several match. Enter the e-mail address of one"),
        ("gone", "No active member of staff"),
    ],
)
def test_bad_input_is_kept_and_explained(signed_in, carried, words, error):
    UserFactory(first_name="Laura", last_name="Price")
    UserFactory(first_name="Long", last_name="Gone", is_active=False)
    url = invite_url(steps.pltm(carried), "staff")
    response = signed_in(carried.cfs_worker).post(url, {"role": AttendeeRole.FACILITATOR, "staff": words})
    assert error in response.context["form"].errors["staff"][0]
    assert response.context["form"]["staff"].value() == words


@pytest.mark.parametrize(
    ("who", "typed"), [("family", {}), ("outside", {"role": AttendeeRole.SCHOOL, "external_name": "Ms. Ito"})]
)
def test_a_pltm_refuses_family_and_outsiders_before_anything_is_typed(signed_in, carried, who, typed):
    meeting, client = steps.pltm(carried), signed_in(carried.cfs_worker)
    url = invite_url(meeting, who)
    for response in (client.get(url), client.post(url, typed or {"person": carried.mother.pk})):
        assert response.status_code == 403
        assert "Only staff attend a PLTM" in response.content.decode()
        assert carried.mother.first_name not in response.content.decode()
    assert meeting.attendances.count() == 2


def test_outsider_gets_404(signed_in, carried, elsewhere):
    meeting = steps.ltm(carried)
    client = signed_in(elsewhere.cfs_worker)
    assert {client.get(invite_url(meeting, who)).status_code for who in ("staff", "family", "outside")} == {404}
    assert signed_in(carried.cfs_worker).get(invite_url(meeting, "nobody")).status_code == 404


def test_reader_is_refused_with_the_reason(signed_in, staff, carried):
    eligibility = {"role": AttendeeRole.ELIGIBILITY_WORKER, "user": staff["eligibility.worker"]}
    url = invite_url(steps.ltm(carried, eligibility), "staff")
    response = signed_in(staff["eligibility.worker"]).post(url, {"role": AttendeeRole.FACILITATOR, "staff": "wendell"})
    assert response.status_code == 403
    assert "Only the family" in response.content.decode()


@pytest.mark.parametrize("role", sorted(ROLES_OF_STAFF))
def test_nobody_from_outside_comes_in_a_role_of_the_countys_staff(signed_in, carried, role):
    meeting = steps.ltm(carried)
    client, url = signed_in(carried.cfs_worker), invite_url(meeting, "outside")
    assert role not in dict(client.get(url).context["form"].fields["role"].choices)
    client.post(url, {"role": role, "external_name": "Rosa Lim"})
    outsider = {"role": role, "external_name": "Rosa Lim"}
    with pytest.raises(NotAllowed, match="Only the county's own staff"):
        invite(meeting=meeting, by=carried.cfs_worker, attendees=[outsider])
    assert not meeting.attendances.filter(external_name="Rosa Lim").exists()


@pytest.mark.parametrize(
    ("role", "who", "comes"),
    [
        (AttendeeRole.ELIGIBILITY_WORKER, "eligibility.worker", True),
        (AttendeeRole.ELIGIBILITY_WORKER, "facilitator", False),
        (AttendeeRole.IFS_SUPERVISOR, "ifs.supervisor", True),
        (AttendeeRole.IFS_SUPERVISOR, "cfs.supervisor", True),
        (AttendeeRole.IFS_SUPERVISOR, "cfs.worker2", False),
        (AttendeeRole.CFS_COLLEAGUE, "cfs.worker2", True),
        (AttendeeRole.CFS_COLLEAGUE, "er.worker", True),
        (AttendeeRole.CFS_COLLEAGUE, "cfs.supervisor", False),
        (AttendeeRole.CFS_COLLEAGUE, "ais.supervisor", False),
        (AttendeeRole.CFS_SUPERVISOR, "cfs.supervisor", True),
        (AttendeeRole.CFS_SUPERVISOR, "er.supervisor", True),
        (AttendeeRole.CFS_SUPERVISOR, "cfs.worker2", False),
        (AttendeeRole.CFS_SUPERVISOR, "ais.supervisor", False),
        (AttendeeRole.WTW_SUPERVISOR, "ais.supervisor", True),
        (AttendeeRole.WTW_SUPERVISOR, "eligibility.worker", False),
        # Who facilitates, or comes for a partner that sits with the county, is no matter of their job
        (AttendeeRole.FACILITATOR, "cfs.worker2", True),
        (AttendeeRole.PUBLIC_AGENCY, "es.worker", True),
    ],
)
def test_staff_come_in_a_role_that_is_their_job(signed_in, staff, carried, role, who, comes):
    meeting = steps.ltm(carried)
    typed = {"role": role, "staff": staff[who].email}
    answer = signed_in(carried.cfs_worker).post(invite_url(meeting, "staff"), typed)
    assert meeting.attendances.filter(user=staff[who]).exists() == comes
    if not comes:
        (said,) = answer.context["form"].non_field_errors()
        assert said == f"{staff[who]} does not work as {role.label}. Choose the role they come in."


def test_a_cover_comes_in_the_role_of_whom_they_cover(staff, carried):
    meeting, absent = steps.ltm(carried), staff["ifs.supervisor"]
    cover = UserFactory(unit=absent.unit, roles=["cfs_worker"])
    comes = {"role": AttendeeRole.IFS_SUPERVISOR, "user": cover}
    with pytest.raises(NotAllowed, match="does not work as IFS supervisor"):
        invite(meeting=meeting, by=carried.cfs_worker, attendees=[comes])
    today = timezone.localdate()
    name_cover(covered=absent, cover=cover, by=absent, from_date=today, until_date=today + datetime.timedelta(days=1))
    cover = User.objects.get(pk=cover.pk)
    invite(meeting=meeting, by=carried.cfs_worker, attendees=[comes | {"user": cover}])
    assert meeting.attendances.get(user=cover).role == AttendeeRole.IFS_SUPERVISOR


def test_every_job_is_a_role_of_the_countys():
    assert {job for jobs in JOBS.values() for job in jobs} <= ROLES.keys()


def test_nobody_is_invited_twice(signed_in, carried):
    meeting = steps.ltm(carried)
    client = signed_in(carried.cfs_worker)
    invited = meeting.attendances.count()
    worker = {"role": AttendeeRole.CFS_WORKER, "staff": carried.cfs_worker.email}
    for who, typed in (("staff", worker), ("family", {"person": carried.mother.pk})):
        errors = client.post(invite_url(meeting, who), typed).context["form"].non_field_errors()
        assert errors[0].endswith("is invited already.")
    assert meeting.attendances.count() == invited


@pytest.mark.parametrize("name", ["admin", "director", "privacy.officer", "calworks.clerk"])
def test_who_opens_no_family_page_is_not_invited(signed_in, staff, carried, name):
    meeting = steps.pltm(carried)
    typed = {"role": AttendeeRole.FACILITATOR, "staff": staff[name].email}
    answer = signed_in(carried.cfs_worker).post(invite_url(meeting, "staff"), typed)
    assert answer.context["form"].non_field_errors() == [f"{staff[name]} does not work with families."]
    assert not meeting.attendances.filter(user=staff[name]).exists()
