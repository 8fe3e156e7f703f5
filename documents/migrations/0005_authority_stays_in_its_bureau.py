from django.db import migrations


def keep_in(apps, schema_editor):
    """A legal representative's document may be a court's: those stored before stay in their bureau too."""
    apps.get_model("documents", "Document").objects.filter(kind="authority").update(confidential=True)


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_consent_whole")]

    operations = [migrations.RunPython(keep_in, migrations.RunPython.noop)]
