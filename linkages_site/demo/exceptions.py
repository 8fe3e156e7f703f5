"""One of each exception of need-to-know in the demo county: a cover, a restricted family, a reviewed break-glass."""

import datetime

from django.utils import timezone

from accounts.models import User
from families.enums import ReviewOutcome
from families.models import Assignment, BreakGlass, CfsCase
from families.services import break_glass, name_cover, restrict_family, review_break_glass
from linkages_site.demo.road import on_day


def make_exceptions(staff: dict[str, User], restricted: CfsCase, opened: CfsCase) -> None:
    """The IFS supervisor is away; one family is a relative of staff; one was opened by night and reviewed."""
    with on_day(1, by=staff["ifs.supervisor"]) as day:
        name_cover(
            by=staff["ifs.supervisor"],
            covered=staff["ifs.supervisor"],
            cover=staff["cfs.supervisor"],
            from_date=day,
            until_date=timezone.localdate() + datetime.timedelta(days=14),
        )
    carried = restricted.family
    workers = User.objects.filter(assignments__in=Assignment.objects.of_open_cases(carried).open()).distinct()
    with on_day(1, minutes=30, by=staff["ifs.supervisor"]):
        restrict_family(
            family=carried,
            by=staff["ifs.supervisor"],
            named=[staff["ifs.supervisor"], *workers],
            why="The mother's brother works in the county's CalWORKs intake",
        )
    with on_day(3, by=staff["er.worker"]):
        break_glass(
            by=staff["er.worker"],
            number=opened.number,
            reason="The police ask at night where the children may stay; nobody of the unit answers",
        )
    with on_day(2, by=staff["privacy.officer"]):
        review_break_glass(
            use=BreakGlass.objects.uses().get(),
            by=staff["privacy.officer"],
            outcome=ReviewOutcome.JUSTIFIED,
            note="The night log of the hotline confirms the call.",
        )
