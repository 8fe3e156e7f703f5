"""Measure the plan's paper against the bare renderer: `python benchmarks/pdf.py`.

The same HTML goes through `documents.pdf.render_pdf` (PDF/A-2a and PDF/UA-1) and through WeasyPrint alone, in turn. The
ratio of the two medians decides: where an ordinary plan takes more than twice as long the exit code is 1.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

MEASURED, LIMIT = "ordinary", 2.0
PLANS = (MEASURED, "ordinary in Spanish", "arabic", "forty activities")
ROUNDS = 7


def processor_ms(do: Callable[[], object]) -> float:
    """What it costs one core, whatever else the machine does."""
    begun = time.process_time()
    do()
    return (time.process_time() - begun) * 1000


def measured(case: str, rounds: int) -> tuple[float, float]:
    """Median milliseconds of ours and of the bare renderer, on the same page."""
    from weasyprint import HTML  # noqa: PLC0415 -- measured beside ours

    from documents.pdf import PRINT_ASSETS, render_pdf  # noqa: PLC0415 -- Django is set up in `main`
    from tests.caseplans.golden import CASES, html_of  # noqa: PLC0415 -- Django is set up in `main`

    html, language = html_of(case), CASES[case][1]
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(rounds + 1):
        ours.append(processor_ms(lambda: render_pdf(html, lang=language, title="LCCP1")))
        bare.append(processor_ms(lambda: HTML(string=html, base_url=f"{PRINT_ASSETS}/").write_pdf()))
    return statistics.median(ours[1:]), statistics.median(bare[1:])


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the plan's paper against the bare renderer.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linkages_site.settings")
    django.setup()

    ratios = {}
    print(f"{'plan':22}{'ours, ms':>12}{'bare, ms':>12}{'ratio':>9}")
    for case in PLANS:
        ours, bare = measured(case, options.rounds)
        ratios[case] = ours / bare
        print(f"{case:22}{ours:>12.0f}{bare:>12.0f}{ratios[case]:>9.2f}")
    if ratios[MEASURED] > LIMIT:
        print(f"The paper of an ordinary plan takes {ratios[MEASURED]:.2f} times as long, and {LIMIT:.1f} is allowed.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
