"""The plans that are made for measuring can be made, are the same each time, and give reconciliation work to do."""

import random

import pytest

from benchmarks.large_plans import crowded, roomy
from benchmarks.reconcile import LIMIT_MS, Result, wrong
from caseplans.rules.reconciliation import reconcile


@pytest.mark.parametrize(("make", "size"), [(roomy, 200), (crowded, 40)])
def test_a_plan_made_for_measuring(make, size):
    facts = make(size, random.Random(1))
    assert facts == make(size, random.Random(1))
    assert {"R2", "R3", "R8", "R9"} <= {one.rule.value for one in reconcile(facts)}


@pytest.mark.parametrize(
    ("at_200", "at_800", "told"),
    [(49, 430, 0), (51, 430, 1), (40, 800, 1)],  # as n log n from 400 on; too slow; as a loop over pairs
)
def test_what_the_benchmark_refuses(at_200, at_800, told):
    results = [Result(200, 0, at_200), Result(400, 0, 200), Result(800, 0, at_800)]
    assert len(wrong(results, LIMIT_MS)) == told
