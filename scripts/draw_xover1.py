"""Draw XOVER1's states from the table into docs/xover1.md: `python scripts/draw_xover1.py`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "xover1.md"
sys.path.insert(0, str(ROOT))

from crossover.enums import ENDED, XOVER1_TRANSITIONS  # noqa: E402 -- the path above comes first

TEXT = """\
# The states of XOVER1

Drawn from `XOVER1_TRANSITIONS` in `crossover/enums.py` by `python scripts/draw_xover1.py`; a test compares the two.
Who may take which step, and when, is said in `crossover/rules/xover1.py`; who may return, recall or pass it on, in
`crossover/rules/routing.py`.

```mermaid
stateDiagram-v2
{lines}
```
"""


def page() -> str:
    lines = [f'    state "{state.label}" as {state.value}' for state in XOVER1_TRANSITIONS]
    lines += [f"    [*] --> {next(iter(XOVER1_TRANSITIONS)).value}"]
    for state, following in XOVER1_TRANSITIONS.items():
        lines += [f"    {state.value} --> {after.value}" for after in XOVER1_TRANSITIONS if after in following]
    lines += [f"    {state.value} --> [*]" for state in XOVER1_TRANSITIONS if state in ENDED]
    return TEXT.format(lines="\n".join(lines))


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page())
