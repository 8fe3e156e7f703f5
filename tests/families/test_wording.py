"""What the free words of XOVER1 may not tell."""

import pytest

from families.rules.wording import telltales


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Call after 5 pm, ask for the interpreter", set()),
        ("Whitney, second floor, gate code at the door", set()),
        ("Mother is PREGNANT", {"health"}),
        ("in rehab until May", {"substance use"}),
        ("Father arrested; court on Monday", {"court"}),
        ("reporter is the neighbor", {"the report"}),
        ("restraining order", {"abuse"}),
        ("she was raped; sexual contact", {"abuse"}),
        ("grape juice for the meeting", set()),
        ("", set()),
    ],
)
def test_telltale_words(text, kinds):
    assert set(telltales(text).values()) == kinds
