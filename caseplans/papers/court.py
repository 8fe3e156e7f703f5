"""The progress summary that a CFS worker takes to court."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import County, User
from caseplans.sharing.court import CourtSummary
from documents.pdf import render_pdf

TITLE = "Progress summary for the court"


def court_page(summary: CourtSummary, by: User) -> bytes:
    """What the summary holds, on the county's paper; dated, and by whom it was made."""
    county, now = County.objects.ours(), timezone.now()
    title = f"{TITLE}: {summary.person}"
    context = {
        "lang": "en",
        "title": title,
        "county_name": county.name,
        "county_address": county.address,
        "form_id": TITLE,
        "form_version": date_format(timezone.localtime(now)),
        "summary": summary,
        "by": by,
    }
    html = render_to_string("caseplans/court_print.html", context)
    return render_pdf(html, lang="en", title=title, created=now)
