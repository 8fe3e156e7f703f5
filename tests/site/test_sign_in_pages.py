"""The pages around signing in, as django-allauth serves them in our clothes."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.site.rendering import Page

pytestmark = pytest.mark.django_db

FOR_EVERYBODY = ["account_login", "account_reset_password", "account_reset_password_done", "account_signup"]
FOR_STAFF = [
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "usersessions_list",
]


def shown(client: Client, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200
    page = Page(answer.content.decode())
    assert page.one("html")["lang"] == "en"
    assert len(page.all("h1")) == 1
    assert page.referred_ids() <= {*page.ids()}
    return page


@pytest.mark.parametrize("name", FOR_EVERYBODY)
def test_everybody_sees_the_pages_before_sign_in(client: Client, name: str) -> None:
    page = shown(client, reverse(name))

    assert "Sign out" not in page.html
    assert not page.all("dialog")


@pytest.mark.parametrize("name", FOR_STAFF)
def test_staff_see_their_own_sign_in(staff: dict[str, User], signed_in: Callable[[User], Client], name: str) -> None:
    page = shown(signed_in(staff["er.clerk"]), reverse(name))

    assert staff["er.clerk"].get_full_name() in page.html
    assert page.one("dialog")["data-idle-seconds"] == "1200"


def test_the_banner_is_accepted_or_left(staff: dict[str, User], client: Client) -> None:
    client.force_login(staff["er.clerk"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = shown(client, f"{reverse('accounts:banner')}?next=/glossary/")

    assert page.one("input", name="next")["value"] == "/glossary/"
    assert page.all("form", action=reverse("account_logout"))
    assert "is logged" in page.html


def test_every_try_from_the_fifth_on_is_told_how_long_to_wait(staff: dict[str, User], client: Client) -> None:
    typed = {"login": staff["er.clerk"].email, "password": "not the password"}
    answers = [client.post(reverse("account_login"), typed) for _ in range(9)]

    assert all("Please check:" in answer.content.decode() for answer in answers[:4])
    assert {answer.status_code for answer in answers[4:]} == {429}
    assert all("Too many tries: wait 15 minutes" in answer.content.decode() for answer in answers[4:])


@pytest.mark.parametrize(
    "address", ["confirm-email/", "confirm-email/key/", "3rdparty/", "3rdparty/signup/", "social/login/error/"]
)
def test_what_is_not_offered_is_not_there(
    staff: dict[str, User], signed_in: Callable[[User], Client], address: str
) -> None:
    assert signed_in(staff["er.clerk"]).get(f"/accounts/{address}").status_code == 404
    assert Client().get(f"/accounts/{address}").status_code in {302, 404}


def test_other_sessions_can_be_ended(staff: dict[str, User], signed_in: Callable[[User], Client]) -> None:
    here, elsewhere = signed_in(staff["er.clerk"]), signed_in(staff["er.clerk"])
    elsewhere.get(reverse("usersessions_list"))

    assert "Sign out other sessions" in shown(here, reverse("usersessions_list")).html
    here.post(reverse("usersessions_list"))
    assert elsewhere.get(reverse("usersessions_list")).status_code == 302
    assert "Sign out other sessions" not in shown(here, reverse("usersessions_list")).html


def test_the_authenticator_app_is_turned_on_after_the_password_once_more(
    staff: dict[str, User], client: Client
) -> None:
    clerk, password = staff["er.clerk"], "a long and proper password"
    clerk.set_password(password)
    clerk.save()
    client.post(reverse("account_login"), {"login": clerk.email, "password": password})
    client.post(reverse("accounts:banner"))

    asked_again = client.get(reverse("mfa_activate_totp"))
    assert asked_again.headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": password})

    page = shown(client, reverse("mfa_activate_totp"))
    assert (page.one("img")["src"] or "").startswith("data:image/svg+xml")
    assert page.one("input", name="code")
