"""Goals and activities, typed in."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed, visible
from caseplans.models import Activity, Goal
from caseplans.services import edit_activity, edit_goal, remove_activity
from caseplans.views import rows
from families.enums import Category, Relationship, ServiceType
from families.models import Draft
from linkages_site.demo.factories import PersonFactory
from tests.caseplans.county import activity_of, consent_for, goal_of, plan_of


@pytest.fixture
def plan(carried):
    """Its goal has no day yet: a changed one would ask for a reason."""
    plan = plan_of(carried)
    plan.goals.update(by_when=None)
    return plan


def typed_goal(carried, **facts):
    said = {"text": "A warm home", "kind": "shared", "need": "other", "short_term": "on"}
    return said | {"category": "services", "about": carried.mother.pk} | facts


def typed_activity(carried, **facts):
    day = timezone.localdate() + datetime.timedelta(days=9)
    return {
        "text": "Call the food bank", "responsible": "family", "person": carried.mother.pk, "service": "food",
        "provided_by": "calworks", "paid_by": "calworks", "due_on": day.isoformat(), "source": "family",
        "category": "services", "about": carried.mother.pk,
    } | facts  # fmt: skip


def url(name, row):
    return reverse(f"caseplans:{name}", args=[row.uuid])


def test_it_works(carried, plan, signed_in):
    client = signed_in(carried.ais_worker)
    assert client.post(url("goal-new", plan), typed_goal(carried)).url == plan.get_absolute_url()
    goal = plan.goals.get(text="A warm home")
    assert (goal.bureau, goal.about) == ("calworks", carried.mother)
    assert client.post(url("activity-new", goal), typed_activity(carried)).url == plan.get_absolute_url()
    activity = goal.activities.get()
    answer = client.post(url("activity-edit", activity), typed_activity(carried, text="Go there", version=1))
    assert answer.url == plan.get_absolute_url()
    assert goal.activities.get().text == "Go there"
    client.post(url("activity-remove", activity))
    client.post(url("goal-remove", goal))
    assert not Goal.objects.filter(text="A warm home").exists()


def test_outsider_gets_404(plan, elsewhere, signed_in):
    client = signed_in(elsewhere.cfs_worker)
    assert client.get(url("goal-edit", plan.goals.get())).status_code == 404


def test_what_the_other_bureau_may_not_read_is_absent(carried, plan, signed_in):
    secret = activity_of(plan.goals.get(), carried, category=Category.MENTAL_HEALTH, service=ServiceType.MENTAL_HEALTH)
    for name in ("activity-edit", "activity-remove"):
        assert signed_in(carried.cfs_worker).get(url(name, secret)).status_code == 200
        assert signed_in(carried.ais_worker).get(url(name, secret)).status_code == 404
        assert signed_in(carried.ais_worker).post(url(name, secret)).status_code == 404


def test_reader_is_refused_with_the_reason(carried, plan, signed_in):
    answer = signed_in(carried.ais_worker).post(url("goal-remove", plan.goals.get()))
    assert answer.status_code == 403
    assert b"Only the program that wrote this can take it out." in answer.content


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "This field is required."),
        ({"about": ""}, "Say whom it is about"),
        ({"person": ""}, "Say which person of the family does it."),
        ({"responsible": "cfs"}, "A program does this."),
        ({"due_on": "soon"}, "Enter a valid date."),
        ({"category": "investigation"}, "Select a valid choice."),
        ({"category": "identity", "about": ""}, "Select a valid choice."),
    ],
)
def test_bad_input_is_kept_and_explained(carried, plan, signed_in, wrong, sentence):
    before = Activity.objects.count()
    typed = typed_activity(carried, provider="Monument Crisis Center") | wrong
    answer = signed_in(carried.cfs_worker).post(url("activity-new", plan.goals.get()), typed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "Monument Crisis Center" in answer.content.decode()
    assert Activity.objects.count() == before


def test_people_of_other_families_are_no_choice(carried, plan, elsewhere, signed_in):
    typed = typed_activity(carried, person=elsewhere.mother.pk)
    answer = signed_in(carried.cfs_worker).post(url("activity-new", plan.goals.get()), typed)
    assert "Select a valid choice." in answer.content.decode()


def test_a_stale_save_shows_both_and_keeps_what_was_typed(carried, plan, signed_in):
    goal = plan.goals.get()
    edit_goal(goal=goal, by=carried.ais_worker, version=1, text="Saved meanwhile")
    client = signed_in(carried.cfs_worker)
    answer = client.post(url("goal-edit", goal), typed_goal(carried, text="Typed here", version=1))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Saved meanwhile" in text
    assert text.count("Typed here") > 1
    assert 'name="version" value="2"' in text
    assert Goal.objects.get().text == "Saved meanwhile"
    client.post(url("goal-edit", goal), typed_goal(carried, text="Typed here", version=2))
    assert Goal.objects.get().text == "Typed here"


def test_who_can_read_it_is_shown_before_it_is_saved(carried, plan, signed_in):
    client = signed_in(carried.cfs_worker)
    asked = typed_goal(carried, text="", category="mental_health", preview="1")
    answer = client.post(url("goal-new", plan), asked)
    assert "No WTWCC 10B in force opens this category for this person" in answer.content.decode()
    assert "This field is required." not in answer.content.decode()
    part = client.post(url("goal-new", plan), asked | {"category": "services"}, headers={"HX-Request": "true"})
    assert part.content.decode().startswith('<div id="_sharing">')
    assert "cannot read it" not in part.content.decode()
    assert plan.goals.count() == 1


def test_the_other_bureau_may_not_change_the_category(carried, plan, signed_in):
    goal = plan.goals.get()
    client = signed_in(carried.ais_worker)
    typed = typed_goal(carried, category="logistics", about="", confidential="on", version=1)
    client.post(url("goal-edit", goal), typed)
    goal.refresh_from_db()
    assert not goal.confidential
    assert (goal.text, goal.category, goal.about) == ("A warm home", Category.SERVICES, carried.mother)


@pytest.mark.parametrize(
    ("service", "kind"),
    [("mental_health", "mental_health"), ("substance_use", "substance_use"), ("domestic_violence", "domestic_abuse")],
)
def test_a_sensitive_service_does_not_cross_as_an_ordinary_one(carried, plan, signed_in, service, kind):
    goal, client = plan.goals.get(), signed_in(carried.cfs_worker)
    answer = client.post(url("activity-new", goal), typed_activity(carried, service=service))
    assert "choose that kind of information" in answer.context["form"].errors["category"][0]
    ordinary = activity_of(goal, carried, "Walk in the park")
    answer = client.post(url("activity-edit", ordinary), typed_activity(carried, service=service, version=1))
    assert "category" in answer.context["form"].errors
    client.post(url("activity-new", goal), typed_activity(carried, service=service, category=kind))
    kept = goal.activities.get(service=service)
    assert not visible(Activity, carried.ais_worker).filter(pk=kept.pk).exists()


def test_the_services_refuse_it_too(carried, plan):
    with pytest.raises(NotAllowed, match="Mental health services tell of"):
        activity_of(plan.goals.get(), carried, service=ServiceType.MENTAL_HEALTH)
    kept = activity_of(plan.goals.get(), carried, "Walk in the park")
    with pytest.raises(NotAllowed, match="Mental health services tell of"):
        edit_activity(activity=kept, by=carried.ais_worker, version=1, service=ServiceType.MENTAL_HEALTH)


def test_a_plan_looks_ahead(carried, plan, signed_in):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    goal, client = plan.goals.get(), signed_in(carried.cfs_worker)
    typed = typed_activity(carried, due_on=yesterday.isoformat())
    answer = client.post(url("activity-new", goal), typed)
    assert answer.context["form"].errors["due_on"] == ["This day has passed. Say by when it will be done."]
    late = activity_of(goal, carried, "Late already", due_on=yesterday)
    client.post(url("activity-edit", late), typed | {"text": "Late still", "version": 1})
    assert goal.activities.filter(text="Late still", due_on=yesterday).exists()


def test_a_goal_looks_ahead_too(carried, plan, signed_in):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    client = signed_in(carried.cfs_worker)
    answer = client.post(url("goal-new", plan), typed_goal(carried, by_when=yesterday.isoformat()))
    assert answer.context["form"].errors["by_when"] == ["This day has passed. Say by when it will be done."]
    assert not plan.goals.filter(text="A warm home").exists()
    client.post(url("goal-new", plan), typed_goal(carried))
    late = plan.goals.get(text="A warm home", by_when=None)
    edit_goal(goal=late, by=carried.cfs_worker, version=1, by_when=yesterday)
    client.post(url("goal-edit", late), typed_goal(carried, text="Late", by_when=yesterday.isoformat(), version=2))
    assert plan.goals.filter(text="Late", by_when=yesterday).exists()


def test_the_draft_is_offered_and_dropped_with_the_saved_row(carried, plan, signed_in):
    client, address = signed_in(carried.cfs_worker), url("goal-new", plan)
    client.post(client.get(address).context["draft_url"], {"text": "A warm"})
    assert "You have unsaved text" in client.get(address).content.decode()
    client.post(address, typed_goal(carried))
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("name", "row", "typed"),
    [
        ("goal-edit", "goal", typed_goal),
        ("activity-new", "goal", typed_activity),
        ("activity-edit", "activity", typed_activity),
    ],
)
def test_what_was_typed_into_a_row_taken_out_meanwhile_is_kept(carried, plan, elsewhere, signed_in, name, row, typed):
    goal = goal_of(plan, carried, "A goal that goes")
    gone = goal if row == "goal" else activity_of(goal, carried)
    signed_in(carried.cfs_worker).post(url(f"{row}-remove", gone))
    facts = typed(carried, text="Words that took an hour", version=1)
    answer = signed_in(carried.ais_worker).post(url(name, gone), facts)
    text = answer.content.decode()
    assert answer.status_code == 410
    assert f"{carried.cfs_worker} took it out on" in text
    assert "Words that took an hour" in text
    assert str(carried.mother) in text
    assert signed_in(carried.ais_worker).get(url(name, gone)).status_code == 410
    assert signed_in(elsewhere.ais_worker).post(url(name, gone), facts).status_code == 404


@pytest.mark.parametrize("facts", [{"category": Category.MENTAL_HEALTH}, {"confidential": True}])
def test_a_row_taken_out_that_was_never_readable_was_never_there(carried, plan, signed_in, facts):
    goal = goal_of(plan, carried, **facts)
    signed_in(carried.cfs_worker).post(url("goal-remove", goal))
    assert signed_in(carried.cfs_worker).get(url("goal-edit", goal)).status_code == 410
    for address in (url("goal-edit", goal), url("activity-new", goal), url("goal-remove", goal)):
        assert signed_in(carried.ais_worker).post(address, typed_goal(carried, version=1)).status_code == 404


def test_a_row_that_went_while_it_was_saved_is_kept_too(carried, plan, signed_in, monkeypatch):
    goal = plan.goals.get()
    activity = activity_of(goal, carried)
    found = rows.visible_or_404

    def and_then_it_goes(model, user, **lookup):
        row = found(model, user, **lookup)
        if model is Activity:
            remove_activity(activity=activity, by=carried.cfs_worker)
        return row

    monkeypatch.setattr(rows, "visible_or_404", and_then_it_goes)
    answer = signed_in(carried.ais_worker).post(url("activity-edit", activity), typed_activity(carried, version=1))
    assert answer.status_code == 410
    assert "Call the food bank" in answer.content.decode()


def test_a_stale_save_of_the_same_words_says_so(carried, plan, signed_in):
    goal = plan.goals.get()
    edit_goal(goal=goal, by=carried.ais_worker, version=1, text="A warm home")
    answer = signed_in(carried.cfs_worker).post(url("goal-edit", goal), typed_goal(carried, version=1))
    assert answer.status_code == 409
    assert "Both say the same." in answer.content.decode()


def test_the_stale_page_names_people_and_days_in_words(carried, plan, signed_in):
    activity = activity_of(plan.goals.get(), carried)
    day = timezone.localdate() + datetime.timedelta(days=50)
    edit_activity(activity=activity, by=carried.ais_worker, version=1, due_on=day, about=carried.mother)
    typed = typed_activity(carried, about=carried.child.pk, version=1)
    differing = signed_in(carried.cfs_worker).post(url("activity-edit", activity), typed).context["differing"]
    assert ("About whom", str(carried.mother), str(carried.child)) in differing
    assert date_format(day) in {saved for _, saved, _ in differing}


def test_the_panel_says_who_of_the_signers_will_not_read_it(carried, plan, signed_in):
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    consent_for(carried, Category.SERVICES, Category.MENTAL_HEALTH)
    client = signed_in(carried.cfs_worker)

    def panel(**facts):
        return client.post(url("goal-new", plan), typed_goal(carried, **facts), headers={"HX-Request": "true"})

    assert [reader.reads for reader in panel().context["readers"]] == [True, True, True]
    *_, last = panel(category="mental_health").context["readers"]
    assert (last.who, last.reads) == (str(father), False)
    kept_in = panel(confidential="on").context["readers"]
    assert [reader.reads for reader in kept_in] == [True, False, False]
