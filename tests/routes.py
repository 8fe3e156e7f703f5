"""One row per parametrised URL: who is in, and that everyone else finds nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

TEAM = frozenset({"cfs.worker", "ais.worker", "ifs.supervisor", "ais.supervisor"})


@dataclass(frozen=True)
class Route:
    """`make(county)` builds the record with real services and gives the URL's arguments."""

    name: str
    make: Callable[[SimpleNamespace], dict[str, Any]]
    member: str = "cfs.worker"
    methods: tuple[str, ...] = ("GET",)
    insiders: frozenset[str] = TEAM
    status: tuple[int, ...] = (200, 302)
