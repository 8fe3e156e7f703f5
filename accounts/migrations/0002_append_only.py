from django.db import migrations

from accounts.immutability import append_only, create_function


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        create_function(),
        append_only("accounts_accesslogentry"),
    ]
