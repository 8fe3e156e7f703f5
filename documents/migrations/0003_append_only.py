from django.db import migrations

from accounts.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_initial"), ("accounts", "0002_append_only")]
    operations = [
        append_only("documents_documentfile"),
    ]
