import families.models.base
from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Replace, Upper


def write_in_capitals(apps, schema_editor):
    for model in ("Conflict", "HistoricalConflict"):
        apps.get_model("families", model).objects.update(number=Upper(Replace(F("number"), Value(" "))))


class Migration(migrations.Migration):
    dependencies = [("families", "0015_notice_particulars")]

    operations = [
        migrations.AlterField(
            model_name="conflict",
            name="number",
            field=families.models.base.CaseNumberField(blank=True, max_length=30, verbose_name="case number"),
        ),
        migrations.AlterField(
            model_name="historicalconflict",
            name="number",
            field=families.models.base.CaseNumberField(blank=True, max_length=30, verbose_name="case number"),
        ),
        migrations.RunPython(write_in_capitals, migrations.RunPython.noop),
    ]
