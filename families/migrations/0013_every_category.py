from django.db import migrations
from django.utils import timezone

CATEGORIES = [
    "identity", "contact", "logistics", "calworks_status", "cash_aid", "services", "housing", "employment", "education",
    "culture", "physical_health", "mental_health", "substance_use", "drug_test_results", "domestic_abuse", "cans",
    "investigation",
]  # fmt: skip


def seed(apps, schema_editor):
    """A row for each category that has none, both flags off, and the first line of its history."""
    rules = apps.get_model("families", "CategoryRule")._default_manager
    history = apps.get_model("families", "HistoricalCategoryRule")._default_manager
    for category in CATEGORIES:
        if not rules.filter(category=category).exists():
            (rule,) = rules.bulk_create([rules.model(category=category)])
            history.create(id=rule.pk, category=category, history_date=timezone.now(), history_type="+")


class Migration(migrations.Migration):
    dependencies = [("families", "0012_plain_labels")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
