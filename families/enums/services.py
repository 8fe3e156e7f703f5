"""The services a plan may name, and what each tells of a person (31-090 III.F; domain 3.5)."""

from django.db.models import TextChoices

from families.enums.categories import Category


class ServiceType(TextChoices):
    """The services the handbook names (31-090 III.F), and the few it does not: what the county's catalogue begins with.

    The county adds services of its own to the catalogue (`families.Service`); these have a code the rules know.
    """

    SUBSTANCE_USE = "substance_use", "Drug and alcohol services"
    MENTAL_HEALTH = "mental_health", "Mental health services"
    TRANSPORTATION = "transportation", "Transportation"
    ANGER_MANAGEMENT = "anger_management", "Anger management classes"
    PARENTING = "parenting", "Parenting classes"
    EMPLOYMENT = "employment", "Employment"
    HOUSING = "housing", "Housing services"
    FOOD = "food", "Food bank"
    DOMESTIC_VIOLENCE = "domestic_violence", "Domestic violence services"
    CLOTHES_CLOSET = "clothes_closet", "Ready-to-Work Clothes Closet (VESTIA)"
    CHILD_CARE = "child_care", "Child care"
    VISITATION = "visitation", "Visits with the children"
    HOME_VISIT = "home_visit", "Social worker's home visits"
    HOME_VISITING = "home_visiting", "Home visiting program"
    RENTAL_ASSISTANCE = "rental_assistance", "Rental assistance"
    HOMELESS_AID = "homeless_aid", "Homeless assistance"
    PRESERVATION = "preservation", "Family Preservation"
    SUBSIDIZED_JOB = "subsidized_job", "Subsidized employment"
    OTHER = "other", "Other"


# What a service by itself tells of a person: a row that names it is of this kind of information.
TELLS_OF = {
    ServiceType.SUBSTANCE_USE: Category.SUBSTANCE_USE,
    ServiceType.MENTAL_HEALTH: Category.MENTAL_HEALTH,
    ServiceType.DOMESTIC_VIOLENCE: Category.DOMESTIC_ABUSE,
}


class WtwActivity(TextChoices):
    """As what an activity counts toward Welfare-to-Work (W&I 11322.6; domain 5)."""

    JOB = "job", "Unsubsidized employment"
    SUBSIDIZED_JOB = "subsidized_job", "Subsidized employment"
    WORK_EXPERIENCE = "work_experience", "Work experience"
    ON_THE_JOB_TRAINING = "on_the_job_training", "On-the-job training"
    COMMUNITY_SERVICE = "community_service", "Community service"
    BASIC_EDUCATION = "basic_education", "Adult basic education"
    VOCATIONAL_EDUCATION = "vocational_education", "Vocational education"
    JOB_EDUCATION = "job_education", "Education directly related to employment"
    JOB_SEARCH = "job_search", "Job search and job readiness"
    BEHAVIORAL_HEALTH = "behavioral_health", "Mental health or substance use services"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse services"
    CFS_ACTIVITY = "cfs_activity", "Activity of the CFS case plan"
    OTHER = "other", "Other necessary activity"


# What counting as this tells of a person: a row that says so is of one of these kinds of information.
COUNTING_TELLS = {
    WtwActivity.BEHAVIORAL_HEALTH: (Category.MENTAL_HEALTH, Category.SUBSTANCE_USE),
    WtwActivity.DOMESTIC_ABUSE: (Category.DOMESTIC_ABUSE,),
}
