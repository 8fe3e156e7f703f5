"""Which rows keep a history, and by what each hangs from its family."""

from typing import Any

from django.utils.text import capfirst

from caseplans.models import (
    Activity,
    ActivityMove,
    ActivityPerson,
    Assessment,
    Goal,
    GoalOutcome,
    OutreachAttempt,
    Plan,
    ProgramClosing,
    ProgressNote,
    ResidualNeed,
    SourceRequirement,
    StatusReview,
    Strength,
    Transition,
)
from crossover.models import Clearance, ConsentRequest, Xover1
from families.models import (
    Address,
    Assignment,
    CalworksCase,
    CfsCase,
    Conflict,
    Family,
    MonthlyFigure,
    OwnTask,
    Person,
    PersonNote,
    Referral,
    Removal,
    Restriction,
    WtwStanding,
)
from meetings.models import (
    Attendance,
    BureauRequest,
    Contact,
    ContactParticipant,
    Decision,
    DispositionReview,
    Meeting,
    MeetingNote,
    MeetingRequest,
    RequestAnswer,
    StructureChange,
    ThreadNote,
)

PERSON_ROWS: dict[str, type[Any]] = {
    "addresses": Address,
    "notes": PersonNote,
    "standings": WtwStanding,
    "figures": MonthlyFigure,
    "removals": Removal,
}
CATEGORISED: list[type[Any]] = [
    *PERSON_ROWS.values(),
    Attendance,
    MeetingNote,
    MeetingRequest,
    Decision,
    DispositionReview,
    Contact,
    ContactParticipant,
    BureauRequest,
    RequestAnswer,
    ThreadNote,
    StructureChange,
    Goal,
    Activity,
    SourceRequirement,
    Assessment,
    Strength,
    ProgressNote,
    OutreachAttempt,
    StatusReview,
    ProgramClosing,
    ResidualNeed,
]
PLAIN: dict[type[Any], str] = {
    Family: "pk",
    Person: "family",
    CfsCase: "family",
    CalworksCase: "family",
    Referral: "family",
    Clearance: "family",
    Xover1: "family",
    ConsentRequest: "family",
    Meeting: "family",
    Plan: "family",
    ActivityPerson: "activity__family",
    Transition: "family",
    ActivityMove: "activity__family",
    GoalOutcome: "goal__family",
    Restriction: "family",
    Conflict: "family",
    OwnTask: "family",
}
ALL: list[type[Any]] = [*CATEGORISED, *PLAIN, Assignment]
MODELS = {model._meta.label: model for model in ALL}
KINDS = {label: capfirst(str(model._meta.verbose_name)) for label, model in MODELS.items()}
