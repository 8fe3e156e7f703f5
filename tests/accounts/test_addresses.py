"""Where a request came from: the county's own proxies are believed, the client is not."""

import datetime

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.adapters import client_address
from accounts.models import AccessLogEntry

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        # no proxy: the header is the client's own word
        (0, None, PROXY),
        (0, "203.0.113.9", PROXY),
        # one proxy: the last entry, whatever the client wrote before it
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.6, 203.0.113.9", "203.0.113.9"),
        (1, "not an address,203.0.113.9", "203.0.113.9"),
        (1, " 2001:db8::7 ", "2001:db8::7"),
        # two proxies: the last but one
        (2, "198.51.100.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        # malformed, or shorter than it must be
        (1, None, PROXY),
        (1, "", PROXY),
        (1, "unknown", PROXY),
        (1, "203.0.113.9:4711", PROXY),
        (1, "203.0.113.9,", PROXY),
        (2, "203.0.113.9", PROXY),
    ],
)
def test_the_address(settings, proxies, header, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if header is None else {"X-Forwarded-For": header}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=PROXY)) == address


def test_a_socket_has_no_address(settings):
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "address"), [(0, PROXY), (1, "203.0.113.9")])
def test_log_sessions_and_lock_out_hold_the_same_address(settings, staff, carried, signed_in, proxies, address):
    settings.TRUSTED_PROXIES = proxies
    from_afar = {"headers": {"X-Forwarded-For": "203.0.113.9"}, "REMOTE_ADDR": PROXY}
    signed_in(staff["cfs.worker"]).get(carried.family.get_absolute_url(), **from_afar)
    Client().post(reverse("account_login"), {"login": "er.clerk@example.org", "password": "wrong"}, **from_afar)
    assert AccessLogEntry.objects.get().address == address
    assert UserSession.objects.get().ip == address
    assert AccessAttempt.objects.get().ip_address == address


def test_when_a_session_was_last_used_is_kept_once_a_minute_and_at_once_from_a_new_address(staff, signed_in):
    client = signed_in(staff["er.clerk"])
    client.get("/")
    an_hour_ago = timezone.now() - datetime.timedelta(hours=1)
    sessions = UserSession.objects.filter(user=staff["er.clerk"])
    sessions.update(last_seen_at=an_hour_ago)
    client.get("/")
    assert sessions.get().last_seen_at == an_hour_ago, "within the minute nothing is written"
    client.get("/", REMOTE_ADDR="203.0.113.7")
    assert sessions.get().ip == "203.0.113.7"
    assert sessions.get().last_seen_at > an_hour_ago
    sessions.update(last_seen_at=an_hour_ago)
    cache.clear()  # a minute later
    client.get("/")
    assert sessions.get().last_seen_at > an_hour_ago
