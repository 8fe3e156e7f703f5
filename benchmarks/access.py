"""Measure the access layer against SQL written by hand: `python benchmarks/access.py --families 5000`.

Makes the county where the database is empty. Exits with 1 where an answer differs from the one by hand, or takes more
than five times as long. Both statements go through the same cursor, and in turn, so that whatever else the machine
does meets them alike. The last column adds what Django needs to write its statement and to read the rows.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from benchmarks.measures import Measure

LIMIT = 5.0
ROUNDS = 15


@dataclass
class Result:
    """The milliseconds of one measure, round by round."""

    measure: "Measure"
    ours: list[float] = field(default_factory=list)
    by_hand: list[float] = field(default_factory=list)
    with_django: list[float] = field(default_factory=list)

    @property
    def medians(self) -> tuple[float, float, float]:
        return statistics.median(self.ours), statistics.median(self.by_hand), statistics.median(self.with_django)

    @property
    def ratio(self) -> float:
        ours, by_hand, _ = self.medians
        return ours / by_hand


def milliseconds(ask: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def differing(measures: "list[Measure]") -> list[str]:
    """The measures whose two answers are not the same rows in the same order."""
    return [measure.name for measure in measures if measure.our_rows() != measure.by_hand.rows()]


def timed(measures: "list[Measure]", rounds: int) -> list[Result]:
    results = [Result(measure) for measure in measures]
    statements = [measure.our_statement() for measure in measures]
    for _ in range(rounds):
        for result, statement in zip(results, statements, strict=True):
            result.ours.append(milliseconds(statement.rows))
            result.by_hand.append(milliseconds(result.measure.by_hand.rows))
            result.with_django.append(milliseconds(result.measure.our_rows))
    return results


def table(results: list[Result]) -> str:
    lines = [f"{'median ms':52}{'ours':>10}{'by hand':>10}{'ratio':>8}{'with Django':>14}"]
    for result in results:
        ours, by_hand, with_django = result.medians
        lines.append(f"{result.measure.name:52}{ours:10.2f}{by_hand:10.2f}{result.ratio:8.2f}{with_django:14.2f}")
    return "\n".join(lines)


def prepare(families: int) -> None:
    """Make the county where there is none."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linkages_site.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- Django is set up above

    from families.models import Family  # noqa: PLC0415 -- Django is set up above

    call_command("migrate", verbosity=0)
    if not Family.objects.exists():
        call_command("make_county", families=families)
    if Family.objects.count() != families:
        raise SystemExit(f"This database holds {Family.objects.count()} families. Name an empty one in DATABASE_URL.")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the access layer against SQL written by hand.")
    parser.add_argument("--families", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--explain", action="store_true", help="print the plan of the slowest query")
    options = parser.parse_args()
    prepare(options.families)
    from benchmarks.measures import measures  # noqa: PLC0415 -- Django is set up in `prepare`

    asked = list(measures())
    wrong = differing(asked)
    if wrong:
        print("Not the same rows:", *wrong, sep="\n  ")
        return 1
    results = timed(asked, options.rounds)
    print(table(results))
    slow = [result.measure.name for result in results if result.ratio > LIMIT]
    if slow:
        print(f"\nMore than {LIMIT:.0f} times the time of SQL by hand:", *slow, sep="\n  ")
    if options.explain:
        slowest = max(results, key=lambda result: result.medians[0])
        print(f"\n{slowest.measure.name}\n{slowest.measure.ours.explain(analyze=True, buffers=True)}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
