"""A translation entered beside what was written: frozen with the version, shown on the copy, never in its place."""

import json

import pytest
from django.urls import reverse

from accounts.access import NotAllowed
from caseplans.models import Goal
from caseplans.pdf import signers_copy
from caseplans.rules import asks_more_of_the_family, compare
from caseplans.rules.compared import spoken_comparison
from caseplans.rules.translating import still_fitting
from caseplans.services import edit_goal, freeze_plan, translate_row
from families.enums import Language
from families.services import StaleRow
from tests.caseplans.county import plan_of
from tests.caseplans.golden import activity, content, goal

SPANISH = {"es": {"text": "Los niños están seguros"}}


def test_a_changed_text_loses_its_translation_and_only_that():
    row = Goal(text="Safe", measure="No report", translations={"es": {"text": "Seguros", "measure": "Sin informe"}})
    assert still_fitting(row, {"text": "Very safe", "measure": "No report"}) == {"es": {"measure": "Sin informe"}}
    assert still_fitting(row, {"kind": "cfs"}) == row.translations
    row.translations = {"es": {"text": "Seguros"}}
    assert still_fitting(row, {"text": "Very safe"}) == {}


def test_an_amendment_tells_of_a_translation_and_asks_nothing_more_for_it():
    plain, told = (
        content(goal("Safe", activity("Class"))),
        content(goal("Safe", activity("Class", translations=SPANISH))),
    )
    for before, after, words in [
        (plain, told, ("nothing", "Spanish: Los niños")),
        (told, plain, ("Spanish: Los", "nothing")),
    ]:
        comparison = compare(before, after)
        assert not asks_more_of_the_family(comparison)
        (field,) = spoken_comparison(comparison)["activities"]["changed"][0]["fields"]
        assert (field["before"].startswith(words[0]), field["after"].startswith(words[1])) == (True, True)


@pytest.mark.django_db
def test_it_is_entered_side_by_side_and_printed_for_who_reads_it(carried, signed_in):
    plan = plan_of(carried)
    row, version = plan.goals.get(), plan.goals.get().version
    url = reverse("caseplans:goal-translation", args=[row.uuid, "vi"])
    client = signed_in(carried.ais_worker)
    assert "As it is written" in client.get(url).content.decode()
    assert client.get(url.replace("/vi/", "/en/")).status_code == 404
    typed = {"text": "Các con được an toàn ở nhà", "version": version}
    assert client.post(url, typed).status_code == 302
    stale = client.post(url, typed | {"text": "Khác"})
    assert (stale.status_code, "Các con được an toàn ở nhà" in stale.content.decode()) == (409, True)
    carried.mother.language = Language.VIETNAMESE
    carried.mother.save()
    assert "In Vietnamese" in client.get(plan.get_absolute_url()).content.decode()
    frozen = freeze_plan(plan=plan, by=carried.cfs_worker)
    assert json.loads(frozen.content)["goals"][0]["translations"] == {"vi": {"text": typed["text"]}}
    hers = signers_copy(frozen.signers.get(person=carried.mother), "en")["plan"]["goals"][0]
    assert (hers["text"], hers["text"].original) == (typed["text"], "The children are safe at home")
    assert hers["activities"][0]["text"].untranslated
    workers = signers_copy(frozen.signers.get(user=carried.cfs_worker), "en")["plan"]["goals"][0]
    assert (workers["text"], workers["text"].original) == ("The children are safe at home", "")
    assert client.post(url, typed | {"version": version + 1}).status_code == 403


@pytest.mark.django_db
def test_it_ends_with_the_words_it_translates(carried):
    plan = plan_of(carried)
    row = plan.goals.get()
    facts = {"language": "es", "by": carried.cfs_worker}
    row = translate_row(row=row, version=row.version, text="Seguros", **facts)
    with pytest.raises(StaleRow):
        translate_row(row=row, version=row.version - 1, text="Otra cosa", **facts)
    with pytest.raises(NotAllowed, match="other than English"):
        translate_row(row=row, version=row.version, text="Safe", by=carried.cfs_worker, language="en")
    row = edit_goal(goal=row, by=carried.cfs_worker, version=row.version, measure="No new report")
    assert row.translations == {"es": {"text": "Seguros"}}
    row = edit_goal(goal=row, by=carried.cfs_worker, version=row.version, text="The children are well")
    assert row.translations == {}
    row = translate_row(row=row, version=row.version, text="Bien", **facts)
    assert translate_row(row=row, version=row.version, text="", **facts).translations == {}
