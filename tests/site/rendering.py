"""What a browser would find in a rendered template, for the tests of fields and components."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.template.loader import render_to_string
from django.test import RequestFactory


@dataclass
class Page(HTMLParser):
    """What a browser would find: the tags with their attributes, in order."""

    html: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, *names: str, **wanted: str) -> list[dict[str, str | None]]:
        found = [attrs for tag, attrs in self.tags if tag in names]
        return [attrs for attrs in found if wanted.items() <= {k: v or "" for k, v in attrs.items()}.items()]

    def one(self, *names: str, **wanted: str) -> dict[str, str | None]:
        (only,) = self.all(*names, **wanted)
        return only

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.tags if "id" in attrs]

    def referred_ids(self) -> set[str]:
        """Every id that a label, a description or a link within the page points to."""
        referred: set[str] = set()
        for _, attrs in self.tags:
            for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
                referred.update((attrs.get(name) or "").split())
            href = attrs.get("href") or ""
            if href.startswith("#"):
                referred.add(href[1:])
        return referred


def rendered(template: str, query: str = "", **context: Any) -> Page:
    request = RequestFactory().get(f"/families/{query}")
    return Page(render_to_string(template, {"request": request, "csrf_token": "token", **context}))
