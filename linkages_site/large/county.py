"""A county of any size with invented families, for measuring: the same seed makes the same county."""

from django.db import connection, transaction

from accounts.models import County
from families.models import Family
from families.services import settle
from linkages_site.large.content import keep
from linkages_site.large.crossing import clear, coordinate
from linkages_site.large.households import open_cases, settle_in
from linkages_site.large.rows import Rows
from linkages_site.large.staff import Staff, hire


@transaction.atomic
def make_large_county(families: int, password: str) -> Staff:
    """Facts in bulk, then each family's grants and tasks; last, the database takes its statistics."""
    County.objects.update_or_create(pk=1, defaults={"name": "Contra Vista County", "holds_demo_data": True})
    rows = Rows()
    staff = hire(rows, families, password)
    homes = settle_in(rows, staff, families)
    open_cases(rows, staff, homes)
    clear(rows, staff, homes)
    coordinate(rows, homes)
    keep(rows, staff, homes)
    for family in Family.objects.order_by("pk"):
        settle(family)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return staff
