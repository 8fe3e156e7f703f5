"""The coordinated items as text, to be pasted into the CFS case plan update and into the WTW or FS plan."""

from collections.abc import Iterable

from django.utils.formats import date_format

from accounts.enums import Bureau
from caseplans.enums import PROGRAM_OF, CountsOn, Source
from caseplans.models import Activity
from caseplans.rules.requirements import Covered


def goes_into(activity: Activity, covered: Iterable[Covered], program: str) -> bool:
    """Whether a program's own plan takes this up: it comes from there, satisfies it, is provided or counted by it."""
    if PROGRAM_OF.get(Source(activity.source)) == program or activity.provided_by == program:
        return True
    if program == Bureau.CALWORKS and (activity.counts_on or activity.counts_as):
        return True
    return any(activity in one.activities and one.requirement.bureau == program for one in covered)


def item_text(activity: Activity, covered: Iterable[Covered], program: str) -> str:
    """One item as a paragraph of plain text: what, who, where, when, until when, what it satisfies and counts as.

    Of the requirements it satisfies only those of the program's own plan are named: the text is pasted there.
    """
    who = " and ".join(str(one) for one in activity.everyone()) or activity.get_responsible_display()
    own = [one for one in covered if one.requirement.bureau == program]
    satisfied = [str(one.requirement) for one in own if activity in one.activities]
    lines = [
        f"{activity.text} ({activity.service})",
        f"  Who: {who}",
        _line("With", activity.provider),
        _line("When", activity.when_in_words),
        _line("Hours a week", f"{activity.hours_a_week.normalize():f}" if activity.hours_a_week else ""),
        f"  By: {date_format(activity.due_on)}",
        f"  Required: {'yes' if activity.mandatory else 'no'}. From: {activity.get_source_display()}",
        _line("Satisfies", "; ".join(satisfied)),
        f"  Provided by {activity.get_provided_by_display()}, paid by {activity.get_paid_by_display()}",
        _line("Counts toward Welfare-to-Work as", _counted(activity)),
        _line("How we will know", activity.measure),
    ]
    return "\n".join(filter(None, lines))


def items_text(items: Iterable[Activity], covered: Iterable[Covered], program: str, notice: str = "") -> str:
    """The items that the program's own plan takes up and the notice that goes with them, a blank line between.

    Empty where there is none.
    """
    held = list(covered)
    return "\n\n".join(filter(None, [notice, *(item_text(one, held, program) for one in items)]))


def _line(label: str, said: str) -> str:
    return f"  {label}: {said}" if said else ""


def _counted(activity: Activity) -> str:
    if not activity.counts_as:
        return ""
    on = f" on the {CountsOn(activity.counts_on).label}" if activity.counts_on else ", once it stands on a signed plan"
    verified = "hours verified" if activity.hours_verified else "hours not verified"
    return f"{activity.get_counts_as_display()}{on}; {verified}"
