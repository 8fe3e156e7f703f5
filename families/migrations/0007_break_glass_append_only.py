from django.db import migrations

from accounts.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("families", "0006_exceptions"), ("accounts", "0004_covers")]
    operations = [append_only("families_breakglass"), append_only("families_breakglassreview")]
