"""Who comes in a role that itself tells a sensitive kind is content: read like a note, and otherwise absent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access import NotAllowed, visible
from accounts.models import AccessLogEntry
from crossover.services.consents import revoke_consent
from families.enums import SENSITIVE, Category
from families.models import Notice
from linkages_site.demo.factories import UserFactory
from meetings.enums import TELLING_ROLES, AttendeeRole, Mode
from meetings.models import Attendance, Meeting
from meetings.services import hold_meeting, invite
from meetings.sharing import attendances_for
from reports.querysets import dashboards, history
from tests.caseplans.county import consent_for
from tests.meetings import county as steps

R = AttendeeRole
LINE = "Each program may hold items not shown here."
LIAISON, ROLE = "Dana Whitlock", "Domestic violence liaison"


@pytest.fixture
def liaison(carried):
    return UserFactory(
        first_name="Dana", last_name="Whitlock", unit=carried.cfs_worker.unit, roles=["cfs_worker"], bureau="cfs"
    )


def telling(carried, **who):
    return {"role": R.DV_LIAISON, "about": carried.mother} | (
        who or {"external_name": LIAISON, "organization": "STAND"}
    )


def page_of(client, meeting, name="meeting-detail"):
    text = client.get(reverse(f"meetings:{name}", args=[meeting.uuid])).content.decode()
    assert LINE in text
    return text


def told(text):
    return any(word in text for word in (LIAISON, ROLE, "STAND"))


@pytest.mark.parametrize("from_cfs", [True, False])
def test_absent_for_the_other_bureau_until_consent_and_again_after_revocation(signed_in, carried, from_cfs):
    writer, reader = carried.cfs_worker, carried.ais_worker
    if not from_cfs:
        writer, reader = reader, writer
    meeting = steps.ltm(carried, telling(carried), by=writer)
    own, other = signed_in(writer), signed_in(reader)
    for name in ("meeting-detail", "meeting-hold"):
        assert told(page_of(own, meeting, name))
        assert not told(page_of(other, meeting, name))
    consent = consent_for(carried, Category.DOMESTIC_ABUSE)
    for name in ("meeting-detail", "meeting-hold"):
        assert told(page_of(other, meeting, name))
        assert AccessLogEntry.objects.latest("pk").consents == [consent.uuid]
        assert told(page_of(own, meeting, name))
        assert AccessLogEntry.objects.latest("pk").consents == []
    revoke_consent(consent=consent, by=carried.cfs_worker)
    for name in ("meeting-detail", "meeting-hold"):
        assert not told(page_of(other, meeting, name))
        assert told(page_of(own, meeting, name))


def test_a_consent_for_another_person_or_kind_opens_nothing(staff, carried):
    meeting = steps.ltm(carried, telling(carried))
    consent_for(carried, Category.MENTAL_HEALTH)
    assert attendances_for(meeting, carried.ais_worker).count() == 3
    assert attendances_for(meeting, carried.cfs_worker).count() == 4
    child = telling(carried, external_name="Someone else") | {"about": carried.child}
    invite(meeting=meeting, by=carried.cfs_worker, attendees=[child])
    consent_for(carried, Category.DOMESTIC_ABUSE, persons=[carried.mother])
    assert attendances_for(meeting, carried.ais_worker).count() == 4
    assert attendances_for(meeting, carried.cfs_worker).count() == 5


@pytest.mark.parametrize(("role", "category"), TELLING_ROLES.items())
def test_every_telling_role_is_of_a_sensitive_kind(carried, role, category):
    assert category in SENSITIVE
    meeting = steps.ltm(carried, telling(carried, external_name=LIAISON) | {"role": role})
    row = Attendance.objects.get(external_name=LIAISON)
    assert (row.category, row.bureau, row.about, row.family) == (category, "cfs", carried.mother, carried.family)
    assert row not in attendances_for(meeting, carried.ais_worker)


def test_readers_of_the_header_see_logistics_only(staff, signed_in, carried):
    meeting = steps.ltm(carried, steps.facilitator(staff), telling(carried))
    consent_for(carried, Category.DOMESTIC_ABUSE)
    for name in ("meeting-detail", "meeting-hold"):
        page = page_of(signed_in(staff["facilitator"]), meeting, name)
        assert str(staff["facilitator"]) in page
        assert not told(page)


def test_who_is_invited_in_a_telling_role_still_knows_the_meeting(signed_in, carried, liaison):
    meeting = steps.ltm(carried, telling(carried, user=liaison))
    assert set(visible(Meeting, liaison)) == {meeting}
    assert Notice.objects.filter(user=liaison).count() == 1
    assert not told(page_of(signed_in(carried.ais_worker), meeting))


def test_history_keeps_it_as_the_page_does(carried):
    meeting = steps.ltm(carried, telling(carried))

    def known_to(user):
        page = history.timeline(history.versions_of(carried.family, user))
        return str(history.changes(carried.family, user, page)), len(page)

    (own, many), (other, fewer) = known_to(carried.cfs_worker), known_to(carried.ais_worker)
    assert told(own)
    assert not told(other)
    assert fewer == many - 1
    consent = consent_for(carried, Category.DOMESTIC_ABUSE)
    assert told(known_to(carried.ais_worker)[0])
    revoke_consent(consent=consent, by=carried.cfs_worker)
    assert not told(known_to(carried.ais_worker)[0])
    assert meeting.attendances.count() == 4


def test_inviting_the_same_person_does_not_tell_of_the_other_invitation(signed_in, carried, liaison):
    meeting = steps.ltm(carried, telling(carried, user=liaison))
    url = reverse("meetings:meeting-invite", args=[meeting.uuid, "staff"])
    typed = {"role": R.CFS_COLLEAGUE, "staff": liaison.email}
    again = signed_in(carried.cfs_worker).post(url, typed)
    assert again.context["form"].non_field_errors() == [f"{liaison} is invited already."]
    for role in (R.CFS_COLLEAGUE, R.DV_LIAISON):
        answer = signed_in(carried.ais_worker).post(url, typed | {"role": role, "about": carried.mother.pk})
        if role == R.CFS_COLLEAGUE:
            assert answer.status_code == 302
            Attendance.objects.get(role=role).delete()
    assert answer.status_code == 302
    assert set(meeting.attendances.filter(user=liaison).values_list("bureau", flat=True)) == {"cfs", "calworks"}
    assert carried.family.grants.filter(user=liaison).count() == 1
    assert list(dashboards.meetings_of(liaison)) == [meeting]


def test_holding_says_nothing_of_whom_the_holder_may_not_know(carried):
    meeting = steps.ltm(carried, telling(carried))
    hidden = meeting.attendances.get(role=R.DV_LIAISON)
    hold_meeting(meeting=meeting, by=carried.ais_worker, present=dict.fromkeys(meeting.attendances.all(), Mode.PHONE))
    hidden.refresh_from_db()
    assert (hidden.present, hidden.mode) == (None, "")
    assert meeting.attendances.filter(present=True).count() == 3


def test_a_telling_role_needs_whom_it_concerns_and_someone_who_may_read_it(staff, carried, elsewhere):
    meeting = steps.ltm(carried, steps.facilitator(staff))
    refused = [
        (carried.cfs_worker, None, "which person"),
        (carried.cfs_worker, elsewhere.mother, "not of this family"),
        (staff["facilitator"], carried.mother, "more than logistics"),
    ]
    for by, about, reason in refused:
        with pytest.raises(NotAllowed, match=reason):
            invite(meeting=meeting, by=by, attendees=[telling(carried) | {"about": about}])
    assert not meeting.attendances.filter(role=R.DV_LIAISON).exists()


def test_the_form_asks_about_whom_beside_the_field(signed_in, carried):
    meeting = steps.ltm(carried)
    url = reverse("meetings:meeting-invite", args=[meeting.uuid, "outside"])
    client = signed_in(carried.cfs_worker)
    typed = {"role": R.DV_LIAISON, "external_name": LIAISON, "organization": "STAND"}
    answer = client.post(url, typed)
    assert answer.context["form"].errors == {"about": ["Say which person this is about."]}
    assert 'value="Dana Whitlock"' in answer.content.decode()
    client.post(url, typed | {"about": carried.mother.pk})
    client.post(url, {"role": R.SCHOOL, "external_name": "Ms. Ito", "about": carried.child.pk})
    rows = meeting.attendances.exclude(external_name="").values_list("external_name", "category", "about")
    assert set(rows) == {
        (LIAISON, Category.DOMESTIC_ABUSE, carried.mother.pk),
        ("Ms. Ito", Category.LOGISTICS, None),
    }


def test_the_page_costs_the_same_with_more_invited(signed_in, carried):
    meeting = steps.ltm(carried, telling(carried))
    client = signed_in(carried.cfs_worker)
    page_of(client, meeting)
    counts = []
    for name in ("One", "Two"):
        with CaptureQueriesContext(connection) as queries:
            page_of(client, meeting)
        counts.append(len(queries))
        invite(meeting=meeting, by=carried.cfs_worker, attendees=[telling(carried, external_name=name)])
    assert counts[0] == counts[1]
