"""The reading grade is a hint: near what English and Spanish readers are asked for, and never in the way."""

import pytest
from django.urls import reverse

from caseplans.models import Activity
from caseplans.rules.reading import reading_of, syllables
from families.enums import Language
from tests.caseplans.county import plan_of

PLAIN = ["Go to the parenting class", "The children are safe at home.", "Call your worker if the bus is late"]
HARD = "Demonstrate consistent participation in comprehensive psychoeducational rehabilitation interventions"
LLANO = ["Los niños van a la casa de su papá", "El bus va al centro"]
DIFICIL = "Demostrar participación consistente en intervenciones psicoeducativas de rehabilitación interdisciplinaria"


@pytest.mark.parametrize(
    ("word", "count"),
    [("safe", 1), ("table", 2), ("area", 2), ("family", 3), ("transportation", 4), ("the", 1), ("don't", 1), ("a", 1)],
)
def test_syllables_are_near_the_spoken_ones(word, count):
    assert abs(syllables(word) - count) <= (word in {"transportation", "area"})


@pytest.mark.parametrize(
    ("texts", "language", "hard"),
    [
        (PLAIN, Language.ENGLISH, []),
        ([*PLAIN, HARD], Language.ENGLISH, [HARD]),
        (LLANO, Language.SPANISH, []),
        ([*LLANO, DIFICIL], Language.SPANISH, [DIFICIL]),
    ],
)
def test_the_hardest_sentences_are_named(texts, language, hard):
    reading = reading_of(texts, 6, language)
    assert reading is not None
    assert [one.text for one in reading.hardest] == hard
    assert (reading.grade <= 6) is (hard == [])


@pytest.mark.parametrize("texts", [[], [""], ["12 / 3."], ["😀"]])
def test_nothing_to_read_has_no_grade(texts):
    assert reading_of(texts, 6) is None


@pytest.mark.parametrize("text", ["حضور صف الوالدين", "每周参加育儿课程", "W" * 3000, "a." * 500])
def test_any_text_has_a_grade(text):
    reading = reading_of([text], 6)
    assert reading is not None
    assert len(reading.hardest) <= 3


@pytest.mark.django_db
def test_the_plan_tells_it_of_each_language_it_stands_in(carried, signed_in):
    plan = plan_of(carried)
    page = reverse("caseplans:plan-detail", args=[plan.uuid])
    assert [language for language, _ in signed_in(carried.cfs_worker).get(page).context["readings"]] == ["English"]
    Activity.objects.filter(goal__plan=plan).update(translations={"es": {"text": DIFICIL}})
    text = signed_in(carried.cfs_worker).get(page).content.decode()
    assert "Spanish: reads at about grade" in text
    assert f"“{DIFICIL}” (grade" in text
