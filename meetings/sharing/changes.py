"""Changes in a family's structure as one person may read them, each with what it still asks."""

from dataclasses import dataclass

from accounts.access import reason_against, visible
from accounts.models import User
from crossover.enums import System
from families.models import Family
from meetings.contact_enums import ChangeStep
from meetings.deadlines import ltms_held
from meetings.models import StructureChange
from meetings.rules.changes import check_can_say_done, facts_of, open_steps


@dataclass(frozen=True)
class ChangeShown:
    """A change, the steps it leaves open, and those of them that this reader may say are done."""

    change: StructureChange
    steps: list[tuple[ChangeStep, bool]]


def changes_for(family: Family, user: User) -> list[ChangeShown]:
    """The changes that this reader may read, the latest first."""
    found = visible(StructureChange, user).filter(family=family)
    changes = list(found.select_related("about", "recorded_by", "family"))
    looks = family.clearances.filter(system=System.CALSAWS).values_list("made_at", flat=True)
    left = [(change.key, step) for step, change in open_steps(map(facts_of, changes), looks, ltms_held(family))]
    return [
        ChangeShown(
            change,
            [
                (step, not reason_against(check_can_say_done, user, change, step))
                for step in ChangeStep
                if (str(change.uuid), step) in left
            ],
        )
        for change in changes
    ]
