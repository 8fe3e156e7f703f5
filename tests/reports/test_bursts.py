"""Many families within an hour: whichever minute the hour begins at, and each stretch told once."""

import datetime
from itertools import combinations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from reports.querysets.bursts import HOUR, bursts

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
WHEN_AND_WHAT = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 9)), max_size=40)


def at(minute: float) -> datetime.datetime:
    return NOON + datetime.timedelta(minutes=minute)


def opened(*minutes_and_families, who=1):
    return [(who, at(minute), UUID(int=family)) for minute, family in minutes_and_families]


def test_an_hour_may_begin_at_any_minute():
    found = bursts(opened((50, 1), (59, 2), (61, 3), (70, 4)), most=3)
    assert [(burst.begins, burst.ends, len(burst.families)) for burst in found] == [(at(50), at(70), 4)]


def test_more_than_an_hour_apart_is_not_at_once():
    assert not bursts(opened((0, 1), (30, 2), (60.1, 3)), most=2)
    assert bursts(opened((0, 1), (30, 2), (60, 3)), most=2)


def test_one_family_opened_often_is_one_family():
    assert not bursts(opened(*[(minute, 1) for minute in range(50)], (51, 2)), most=2)


def test_each_person_is_counted_for_themselves():
    assert not bursts(opened((0, 1), (1, 2)) + opened((2, 3), (3, 4), who=2), most=2)


def test_a_long_stretch_is_told_once_and_two_apart_are_two_latest_first():
    found = bursts(opened((0, 1), (10, 2), (20, 3), (70, 4), (75, 5), (200, 1), (201, 2), (202, 3)), most=2)
    assert [(burst.begins, burst.ends, len(burst.families)) for burst in found] == [
        (at(200), at(202), 3),
        (at(0), at(75), 5),
    ]


@given(events=WHEN_AND_WHAT, most=st.integers(0, 6))
def test_every_hour_over_the_number_is_found_and_no_other(events, most):
    openings = opened(*sorted(events))
    found = bursts(openings, most)
    for _, start, _ in openings:
        within = [(when, family) for _, when, family in openings if start <= when <= start + HOUR]
        if len({family for _, family in within}) > most:
            assert any(burst.begins <= start and within[-1][0] <= burst.ends for burst in found)
    for burst in found:
        inside = {family for _, when, family in openings if burst.begins <= when <= burst.ends}
        assert burst.families == inside
        assert len(burst.families) > most
    assert not any(one.begins <= other.ends and other.begins <= one.ends for one, other in combinations(found, 2))
