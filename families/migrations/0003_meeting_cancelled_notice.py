from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('families', '0002_unaccent'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('xover1_received', 'An XOVER1 was sent to you'), ('xover1_acknowledged', 'Your XOVER1 was acknowledged'), ('case_assigned', 'A case was assigned to you'), ('consent_signed', 'A WTWCC 10B was signed'), ('consent_revoked', 'A WTWCC 10B was revoked'), ('meeting_scheduled', 'A meeting was scheduled'), ('meeting_cancelled', 'A meeting was cancelled'), ('plan_ready', 'An LCCP is ready to sign'), ('plan_sealed', 'An LCCP was signed and sealed'), ('role_changed', 'A role of a member of staff was changed')], max_length=24),
        ),
    ]
