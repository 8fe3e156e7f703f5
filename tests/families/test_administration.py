"""Django's admin in an administrator's hands: staff, supervision, closures, numbers; no case content, no back door."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessLog
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.county import COUNTY_NUMBERS
from accounts.models import AccessLogEntry, Closure, Setting, UnitSupervision, User
from accounts.services import give_role
from families.enums import Category, TaskKind
from families.models import CategoryRule, Family, Notice, Task
from families.services import (
    change_roles,
    end_supervision,
    grant_drift,
    record_training,
    register_user,
    supervise_unit,
    task_drift,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
KEPT = {
    "accounts.closure",
    "accounts.county",
    "accounts.office",
    "accounts.rolepolicy",
    "accounts.setting",
    "accounts.unit",
    "accounts.unitsupervision",
    "accounts.user",
    "axes.accessattempt",
    "axes.accessfailurelog",
    "axes.accesslog",
    "crossover.consentstatement",
    "caseplans.activitytemplate",
    "families.categoryrule",
    "families.provider",
    "families.service",
    "meetings.kindrule",
}


@pytest.fixture
def client(staff, signed_in):
    return signed_in(staff["admin"])


def test_only_these_rows_are_kept_there():
    assert {model._meta.label_lower for model in admin.site._registry} == KEPT


def test_every_page_of_it_opens(client, staff):
    for label in sorted(KEPT):
        name = label.replace(".", "_")
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 200, label
    page = client.get(reverse("admin:accounts_user_add")).content.decode()
    assert "Carries the family&#x27;s CFS case" in page  # each role in plain words
    for row in (staff["cfs.worker"], staff["cfs.worker"].unit, staff["cfs.worker"].office):
        history = client.get(reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_history", args=[row.pk]))
        assert "style=" not in history.content.decode()


def test_a_new_member_of_staff_signs_in_with_role_and_unit(client, staff):
    unit = staff["cfs.worker"].unit
    facts = {"email": "Zoe@Example.org", "first_name": "Zoë", "last_name": "O'Neil", "unit": unit.pk}
    url = reverse("admin:accounts_user_add")
    both = client.post(url, facts | {"roles": ["administrator", "cfs_worker"]}).content.decode()
    assert "O&#x27;Neil" in both
    assert "holds no other role" in both
    assert not User.objects.filter(email="zoe@example.org").exists()
    client.post(url, facts | {"roles": ["cfs_worker"]})
    newcomer = User.objects.get(email="zoe@example.org")
    assert newcomer.role_codes == {"cfs_worker"}
    assert (newcomer.bureau, newcomer.office) == (unit.bureau, unit.office)


@pytest.mark.parametrize("place", ["ais.worker", None])
def test_a_role_is_held_in_a_unit_of_its_bureau(client, staff, place):
    """A CFS social worker placed in a CalWORKs unit would read CalWORKs' content as their own bureau's."""
    unit = staff[place].unit.pk if place else ""
    facts = {"email": "zoe@example.org", "first_name": "Zoë", "last_name": "Ito", "unit": unit, "roles": ["cfs_worker"]}
    refused = client.post(reverse("admin:accounts_user_add"), facts).context["adminform"].form.errors
    assert refused["roles"] == ["Choose a unit of the bureau that this role belongs to: CFS social worker."]
    assert client.post(reverse("admin:accounts_user_add"), facts | {"roles": ["director"]}).status_code == 302
    hire = User.objects.get(email="zoe@example.org")
    with pytest.raises(NotAllowed, match="Choose a unit"):
        change_roles(by=staff["admin"], user=hire, roles={"cfs_worker"})
    unplaced = User(email="ira@example.org", first_name="Ira", last_name="Ito")
    with pytest.raises(NotAllowed, match="Choose a unit"):
        register_user(by=staff["admin"], user=unplaced, unit=hire.unit, roles={"cfs_worker"})
    assert not hire.role_codes - {"director"}


def test_who_moves_to_the_other_bureau_leaves_its_roles(client, staff):
    clerk = staff["er.clerk"]
    facts = {"email": clerk.email, "first_name": "Marcus", "last_name": "Oyelaran", "is_active": "on"}
    url = reverse("admin:accounts_user_change", args=[clerk.pk])
    moved = facts | {"unit": staff["ais.worker"].unit.pk}
    assert client.post(url, moved | {"roles": ["er_clerk"]}).status_code == 200
    clerk.refresh_from_db()
    assert clerk.bureau == "cfs"
    assert client.post(url, moved | {"roles": ["ais_worker"]}).status_code == 302
    clerk = User.objects.get(pk=clerk.pk)
    assert (clerk.bureau, clerk.role_codes) == ("calworks", {"ais_worker"})


def test_a_supervision_cannot_end_before_it_begins(client, staff):
    supervision = UnitSupervision.objects.create(
        unit=staff["cfs.worker"].unit, user=staff["cfs.worker"], from_date=TODAY
    )
    url = reverse("admin:accounts_unitsupervision_change", args=[supervision.pk])
    answer = client.post(url, {"until_date": TODAY - datetime.timedelta(days=1)})
    assert "before the supervision begins" in answer.content.decode()
    assert client.post(url, {"until_date": TODAY}).status_code == 302


@pytest.mark.parametrize("name", ["calworks.clerk", "ais.supervisor", "privacy.officer", "cfs.worker", "admin"])
def test_only_a_supervisor_of_its_bureau_supervises_a_unit(client, staff, carried, name):
    unit, user = carried.cfs_worker.unit, staff[name]
    before = set(Family.objects.visible_to(user))
    typed = {"unit": unit.pk, "user": user.pk, "from_date": TODAY}
    errors = client.post(reverse("admin:accounts_unitsupervision_add"), typed).context["adminform"].form.errors
    assert str(user) in errors["user"][0]
    with pytest.raises(NotAllowed):
        supervise_unit(by=staff["admin"], unit=unit, user=user, from_date=TODAY)
    assert set(Family.objects.visible_to(user)) == before


def test_a_supervisors_role_is_kept_while_they_supervise(staff):
    supervisor = staff["ifs.supervisor"]
    with pytest.raises(NotAllowed, match="End their supervision"):
        change_roles(by=staff["admin"], user=supervisor, roles={"cfs_worker"})
    for supervision in supervisor.supervisions.all():
        end_supervision(by=staff["admin"], supervision=supervision, until_date=TODAY)
    change_roles(by=staff["admin"], user=supervisor, roles={"cfs_worker"})
    assert set(supervisor.role_holdings.values_list("role", flat=True)) == {"cfs_worker"}


def test_units_and_offices_are_not_deleted(client, staff):
    """The page that refuses would list what hangs from them."""
    unit = staff["er.clerk"].unit
    assert client.get(reverse("admin:accounts_unit_delete", args=[unit.pk])).status_code == 403
    assert client.get(reverse("admin:accounts_office_delete", args=[unit.office.pk])).status_code == 403


def test_tasks_follow_a_number_of_the_county(client, carried):
    pltm = Task.objects.filter(family=carried.family, kind=TaskKind.HOLD_PLTM)
    usual = pltm.first().due_on
    client.post(reverse("admin:accounts_setting_add"), {"key": "pltm_days", "value": 5})
    assert pltm.first().due_on == usual - datetime.timedelta(days=2)
    client.post(reverse("admin:accounts_setting_delete", args=[Setting.objects.get().pk]), {"post": "yes"})
    assert pltm.first().due_on == usual
    refused = client.post(reverse("admin:accounts_setting_add"), {"key": "no_such_number", "value": 5})
    assert refused.status_code == 200


@pytest.mark.parametrize(("number", "value"), [("part_b_days", 9999999), ("pltm_days", 0), ("minor_consent_age", 11)])
def test_a_number_stays_within_its_bounds(client, carried, number, value):
    refused = client.post(reverse("admin:accounts_setting_add"), {"key": number, "value": value})
    assert "Enter a number from" in str(refused.context["adminform"].form.errors["value"])
    client.post(reverse("admin:accounts_setting_add"), {"key": number, "value": 12})
    kept = reverse("admin:accounts_setting_change", args=[Setting.objects.get().pk])
    assert client.post(kept, {"value": value}).status_code == 200
    assert Setting.objects.get().value == 12


def test_every_number_is_usually_within_its_bounds():
    assert all(number.least <= number.default <= number.most for number in COUNTY_NUMBERS.values())


@pytest.mark.parametrize(("phone", "taken"), [("notaphone", False), ("925-555-0117 ext. 12", True)])
def test_the_phone_of_staff_is_a_phone(client, staff, phone, taken):
    worker = staff["cfs.worker"]
    facts = {"email": worker.email, "first_name": "Naomi", "last_name": "Feldman", "phone": phone}
    url = reverse("admin:accounts_user_change", args=[worker.pk])
    answer = client.post(url, facts | {"unit": worker.unit.pk, "roles": ["cfs_worker"], "is_active": "on"})
    assert (answer.status_code == 302) is taken
    worker.refresh_from_db()
    assert (worker.phone == phone) is taken


@pytest.mark.parametrize(
    ("years", "days", "refusal"),
    [(0, 1, "lies ahead"), (-61, 0, "more than 60 years ago"), (0, 0, ""), (-60, 0, "")],
)
def test_the_day_of_a_training_lies_in_a_working_life(client, staff, years, days, refusal):
    worker, day = staff["cfs.worker"], TODAY.replace(year=TODAY.year + years, day=1 if years else TODAY.day)
    trained_on = day + datetime.timedelta(days=days)
    facts = {"email": worker.email, "first_name": "Naomi", "last_name": "Feldman", "is_active": "on"}
    facts |= {"unit": worker.unit.pk, "roles": ["cfs_worker"], "domestic_abuse_trained_on": trained_on.isoformat()}
    answer = client.post(reverse("admin:accounts_user_change", args=[worker.pk]), facts)
    if refusal:
        assert refusal in answer.context["adminform"].form.errors["domestic_abuse_trained_on"][0]
        with pytest.raises(NotAllowed, match=refusal):
            record_training(by=staff["admin"], user=worker, trained_on=trained_on)
    worker.refresh_from_db()
    assert (worker.domestic_abuse_trained_on == trained_on) is not bool(refusal)


def test_tasks_follow_a_closure(client, carried):
    client.post(reverse("admin:accounts_closure_add"), {"day": TODAY + datetime.timedelta(days=1), "name": "Flood"})
    assert Closure.objects.exists()
    assert task_drift(carried.family) == ([], [])
    assert grant_drift(carried.family) == ([], [])


def test_nobody_takes_their_own_administration(client, staff):
    url = reverse("admin:accounts_user_change", args=[staff["admin"].pk])
    facts = {"email": "admin@example.org", "first_name": "Terry", "last_name": "Vance"}
    assert client.post(url, facts | {"roles": ["administrator"]}).status_code == 403  # is_active left out
    assert client.post(url, facts | {"roles": ["director"], "is_active": "on"}).status_code == 403
    admin_now = User.objects.get(pk=staff["admin"].pk)
    assert admin_now.is_active
    assert admin_now.role_codes == {"administrator"}


def test_a_lost_phone_is_helped(client, staff, signed_in):
    worker = staff["cfs.worker"]
    signed_in(worker)
    Authenticator.objects.create(user=worker, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.post(
        reverse("admin:accounts_user_changelist"), {"action": "reset_second_step", "_selected_action": [worker.pk]}
    )
    assert not Authenticator.objects.filter(user=worker).exists()
    assert not UserSession.objects.filter(user=worker).exists()


def test_who_becomes_an_administrator_sees_no_family_any_more(staff, carried):
    worker = User.objects.get(pk=staff["cfs.worker"].pk)
    assert visible(Family, worker).exists()
    worker.role_holdings.all().delete()
    give_role(user=worker, role="administrator")
    assert not visible(Family, User.objects.get(pk=worker.pk)).exists()


def test_what_the_county_sets_is_told_to_the_privacy_officer(client, staff):
    """The log says which kind of row; the officer has a notice of each."""
    rule = CategoryRule.objects.get(category=Category.CULTURE)
    opened = {"category": Category.CULTURE, "crosses_without_consent": "on"}
    client.post(reverse("admin:families_categoryrule_change", args=[rule.pk]), opened)
    rule.refresh_from_db()
    assert rule.crosses_without_consent
    client.post(reverse("admin:accounts_setting_add"), {"key": "pltm_days", "value": 5})
    client.post(reverse("admin:accounts_setting_delete", args=[Setting.objects.get().pk]), {"post": "yes"})
    client.post(reverse("admin:accounts_closure_add"), {"day": TODAY + datetime.timedelta(days=1), "name": "Flood"})
    told = AccessLogEntry.objects.filter(user=staff["admin"], act="staff_changed").order_by("pk")
    kinds = [entry.particulars["change"] for entry in told]
    assert kinds == ["category_rule", "setting", "setting", "closure"]
    assert Notice.objects.filter(user=staff["privacy.officer"]).count() == 4
    assert told[1].act_words == "Changed staff: county number changed (Both workers assigned to PLTM: 5 days)"


def test_an_office_and_the_countys_own_words_are_told_too(client, staff):
    office = staff["cfs.worker"].office
    client.post(reverse("admin:accounts_office_change", args=[office.pk]), {"name": "Concord office"})
    client.post(reverse("admin:accounts_county_add"), {"name": "Vista", "cfs_name": "CFS", "calworks_name": "CalWORKs"})
    told = AccessLogEntry.objects.filter(user=staff["admin"], act="staff_changed").order_by("pk")
    assert [entry.particulars["row"] for entry in told] == ["Concord office", "Vista"]
    notices = Notice.objects.filter(user=staff["privacy.officer"])
    assert [notice.get_kind_display() for notice in notices] == ["An administrator changed staff or settings"] * 2


def test_every_category_is_there_and_none_is_added_or_renamed(client):
    rule = CategoryRule.objects.get(category=Category.CULTURE)
    assert client.get(reverse("admin:families_categoryrule_add")).status_code == 403
    client.post(reverse("admin:families_categoryrule_change", args=[rule.pk]), {"category": "cans"})
    assert set(CategoryRule.objects.values_list("category", flat=True)) == set(Category)
    assert "tick and initials" in client.get(reverse("admin:families_categoryrule_changelist")).content.decode()


def test_a_sensitive_category_is_refused_in_plain_words(client):
    rule = CategoryRule.objects.get(category=Category.SUBSTANCE_USE)
    facts = {"category": Category.SUBSTANCE_USE, "crosses_without_consent": "on", "acknowledgeable": "on"}
    page = client.post(reverse("admin:families_categoryrule_change", args=[rule.pk]), facts).content.decode()
    assert "This category never crosses without consent." in page
    assert "sensitive_categories" not in page
    rule.refresh_from_db()
    assert not rule.crosses_without_consent


def test_sign_ins_are_not_called_the_access_log(client):
    """That one is of records, and the privacy officer's."""
    page = client.get(reverse("admin:index")).content.decode()
    assert all(name in page for name in (">Sign-ins<", ">Failed tries<", ">Tries counted for a lock-out<"))
    assert "access log" not in page.lower()


def test_sign_ins_and_tries_are_read_and_not_rubbed_out(client):
    facts = {"username": "x@example.org", "ip_address": "192.0.2.7", "path_info": "/", "http_accept": "*"}
    attempt = AccessAttempt.objects.create(**facts, get_data="", post_data="", failures_since_start=5)
    entry = AccessLog.objects.create(**facts)
    for row in (attempt, entry):
        name = row._meta.label_lower.replace(".", "_")
        assert client.get(reverse(f"admin:{name}_change", args=[row.pk])).status_code == 200
        assert client.post(reverse(f"admin:{name}_change", args=[row.pk]), {}).status_code == 403
        assert client.post(reverse(f"admin:{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
        for action in ("delete_selected", "cleanup_expired_attempts"):
            client.post(reverse(f"admin:{name}_changelist"), {"action": action, "_selected_action": [row.pk]})
        assert type(row)._default_manager.filter(pk=row.pk).exists()
