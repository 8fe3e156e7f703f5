"""Every template compiles, is reached from somewhere, and names only what its page gives it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.template.utils import get_app_template_dirs
from django.views import csrf, defaults

from tests.test_architecture import modules
from tests.undefined import UndefinedVariable

TEMPLATES = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
SHOWN_BY_DJANGO = {
    defaults.ERROR_400_TEMPLATE_NAME,
    defaults.ERROR_403_TEMPLATE_NAME,
    defaults.ERROR_404_TEMPLATE_NAME,
    defaults.ERROR_500_TEMPLATE_NAME,
    csrf.CSRF_FAILURE_TEMPLATE_NAME,
}
NAMED_IN_A_TAG = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")


def named_in(name: str) -> set[str]:
    """The templates that this one of ours extends or includes."""
    return set(NAMED_IN_A_TAG.findall((TEMPLATES / name).read_text()))


@cache
def named_in_code() -> set[str]:
    """Every string of our modules and settings that is the name of a template."""
    trees = (ast.parse(path.read_text()) for path in modules())
    strings = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return set(NAMES) & strings


def replaces_another(name: str) -> bool:
    """Stands before a template of the same name that an installed package brings."""
    return any((Path(folder) / name).exists() for folder in get_app_template_dirs("templates"))


def reached() -> set[str]:
    """The templates shown by our code, by Django or by a package, and all that these are made of."""
    waiting = {name for name in NAMES if replaces_another(name)} | named_in_code() | SHOWN_BY_DJANGO
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= (named_in(name) & set(NAMES)) - found
    return found


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles_and_so_does_what_it_names(name):
    for each in {name} | named_in(name):
        get_template(each)


def test_every_template_is_used():
    assert set(NAMES) - reached() == set()


def test_the_back_button_brings_no_saved_words_back():
    """What was saved would be saved a second time; what was not is offered as a draft."""
    drafted = [name for name in NAMES if "data-draft-url" in (TEMPLATES / name).read_text()]
    assert drafted
    forms = {name: re.findall(r"<form[^>]*data-draft-url", (TEMPLATES / name).read_text()) for name in drafted}
    assert [name for name, tags in forms.items() if not all('autocomplete="off"' in tag for tag in tags)] == []


def test_no_table_bears_a_class_that_lays_something_else_out():
    """A table of a page under a class that the style sheet makes a grid loses its columns."""
    styles = (Path(settings.BASE_DIR) / "static/css/linkages.css").read_text()
    boxes = set(re.findall(r"(?m)^\s*\.([\w-]+) \{[^}]*display: (?:grid|flex)", styles))
    assert "week" in boxes
    on_a_page = re.compile(r'<table class="([^"]*usa-table[^"]*)"')
    tables = {name: set(" ".join(on_a_page.findall((TEMPLATES / name).read_text())).split()) for name in NAMES}
    assert {name: found for name in NAMES if (found := boxes & tables[name])} == {}


def test_the_name_of_a_program_or_form_keeps_its_capitals():
    """What is told in small letters within a sentence holds no “CFS”, “CalWORKs” or “Family Stabilization”."""
    texts = {name: (TEMPLATES / name).read_text() for name in NAMES if name.startswith("caseplans/")}
    lowered = {field for text in texts.values() for field in re.findall(r"get_(\w+)_display\|lower", text)}
    plain, named = set(), set()
    for model in apps.get_app_config("caseplans").get_models():
        for field in model._meta.get_fields():
            labels = [str(label) for _, label in getattr(field, "flatchoices", ())]
            (named if any(label[1:] != label[1:].lower() for label in labels) else plain).add(field.name)
    assert "excused" in named
    assert lowered & (named - plain) == set()


def test_an_undefined_variable_of_ours_fails():
    with pytest.raises(UndefinedVariable, match=r"components/empty\.html: text"):
        render_to_string("components/empty.html")


def test_an_undefined_variable_passed_on_by_ours_fails():
    with pytest.raises(UndefinedVariable, match=r"_session_table\.html: session\.user_agent"):
        render_to_string("usersessions/_session_table.html", {"rows": [{"ip": "192.0.2.1"}]})


def test_asking_whether_something_is_defined_is_allowed():
    assert render_to_string("components/status_tag.html", {"text": "Draft"}) == '<span class="status-tag">Draft</span>'


def test_templates_of_others_may_name_what_is_not_there():
    assert engines["django"].from_string("({{ nothing|default:'-' }})").render() == "(-)"
