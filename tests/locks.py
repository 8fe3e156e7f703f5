"""Which tables an act locks: two that lock the same ones in another order wait for each other, until one is refused."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def tables_locked_by(act: Callable[[], Any]) -> list[str]:
    """In the order in which they were locked."""
    with CaptureQueriesContext(connection) as queries:
        act()
    found = (re.search(r'FROM "(\w+)".*FOR UPDATE', one["sql"]) for one in queries)
    return [locked[1] for locked in found if locked]
