"""The design system's files, and what keeps the pages within the Content-Security-Policy."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from linkages_site.finders import DesignSystemFinder

ROOT = Path(settings.BASE_DIR)
PAGES = sorted(path for path in (ROOT / "templates").rglob("*.html") if "documents" not in path.parts)
INLINE = re.compile(r"""<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|\shx-""")


def test_every_file_the_style_sheet_names_is_served() -> None:
    finder = DesignSystemFinder()
    sheet = Path(finder.find("uswds/css/uswds.min.css")).read_text(encoding="utf-8")
    names = set(re.findall(r"url\(\.\./([^)]+)\)", sheet))

    assert len(names) > 20
    assert [name for name in names if not finder.find(f"uswds/{name}")] == []


@pytest.mark.parametrize(
    "path", ["uswds/css/uswds.css", "uswds/../package.json", "uswds/scss/uswds.scss", "css/uswds.min.css"]
)
def test_nothing_else_of_the_package_is_served(path: str) -> None:
    assert DesignSystemFinder().find(path) == []
    assert DesignSystemFinder().find(path, find_all=True) == []


def test_what_is_listed_can_be_found() -> None:
    finder = DesignSystemFinder()
    listed = [f"uswds/{name}" for name, _ in finder.list(None)]

    assert "uswds/img/sprite.svg" in listed
    assert all(finder.find(path) for path in listed)
    assert [name for name, _ in finder.list(["*.svg"]) if name.endswith(".svg")] == []


def test_a_missing_design_system_is_said_with_its_remedy(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path

    (warning,) = DesignSystemFinder().check()
    assert warning.hint == "Run: npm ci --ignore-scripts"
    assert DesignSystemFinder().find("uswds/css/uswds.min.css") == []


def test_the_lock_file_pins_contents_and_names_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    locked = {name: package for name, package in packages.items() if name}

    assert "node_modules/@uswds/uswds" in locked
    assert [name for name, package in locked.items() if "integrity" not in package or "resolved" in package] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_page_has_no_inline_script_or_style(path: Path) -> None:
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_every_static_file_a_page_names_exists(path: Path) -> None:
    named = re.findall(r"{% static '([^']+)' %}", path.read_text(encoding="utf-8"))
    assert [name for name in named if not finders.find(name)] == []


@pytest.mark.parametrize("status", ["400", "500"])
def test_a_page_for_faults_stands_without_request_or_database(status: str) -> None:
    page = render_to_string(f"{status}.html")
    assert '<html lang="en">' in page
    assert "<h1>" in page


def test_a_refusal_shows_its_reason() -> None:
    reason = "Only the IFS supervisor of this unit can distribute the form."
    assert reason in render_to_string("403.html", {"exception": reason})
