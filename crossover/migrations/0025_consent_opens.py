import django.contrib.postgres.fields
from django.db import migrations, models

# Forms signed before keep what their scopes say today, in the words of `ConsentScope.line`.
FILL = """
ALTER TABLE crossover_consent DISABLE TRIGGER USER;
UPDATE crossover_consent SET opens = ARRAY(
    SELECT person.uuid || ' ' || scope.category || ' ' || scope.discloser || '>' || scope.recipient
        || ' ' || to_char(scope.from_date, 'YYYY-MM-DD') || '/' || to_char(scope.until_date, 'YYYY-MM-DD')
    FROM crossover_consentscope scope JOIN families_person person ON person.id = scope.person_id
    WHERE scope.consent_id = crossover_consent.id
    ORDER BY scope.id
);
ALTER TABLE crossover_consent ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('crossover', '0024_ended_by'),
    ]

    operations = [
        migrations.AddField(
            model_name='consent',
            name='opens',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), default=list, help_text='Every scope, as signed.', size=None),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
