"""What the other bureau may not read: no verb, page, count or history tells that it is there."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import visible
from caseplans.models import Activity, Goal
from caseplans.services import freeze_plan, remove_goal, start_plan
from caseplans.services.drafting import TAKEN_OUT
from families.enums import NEVER_CROSSES, SENSITIVE, Category, ServiceType
from families.models import CategoryRule
from tests.caseplans.county import activity_of, consent_for, goal_of, plan_of

LINE = "Other program's service"
SECRET = {"category": Category.MENTAL_HEALTH, "service": ServiceType.MENTAL_HEALTH}


def url(name, row):
    return reverse(f"caseplans:{name}", args=[row.uuid])


def history_of(client, family):
    page = client.get(reverse("reports:family-history", args=[family.uuid]))
    return [(change.title, change.fields) for change in page.context["rows"] if ": goal" in change.title]


@pytest.fixture
def plan(carried):
    consent_for(carried, Category.SERVICES)
    return start_plan(family=carried.family, by=carried.cfs_worker)


def taken_out(client, goal):
    """What the pages say while and after the goal is taken out, but for its own address."""
    asked = client.get(url("goal-remove", goal))
    answer = client.post(url("goal-remove", goal))
    after = [client.get(url(name, goal)).status_code for name in ("goal-edit", "goal-remove", "activity-new")]
    return asked.context["reason"], answer.status_code, answer.url, after, history_of(client, goal.family)


def test_a_goal_goes_the_same_way_whether_or_not_the_other_bureau_keeps_something_under_it(carried, plan, signed_in):
    bare, full = goal_of(plan, carried, "One"), goal_of(plan, carried, "Two")
    hidden = activity_of(full, carried, "See the counselor", by=carried.ais_worker, **SECRET)
    client = signed_in(carried.cfs_worker)
    added = history_of(client, carried.family)
    *pages, first = taken_out(client, bare)
    *same_pages, second = taken_out(client, full)
    assert pages == same_pages
    (removed,) = [title for title, _ in first if title.startswith("Removed")]
    assert first == [(removed, []), *added]
    assert second == [(removed, []), *first]
    assert TAKEN_OUT not in client.get(plan.get_absolute_url()).content.decode()
    assert not visible(Goal, carried.cfs_worker).exists()
    # nothing of the other bureau's is lost
    theirs = visible(Activity, carried.ais_worker).get()
    assert (theirs, theirs.goal.text, theirs.goal.bureau) == (hidden, TAKEN_OUT, "calworks")
    assert "See the counselor" in signed_in(carried.ais_worker).get(plan.get_absolute_url()).content.decode()


def test_the_other_bureau_sees_both_goals_go_alike(carried, plan, signed_in):
    bare, full = goal_of(plan, carried), goal_of(plan, carried)
    activity_of(full, carried, "See the counselor", by=carried.ais_worker, **SECRET)
    outsider_to_it = signed_in(carried.ais_worker)
    before = history_of(outsider_to_it, carried.family)
    remove_goal(goal=bare, by=carried.cfs_worker)
    assert history_of(outsider_to_it, carried.family) == before[1:]
    remove_goal(goal=full, by=carried.cfs_worker)
    own = [title for title, _ in history_of(outsider_to_it, carried.family)]
    assert own == [f"Added: goal {carried.mother}"]  # the goal of their own that keeps their activity


def test_a_refusal_is_the_same_whether_or_not_something_is_hidden(carried, plan, signed_in):
    bare, full = goal_of(plan, carried), goal_of(plan, carried)
    activity_of(full, carried, "See the counselor", **SECRET)
    client = signed_in(carried.ais_worker)
    reasons = [client.get(url("goal-remove", goal)).context["reason"] for goal in (bare, full)]
    assert reasons == ["Only the program that wrote this can take it out."] * 2
    assert [client.post(url("goal-remove", goal)).status_code for goal in (bare, full)] == [403, 403]


def housing_of(goal, carried, text="Apply to Shelter Inc", **facts):
    day = timezone.localdate() + datetime.timedelta(days=77)
    given = {"category": Category.HOUSING, "service": ServiceType.HOUSING, "provider": "Trinity Center", "due_on": day}
    return activity_of(goal, carried, text, **given | facts)


@pytest.mark.parametrize(
    ("flag", "facts", "lines"),
    [
        (True, {}, 1),
        (False, {}, 0),
        (True, {"confidential": True}, 0),
        (True, {"category": Category.EDUCATION}, 0),  # another category: its flag is off
        (True, SECRET, 0),
        (True, {"category": Category.SERVICES}, 0),  # readable: it stands there itself
    ],
)
def test_what_may_be_acknowledged_is_one_line_that_says_nothing_else(carried, plan, signed_in, flag, facts, lines):
    CategoryRule.objects.filter(category=Category.HOUSING).update(acknowledgeable=flag)
    goal = goal_of(plan, carried)
    client = signed_in(carried.ais_worker)
    nothing = client.get(plan.get_absolute_url()).content.decode()
    hidden = housing_of(goal, carried, **facts)
    shown = client.get(plan.get_absolute_url()).content.decode()
    assert LINE not in nothing
    assert shown.count(LINE) == lines
    readable = facts.get("category") == Category.SERVICES
    for words in (hidden.text, "Trinity Center", hidden.due_on.strftime("%b %-d, %Y"), str(hidden.uuid)):
        assert (words in shown) is readable
    assert LINE not in signed_in(carried.cfs_worker).get(plan.get_absolute_url()).content.decode()


def test_the_line_does_not_count(carried, plan, signed_in):
    CategoryRule.objects.filter(category=Category.HOUSING).update(acknowledgeable=True)
    goal = goal_of(plan, carried)
    client = signed_in(carried.ais_worker)
    housing_of(goal, carried)
    one = client.get(plan.get_absolute_url()).context["goals_with_other_services"]
    housing_of(goal, carried, "Second application", person=carried.mother)
    page = client.get(plan.get_absolute_url())
    assert one == page.context["goals_with_other_services"] == {goal}
    assert page.content.decode().count(LINE) == 1


def test_a_goal_that_may_not_be_read_brings_no_line(carried, plan, signed_in):
    CategoryRule.objects.filter(category=Category.HOUSING).update(acknowledgeable=True)
    housing_of(goal_of(plan, carried, category=Category.MENTAL_HEALTH), carried)
    assert LINE not in signed_in(carried.ais_worker).get(plan.get_absolute_url()).content.decode()


def test_what_is_signed_holds_neither_the_item_nor_the_line(carried):
    CategoryRule.objects.filter(category=Category.HOUSING).update(acknowledgeable=True)
    plan = plan_of(carried)
    hidden = housing_of(plan.goals.get(), carried)
    version = freeze_plan(plan=plan, by=carried.cfs_worker)
    assert hidden.text not in version.content
    assert "Other program" not in version.content
    assert not version.items.filter(category=Category.HOUSING).exists()


@pytest.mark.parametrize("category", sorted(SENSITIVE | NEVER_CROSSES))
def test_a_sensitive_category_is_never_acknowledged(db, category):
    assert not CategoryRule(category=category).acknowledgeable
    with pytest.raises(IntegrityError, match="not_acknowledged"), transaction.atomic():
        CategoryRule.objects.filter(category=category).update(acknowledgeable=True)
