from django.db import migrations

from accounts.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("crossover", "0009_eligibility_check")]
    operations = [append_only("crossover_eligibilitycheck")]
