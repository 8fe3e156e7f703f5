"""What the migrations up to 0005 come to, in one step: a new county is made in seconds.

What those changed in rows that were there is left out; what they seed, they seed here.
"""

from accounts.immutability import append_only
from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import django.utils.timezone
import uuid


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('documents', '0001_initial'),
        ('documents', '0002_initial'),
        ('documents', '0003_append_only'),
        ('documents', '0004_consent_whole'),
        ('documents', '0005_authority_stays_in_its_bureau'),
    ]

    dependencies = [
        ('families', '0001_squashed_0025_invitation_taken_back'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('bureau', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10)),
                ('category', models.CharField(choices=[('identity', 'Identity, programs and workers'), ('contact', 'Address, phone and how to reach the family'), ('logistics', 'Meeting logistics'), ('calworks_status', 'CalWORKs and Welfare-to-Work status, hours, appointments'), ('cash_aid', 'Cash aid, budget and earnings'), ('services', 'Case-plan services, dates and visits'), ('housing', 'Housing and homelessness'), ('employment', 'Employment and appraisal summary'), ('education', 'Education'), ('culture', "Culture and traditions, in the family's words"), ('physical_health', 'Physical health'), ('mental_health', 'Mental health'), ('substance_use', 'Substance use treatment'), ('drug_test_results', 'Drug-test results'), ('domestic_abuse', 'Domestic abuse'), ('cans', 'CANS assessment'), ('investigation', 'Investigation and safety assessment')], max_length=20)),
                ('confidential', models.BooleanField(default=False, help_text='Never shown to the other bureau.')),
                ('kind', models.CharField(choices=[('consent_scan', 'Scan of a signed WTWCC 10B'), ('authority', 'Document of a legal representative'), ('consent_sealed', 'Sealed WTWCC 10B'), ('signature_scan', 'Scan of a signed LCCP page'), ('plan_copy', 'Sealed copy of an LCCP')], max_length=16)),
                ('title', models.CharField(max_length=120)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_rows', to='families.person')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_rows', to='families.family')),
            ],
            options={
                'ordering': ['-created_at'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('about__isnull', False), ('category__in', ['contact', 'identity', 'logistics']), _connector='OR'), name='document_is_about_someone')],
            },
        ),
        migrations.CreateModel(
            name='DocumentFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('media_type', models.CharField(max_length=40)),
                ('sha256', models.CharField(max_length=64)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='documents.document')),
            ],
        ),
        append_only('documents_documentfile'),
    ]
