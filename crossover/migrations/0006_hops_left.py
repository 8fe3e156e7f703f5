from django.db import migrations


def say_when_forms_left(apps, schema_editor):
    """Each hop was left when the next one began; the last of an ended or acknowledged form when it was received."""
    for form in apps.get_model("crossover", "Xover1").objects.all():
        before = None
        for hop in form.hops.filter(own_copy=False).order_by("sent_at", "pk"):
            if before:
                before.left_at, before.left_as = hop.sent_at, "done"
                before.save()
            hop.follows = before
            hop.save()
            before = hop
        if before and before.step != form.status:
            before.left_at, before.left_as = before.acknowledged_at or before.sent_at, "done"
            before.save()


class Migration(migrations.Migration):
    dependencies = [("crossover", "0005_hops_end")]

    operations = [migrations.RunPython(say_when_forms_left, migrations.RunPython.noop)]
