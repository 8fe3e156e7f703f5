"""What kinds of content there are, and what each needs before it crosses (domain 4.3)."""

from django.db.models import TextChoices


class Category(TextChoices):
    """What kind of content a row is. Which crosses between bureaus follows from the WTWCC 10B (domain 4.3).

    Reporter identity, criminal history, the court file and psychotherapy notes have no code: they are never kept here.
    """

    IDENTITY = "identity", "Identity, programs and workers"
    CONTACT = "contact", "Address, phone and how to reach the family"
    LOGISTICS = "logistics", "Meeting logistics"
    CALWORKS_STATUS = "calworks_status", "CalWORKs and Welfare-to-Work status, hours, appointments"
    CASH_AID = "cash_aid", "Cash aid, budget and earnings"
    SERVICES = "services", "Case-plan services, dates and visits"
    HOUSING = "housing", "Housing and homelessness"
    EMPLOYMENT = "employment", "Employment and appraisal summary"
    EDUCATION = "education", "Education"
    CULTURE = "culture", "Culture and traditions, in the family's words"
    PHYSICAL_HEALTH = "physical_health", "Physical health"
    MENTAL_HEALTH = "mental_health", "Mental health"
    SUBSTANCE_USE = "substance_use", "Substance use treatment"
    DRUG_TEST_RESULTS = "drug_test_results", "Drug-test results"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
    CANS = "cans", "CANS assessment"
    INVESTIGATION = "investigation", "Investigation and safety assessment"


# XOVER1's minimum: crosses without a WTWCC 10B. A row of these categories may be about the family as a whole.
CONSENT_FREE = frozenset({Category.IDENTITY, Category.CONTACT, Category.LOGISTICS})
# Never crosses, whatever is signed.
NEVER_CROSSES = frozenset({Category.INVESTIGATION})
# What is written down together, at a meeting or in a plan. Identity and contact stand on pages of their own.
WRITTEN_TOGETHER = [
    category for category in Category if category not in NEVER_CROSSES | {Category.IDENTITY, Category.CONTACT}
]
# Each needs the signer's own initials, and is kept from the other parent's copy of the plan.
SENSITIVE = frozenset(
    {
        Category.CASH_AID,
        Category.PHYSICAL_HEALTH,
        Category.MENTAL_HEALTH,
        Category.SUBSTANCE_USE,
        Category.DRUG_TEST_RESULTS,
        Category.DOMESTIC_ABUSE,
    }
)


# What has no field anywhere, and where that comes from.
NEVER_KEPT = {
    "Who reported suspected abuse or neglect": "Penal Code 11167",
    "Criminal history": "the rules of CLETS and CORI",
    "The juvenile court's file": "W&I 827",
    "Psychotherapy notes": "45 CFR 164.501",
}


class Need(TextChoices):
    """What a category needs before a row of it crosses to the other bureau (domain 4.3)."""

    NOTHING = "nothing", "Nothing: it crosses by itself"
    TICK = "tick", "The signer's tick"
    INITIALS = "initials", "The signer's tick and initials"
    NEVER = "never", "It never crosses, whatever is signed"
