"""Side doors: what must not leak past the front door of need-to-know, each with data that could leak."""

import pytest
from django.contrib.staticfiles.finders import find
from django.urls import reverse

from accounts.access import NotAllowed, visible
from accounts.models import AccessLogEntry, UnitSupervision, User
from caseplans.services import start_plan
from crossover.enums import Xover1Status
from crossover.models import Clearance, Consent, ConsentScope, Xover1
from crossover.services import assign_cfs_worker, revoke_consent
from families.enums import Category
from families.models import Draft, Family, FamilyGrant, Referral
from families.services import assign, create_family, deactivate_user, merge_families, move_user, settle
from reports.querysets import history
from tests.caseplans import county as plans
from tests.crossover.consents import opened, sign
from tests.crossover.way import Way
from tests.meetings import county as meetings

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitated(staff, carried):
    """An LTM of the carried family, with the facilitator invited: a reader of the header, and of that meeting."""
    return meetings.ltm(carried, meetings.facilitator(staff))


def told(family, user):
    changes = history.changes(family, user, history.timeline(history.versions_of(family, user)))
    return " ".join(f"{change.title} {change.fields}" for change in changes)


def again(user):
    """The same person on their next request."""
    return User.objects.get(pk=user.pk)


def test_the_history_of_an_activity_does_not_name_a_goal_kept_from_the_reader(staff, carried):
    plan = start_plan(family=carried.family, by=staff["cfs.worker"])
    goal = plans.goal_of(plan, carried, "Leave the violent partner", category=Category.DOMESTIC_ABUSE)
    plans.activity_of(goal, carried, "Ride to the office", category=Category.LOGISTICS)
    assert "violent" in told(carried.family, staff["cfs.worker"])
    known = told(carried.family, staff["ais.worker"])
    assert "Ride to the office" in known
    assert "violent" not in known


def test_a_reader_of_the_header_finds_no_consent(staff, carried, facilitated, signed_in):
    consent = sign(staff, carried, limits="Nothing to my former husband")
    guest, worker = signed_in(staff["facilitator"]), signed_in(staff["ais.worker"])
    for name in ("consent-detail", "consent-print", "consent-revoke", "consent-copy"):
        url = reverse(f"crossover:{name}", args=[consent.uuid])
        assert guest.get(url).status_code == 404, url
        assert worker.get(url).status_code == 200, url
    request_page = guest.get(consent.request.get_absolute_url())
    assert str(consent.uuid) not in request_page.content.decode()
    assert not visible(ConsentScope, staff["facilitator"]).exists()
    assert visible(ConsentScope, staff["ais.worker"]).exists()


def test_who_recorded_a_consent_keeps_it_while_the_header_is_theirs(staff):
    way = Way(staff)
    consent_request = way.draft().family.consent_requests.get()
    assert consent_request.owner == staff["er.clerk"]
    made = opened_for(consent_request, staff["er.clerk"])
    assert visible(Consent, staff["er.clerk"]).get() == made
    assert not visible(Consent, staff["er.worker"]).exists()


def opened_for(consent_request, by):
    mother = consent_request.family.people.get(relationship="mother")
    today = consent_request.opened_on
    return Consent.objects.create(
        request=consent_request, signer=mother, capacity="self", purpose="Coordinate", statements="Voluntary.",
        language="en", method="typed", typed_name=str(mother), from_date=today, until_date=today, explained_by=by,
        sharing_methods=["electronic"],
    )  # fmt: skip


def test_a_reader_of_the_header_has_only_the_form_addressed_to_them(staff, signed_in):
    form = Way(staff).standing_at(Xover1Status.WITH_AIS_WORKER)
    eligibility = staff["eligibility.worker"]
    assign_cfs_worker(case=form.cfs_case, by=staff["ifs.supervisor"], worker=staff["cfs.worker"], why="Case opened")
    meetings.pltm(_carried(form, staff), {"role": "eligibility_worker", "user": eligibility})
    assert visible(Family, eligibility).get() == form.family
    for name in ("xover1-detail", "xover1-print"):
        assert signed_in(eligibility).get(reverse(f"crossover:{name}", args=[form.uuid])).status_code == 404
    assert not visible(Xover1, eligibility).exists()
    assert not visible(Clearance, eligibility).exists()
    assert form.family.name not in signed_in(eligibility).get("/clearances/").content.decode()
    for party in ("er.clerk", "er.supervisor", "ifs.supervisor", "ais.supervisor", "ais.worker", "cfs.worker"):
        assert visible(Xover1, staff[party]).get() == form, party


def _carried(form, staff):
    form.family.cfs_worker, form.family.ais_worker = staff["cfs.worker"], staff["ais.worker"]
    form.family.family = form.family
    return form.family


def test_the_facilitator_is_not_told_which_consents_are_in_force(staff, carried, facilitated, signed_in):
    opened(staff, carried, category=Category.SUBSTANCE_USE)
    typed = {"text": "x", "category": "substance_use", "about": carried.mother.pk, "preview": "1"}
    note = reverse("meetings:note-new", args=[facilitated.uuid, "strengths"])
    hold = reverse("meetings:meeting-hold", args=[facilitated.uuid])
    told_to = {
        name: signed_in(staff[name]).post(note, typed).content.decode()
        + signed_in(staff[name]).get(hold).content.decode()
        for name in ("facilitator", "cfs.worker")
    }
    for words in ("opens this category", "What the other program will be able to read"):
        assert words in told_to["cfs.worker"]
        assert words not in told_to["facilitator"]


