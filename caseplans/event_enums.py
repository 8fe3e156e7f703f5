"""What can happen to a case under a signed plan, and what it does to the case, the plan and access."""

from dataclasses import dataclass

from django.db.models import TextChoices


class EventKind(TextChoices):
    AGREEMENT_WITHDRAWN = "withdrawn", "The IFS agreement was withdrawn"
    AGREEMENT_EXPIRED = "expired", "The IFS agreement has run out"
    PETITION_FILED = "petition", "The case went to court"
    CHILD_REMOVED = "removed", "A child was removed"
    CHILD_RETURNED = "returned", "A child came back home"


@dataclass(frozen=True)
class Effect:
    """In words for a worker: what follows for the case, for the plan, and for who may read what."""

    case: str
    plan: str
    access: str


AS_BEFORE = "Nobody gains or loses access: it follows the assignments and the WTWCC 10Bs in force."
EFFECTS: dict[EventKind, Effect] = {
    EventKind.AGREEMENT_WITHDRAWN: Effect(
        "IFS ends: close the case, or take it on under another component. No LTM and no extension is due any more.",
        "What CFS asks is voluntary no longer: amend the plan, or prepare the transition to CalWORKs alone.",
        f"{AS_BEFORE} A withdrawn agreement revokes no WTWCC 10B: ask the family whether theirs goes on.",
    ),
    EventKind.AGREEMENT_EXPIRED: Effect(
        "Extend the agreement with the family, or close the case.",
        "What is due after the last day stands without an agreement: amend the plan once it is extended.",
        AS_BEFORE,
    ),
    EventKind.PETITION_FILED: Effect(
        "The court decides from here: the case plan follows its orders.",
        "Write down what the court orders, and amend the plan: an order comes before everything else in it.",
        f"{AS_BEFORE} The court's own papers are never kept here, and the court component stays within CFS.",
    ),
    EventKind.CHILD_REMOVED: Effect(
        "A CFT is due, and the project code follows: Mutual Clients, or AB 429 with Family Reunification.",
        "Check AB 429 and AB 135 below, write the Family Reunification plan before cash aid stops, and amend the plan.",
        f"{AS_BEFORE} Where the child is placed is told only as the family's WTWCC 10B allows.",
    ),
    EventKind.CHILD_RETURNED: Effect(
        "Family Reunification ends for this child, and the project code goes back to Mutual Clients.",
        "Go back to Welfare-to-Work: amend the plan, its child care and its hours.",
        AS_BEFORE,
    ),
}
