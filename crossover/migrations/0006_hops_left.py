from django.db import migrations


def say_when_forms_left(apps, schema_editor):
    """Each hop was left when the next one began; the last of an ended or acknowledged form when it was received."""
    for form in apps.get_model("crossover", "Xover1").objects.all():
        before = None
        for hop in form.hops.filter(own_copy=False).order_by("sent_at", "pk"):
            if before:
                leave(before, hop.sent_at, hop.sender)
            hop.follows = before
            hop.save()
            before = hop
        if before and before.step != form.status:
            leave(before, before.acknowledged_at or before.sent_at, before.receiver)


def leave(hop, at, by):
    hop.left_at, hop.left_by, hop.left_as = at, by, "done"
    hop.save()


class Migration(migrations.Migration):
    dependencies = [("crossover", "0005_hops_end")]

    operations = [migrations.RunPython(say_when_forms_left, migrations.RunPython.noop)]
