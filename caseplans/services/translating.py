"""Entering a translation beside what was written: it is frozen with the version, and the original words count."""

from typing import Any

from django.db import transaction

from accounts.models import User
from caseplans.models import Activity, Goal
from caseplans.rules import check_tells_no_kept_address
from caseplans.rules.translating import check_language, texts_of
from caseplans.services.drafting import lock_for_writing
from families.services import save_version


@transaction.atomic
def translate_row(*, row: Goal | Activity, by: User, version: int, language: str, **words: str) -> Any:
    """Write down the row's texts in a language; what is left empty is not translated.

    Raises `StaleRow` where someone else saved since `version`.
    """
    lock_for_writing(row.goal.plan if isinstance(row, Activity) else row.plan, by)
    check_language(language)
    kept = type(row)._default_manager.get(pk=row.pk)
    check_tells_no_kept_address(by, kept.family, {"confidential": kept.confidential} | words)
    given = {name: words[name] for name in texts_of(kept) if words.get(name)}
    translations = {code: said for code, said in kept.translations.items() if code != language}
    if given:
        translations[language] = given
    return save_version(row, version, translations=translations)
