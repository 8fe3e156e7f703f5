"""What is typed into the plan: requirements, goals, activities, signatures, copies handed over."""

from caseplans.forms.activities import ActivityForm, ProgressForm
from caseplans.forms.requirements import LinesForm, PastedForm, ProgramPlanForm, RequirementForm
from caseplans.forms.rows import GoalForm, RowForm
from caseplans.forms.signing import GiveCopyForm, LinkForm, SignForm

__all__ = [
    "ActivityForm", "GiveCopyForm", "GoalForm", "LinesForm", "LinkForm", "PastedForm", "ProgramPlanForm",
    "ProgressForm", "RequirementForm", "RowForm", "SignForm",
]  # fmt: skip
