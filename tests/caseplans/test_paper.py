"""The LCCP1 on paper, from frozen content alone: always whole, in order, and fit for a refrigerator door."""

import re
import subprocess
from pathlib import Path

import page
import pytest
from django.conf import settings

from caseplans.enums import Weekday
from caseplans.rules import narrowed
from caseplans.rules.spoken import Said, spoken
from caseplans.rules.summary import family_plan_summary, week_picture
from caseplans.statements import CODES, DATE_FORMATS, MONTH_FORMATS, TIME_FORMATS, WORDS
from documents.pdf import render_pdf
from tests.caseplans import golden
from tests.caseplans.golden import CASES, activity, content, every, goal, html_of

BOTH_STANDARDS = [page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1]
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "caseplans"
PAPERS = (
    "plan_print", "_goals", "_summary_column", "_week_picture", "_said", "_said_twice", "week_print", "_week",
    "month_print", "_month", "_excused",
)  # fmt: skip
SAME_IN_BOTH = {"CFS", "CalWORKs", "Plan FS", "{what}: {payer}", "{weekday} {days}", "{weekday}, {day}"}
LARGE = 12  # points
ACROSS, FOOT = 792, 570  # points: the width of a landscape sheet, and where its running foot begins


def printed(case: str) -> bytes:
    return render_pdf(html_of(case), lang=CASES[case][1], title="LCCP1")


def words_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize("case", CASES)
def test_every_case_is_valid_and_has_every_section_in_order(case):
    pdf, words = printed(case), WORDS[CASES[case][1]]
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in BOTH_STANDARDS]
    assert [f"{one.rule_id}: {one.message}" for report in reports for one in report.failures] == []
    text, at = words_of(pdf), 0
    for section in (
        "title", "family", "people", "cases", "goals", "fingerprint", "summary", "hope", "decisions", "workers", "week",
        "signatures", "agree",
    ):  # fmt: skip
        at = text.find(words[section], at)
        if section != "cases" or CASES[case][0]["cases"]:
            assert at >= 0, section
        at = max(at, 0)


@pytest.mark.parametrize("case", ["ordinary", "ordinary in Spanish"])
def test_the_summary_of_an_ordinary_plan_is_two_large_sheets(case, tmp_path):
    (tmp_path / "plan.pdf").write_bytes(printed(case))
    command = ["pdftohtml", "-xml", "-zoom", "1", "-i", "-stdout", tmp_path / "plan.pdf"]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    sheets = re.findall(r"<page.*?</page>", told, re.DOTALL)
    back = [sheet for sheet in sheets if f'width="{ACROSS}"' in sheet]
    assert (len(back) <= 2, back == sheets[-len(back) :]) == (True, True)
    sizes = {key: int(size) for key, size in re.findall(r'<fontspec id="(\d+)" size="(\d+)"', told)}
    lines = re.findall(r'<text top="(\d+)"[^>]*font="(\d+)">(.*)</text>', "".join(back))
    small = [text for top, font, text in lines if sizes[font] < LARGE and int(top) < FOOT]
    assert (len(lines) > 20, small) == (True, [])


def test_what_gives_way_is_said_and_asked_of_nobody():
    weekly = {"when": every("mo", from_time="09:00")}
    asked, excused = activity("Go to class", **weekly), activity("Job club", stands="good_cause", **weekly)
    for language, said_so in (("en", "Not asked for now: good cause"), ("es", "No se pide ahora: causa justificada")):
        plan = spoken(content(goal("Safe", asked, excused)), language)
        front = [(str(one["text"]), one["stands"]) for one in plan["goals"][0]["activities"]]
        assert front == [("Go to class", ""), ("Job club", said_so)]
        _, family, *_ = family_plan_summary(plan, language)
        assert [str(line["text"]) for line in family["lines"]] == ["Go to class"]
        week = week_picture(plan, language)
        assert [str(line["text"]) for row in week["rows"] for _, lines in row["cells"] for line in lines] == [
            "Go to class"
        ]


SCRIPTS = [("arabic", golden.ARABIC), ("chinese", golden.CHINESE), ("vietnamese", golden.VIETNAMESE)]


@pytest.mark.parametrize(("case", "words"), SCRIPTS)
def test_each_script_has_its_font_and_its_direction(case, words):
    pdf = printed(case)
    fonts = {"arabic": "Noto-Sans-Arabic", "chinese": "Noto-Sans-CJK-SC", "vietnamese": "Noto-Sans"}
    found = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert fonts[case] in found
    assert "\ufffd" not in words_of(pdf)
    assert (f'<span dir="{"rtl" if case == "arabic" else "ltr"}">{words[0]}' in html_of(case)) is True


