"""The table of deadlines in docs names every row of the design, functions that exist and numbers of the county."""

import importlib
import re
from pathlib import Path

import pytest

from accounts.county import COUNTY_NUMBERS

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (Path(__file__).parents[2] / "docs" / "deadlines.md").read_text().splitlines()
    if re.match(r"\| \d", line)
]


def test_every_row_is_there():
    assert {row[0] for row in ROWS} == {str(number) for number in range(1, 27)} | {"6b"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_what_it_names_exists(row):
    for path in re.findall(r"`(\w+(?:\.\w+)+)`", row[2]):
        module, _, function = path.rpartition(".")
        assert callable(getattr(importlib.import_module(module), function))
    assert set(re.findall(r"`(\w+)`", row[3])) <= COUNTY_NUMBERS.keys()
    if "not held yet" not in row[2] and "no task" not in row[2]:
        assert row[3], "its number is a setting"
