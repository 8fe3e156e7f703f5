"""What the migrations up to 0004 come to, in one step: a new county is made in seconds.

What those changed in rows that were there is left out; what they seed, they seed here.
"""

from accounts.immutability import append_only
from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
import uuid


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('caseplans', '0001_initial'),
        ('caseplans', '0002_initial'),
        ('caseplans', '0003_append_only'),
        ('caseplans', '0004_activity_contacts'),
    ]

    dependencies = [
        ('documents', '0001_squashed_0005_authority_stays_in_its_bureau'),
        ('families', '0001_squashed_0025_invitation_taken_back'),
        ('meetings', '0001_squashed_0013_named_in_the_thread'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FinalCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sealed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='final_copy', to='documents.document')),
            ],
            options={
                'verbose_name_plural': 'final copies',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CopyGiven',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('handed_over', 'Handed over'), ('mailed', 'Mailed')], max_length=12)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('copy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='caseplans.finalcopy')),
            ],
            options={
                'verbose_name_plural': 'copies given',
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('bureau', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10)),
                ('category', models.CharField(choices=[('identity', 'Identity, programs and workers'), ('contact', 'Address, phone and how to reach the family'), ('logistics', 'Meeting logistics'), ('calworks_status', 'CalWORKs and Welfare-to-Work status, hours, appointments'), ('cash_aid', 'Cash aid, budget and earnings'), ('services', 'Case-plan services, dates and visits'), ('housing', 'Housing and homelessness'), ('employment', 'Employment and appraisal summary'), ('education', 'Education'), ('culture', "Culture and traditions, in the family's words"), ('physical_health', 'Physical health'), ('mental_health', 'Mental health'), ('substance_use', 'Substance use treatment'), ('drug_test_results', 'Drug-test results'), ('domestic_abuse', 'Domestic abuse'), ('cans', 'CANS assessment'), ('investigation', 'Investigation and safety assessment')], max_length=20)),
                ('confidential', models.BooleanField(default=False, help_text='Never shown to the other bureau.')),
                ('kind', models.CharField(choices=[('shared', 'Shared goal'), ('family', "The family's own goal"), ('cfs', 'CFS goal'), ('calworks', 'CalWORKs goal')], default='shared', max_length=8)),
                ('text', models.CharField(max_length=200, verbose_name='what we hope to accomplish')),
                ('by_when', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_rows', to='families.person')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_rows', to='families.family')),
            ],
            options={
                'ordering': ['by_when', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('bureau', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10)),
                ('category', models.CharField(choices=[('identity', 'Identity, programs and workers'), ('contact', 'Address, phone and how to reach the family'), ('logistics', 'Meeting logistics'), ('calworks_status', 'CalWORKs and Welfare-to-Work status, hours, appointments'), ('cash_aid', 'Cash aid, budget and earnings'), ('services', 'Case-plan services, dates and visits'), ('housing', 'Housing and homelessness'), ('employment', 'Employment and appraisal summary'), ('education', 'Education'), ('culture', "Culture and traditions, in the family's words"), ('physical_health', 'Physical health'), ('mental_health', 'Mental health'), ('substance_use', 'Substance use treatment'), ('drug_test_results', 'Drug-test results'), ('domestic_abuse', 'Domestic abuse'), ('cans', 'CANS assessment'), ('investigation', 'Investigation and safety assessment')], max_length=20)),
                ('confidential', models.BooleanField(default=False, help_text='Never shown to the other bureau.')),
                ('text', models.CharField(max_length=200, verbose_name='what')),
                ('responsible', models.CharField(choices=[('family', 'The family'), ('cfs', 'CFS'), ('calworks', 'CalWORKs')], max_length=8, verbose_name='who')),
                ('service', models.CharField(choices=[('substance_use', 'Drug and alcohol services'), ('mental_health', 'Mental health services'), ('transportation', 'Transportation'), ('anger_management', 'Anger management classes'), ('parenting', 'Parenting classes'), ('employment', 'Employment'), ('housing', 'Housing services'), ('food', 'Food bank'), ('domestic_violence', 'Domestic violence services'), ('clothes_closet', 'Ready-to-Work Clothes Closet (VESTIA)'), ('child_care', 'Child care'), ('visitation', 'Visits with the children'), ('home_visit', "Social worker's home visits"), ('other', 'Other')], max_length=20, verbose_name='type of service')),
                ('provider', models.CharField(blank=True, max_length=120)),
                ('provided_by', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10, verbose_name='which program provides')),
                ('paid_by', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10, verbose_name='which program pays')),
                ('due_on', models.DateField(verbose_name='by when')),
                ('source', models.CharField(choices=[('court', 'Court order'), ('cfs_plan', 'CFS case plan'), ('wtw_plan', 'WTW plan'), ('fs_plan', 'FS plan'), ('family', 'The family')], max_length=8)),
                ('mandatory', models.BooleanField(default=False, verbose_name='required')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_rows', to='families.person')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_rows', to='families.family')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='families.person', verbose_name='which person')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='caseplans.goal')),
            ],
            options={
                'verbose_name_plural': 'activities',
                'ordering': ['due_on', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('about__isnull', False), ('category__in', ['contact', 'identity', 'logistics']), _connector='OR'), name='activity_is_about_someone'), models.CheckConstraint(condition=models.Q(models.Q(('responsible', 'family'), _negated=True), ('person__isnull', False), _connector='OR'), name='family_activity_names_a_person')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalActivity',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('bureau', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10)),
                ('category', models.CharField(choices=[('identity', 'Identity, programs and workers'), ('contact', 'Address, phone and how to reach the family'), ('logistics', 'Meeting logistics'), ('calworks_status', 'CalWORKs and Welfare-to-Work status, hours, appointments'), ('cash_aid', 'Cash aid, budget and earnings'), ('services', 'Case-plan services, dates and visits'), ('housing', 'Housing and homelessness'), ('employment', 'Employment and appraisal summary'), ('education', 'Education'), ('culture', "Culture and traditions, in the family's words"), ('physical_health', 'Physical health'), ('mental_health', 'Mental health'), ('substance_use', 'Substance use treatment'), ('drug_test_results', 'Drug-test results'), ('domestic_abuse', 'Domestic abuse'), ('cans', 'CANS assessment'), ('investigation', 'Investigation and safety assessment')], max_length=20)),
                ('confidential', models.BooleanField(default=False, help_text='Never shown to the other bureau.')),
                ('text', models.CharField(max_length=200, verbose_name='what')),
                ('responsible', models.CharField(choices=[('family', 'The family'), ('cfs', 'CFS'), ('calworks', 'CalWORKs')], max_length=8, verbose_name='who')),
                ('service', models.CharField(choices=[('substance_use', 'Drug and alcohol services'), ('mental_health', 'Mental health services'), ('transportation', 'Transportation'), ('anger_management', 'Anger management classes'), ('parenting', 'Parenting classes'), ('employment', 'Employment'), ('housing', 'Housing services'), ('food', 'Food bank'), ('domestic_violence', 'Domestic violence services'), ('clothes_closet', 'Ready-to-Work Clothes Closet (VESTIA)'), ('child_care', 'Child care'), ('visitation', 'Visits with the children'), ('home_visit', "Social worker's home visits"), ('other', 'Other')], max_length=20, verbose_name='type of service')),
                ('provider', models.CharField(blank=True, max_length=120)),
                ('provided_by', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10, verbose_name='which program provides')),
                ('paid_by', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10, verbose_name='which program pays')),
                ('due_on', models.DateField(verbose_name='by when')),
                ('source', models.CharField(choices=[('court', 'Court order'), ('cfs_plan', 'CFS case plan'), ('wtw_plan', 'WTW plan'), ('fs_plan', 'FS plan'), ('family', 'The family')], max_length=8)),
                ('mandatory', models.BooleanField(default=False, verbose_name='required')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('about', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='families.person')),
                ('family', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='families.family')),
                ('goal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='caseplans.goal')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='families.person', verbose_name='which person')),
            ],
            options={
                'verbose_name': 'historical activity',
                'verbose_name_plural': 'historical activities',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPlan',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('ready_to_sign', 'Ready to sign'), ('partially_signed', 'Partially signed'), ('active', 'Signed and active'), ('closed', 'Closed')], default='draft', max_length=16)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('family', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='families.family')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(blank=True, db_constraint=False, help_text='The LTM behind it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='meetings.meeting')),
                ('started_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical plan',
                'verbose_name_plural': 'historical plans',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('ready_to_sign', 'Ready to sign'), ('partially_signed', 'Partially signed'), ('active', 'Signed and active'), ('closed', 'Closed')], default='draft', max_length=16)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='families.family')),
                ('meeting', models.ForeignKey(blank=True, help_text='The LTM behind it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='meetings.meeting')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-started_at'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalGoal',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('bureau', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10)),
                ('category', models.CharField(choices=[('identity', 'Identity, programs and workers'), ('contact', 'Address, phone and how to reach the family'), ('logistics', 'Meeting logistics'), ('calworks_status', 'CalWORKs and Welfare-to-Work status, hours, appointments'), ('cash_aid', 'Cash aid, budget and earnings'), ('services', 'Case-plan services, dates and visits'), ('housing', 'Housing and homelessness'), ('employment', 'Employment and appraisal summary'), ('education', 'Education'), ('culture', "Culture and traditions, in the family's words"), ('physical_health', 'Physical health'), ('mental_health', 'Mental health'), ('substance_use', 'Substance use treatment'), ('drug_test_results', 'Drug-test results'), ('domestic_abuse', 'Domestic abuse'), ('cans', 'CANS assessment'), ('investigation', 'Investigation and safety assessment')], max_length=20)),
                ('confidential', models.BooleanField(default=False, help_text='Never shown to the other bureau.')),
                ('kind', models.CharField(choices=[('shared', 'Shared goal'), ('family', "The family's own goal"), ('cfs', 'CFS goal'), ('calworks', 'CalWORKs goal')], default='shared', max_length=8)),
                ('text', models.CharField(max_length=200, verbose_name='what we hope to accomplish')),
                ('by_when', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('about', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='families.person')),
                ('family', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='families.family')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='caseplans.plan')),
            ],
            options={
                'verbose_name': 'historical goal',
                'verbose_name_plural': 'historical goals',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='goal',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='caseplans.plan'),
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.TextField(help_text='Canonical JSON.')),
                ('sha256', models.CharField(max_length=64)),
                ('frozen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('frozen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='caseplans.plan')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='one_version_a_number')],
            },
        ),
        migrations.AddField(
            model_name='finalcopy',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='caseplans.planversion'),
        ),
        migrations.CreateModel(
            name='RequiredSigner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('role', models.CharField(choices=[('cfs_worker', 'CFS social worker'), ('ais_worker', 'AIS/FS social worker'), ('parent', 'Parent')], max_length=10)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.person')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signers', to='caseplans.planversion')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('role', 'parent'), ('user__isnull', True)), models.Q(models.Q(('role', 'parent'), _negated=True), ('person__isnull', True), ('user__isnull', False)), _connector='OR'), name='signer_is_a_parent_or_staff')],
            },
        ),
        migrations.CreateModel(
            name='PlanSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version_sha256', models.CharField(max_length=64)),
                ('shown_sha256', models.CharField(help_text='Of the copy the signer was shown.', max_length=64)),
                ('method', models.CharField(choices=[('drawn', 'Signed on screen'), ('typed', 'Typed, with attestation'), ('paper', 'Signed on paper, scan attached')], max_length=6)),
                ('drawing', models.BinaryField(blank=True, default=b'')),
                ('typed_name', models.CharField(blank=True, max_length=120)),
                ('language_shown', models.CharField(choices=[('en', 'English'), ('es', 'Spanish'), ('zh', 'Chinese'), ('vi', 'Vietnamese'), ('tl', 'Tagalog'), ('fa', 'Farsi'), ('ru', 'Russian'), ('ar', 'Arabic'), ('km', 'Khmer'), ('ko', 'Korean'), ('hy', 'Armenian')], max_length=5)),
                ('interpreter', models.CharField(blank=True, max_length=120)),
                ('signed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='caseplans.planversion')),
                ('signer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signature', to='caseplans.requiredsigner')),
            ],
            options={
                'ordering': ['signed_at'],
            },
        ),
        migrations.AddField(
            model_name='finalcopy',
            name='signer',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='copy', to='caseplans.requiredsigner'),
        ),
        migrations.CreateModel(
            name='VersionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bureau', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10)),
                ('category', models.CharField(choices=[('identity', 'Identity, programs and workers'), ('contact', 'Address, phone and how to reach the family'), ('logistics', 'Meeting logistics'), ('calworks_status', 'CalWORKs and Welfare-to-Work status, hours, appointments'), ('cash_aid', 'Cash aid, budget and earnings'), ('services', 'Case-plan services, dates and visits'), ('housing', 'Housing and homelessness'), ('employment', 'Employment and appraisal summary'), ('education', 'Education'), ('culture', "Culture and traditions, in the family's words"), ('physical_health', 'Physical health'), ('mental_health', 'Mental health'), ('substance_use', 'Substance use treatment'), ('drug_test_results', 'Drug-test results'), ('domestic_abuse', 'Domestic abuse'), ('cans', 'CANS assessment'), ('investigation', 'Investigation and safety assessment')], max_length=20)),
                ('about', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='families.person')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='caseplans.planversion')),
            ],
        ),
        migrations.CreateModel(
            name='ActivityContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('linked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_links', to='caseplans.activity')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activity_links', to='meetings.contact')),
                ('linked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('activity', 'contact'), name='contact_is_linked_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('about__isnull', False), ('category__in', ['contact', 'identity', 'logistics']), _connector='OR'), name='goal_is_about_someone'),
        ),
        append_only('caseplans_planversion'),
        append_only('caseplans_versionitem'),
        append_only('caseplans_requiredsigner'),
        append_only('caseplans_plansignature'),
        append_only('caseplans_finalcopy'),
        append_only('caseplans_copygiven'),
    ]
