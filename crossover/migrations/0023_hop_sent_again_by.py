import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def name_the_sender(apps, schema_editor):
    """Until now nobody but the sender, or a cover, could send a form again, and who did was not kept."""
    hops = apps.get_model("crossover", "Xover1Hop").objects.filter(sent_again_at__isnull=False)
    hops.update(sent_again_by=F("sender"))
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("crossover", "0022_paper_day_methods_parties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="xover1hop",
            name="sent_again_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(name_the_sender, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="xover1hop",
            constraint=models.CheckConstraint(
                condition=Q(sent_again_at__isnull=True, sent_again_by__isnull=True)
                | Q(sent_again_at__isnull=False, sent_again_by__isnull=False),
                name="hop_sent_again_at_with_by",
            ),
        ),
    ]
