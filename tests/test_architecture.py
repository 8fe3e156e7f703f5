"""The house's two orders, read from the source: apps import only to the left, files only files before them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.immutability import append_only_tables
from accounts.models import AccessLogEntry
from accounts.roles import ROLES
from caseplans.enums import PLAN_TRANSITIONS, PlanStatus
from crossover.enums import XOVER1_TRANSITIONS, Xover1Status
from meetings.contact_enums import REQUEST_TRANSITIONS, RequestStatus
from meetings.enums import MEETING_TRANSITIONS, MeetingStatus

ROOT = Path(__file__).resolve().parent.parent
APPS = ["accounts", "families", "documents", "crossover", "meetings", "caseplans", "reports", "linkages_site"]
FILES = [
    "enums",
    "contact_enums",
    "reconciliation_enums",
    "assessment_enums",
    "progress_enums",
    "outreach_enums",
    "status_enums",
    "event_enums",
    "transition_enums",
    "roles",
    "county",
    "access",
    "immutability",
    "statements",
    "querysets",
    "models",
    "types",
    "rules",
    "grounds",
    "deadlines",
    "contact_deadlines",
    "sharing",
    "review_deadlines",
    "scans",
    "pdf",
    "papers",
    "seal",
    "calendars",
    "services",
    "jobs",
    "adapters",
    "middleware",
    "context_processors",
    "filters",
    "forms",
    "views",
    "urls",
    "admin",
    "apps",
    "templatetags",
    "management",
]
ONE_IMPORTER = {
    "weasyprint": {"documents/pdf.py"},
    "pyhanko": {"documents/seal.py"},
    "guardian": {"accounts/access.py"},
    "icalendar": {"meetings/calendars.py"},
}
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}


def modules() -> list[Path]:
    return [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module named by an import, inside functions too, as (dotted path, level of a relative import)."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield module, node.level
            if module in APPS:
                yield from ((f"{module}.{alias.name}", 0) for alias in node.names)


def place(dotted: str) -> str:
    """The file or package a dotted path names inside its app: `crossover.models.consents` -> `models`."""
    return dotted.split(".")[1] if "." in dotted else ""


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_apps_import_only_to_the_left(path):
    app = path.relative_to(ROOT).parts[0]
    reached = {dotted.split(".")[0] for dotted, _ in imports(path)} & set(APPS)
    assert {other for other in reached if APPS.index(other) > APPS.index(app)} == set()


@pytest.mark.parametrize("path", [path for path in modules() if path.parent != ROOT / "linkages_site"], ids=name_of)
def test_files_import_only_files_before_them(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    app, own = parts[0], parts[1]
    if own == "__init__" or app == "linkages_site":
        return
    assert own in FILES, f"{name_of(path)}: this file has no place in the order"
    reached = {place(dotted) for dotted, _ in imports(path) if dotted.split(".")[0] == app} & set(FILES)
    assert {other for other in reached if FILES.index(other) > FILES.index(own)} == set()


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_relative_import_and_one_importer_of_each_engine(path):
    for dotted, level in imports(path):
        assert level == 0
        allowed = ONE_IMPORTER.get(dotted.split(".")[0])
        assert allowed is None or name_of(path) in allowed, f"{name_of(path)} imports {dotted}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_modules_and_functions_stay_short(path):
    lines = len(path.read_text().splitlines())
    assert lines <= 300 or name_of(path) in LONG_MODULES, f"{name_of(path)} has {lines} lines"
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            where = f"{name_of(path)}::{node.name}"
            assert length <= 40 or where in LONG_FUNCTIONS, f"{where} has {length} lines"


@pytest.mark.parametrize("path", [path for path in modules() if "views" in name_of(path)], ids=name_of)
def test_views_hold_no_queries_and_no_second_door(path):
    """Views fetch through `accounts.access`; a manager or Django's own shortcut would be a second door."""
    tree = ast.parse(path.read_text())
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not attributes & {"objects", "_default_manager"}
    assert not names & {"get_object_or_404", "get_list_or_404"}


@pytest.mark.parametrize("path", [path for path in modules() if "forms" in name_of(path)], ids=name_of)
def test_forms_ask_no_manager(path):
    tree = ast.parse(path.read_text())
    assert not {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {"objects"}


@pytest.mark.parametrize(
    ("states", "table"),
    [
        (Xover1Status, XOVER1_TRANSITIONS),
        (MeetingStatus, MEETING_TRANSITIONS),
        (RequestStatus, REQUEST_TRANSITIONS),
        (PlanStatus, PLAN_TRANSITIONS),
    ],
)
def test_every_state_has_its_transitions_and_can_be_reached(states, table):
    assert set(table) == set(states)
    first = next(iter(states))
    assert {state for following in table.values() for state in following} | {first} == set(states)


def test_roles_are_the_handbooks():
    assert len(ROLES) == 22
    assert all(role.description.endswith(".") for role in ROLES.values())


def test_no_file_is_called_by_what_it_is_not():
    banned = {"utils.py", "helpers.py", "common.py", "managers.py", "handlers.py", "data.py"}
    assert [name_of(path) for path in modules() if path.name in banned] == []


def test_the_access_log_is_named_in_the_database_as_append_only(db):
    assert AccessLogEntry._meta.db_table in append_only_tables()
