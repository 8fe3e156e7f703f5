"""No administrator comes to sign in as a colleague unnoticed: no password is set for another, all else is told."""

import datetime
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLogEntry, RolePolicy, UnitSupervision, User
from families.enums import NoticeKind
from families.models import Notice

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"


@pytest.fixture
def client(staff, signed_in):
    return signed_in(staff["admin"])


@pytest.fixture
def worker(staff):
    return staff["cfs.worker"]


@pytest.fixture
def told(staff, django_capture_on_commit_callbacks):
    """`told(act)` does it with its mails, and gives the changes the log kept and the notices that were written."""

    def tell(act):
        before, known = AccessLogEntry.objects.count(), Notice.objects.count()
        with django_capture_on_commit_callbacks(execute=True):
            answer = act()
        assert answer.status_code == 302, answer.content.decode()
        lines = list(AccessLogEntry.objects.order_by("pk")[before:])
        assert {(line.user, line.act) for line in lines} == {(staff["admin"], "staff_changed")}
        notices = Notice.objects.order_by("pk")[known:]
        assert {notice.user for notice in notices} == {staff["privacy.officer"]}
        return [line.particulars["change"] for line in lines], [notice.kind for notice in notices]

    return tell


def facts(user, **changed):
    kept = {"email": user.email, "first_name": user.first_name, "last_name": user.last_name, "is_active": "on"}
    kept["domestic_abuse_trained_on"] = user.domestic_abuse_trained_on or ""
    return kept | {"unit": user.unit_id, "roles": sorted(user.role_codes)} | changed


def change(client, user, **changed):
    return client.post(reverse("admin:accounts_user_change", args=[user.pk]), facts(user, **changed))


def action(client, name, *users):
    url = reverse("admin:accounts_user_changelist")
    return client.post(url, {"action": name, "_selected_action": [user.pk for user in users]})


def mailed_to(address):
    return [message for message in mail.outbox if message.to == [address]]


def test_an_administrator_sets_nobodys_password(client, worker):
    page = client.get(reverse("admin:accounts_user_change", args=[worker.pk])).content.decode()
    assert "password" not in page.lower().replace("/admin/password_change/", "").replace("change password", "")
    new = {"password1": "four plain words here", "password2": "four plain words here", "set_usable_password": "1"}
    assert client.post(f"/admin/accounts/user/{worker.pk}/password/", new).status_code in {302, 404}
    change(client, worker, password="x", **new)
    assert User.objects.get(pk=worker.pk).check_password(PASSWORD)


def test_a_reset_is_mailed_and_told(client, worker, told):
    assert told(lambda: action(client, "send_reset", worker)) == (["password_reset"], [NoticeKind.STAFF_CHANGED])
    assert User.objects.get(pk=worker.pk).check_password(PASSWORD)  # until they choose another
    (message,) = mailed_to(worker.email)
    assert message.subject == "Linkages: choose a new password"
    assert worker.last_name not in message.body
    entry = AccessLogEntry.objects.get()
    assert (entry.record, entry.address) == (worker.uuid, "127.0.0.1")
    theirs = Client()
    page = theirs.get(re.search(r"http://[^/]+(/\S+)", message.body)[1], follow=True)
    new = {"password1": "four plain words here", "password2": "four plain words here"}
    theirs.post(page.request["PATH_INFO"], new)
    assert User.objects.get(pk=worker.pk).check_password("four plain words here")


def test_who_is_turned_off_is_sent_no_way_in(client, worker):
    User.objects.filter(pk=worker.pk).update(is_active=False)
    answer = action(client, "send_reset", worker)
    assert (answer.status_code, mail.outbox) == (403, [])
    assert "turned off" in answer.content.decode()


def test_a_newcomer_chooses_the_first_password(client, worker, told):
    new = {"email": "zoe@example.org", "first_name": "Zoe", "last_name": "Hale", "unit": worker.unit_id}
    add = reverse("admin:accounts_user_add")
    done = told(lambda: client.post(add, new | {"roles": ["cfs_worker"], "password1": PASSWORD, "password2": PASSWORD}))
    assert done == (["created"], [NoticeKind.STAFF_CHANGED])
    assert not User.objects.get(email="zoe@example.org").has_usable_password()
    (message,) = mailed_to("zoe@example.org")
    assert "/accounts/password/reset/key/" in message.body