def test_a_facilitator_of_neither_bureau_can_run_their_meeting(staff, facilitated, signed_in):
    User.objects.filter(pk=staff["facilitator"].pk).update(bureau="", unit=None)
    guest = signed_in(again(staff["facilitator"]))
    note = reverse("meetings:note-new", args=[facilitated.uuid, "strengths"])
    assert guest.post(note, {"text": "x", "category": "logistics", "preview": "1"}).status_code == 200
    assert guest.get(reverse("meetings:meeting-hold", args=[facilitated.uuid])).status_code == 200


def test_an_administrator_placed_in_a_unit_sees_nothing_of_its_families(staff, carried, signed_in):
    admin = staff["admin"]
    move_user(by=admin, user=admin, unit=staff["er.clerk"].unit)
    for unit in (staff["er.clerk"].unit, staff["cfs.worker"].unit):
        UnitSupervision.objects.create(unit=unit, user=admin, from_date=carried.cfs_case.opened_on)
    settle(carried.family)
    referral = Way(staff).referral()
    assert FamilyGrant.objects.filter(user=admin).exists()
    assert visible(Referral, staff["er.supervisor"]).get() == referral
    page = signed_in(again(admin))
    for url in (carried.family.get_absolute_url(), referral.get_absolute_url()):
        assert page.get(url).status_code == 404
    assert referral.family_name not in page.get("/referrals/").content.decode()
    assert carried.family.name not in page.get("/families/").content.decode()


def test_nobody_takes_the_families_of_one_bureau_into_the_other(staff, carried):
    for name in ("cfs.worker", "ifs.supervisor"):
        with pytest.raises(NotAllowed, match="Hand over"):
            move_user(by=staff["admin"], user=staff[name], unit=staff["ais.worker"].unit)
        assert again(staff[name]).bureau == "cfs"
    move_user(by=staff["admin"], user=staff["er.clerk"], unit=staff["ais.worker"].unit)
    assert again(staff["er.clerk"]).bureau == "calworks"


def test_a_sealed_version_opens_without_what_a_revocation_closed(staff, carried, signed_in):
    version = plans.sealed(carried)
    url = reverse("reports:family-plan", args=[carried.family.uuid])
    worker = signed_in(staff["ais.worker"])
    assert str(version.uuid) in worker.get(url).content.decode()
    theirs = ("The children are safe at home", "Attend parenting class", "Grandmother drives on Tuesdays")
    before = worker.get(version.get_absolute_url()).content.decode()
    assert all(words in before for words in theirs)
    revoke_consent(consent=Consent.objects.get(), by=staff["cfs.worker"])
    after = worker.get(version.get_absolute_url()).content.decode() + worker.get(url).content.decode()
    assert not any(words in after for words in theirs)


def test_old_tabs_of_a_reassigned_worker_find_nothing(staff, carried, signed_in):
    goal = plans.plan_of(carried).goals.get()
    tab = signed_in(staff["ais.worker"])
    assert tab.get(carried.family.get_absolute_url()).status_code == 200
    assign(
        case=carried.calworks_case, role="ais_worker", unit=staff["ais.worker"].unit, worker=staff["es.worker"], why="x"
    )
    assert tab.post(reverse("caseplans:goal-edit", args=[goal.uuid]), {"text": "Mine"}).status_code == 404
    assert tab.post(f"/drafts/?key=x&family={carried.family.uuid}", {"text": "Mine"}).status_code == 404
    assert carried.family.name not in tab.get("/families/").content.decode()
    assert carried.family.name not in tab.get("/tasks/").content.decode()


def test_a_live_session_of_someone_deactivated_ends(staff, carried, signed_in):
    tab = signed_in(staff["cfs.worker"])
    assert tab.get(carried.family.get_absolute_url()).status_code == 200
    deactivate_user(by=staff["admin"], user=staff["cfs.worker"])
    assert tab.get(carried.family.get_absolute_url())["Location"].startswith(reverse("account_login"))


def test_a_try_that_was_refused_is_logged_with_the_key_tried(staff, carried, signed_in):
    stranger = signed_in(staff["es.worker"])
    stranger.get(carried.family.get_absolute_url())
    stranger.options(reverse("families:person-edit", args=[carried.mother.uuid]))
    hidden, method = AccessLogEntry.objects.order_by("pk")
    assert (hidden.act, hidden.record, hidden.family) == ("refused", carried.family.uuid, None)
    assert (method.act, method.record) == ("refused", carried.mother.uuid)


@pytest.mark.parametrize("step", ["goal-edit", "goal-remove", "activity-new"])
def test_a_row_of_the_other_bureau_is_logged_with_the_consent_that_opens_it(staff, carried, signed_in, step):
    goal = plans.plan_of(carried).goals.get()
    signed_in(staff["ais.worker"]).get(reverse(f"caseplans:{step}", args=[goal.uuid]))
    entry = AccessLogEntry.objects.get()
    assert (entry.family, entry.consents) == (carried.family.uuid, [Consent.objects.get().uuid])


def test_a_null_character_typed_into_a_draft_breaks_nothing(staff, signed_in):
    assert signed_in(staff["cfs.worker"]).post("/drafts/?key=x", {"text": "a\x00b"}).status_code == 204
    assert Draft.objects.get().fields == {"text": ["ab"]}


def test_a_file_that_is_not_there_is_simply_not_found():
    assert find("nonsense") is None


def test_a_family_merged_away_takes_part_in_no_other_merge(carried, elsewhere):
    merge_families(keep=carried.family, merge=elsewhere.family)
    for keep, gone in ((elsewhere.family, carried.family), (elsewhere.family, create_family(name="Third"))):
        with pytest.raises(NotAllowed, match="merged into another"):
            merge_families(keep=keep, merge=gone)
    assert visible(Family, carried.cfs_worker).get() == carried.family
