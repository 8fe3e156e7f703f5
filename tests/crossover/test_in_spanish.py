"""What the Spanish WTWCC 10B says where something is missing: every sentence has its Spanish twin."""

import ast
import re
import string
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from crossover.enums import StatementKind
from crossover.statements.sentences import said_in, sentence
from crossover.statements.sign_page import FIELDS_IN_SPANISH, SIGN_PAGE
from crossover.statements.spanish import IN_SPANISH, LANGUAGES_IN_SPANISH, STATEMENTS_IN_SPANISH
from families.enums import Category, Language
from tests.crossover.consents import TODAY, ready_request, sign
from tests.crossover.views.test_consent_pages import errors, typed

ROOT = Path(__file__).resolve().parent.parent.parent
RULES = ["consents", "interpreting", "minors", "paper", "parties", "signatures", "signers", "statements", "superseding"]
SAYING = [f"crossover/rules/{name}.py" for name in RULES] + ["crossover/forms/consents.py"]


def sentences_in(path):
    """Every string of a module that is a sentence, and is neither a docstring nor a refusal to staff."""
    tree = ast.parse((ROOT / path).read_text())
    aside = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "NotAllowed":
            aside |= {id(each) for each in ast.walk(node)}
        if isinstance(node, ast.Call) and any(each.arg == "help_text" for each in node.keywords):
            aside |= {id(each) for keyword in node.keywords for each in ast.walk(keyword)}
        if isinstance(node, ast.Assign) and any(getattr(each, "attr", "") == "help_text" for each in node.targets):
            aside |= {id(each) for each in ast.walk(node)}
        if isinstance(node, ast.Expr):
            aside.add(id(node.value))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in aside]
    return {each.value for each in found if isinstance(each.value, str) and re.match(r"^\S+ .*\.$", each.value, re.S)}


def refusals_of_scans():
    tree = ast.parse((ROOT / "documents/scans.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {node.args[0].value for node in calls if getattr(node.func, "id", "") == "UnacceptableScan"}


def test_every_sentence_of_the_form_has_its_twin_and_no_twin_is_alone():
    assert set().union(*map(sentences_in, SAYING)) | refusals_of_scans() == set(IN_SPANISH)


def test_twins_name_the_same_facts_in_other_words():
    for english, spanish in IN_SPANISH.items():
        facts = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (english, spanish)]
        counted = [set(re.findall(r"%\((\w+)\)s", words)) for words in (english, spanish)]
        assert facts[0] == facts[1], english
        assert counted[0] == counted[1], english
        assert english != spanish


def test_both_languages_have_every_word():
    assert set(LANGUAGES_IN_SPANISH) == set(Language)
    assert set(STATEMENTS_IN_SPANISH) == set(StatementKind)
    assert SIGN_PAGE[Language.ENGLISH].keys() == SIGN_PAGE[Language.SPANISH].keys()
    assert {"paper_on", "sharing_methods"} <= FIELDS_IN_SPANISH.keys()


def test_facts_are_said_in_the_language():
    kinds = [Category.MENTAL_HEALTH, Category.SUBSTANCE_USE]
    said = sentence("A minor signs alone for {kinds} only. A parent signs for the rest.", kinds=kinds)
    assert said.startswith("A minor signs alone for mental health and substance use treatment only.")
    assert "solo para salud mental y tratamiento por uso de sustancias" in said_in(Language.SPANISH, said)
    assert said_in(Language.ENGLISH, said) == said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"initials_cash_aid": ""}, "initials_cash_aid", "lleva las iniciales de quien firma"),
        ({"initials_cash_aid": "QQ"}, "initials_cash_aid", "no son las iniciales de"),
        ({"purpose": ""}, "purpose", "Este campo es obligatorio"),
        ({"until_date": "pronto"}, "until_date", "fecha válida"),
        ({"until_date": "2099-01-01"}, "until_date", "dura 366 días como máximo"),
        ({"drawn": ""}, "drawn", "Falta la firma"),
        ({"drawn": "data:image/png;base64,AAAA"}, "drawn", "No se pudo leer la firma"),
        ({"method": "typed", "typed_name": "Maria Reyes"}, "attest", "confirma que escribir su nombre"),
        ({"limits": "x" * 1001}, "limits", "1000 caracteres"),
        ({"interpreter": "", "speaks": "en"}, "interpreter", "está en español y quien firma habla inglés"),
        ({"wording": "7"}, "wording", "Léalas de nuevo"),
        ({"explained": None}, "explained", "obligatorio"),
    ],
)
def test_what_is_missing_is_said_in_spanish(staff, carried, signed_in, changes, field, reason):
    carried.mother.language = changes.pop("speaks", "es")
    carried.mother.save()
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    answer = signed_in(staff["cfs.worker"]).post(url, typed(carried, language="es", **changes))
    assert re.search(reason, errors(answer)[field][0]), errors(answer)
    page = answer.content.decode()
    assert "Todavía no se guardó" in page
    assert "Guardar el formulario firmado" in page
    for english in ("Save the signed form", ">Cancel<", "Not saved yet", "What is typed stays", "This field"):
        assert english not in page
    assert page.count('class="usa-error-message" lang="es"') == page.count('class="usa-error-message"')


@pytest.mark.django_db
def test_a_scan_is_refused_in_spanish(staff, carried, signed_in):
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    large = SimpleUploadedFile("form.png", b"\x89PNG\r\n\x1a\n" + b"0" * (10 * 1024 * 1024))
    answer = signed_in(staff["cfs.worker"]).post(url, typed(carried, language="es", method="paper", scan=large))
    assert errors(answer)["scan"] == ["El archivo pasa de 10 MB. Escanéelo con menor resolución."]


@pytest.mark.django_db
def test_what_a_newer_form_ends_is_said_in_spanish(staff, carried, signed_in):
    sign(staff, carried)
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    chosen = {"signer": carried.mother.pk, "capacity": "self", "persons": [carried.mother.pk]}
    chosen |= {"from_date": TODAY.isoformat()}
    for more in ({"preview": "1"}, {}):
        headers = {} if more else {"HX-Request": "true"}
        client = signed_in(staff["cfs.worker"])
        page = client.post(url, chosen | more | {"language": "es"}, headers=headers).content.decode()
        assert "El formulario del " in page
        assert f"; para {carried.child} sigue vigente." in page


@pytest.mark.django_db
def test_initials_stand_beside_their_kind(staff, carried, signed_in):
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    client = signed_in(staff["cfs.worker"])
    page = client.get(url).content.decode()
    kinds = page.split('class="kind"')[1:]
    sensitive = [kind for kind in kinds if "initials_" in kind.split("</fieldset>")[0]]
    assert len(sensitive) == 6
    mental = next(kind for kind in kinds if 'value="mental_health"' in kind)
    assert 'name="initials_mental_health"' in mental
    assert 'Initials<span class="usa-sr-only">: Mental health</span>' in mental
    assert "checked" not in "".join(kinds).split("</fieldset>")[0]
    wrong = client.post(url, typed(carried, initials_cash_aid="")).content.decode()
    cash_aid = next(kind for kind in wrong.split('class="kind"')[1:] if 'value="cash_aid"' in kind)
    assert "it needs the signer&#x27;s initials" in cash_aid
