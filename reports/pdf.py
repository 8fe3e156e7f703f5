"""The accounting of disclosures on paper."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import County, User
from crossover.sharing import PART_TWO
from documents.pdf import render_pdf
from families.enums import Category
from families.models import Person
from reports.querysets.accounting import Account, accounts_of, handed_to_the_family, signed_alone

TITLE = "Accounting of disclosures"
PART_TWO_NOTICE = (
    "This accounting tells of substance use information. 42 CFR Part 2 forbids passing it on without the written "
    "consent of the person it is about, unless that law allows it."
)


def accounting_pdf(person: Person, by: User) -> bytes:
    """What was disclosed of this person to the other bureau, made by `by` for the family who asks."""
    county, now = County.objects.ours(), timezone.now()
    accounts = accounts_of(person, by)
    context: dict[str, Any] = {
        "lang": "en",
        "title": TITLE,
        "county_name": county.name,
        "county_address": county.address,
        "form_id": TITLE,
        "form_version": date_format(timezone.localtime(now)),
        "person": person,
        "by": by,
        "made_at": now,
        "accounts": accounts,
        "notice": PART_TWO_NOTICE if _tells_of_substance_use(accounts) else "",
        "signed_alone": bool(signed_alone([person])),
        "handed": handed_to_the_family(person, by),
    }
    return render_pdf(render_to_string("reports/accounting_pdf.html", context), lang="en", title=TITLE, created=now)


def _tells_of_substance_use(accounts: list[Account]) -> bool:
    """Whether a line names a kind that 42 CFR Part 2 protects; the consent relied on stands beside it."""
    kinds = [Category(category).label for category in PART_TWO]
    return any(kind in each.kinds for account in accounts for each in account.opened for kind in kinds)
