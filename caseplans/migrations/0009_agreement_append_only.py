from django.db import migrations

from accounts.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("caseplans", "0008_agreement")]
    operations = [append_only("caseplans_planshown"), append_only("caseplans_signaturerefusal")]
