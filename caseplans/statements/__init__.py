"""The plan's fixed words in the languages it is shown and printed in. What people wrote stays as they wrote it."""

from caseplans.statements.english import ENGLISH, ENGLISH_CODES
from caseplans.statements.spanish import SPANISH, SPANISH_CODES
from families.enums import Language

LANGUAGES = [(Language.ENGLISH.value, "English"), (Language.SPANISH.value, "Español")]
WORDS = {"en": ENGLISH, "es": SPANISH}
CODES = {"en": ENGLISH_CODES, "es": SPANISH_CODES}
DATE_FORMATS = {"en": "M j, Y", "es": "j b Y"}
TIME_FORMATS = {"en": "g:i A", "es": "g:i a"}
MONTH_FORMATS = {"en": "F Y", "es": r"F \d\e Y"}
