from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crossover', '0015_numbers_in_capitals'),
    ]

    operations = [
        migrations.AlterField(
            model_name='consent',
            name='limits',
            field=models.CharField(blank=True, max_length=1000, verbose_name="limits in the signer's words"),
        ),
    ]
