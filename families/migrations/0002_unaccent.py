"""Names are found with or without their accents."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("families", "0001_initial")]

    operations = [UnaccentExtension()]
