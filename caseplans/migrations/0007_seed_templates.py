from django.db import migrations
from django.utils import timezone

# Service, what, why, how we will know, small steps, how often, counts as.
TEMPLATES = [
    (
        "parenting", "Go to the parenting class every week", "New ways to handle a hard day", "Certificate of the class",
        ["Sign up", "Go to the first class", "Finish the class"], "weekly", "cfs_activity",
    ),
    (
        "employment", "Look for work with the job center", "Steady pay for the family", "Job log of each week",
        ["Write a resume", "Meet the job developer", "Apply for three jobs"], "weekly", "job_search",
    ),
    (
        "housing", "Meet the housing navigator and apply for apartments", "A steady home", "Applications handed in",
        ["Gather pay stubs and ID", "Meet the navigator", "Hand in two applications"], "", "",
    ),
    ("visitation", "Visit the children every week", "Stay close to each other", "Visits made", [], "weekly", "cfs_activity"),
    ("mental_health", "See the counselor", "Feel better and stay well", "Visits kept", ["Make the first appointment"],
     "weekly", "behavioral_health"),
    ("child_care", "Arrange child care for class and work hours", "", "Child care has begun", [], "once", ""),
]  # fmt: skip
FIELDS = ["service_id", "text", "why", "measure", "steps", "frequency", "counts_as"]


def seed(apps, schema_editor):
    """A few to begin with: the county changes and adds to them."""
    templates = apps.get_model("caseplans", "ActivityTemplate")._default_manager
    history = apps.get_model("caseplans", "HistoricalActivityTemplate")._default_manager
    for row in TEMPLATES:
        facts = dict(zip(FIELDS, row, strict=True))
        kept = templates.create(**facts)
        history.create(id=kept.pk, **facts, history_date=timezone.now(), history_type="+")


class Migration(migrations.Migration):
    dependencies = [("caseplans", "0006_activity_templates")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