def test_what_is_not_translated_is_marked_and_what_is_shows_the_words_that_count():
    text = words_of(printed("ordinary in Spanish"))
    assert "Rosa has steady work (sin traducir)" in text
    assert "Grandmother drives on Tuesdays (sin traducir)" in text
    assert "Palabras que valen: The children are safe at home" in text
    summary = text.split("Resumen del Plan de la Familia")[1]
    assert "Los niños están seguros en casa" in summary
    assert "The children are safe at home" not in summary
    assert "sin traducir" not in words_of(printed("ordinary"))
    assert "not translated" not in words_of(printed("ordinary"))


def test_a_text_is_read_as_its_first_letter_is():
    for text, way in [("(12) حضور", "rtl"), ("Room حضور", "ltr"), ("", "ltr"), ("12", "ltr"), ("שלום", "rtl")]:
        assert Said(text).dir == way


def picture(facts: dict, language: str = "en") -> dict[str, list[list[str]]]:
    found = week_picture(spoken(facts, language), language)
    return {row["who"]: [[line["text"] for line in lines] for _, lines in row["cells"]] for row in found["rows"]}


def test_the_week_says_who_goes_where_on_which_day():
    facts = content(
        goal(
            "Together",
            activity("Late", when=every("mo", from_time="18:00"), others=["Mateo Carillo"]),
            activity("Early", when=every("mo", "su", from_time="08:00")),
            activity("Each day", when=every(frequency="daily")),
            activity("From its first day", "Luis Carillo", when=every(), starts_on="2026-12-03"),
            activity("Once", when=every(frequency="once"), starts_on="2026-12-03"),
            activity("Sometime"),
            activity("The worker's", "", when=every("mo")),
        )
    )
    shown = picture(facts)
    assert shown["Rosa Carillo"] == [["Each day", "Early", "Late"], *[["Each day"]] * 5, ["Each day", "Early"]]
    assert shown["Luis Carillo"] == [[], [], [], ["From its first day"], [], [], []]
    assert shown["Mateo Carillo"][0] == ["Late"]
    line = week_picture(spoken(facts, "es"), "es")["rows"][0]["cells"][0]
    assert (line[0], line[1][2]["time"]) == ("lunes", "6:00 p.m.")
    assert picture(content(goal("Nothing set", activity("Sometime")))) == {}


def test_a_narrowed_copy_has_no_trace_of_what_it_leaves_out():
    """Neither in the week nor among the people, the decisions or the translations."""
    secret = activity(
        "See the counselor", "Luis Carillo", when=every("fr"), translations={"es": {"text": "Ver al consejero"}}
    )
    hidden = goal("Stay well", secret, translations={"es": {"text": "Estar bien"}}, own_words="Quiero paz")
    facts = content(goal("Safe", activity("Class", when=every("tu"))), hidden, decisions=["Kept", "Gone"])
    kept = {"goals/0", "goals/0/activities/0", "decisions/0"}
    copy = golden.copy_of(narrowed(facts, kept, set()), "es", version_id="1", sha256="2", signatures=[])
    html = golden.paper_html(copy, number=1, county_name="", county_address="", copy_for="", seal_line="")
    for words in ("counselor", "consejero", "Luis", "Stay well", "Estar bien", "paz", "Gone"):
        assert words not in html
    assert picture(narrowed(facts, kept, set())) == {"Rosa Carillo": [[], ["Class"], [], [], [], [], []]}
    below = narrowed(facts, {"goals/1/activities/0"}, set())["goals"]
    assert [(one["text"], "translations" in one) for one in below] == [("", False)]


def test_every_word_and_code_stands_in_every_language():
    for table in (WORDS, CODES, DATE_FORMATS, MONTH_FORMATS, TIME_FORMATS):
        assert table.keys() == WORDS.keys()
    english, spanish = ((WORDS[language], CODES[language]) for language in ("en", "es"))
    assert english[0].keys() == spanish[0].keys()
    assert {kind: codes.keys() for kind, codes in english[1].items()} == {
        kind: codes.keys() for kind, codes in spanish[1].items()
    }
    assert len(CODES["es"]["weekday"]) == len(Weekday)
    for ours, theirs in [(english[0], spanish[0]), *zip(english[1].values(), spanish[1].values(), strict=True)]:
        for key, words in ours.items():
            assert words != theirs[key] or words in SAME_IN_BOTH, key
            assert sorted(re.findall(r"{\w+}", str(words))) == sorted(re.findall(r"{\w+}", str(theirs[key]))), key


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_holds_no_words_of_its_own(name):
    """Each comes from the tables, so that none stays in English on a Spanish copy."""
    source = (TEMPLATES / f"{name}.html").read_text()
    source = re.sub(r"{% block body_class %}.*?{% endblock %}", "", source)
    left = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", source, flags=re.DOTALL)
    labels = re.findall(r'(?:alt|aria-label|data-label|title)="([^"]*)"', re.sub(r"{{.*?}}", "", source))
    assert re.findall(r"[^\W\d_]{2,}", left.replace("SHA", "") + " ".join(labels)) == []
