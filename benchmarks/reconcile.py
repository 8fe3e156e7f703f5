"""Measure the reconciliation of a plan: `python benchmarks/reconcile.py`.

Exits with 1 where 200 activities take more than 50 ms on one core, or where the time grows worse than n log n. Two
families: one that grows with its plan, 25 activities to a person, and one of two people for whom everything is planned
that there is, so that nearly every activity collides. The limit in milliseconds is asked of the first.
"""

import argparse
import math
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from caseplans.rules.reconciliation import PlanFacts

SIZES = (50, 100, 200, 400, 800)
MEASURED, LIMIT_MS = 200, 50.0
# How much more a unit of n log n may take at the largest plan than at one half as large. A pairwise loop takes 1.8.
GROWTH = 1.4
ROUNDS = 9


@dataclass(frozen=True)
class Result:
    size: int
    findings: int
    milliseconds: float

    @property
    def per_n_log_n(self) -> float:
        """Microseconds for each unit of n log n."""
        return self.milliseconds * 1000 / (self.size * math.log2(self.size))


def processor_ms(do: Callable[[], object]) -> float:
    """What it costs one core, whatever else the machine does."""
    begun = time.process_time()
    do()
    return (time.process_time() - begun) * 1000


def measured(make: "Callable[[int], PlanFacts]", rounds: int) -> list[Result]:
    from caseplans.rules.reconciliation import reconcile  # noqa: PLC0415 -- Django is set up in `main`

    results = []
    for size in SIZES:
        facts = make(size)
        times = [processor_ms(lambda facts=facts: reconcile(facts)) for _ in range(rounds)]  # type: ignore[misc]
        results.append(Result(size, len(reconcile(facts)), statistics.median(times)))
    return results


def table(name: str, results: list[Result]) -> str:
    lines = [f"{name:34}{'findings':>10}{'median ms':>12}{'us per n log n':>17}"]
    lines += [
        f"{one.size:>6} activities{one.findings:>27}{one.milliseconds:>12.1f}{one.per_n_log_n:>17.2f}"
        for one in results
    ]
    return "\n".join(lines)


def wrong(results: list[Result], limit: float) -> list[str]:
    """What is slower than it may be, in words."""
    by_size = {one.size: one for one in results}
    told = []
    if by_size[MEASURED].milliseconds > limit:
        told.append(f"{MEASURED} activities take {by_size[MEASURED].milliseconds:.1f} ms, and {limit:.0f} are allowed.")
    before, last = results[-2:]
    growth = last.per_n_log_n / before.per_n_log_n
    if growth > GROWTH:
        told.append(f"From {before.size} to {last.size} activities a unit of n log n grows {growth:.2f} times.")
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the reconciliation of a plan.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linkages_site.settings")
    django.setup()
    from benchmarks.large_plans import crowded, roomy  # noqa: PLC0415 -- Django is set up above

    told = []
    for name, make, limit in (("25 activities to a person", roomy, LIMIT_MS), ("all of two people", crowded, math.inf)):
        results = measured(lambda size, make=make: make(size, random.Random(1)), options.rounds)  # type: ignore[misc]
        print(table(name, results), end="\n\n")
        told += wrong(results, limit)
    print(*told, sep="\n", end="\n" if told else "")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
