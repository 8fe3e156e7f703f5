"""Serves the design system's assets out of node_modules: only what pages use, under the prefix `uswds/`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.core.files.storage import FileSystemStorage, Storage

PREFIX = "uswds"
SERVED = (
    "css/uswds.min.css*",
    "fonts/*/*.woff2",
    "img/*.svg",
    "img/hero.jpg",
    "img/usa-icons/*.svg",
    "img/usa-icons-bg/*.svg",
)


class DesignSystemFinder(BaseFinder):
    """The allow-list keeps collectstatic short: the whole package holds ten times as many files."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.root = Path(settings.BASE_DIR) / "node_modules" / "@uswds" / "uswds" / "dist"
        self.files = {str(file.relative_to(self.root)): file for pattern in SERVED for file in self.root.glob(pattern)}
        self.storage = FileSystemStorage(location=self.root)
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        if self.files:
            return []
        return [
            CheckWarning(
                "The design system is not installed, so pages have no style.",
                hint="Run: npm ci --ignore-scripts",
                id="linkages.W001",
            )
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = self.files.get(path.removeprefix(f"{PREFIX}/")) if path.startswith(f"{PREFIX}/") else None
        if find_all or not found:
            return [str(found)] if found else []
        return str(found)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        for name in sorted(self.files):
            if not matches_patterns(name, ignore_patterns or []):
                yield name, self.storage