def test_a_new_address_is_told_to_the_old_one(client, worker, told):
    EmailAddress.objects.create(user=worker, email=worker.email, verified=True, primary=True)
    done = told(lambda: change(client, worker, email="Elsewhere@example.org"))
    assert done == (["email"], [NoticeKind.STAFF_CHANGED])
    (message,) = mailed_to(worker.email)
    assert "elsewhere" not in message.body.lower()
    mail.outbox.clear()
    for address in (worker.email, "elsewhere@example.org"):
        Client().post(reverse("account_reset_password"), {"email": address})
    assert [message.to for message in mail.outbox] == [["elsewhere@example.org"]]


def test_a_training_that_opens_more_is_told(client, worker, told):
    done = told(lambda: change(client, worker, domestic_abuse_trained_on="2026-03-02"))
    assert done == (["training"], [NoticeKind.STAFF_CHANGED])
    assert User.objects.get(pk=worker.pk).domestic_abuse_trained_on == datetime.date(2026, 3, 2)


def test_a_second_step_turned_off_is_told(client, worker, told):
    Authenticator.objects.create(user=worker, type=Authenticator.Type.TOTP, data={"secret": "x"})
    done = told(lambda: action(client, "reset_second_step", worker))
    assert done == (["second_factor"], [NoticeKind.STAFF_CHANGED])


def test_nobody_turns_off_their_own_second_step_there(client, staff):
    """Their own page asks for the password once more."""
    Authenticator.objects.create(user=staff["admin"], type=Authenticator.Type.TOTP, data={"secret": "x"})
    RolePolicy.objects.all().delete()
    assert action(client, "reset_second_step", staff["admin"]).status_code == 403
    assert Authenticator.objects.exists()


def test_unit_roles_leaving_and_coming_back_are_told(client, worker, staff, told):
    elsewhere = staff["er.clerk"].unit
    kind = NoticeKind.STAFF_CHANGED
    assert told(lambda: change(client, worker, unit=elsewhere.pk)) == (["unit"], [kind])
    worker = User.objects.get(pk=worker.pk)
    assert told(lambda: change(client, worker, roles=["er_worker"])) == (["roles"], [NoticeKind.ROLE_CHANGED])
    worker = User.objects.get(pk=worker.pk)
    assert told(lambda: change(client, worker, is_active="")) == (["deactivated"], [kind])
    assert told(lambda: change(client, worker)) == (["reactivated"], [kind])


def test_what_is_no_ones_way_in_is_told_to_nobody(client, worker):
    assert change(client, worker, phone="925-555-0177").status_code == 302
    assert not Notice.objects.exists()
    assert not AccessLogEntry.objects.exists()


def test_supervision_units_and_policies_are_told(client, worker, told):
    kind = NoticeKind.STAFF_CHANGED
    today = timezone.localdate()
    worker.role_holdings.create(role="cfs_supervisor")
    new = {"unit": worker.unit_id, "user": worker.pk, "from_date": today.isoformat(), "until_date": ""}
    add = reverse("admin:accounts_unitsupervision_add")
    assert told(lambda: client.post(add, new)) == (["supervision"], [kind])
    row = UnitSupervision.objects.get(user=worker)
    end = reverse("admin:accounts_unitsupervision_change", args=[row.pk])
    until = {"until_date": (today + datetime.timedelta(days=1)).isoformat()}
    assert told(lambda: client.post(end, until)) == (["supervision"], [kind])

    unit = {"name": "IFS one", "bureau": "cfs", "office": worker.unit.office_id}
    keep = reverse("admin:accounts_unit_change", args=[worker.unit_id])
    assert told(lambda: client.post(keep, unit)) == (["unit_kept"], [kind])
    policy = {"role": "cfs_worker", "second_factor_required": "on"}
    add = reverse("admin:accounts_rolepolicy_add")
    assert told(lambda: client.post(add, policy)) == (["policy"], [kind])


def test_the_privacy_officer_reads_who_did_what_to_whom(client, worker, staff, told, signed_in):
    told(lambda: action(client, "send_reset", worker))
    page = signed_in(staff["privacy.officer"]).get(Notice.objects.get().url).content.decode()
    for word in (str(staff["admin"]), "password reset sent", str(worker)):
        assert word in page
