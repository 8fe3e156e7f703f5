"""What a production start refuses, each with the sentence that says how to mend it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def production_faults(settings: Mapping[str, Any]) -> list[str]:
    """Every reason why these settings must not serve a county's families."""
    database = settings["DATABASES"]["default"]
    options = database.get("OPTIONS", {})
    host = database.get("HOST") or options.get("host") or options.get("hostaddr") or ""
    over_tcp = bool(host) and not host.startswith("/")
    faults = {
        "DEBUG must be off.": settings["DEBUG"],
        "SECRET_KEY must be set to a long random value of your own.": (
            settings["SECRET_KEY"] == settings["DEFAULT_SECRET_KEY"] or len(settings["SECRET_KEY"]) < 50
        ),
        "ALLOWED_HOSTS must name the hosts that serve Linkages.": (
            not settings["ALLOWED_HOSTS"] or "*" in settings["ALLOWED_HOSTS"]
        ),
        "SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE must be on.": not (
            settings["SESSION_COOKIE_SECURE"] and settings["CSRF_COOKIE_SECURE"]
        ),
        "SECURE_SSL_REDIRECT must be on.": not settings["SECURE_SSL_REDIRECT"],
        "DATABASE_URL must carry a password when the database is reached over the network.": (
            over_tcp and not (database.get("PASSWORD") or options.get("password"))
        ),
        "SITE_URL must be the https address that staff use: mails lead there.": (
            not settings["SITE_URL"].startswith("https://")
        ),
        "SEAL_PKCS12 must name the county's seal file.": not Path(settings["SEAL_PKCS12"]).is_file(),
    }
    return [sentence for sentence, fault in faults.items() if fault]


def check_production(settings: Mapping[str, Any]) -> None:
    """Raise ImproperlyConfigured with every fault at once."""
    faults = production_faults(settings)
    if faults:
        raise ImproperlyConfigured("Linkages will not start in production: " + " ".join(faults))
