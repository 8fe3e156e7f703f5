"""The accounting of disclosures on paper."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import County, User
from documents.pdf import render_pdf
from families.models import Person
from reports.querysets.accounting import accounts_of, handed_to_the_family

TITLE = "Accounting of disclosures"


def accounting_pdf(person: Person, by: User) -> bytes:
    """What was disclosed of this person to the other bureau, made by `by` for the family who asks."""
    county, now = County.objects.ours(), timezone.now()
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
        "accounts": accounts_of(person, by),
        "handed": handed_to_the_family(person, by),
    }
    return render_pdf(render_to_string("reports/accounting_pdf.html", context), lang="en", title=TITLE, created=now)
