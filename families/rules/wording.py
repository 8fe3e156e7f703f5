"""What has no place in the free words of XOVER1: it circulates before consent (31-090 III.C.2; W&I 10850)."""

import re

TELLTALE = {
    "the report": ("alleg", "reporter", "reported", "neglect", "investigat", "substantiat", "maltreat"),
    "health": ("medic", "hospital", "diagnos", "disab", "pregnan", "illness", "hiv", "suicid", "depress", "bipolar",
               "psych", "therap", "mental"),
    "substance use": ("drug", "alcohol", "meth", "opioid", "heroin", "cocaine", "rehab", "sober", "relaps", "overdos"),
    "abuse": ("abus", "violen", "batter", "restraining", "assault", "molest", "rape", "raping", "rapist", "sexual",
              "beat", "hit", "shelter"),
    "court": ("court", "arrest", "jail", "prison", "probation", "parole", "felon", "convict", "criminal", "police"),
}  # fmt: skip
WHOLE_WORDS = {"hit", "beat", "meth", "hiv"}


def telltales(text: str) -> dict[str, str]:
    """Words of `text` that tell of what may not stand there: word -> what it tells of."""
    return {
        word: kind
        for word in re.findall(r"[a-z]+", text.casefold())
        for kind, stems in TELLTALE.items()
        if any(word == stem if stem in WHOLE_WORDS else word.startswith(stem) for stem in stems)
    }
