"""Codes of what both programs learn of a family: assessments, what they ask about, and strengths."""

from django.db.models import TextChoices

from families.enums import Category


class Tool(TextChoices):
    SDM = "sdm", "SDM"
    CANS = "cans", "CANS"
    OCAT = "ocat", "OCAT"
    SOP = "sop", "Safety Organized Practice"
    OTHER = "other", "Another tool"


# As what kind of information the answers of a tool are kept. What they tell of a sensitive kind is a row of its own.
KEPT_AS = {Tool.SDM: Category.INVESTIGATION, Tool.CANS: Category.CANS, Tool.OCAT: Category.EMPLOYMENT}


class AssessmentTopic(TextChoices):
    """What an assessment asks about: where two ask the same, the answers are used again with consent."""

    EMPLOYMENT = "employment", "Work and job skills"
    EDUCATION = "education", "School and training"
    HOUSING = "housing", "Housing"
    MONEY = "money", "Money and needs of every day"
    TRANSPORT = "transport", "Transport"
    CHILD_CARE = "child_care", "Child care"
    PARENTING = "parenting", "Parenting"
    CHILDREN = "children", "How the children do"
    HEALTH = "health", "Physical health"
    BEHAVIORAL_HEALTH = "behavioral", "Mental health and substance use"
    SAFETY = "safety", "Safety at home"
    SUPPORT = "support", "Family, friends and community"


class StrengthFor(TextChoices):
    """What a strength helps with."""

    PARENTING = "parenting", "Parenting"
    EMPLOYMENT = "employment", "Employment"
