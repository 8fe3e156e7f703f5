"""What an amendment changes, and whether the family signs again: truth tables, no database."""

import pytest

from caseplans.rules import asks_more_of_the_family, compare
from caseplans.rules.compared import spoken_comparison

CLASS = {
    "text": "Go to the parenting class every Tuesday", "responsible": "family", "person": "Ana Reyes",
    "service": "parenting", "provider": "", "provided_by": "cfs", "paid_by": "cfs", "due_on": "2027-01-31",
    "source": "cfs_plan", "mandatory": False,
}  # fmt: skip
TUESDAYS = {"frequency": "weekly", "weekdays": ["tu"], "from_time": "18:00", "to_time": "20:00", "except_on": []}
VISIT = CLASS | {"text": "Visit the home every month", "responsible": "cfs", "person": "", "service": "home_visit"}


def content(*activities, goal="The children are safe", decisions=()):
    goals = [{"kind": "shared", "text": goal, "by_when": "2027-02-28", "activities": list(activities)}]
    return {"goals": goals, "decisions": list(decisions)}


@pytest.mark.parametrize(
    ("before", "after", "again"),
    [
        ([CLASS], [CLASS], False),
        ([CLASS], [CLASS, VISIT], False),  # CFS promises more: the family is told
        ([CLASS, VISIT], [VISIT], False),  # less of the family
        ([CLASS], [CLASS | {"due_on": "2027-03-31"}], False),  # later
        ([CLASS], [CLASS | {"provider": "Oakgrove"}], False),
        ([CLASS], [CLASS | {"paid_by": "calworks"}], False),
        ([CLASS | {"mandatory": True}], [CLASS], False),
        ([CLASS], [CLASS | {"stands": "good_cause"}], False),  # gives way
        ([VISIT], [VISIT, CLASS | {"stands": "replaced"}], False),  # asked of nobody
        ([VISIT], [VISIT, CLASS], True),  # a new requirement
        ([CLASS | {"stands": "good_cause"}], [CLASS], True),  # asked for again
        ([CLASS], [CLASS, CLASS], True),  # twice is one more
        ([CLASS], [CLASS | {"due_on": "2027-01-01"}], True),  # sooner
        ([CLASS], [CLASS | {"mandatory": True}], True),
        ([CLASS], [CLASS | {"person": "Ben Reyes"}], True),
        ([CLASS], [CLASS | {"others": ["Ben Reyes"]}], True),
        ([CLASS], [CLASS | {"hours_a_week": "2"}], True),
        ([CLASS | {"hours_a_week": "2"}], [CLASS | {"hours_a_week": "1.5"}], False),
        ([CLASS | {"when": TUESDAYS}], [CLASS | {"when": TUESDAYS | {"weekdays": ["th"]}}], False),  # another day
        ([CLASS | {"when": TUESDAYS | {"frequency": "monthly"}}], [CLASS | {"when": TUESDAYS}], True),
        ([CLASS], [CLASS | {"text": "Go to the parenting class every Tuesday and Friday"}], True),
        ([CLASS | {"responsible": "cfs", "person": ""}], [CLASS], True),  # what CFS did, the family does now
    ],
)
def test_when_the_family_signs_again(before, after, again):
    assert asks_more_of_the_family(compare(content(*before), content(*after))) is again


def test_a_comparison_says_what_was_added_changed_and_taken_out():
    moved = CLASS | {"text": "Go to the parenting class every Friday", "due_on": "2027-02-28"}
    new = CLASS | {"text": "See the housing navigator", "service": "housing"}
    before = content(CLASS, VISIT, decisions=["Grandmother drives"])
    after = content(moved, new, decisions=["Grandmother drives", "Next LTM in March"])
    said = spoken_comparison(compare(before, after))
    assert set(said) == {"activities", "decisions"}
    assert said["activities"]["added"] == [
        {"text": "See the housing navigator", "who": "Ana Reyes", "by": "Jan 31, 2027"}
    ]
    assert said["activities"]["removed"] == [{"text": "Visit the home every month", "who": "CFS", "by": "Jan 31, 2027"}]
    (changed,) = said["activities"]["changed"]
    assert changed["fields"] == [
        {
            "label": "What",
            "before": "Go to the parenting class every Tuesday",
            "after": "Go to the parenting class every Friday",
        },
        {"label": "By when", "before": "Jan 31, 2027", "after": "Feb 28, 2027"},
    ]
    assert [one["text"] for one in said["decisions"]["added"]] == ["Next LTM in March"]


def test_facts_of_several_parts_are_compared_in_words():
    before = CLASS | {"when": TUESDAYS, "support": {"child_care": "nobody", "transport": ""}}
    after = CLASS | {"when": TUESDAYS | {"weekdays": ["th"]}, "support": {"child_care": "cfs", "transport": ""}}
    (changed,) = spoken_comparison(compare(content(before), content(after)))["activities"]["changed"]
    assert changed["fields"] == [
        {
            "label": "When and how often",
            "before": "Every week, Tuesday, 6:00 PM - 8:00 PM",
            "after": "Every week, Thursday, 6:00 PM - 8:00 PM",
        },
        {"label": "Support", "before": "child care: Needed: nobody pays yet", "after": "child care: CFS"},
    ]


def test_order_makes_no_difference():
    assert not compare(content(CLASS, VISIT), content(VISIT, CLASS))
