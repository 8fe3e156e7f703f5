"""What the other bureau's workers of a family read today of this bureau's rows, and what stays, each with why."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from accounts.access import visible
from accounts.models import User
from crossover.models import Consent
from crossover.sharing import readable, seen_across
from crossover.sharing.panel import TRAINED_ONLY, why_it_stays
from documents.enums import SCANS
from documents.models import Document
from families.enums import CONSENT_FREE, Category
from families.models import Categorised, Family
from reports.querysets.kept import CATEGORISED


@dataclass(frozen=True)
class RowAcross:
    """One row of the reader's own bureau: what it is, about whom, whether it crosses, and why or why not.

    `paper` tells which signed form a scan or a sealed PDF is of.
    """

    kind: str
    words: str
    category: str
    about: str
    crosses: bool
    why: str
    paper: str = ""


def rows_across(family: Family, user: User) -> list[RowAcross]:
    """Every row of the reader's bureau that they may read themselves, by category and person."""
    own = [rows.select_related("about") for rows in own_rows(family, user)]
    seen: list[dict[int, list[int]]] = [
        dict(seen_across(rows, user.bureau).values_list("pk", "opened_by")) for rows in own
    ]
    signed = _signed({key for opened in seen for keys in opened.values() for key in keys})
    papers = _papers(family, user)
    found = [_row(row, opened, signed, papers) for rows, opened in zip(own, seen, strict=True) for row in rows]
    return sorted(found, key=lambda row: (row.category, row.about, row.kind, row.words))


def own_rows(family: Family, user: User) -> list[Any]:
    """The rows of the reader's bureau that this page is about."""
    return [readable(rows, user).filter(bureau=user.bureau) for rows in _categorised(family)]


def _categorised(family: Family) -> list[Any]:
    """Rows with a category, and scans. Copies of the plan are opened item by item, by what stands in them."""
    rows = [model._default_manager.filter(family=family) for model in CATEGORISED]
    return [*rows, Document.objects.filter(family=family, kind__in=SCANS)]


def _signed(keys: set[int]) -> dict[int, str]:
    """These consents in words: by date and signer."""
    consents = Consent.objects.filter(pk__in=keys).select_related("signer")
    return {consent.pk: f"{consent} by {consent.signer}" for consent in consents}


def _papers(family: Family, user: User) -> dict[int, str]:
    """Each scan and sealed form, by its key: which day's form it is of, and whose."""
    consents = visible(Consent, user).filter(request__family=family).select_related("signer", "sealed")
    papers: dict[int, str] = {}
    for consent in consents:
        sealed = getattr(consent, "sealed", None)
        keys = (consent.scan_id, consent.authority_id, sealed.document_id if sealed else None)
        papers |= {key: f"signed {date_format(consent.signed_on)} by {consent.signer}" for key in keys if key}
    return papers


def _row(row: Categorised, opened: dict[int, list[int]], signed: dict[int, str], papers: dict[int, str]) -> RowAcross:
    crosses = row.pk in opened
    forms = list(dict.fromkeys(signed[key] for key in opened.get(row.pk, ())))
    return RowAcross(
        kind=str(row._meta.verbose_name).capitalize(),
        words=_words(row),
        paper=papers.get(row.pk, "") if isinstance(row, Document) else "",
        category=Category(row.category).label,
        about=str(row.about or "The household"),
        crosses=crosses,
        why=_why_it_crosses(row, forms) if crosses else why_it_stays(row.category, row.confidential),
    )


def _why_it_crosses(row: Categorised, forms: list[str]) -> str:
    """XOVER1's minimum, or the forms that open this very row, or a county rule."""
    if row.category in CONSENT_FREE:
        return "XOVER1's minimum"
    by = "; ".join(forms) or "A county rule opens this category"
    return f"{by}, {TRAINED_ONLY}" if row.category == Category.DOMESTIC_ABUSE else by


def _words(row: Any) -> str:
    """The row as its page shows it: its name, and what was written."""
    said = [getattr(row, name, "") for name in ("text", "value")]
    role = row.get_role_display() if hasattr(row, "get_role_display") else ""
    return ": ".join(dict.fromkeys(str(part) for part in (row, *said, role) if part not in {"", None}))
