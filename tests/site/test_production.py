"""A production start refuses what would endanger a county's families."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from linkages_site.production import check_production, production_faults

SOUND = {
    "DEBUG": False,
    "SECRET_KEY": "x" * 60,
    "DEFAULT_SECRET_KEY": "development",
    "ALLOWED_HOSTS": ["linkages.example.gov"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "DATABASES": {"default": {"HOST": "db.example.gov", "PASSWORD": "secret"}},
    "SITE_URL": "https://linkages.example.gov",
    "SEAL_PKCS12": __file__,  # any file there is: whether it opens is asked when serving begins
}


def test_sound_settings_start():
    assert production_faults(SOUND) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"DEBUG": True}, "DEBUG"),
        ({"SECRET_KEY": "development"}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": []}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS"),
        ({"SESSION_COOKIE_SECURE": False}, "SESSION_COOKIE_SECURE"),
        ({"CSRF_COOKIE_SECURE": False}, "CSRF_COOKIE_SECURE"),
        ({"SECURE_SSL_REDIRECT": False}, "SECURE_SSL_REDIRECT"),
        ({"DATABASES": {"default": {"HOST": "db.example.gov", "PASSWORD": ""}}}, "DATABASE_URL"),
        ({"DATABASES": {"default": {"HOST": "", "OPTIONS": {"host": "db.example.gov"}}}}, "DATABASE_URL"),
        ({"SITE_URL": "http://127.0.0.1:8000"}, "SITE_URL"),
        ({"SEAL_PKCS12": ""}, "SEAL_PKCS12"),
        ({"SEAL_PKCS12": "/nowhere/seal.p12"}, "SEAL_PKCS12"),
    ],
)
def test_each_fault_is_refused_by_name(change, word):
    with pytest.raises(ImproperlyConfigured, match=word):
        check_production(SOUND | change)


def test_a_socket_needs_no_password():
    assert production_faults(SOUND | {"DATABASES": {"default": {"HOST": "/run/postgresql", "PASSWORD": ""}}}) == []
