from django.db import migrations

from accounts.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("caseplans", "0002_initial"), ("accounts", "0002_append_only")]
    operations = [
        append_only("caseplans_planversion"),
        append_only("caseplans_versionitem"),
        append_only("caseplans_requiredsigner"),
        append_only("caseplans_plansignature"),
        append_only("caseplans_finalcopy"),
        append_only("caseplans_copygiven"),
    ]
