from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("families", "0014_next_step_of_xover1")]

    operations = [
        migrations.AddField(
            model_name="notice", name="particulars", field=models.CharField(blank=True, max_length=200)
        ),
    ]
