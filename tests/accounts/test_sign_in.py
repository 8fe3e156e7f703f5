"""Signing in: banner, lock-out, second factor, sessions, closed sign-up, what is logged."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AccessLogEntry, RolePolicy
from accounts.services import give_role

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_the_banner_stands_before_everything(staff):
    client = Client()
    sign_in(client, "er.clerk@example.org")
    assert client.get(reverse("glossary"))["Location"] == f"{reverse('accounts:banner')}?next=%2Fglossary%2F"
    response = client.post(reverse("accounts:banner"), {"next": "/glossary/"})
    assert response["Location"] == "/glossary/"
    assert client.get("/glossary/").status_code == 200


def test_the_banner_sends_nobody_to_another_site(staff, client):
    sign_in(client, "er.clerk@example.org")
    assert client.post(reverse("accounts:banner"), {"next": "https://evil.example/"})["Location"] == "/"


def test_five_wrong_passwords_lock_the_name_out(staff):
    for _ in range(4):
        assert sign_in(Client(), "er.clerk@example.org", "wrong wrong wrong").status_code == 200
    assert sign_in(Client(), "er.clerk@example.org", "wrong wrong wrong").status_code == 429
    assert sign_in(Client(), "ER.Clerk@example.org").status_code == 429
    assert sign_in(Client(), "er.supervisor@example.org").status_code == 302


def test_sign_up_is_closed(staff, client):
    url = reverse("account_signup")
    client.post(url, {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert not type(staff["admin"]).objects.filter(email="new@example.org").exists()


def test_a_role_may_require_a_second_factor(staff, signed_in):
    RolePolicy.objects.create(role="privacy_officer", second_factor_required=True)
    response = signed_in(staff["privacy.officer"]).get("/")
    assert response["Location"] == reverse("mfa_activate_totp")
    assert signed_in(staff["er.clerk"]).get("/").status_code == 200


def test_the_administration_has_no_sign_in_of_its_own(staff, signed_in):
    """It would ask for no second factor."""
    client = Client()
    answer = client.post("/admin/login/", {"username": "admin@example.org", "password": PASSWORD, "next": "/admin/"})
    assert answer["Location"].startswith(reverse("account_login"))
    assert client.get("/admin/").status_code == 302
    assert signed_in(staff["cfs.worker"]).get("/admin/", follow=True).status_code == 403
    assert signed_in(staff["admin"]).get("/admin/login/")["Location"] == "/admin/"


def test_authenticator_codes_cannot_be_guessed_for_long(staff):
    cache.clear()
    TOTP.activate(staff["er.clerk"], generate_totp_secret())
    client = Client()
    assert sign_in(client, "er.clerk@example.org")["Location"] == reverse("mfa_authenticate")
    answers = [client.post(reverse("mfa_authenticate"), {"code": f"00000{n}"}).content.decode() for n in range(8)]
    assert "Incorrect code" in answers[0]
    assert "Too many tries: wait 15 minutes" in answers[-1]
    cache.clear()


def test_one_sees_and_ends_ones_own_sessions_only(staff):
    mine, other, stranger = Client(), Client(), Client()
    for client, name in ((mine, "er.clerk"), (other, "er.clerk"), (stranger, "er.worker")):
        sign_in(client, f"{name}@example.org")
        client.post(reverse("accounts:banner"))
    assert UserSession.objects.filter(user=staff["er.clerk"]).count() == 2
    mine.post(reverse("usersessions_list"))
    assert other.get("/").status_code == 302
    assert mine.get("/").status_code == 200
    assert stranger.get("/").status_code == 200


def test_pages_are_not_stored(staff, signed_in):
    response = signed_in(staff["er.clerk"]).get("/")
    assert "no-store" in response["Cache-Control"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_extending_the_session_needs_a_post(staff, signed_in):
    client = signed_in(staff["er.clerk"])
    assert client.get(reverse("accounts:session-extend")).status_code == 405
    assert client.post(reverse("accounts:session-extend")).status_code == 204


def test_an_administrator_holds_no_other_role(staff):
    with pytest.raises(IntegrityError), transaction.atomic():
        give_role(user=staff["admin"], role="director")
    with pytest.raises(IntegrityError), transaction.atomic():
        give_role(user=staff["er.clerk"], role="administrator")
    give_role(user=staff["er.clerk"], role="screening_clerk")
    assert staff["er.clerk"].role_holdings.count() == 2


def test_opening_and_being_refused_are_logged(staff, carried, signed_in):
    signed_in(staff["cfs.worker"]).get(carried.family.get_absolute_url())
    signed_in(staff["es.worker"]).get(carried.family.get_absolute_url())
    opened, refused = AccessLogEntry.objects.order_by("pk")
    assert (opened.user, opened.act, opened.family) == (staff["cfs.worker"], "opened", carried.family.uuid)
    assert opened.address == "127.0.0.1"
    assert (refused.user, refused.act, refused.family) == (staff["es.worker"], "refused", None)


@pytest.mark.parametrize("sql", ["UPDATE {} SET act = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_log_refuses_every_change(staff, carried, signed_in, sql):
    signed_in(staff["cfs.worker"]).get(carried.family.get_absolute_url())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still waiting refuses TRUNCATE anyway
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(AccessLogEntry._meta.db_table))
    assert AccessLogEntry.objects.count() == 1


def test_no_mail_is_sent_for_signing_in(staff, client):
    sign_in(client, "er.clerk@example.org")
    assert mail.outbox == []


def test_a_lost_password_is_reset_by_mail_to_staff_only(staff):
    for email in ("er.clerk@example.org", "nobody@example.org"):
        assert Client().post(reverse("account_reset_password"), {"email": email}).status_code == 302
    (message,) = mail.outbox
    assert message.to == ["er.clerk@example.org"]
    assert message.subject == "Linkages: choose a new password"
    assert "sign up" not in message.body
    client = Client()
    page = client.get(re.search(r"https?://testserver(\S+)", message.body)[1], follow=True)
    url = page.request["PATH_INFO"]
    weak_ones = (("short", "too short"), ("password12345678", "commonly used"), ("linkageslinkages", "Repeats like"))
    weak_ones += (("Linkages2026!!", "too guessable"), ("linkages calworks", "too guessable"))
    for weak, said in weak_ones:
        assert said in client.post(url, {"password1": weak, "password2": weak}).content.decode()
    client.post(url, {"password1": "four plain words here", "password2": "four plain words here"})
    assert sign_in(Client(), "er.clerk@example.org", "four plain words here").status_code == 302


def test_what_was_not_saved_is_not_logged_as_a_change(staff, carried, signed_in):
    url = reverse("families:person-new", args=[carried.family.uuid])
    signed_in(staff["cfs.worker"]).post(url, {"first_name": ""})
    assert AccessLogEntry.objects.latest("pk").act == "opened"
    facts = {"first_name": "Ana", "last_name": "Ames", "relationship": "child", "language": "en"}
    signed_in(staff["cfs.worker"]).post(url, facts)
    assert AccessLogEntry.objects.latest("pk").act == "changed"


def test_a_new_password_ends_the_lock_out(staff):
    for _ in range(5):
        sign_in(Client(), "er.clerk@example.org", "wrong wrong wrong")
    assert sign_in(Client(), "er.clerk@example.org").status_code == 429
    Client().post(reverse("account_reset_password"), {"email": "er.clerk@example.org"})
    client = Client()
    page = client.get(re.search(r"https?://testserver(\S+)", mail.outbox[0].body)[1], follow=True)
    new = {"password1": "four plain words here", "password2": "four plain words here"}
    client.post(page.request["PATH_INFO"], new)
    assert sign_in(Client(), "er.clerk@example.org", "four plain words here").status_code == 302


def test_one_chosen_session_is_ended_and_no_other(staff):
    mine, other, third, stranger = Client(), Client(), Client(), Client()
    for client, name in ((mine, "er.clerk"), (other, "er.clerk"), (third, "er.clerk"), (stranger, "er.worker")):
        sign_in(client, f"{name}@example.org")
        client.post(reverse("accounts:banner"))

    def key(client):
        return UserSession.objects.get(session_key=client.session.session_key).pk

    url = reverse("accounts:session-end")
    for not_to_end in (key(stranger), key(mine), 0, "x", ""):
        assert mine.post(url, {"session": not_to_end}).status_code == 404
    assert mine.get(url).status_code == 405
    chosen = key(other)
    page = mine.get(reverse("usersessions_list")).content.decode()
    assert f'value="{chosen}"' in page
    assert f'value="{key(mine)}"' not in page  # this one is signed out of
    assert mine.post(url, {"session": chosen})["Location"] == reverse("usersessions_list")
    assert other.get("/").status_code == 302
    for client in (mine, third, stranger):
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/130.0 Safari/537.36", "Chrome on Chromebook"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) CriOS/130.0 Safari/604.1", "Chrome on iPhone or iPad"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Version/17.5 Safari/605.1", "Safari on Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox on Linux"),
        ("curl/8.0", "Another browser on an unknown system"),
    ],
)
def test_a_session_is_named_in_plain_words(staff, agent, words):
    client = Client(headers={"User-Agent": agent})
    sign_in(client, "er.clerk@example.org")
    client.post(reverse("accounts:banner"))
    assert words in client.get(reverse("usersessions_list")).content.decode()


def test_the_idle_warning_stands_in_the_administration_too(staff, signed_in):
    """The same dialog and the same script as everywhere; the policy lets no other script run."""
    client = signed_in(staff["admin"])
    for url in ("/admin/", "/admin/accounts/user/", f"/admin/accounts/user/{staff['er.clerk'].pk}/change/"):
        answer = client.get(url)
        page = answer.content.decode()
        assert 'id="idle-dialog" data-idle-seconds="1200"' in page
        assert "js/administration.js" in page
        assert "<script>" not in page
        assert "style=" not in page
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_who_must_set_up_the_second_step_is_told_why(staff, signed_in):
    RolePolicy.objects.create(role="er_clerk", second_factor_required=True)
    page = signed_in(staff["er.clerk"]).get("/", follow=True).content.decode()
    assert "Your role signs in with a second step" in page
