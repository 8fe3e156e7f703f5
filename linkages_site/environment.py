"""Readers of the environment: a value that cannot be stops the start with the name of its setting."""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

ON_OR_OFF = {"1", "0", "on", "off", "true", "false", "yes", "no"}


class CountyEnv(environ.Env):
    """The environment, read strictly: no value is guessed at."""

    def switch(self, name: str, default: bool) -> bool:
        """On or off."""
        typed = self.str(name, str(default))
        if typed.lower() not in ON_OR_OFF:
            raise ImproperlyConfigured(f"{name} is '{typed}'; it must be 'on' or 'off'.")
        return self.bool(name, default)

    def count(self, name: str, default: int, least: int = 0) -> int:
        """A whole number, not below `least`."""
        typed = self.str(name, str(default))
        if not typed.isdecimal() or int(typed) < least:
            raise ImproperlyConfigured(f"{name} is '{typed}'; it must be a whole number of at least {least}.")
        return int(typed)

    def postgresql(self, name: str) -> dict[str, Any]:
        """The database, which must be a PostgreSQL: need-to-know stands on its triggers and constraints."""
        database: dict[str, Any] = self.db(name)
        if database["ENGINE"] != "django.db.backends.postgresql":
            raise ImproperlyConfigured(f"{name} must name a PostgreSQL database: postgres://…")
        return database
