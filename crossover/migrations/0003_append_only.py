from django.db import migrations

from accounts.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("crossover", "0002_initial"), ("accounts", "0002_append_only")]
    operations = [
        append_only("crossover_consent"),
        append_only("crossover_consentscope"),
        append_only("crossover_consentevent"),
        append_only("crossover_stageevent"),
    ]
