"""What the migrations up to 0010 come to, in one step: a new county is made in seconds.

What those changed in rows that were there is left out; what they seed, they seed here.
"""

from accounts.immutability import append_only, create_function
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
import uuid


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0002_append_only'),
        ('accounts', '0003_what_the_log_was_asked'),
        ('accounts', '0004_covers'),
        ('accounts', '0005_contact_checked_covers_once'),
        ('accounts', '0006_unit_components'),
        ('accounts', '0007_what_is_taken_out'),
        ('accounts', '0008_training'),
        ('accounts', '0009_calendar_token'),
        ('accounts', '0010_saved_views'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        BtreeGistExtension(),
        create_function(),
        migrations.CreateModel(
            name='Closure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('name', models.CharField(max_length=80)),
                ('open_for_business', models.BooleanField(default=False, help_text='Tick where the county works on a public holiday.')),
            ],
            options={
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=30, validators=[django.core.validators.RegexValidator('^[+]?(?:[ ()./-]*[0-9]){7,15}[ )]*(?:,? ?(?:x|ext[.]?|extension) ?[0-9]{1,6})?$', 'Enter a phone number with its area code, such as 925-555-0117 or 925-555-0117 ext. 12.')])),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='RolePolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('screening_clerk', 'Screening clerk'), ('er_clerk', 'ER clerk'), ('er_worker', 'ER social worker'), ('er_supervisor', 'ER supervisor'), ('ifs_supervisor', 'IFS supervisor'), ('cfs_supervisor', 'CFS supervisor'), ('cfs_worker', 'CFS social worker'), ('cfs_point_person', 'CFS point person'), ('calworks_clerk', 'CalWORKs clerk'), ('eligibility_worker', 'Eligibility worker'), ('eligibility_supervisor', 'Eligibility supervisor'), ('employment_specialist', 'WTW employment specialist'), ('employment_supervisor', 'WTW supervisor'), ('ais_worker', 'AIS/FS social worker'), ('ais_supervisor', 'AIS/FS supervisor'), ('colocated_worker', 'Co-located CalWORKs worker'), ('calworks_point_person', 'CalWORKs point person'), ('facilitator', 'Meeting facilitator'), ('coordinator', 'Linkages coordinator'), ('director', 'Director'), ('privacy_officer', 'Privacy officer'), ('administrator', 'Administrator')], max_length=30, unique=True)),
                ('second_factor_required', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name_plural': 'role policies',
            },
        ),
        migrations.CreateModel(
            name='Setting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, unique=True)),
                ('value', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('first_name', models.CharField(max_length=60)),
                ('last_name', models.CharField(max_length=60)),
                ('phone', models.CharField(blank=True, max_length=30, validators=[django.core.validators.RegexValidator('^[+]?(?:[ ()./-]*[0-9]){7,15}[ )]*(?:,? ?(?:x|ext[.]?|extension) ?[0-9]{1,6})?$', 'Enter a phone number with its area code, such as 925-555-0117 or 925-555-0117 ext. 12.')])),
                ('bureau', models.CharField(blank=True, choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10)),
                ('domestic_abuse_trained_on', models.DateField(blank=True, help_text="Until then the other program's information about domestic abuse is not shown to them.", null=True, verbose_name='trained in domestic abuse on')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('is_staff', models.BooleanField(default=False, editable=False, verbose_name='may open the administration pages')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='accounts.office')),
            ],
            options={
                'ordering': ['last_name', 'first_name'],
            },
        ),
        migrations.CreateModel(
            name='AccessLogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('address', models.GenericIPAddressField(null=True)),
                ('act', models.CharField(choices=[('opened', 'Opened'), ('changed', 'Changed'), ('downloaded', 'Downloaded'), ('searched', 'Searched'), ('refused', 'Refused'), ('reviewed', 'Read this log'), ('exported', 'Exported'), ('accounted', 'Accounted for disclosures'), ('staff_changed', 'Changed staff'), ('broke_glass', 'Break-glass')], max_length=20)),
                ('route', models.CharField(max_length=80)),
                ('record_type', models.CharField(blank=True, max_length=60)),
                ('record', models.UUIDField(null=True)),
                ('family', models.UUIDField(db_index=True, null=True)),
                ('consents', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('particulars', models.JSONField(default=dict, help_text='What was looked for or changed: keys and codes, no name.')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'access log',
            },
        ),
        migrations.CreateModel(
            name='CalendarToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_token', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='County',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Demo County', max_length=80)),
                ('cfs_name', models.CharField(default='Children & Family Services', max_length=60, verbose_name='CFS display name')),
                ('calworks_name', models.CharField(default='CalWORKs', max_length=60, verbose_name='CalWORKs display name')),
                ('address', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=30, validators=[django.core.validators.RegexValidator('^[+]?(?:[ ()./-]*[0-9]){7,15}[ )]*(?:,? ?(?:x|ext[.]?|extension) ?[0-9]{1,6})?$', 'Enter a phone number with its area code, such as 925-555-0117 or 925-555-0117 ext. 12.')])),
                ('holds_demo_data', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'verbose_name_plural': 'county',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_county')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalClosure',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('day', models.DateField(db_index=True)),
                ('name', models.CharField(max_length=80)),
                ('open_for_business', models.BooleanField(default=False, help_text='Tick where the county works on a public holiday.')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical closure',
                'verbose_name_plural': 'historical closures',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalCounty',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(default='Demo County', max_length=80)),
                ('cfs_name', models.CharField(default='Children & Family Services', max_length=60, verbose_name='CFS display name')),
                ('calworks_name', models.CharField(default='CalWORKs', max_length=60, verbose_name='CalWORKs display name')),
                ('address', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=30, validators=[django.core.validators.RegexValidator('^[+]?(?:[ ()./-]*[0-9]){7,15}[ )]*(?:,? ?(?:x|ext[.]?|extension) ?[0-9]{1,6})?$', 'Enter a phone number with its area code, such as 925-555-0117 or 925-555-0117 ext. 12.')])),
                ('holds_demo_data', models.BooleanField(default=False, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical county',
                'verbose_name_plural': 'historical county',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalCover',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('from_date', models.DateField(default=django.utils.timezone.localdate)),
                ('until_date', models.DateField()),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('cover', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('covered', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('named_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical cover',
                'verbose_name_plural': 'historical covers',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalOffice',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(db_index=True, max_length=80)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=30, validators=[django.core.validators.RegexValidator('^[+]?(?:[ ()./-]*[0-9]){7,15}[ )]*(?:,? ?(?:x|ext[.]?|extension) ?[0-9]{1,6})?$', 'Enter a phone number with its area code, such as 925-555-0117 or 925-555-0117 ext. 12.')])),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical office',
                'verbose_name_plural': 'historical offices',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalRoleHolding',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('role', models.CharField(choices=[('screening_clerk', 'Screening clerk'), ('er_clerk', 'ER clerk'), ('er_worker', 'ER social worker'), ('er_supervisor', 'ER supervisor'), ('ifs_supervisor', 'IFS supervisor'), ('cfs_supervisor', 'CFS supervisor'), ('cfs_worker', 'CFS social worker'), ('cfs_point_person', 'CFS point person'), ('calworks_clerk', 'CalWORKs clerk'), ('eligibility_worker', 'Eligibility worker'), ('eligibility_supervisor', 'Eligibility supervisor'), ('employment_specialist', 'WTW employment specialist'), ('employment_supervisor', 'WTW supervisor'), ('ais_worker', 'AIS/FS social worker'), ('ais_supervisor', 'AIS/FS supervisor'), ('colocated_worker', 'Co-located CalWORKs worker'), ('calworks_point_person', 'CalWORKs point person'), ('facilitator', 'Meeting facilitator'), ('coordinator', 'Linkages coordinator'), ('director', 'Director'), ('privacy_officer', 'Privacy officer'), ('administrator', 'Administrator')], max_length=30)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical role holding',
                'verbose_name_plural': 'historical role holdings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalRolePolicy',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('role', models.CharField(choices=[('screening_clerk', 'Screening clerk'), ('er_clerk', 'ER clerk'), ('er_worker', 'ER social worker'), ('er_supervisor', 'ER supervisor'), ('ifs_supervisor', 'IFS supervisor'), ('cfs_supervisor', 'CFS supervisor'), ('cfs_worker', 'CFS social worker'), ('cfs_point_person', 'CFS point person'), ('calworks_clerk', 'CalWORKs clerk'), ('eligibility_worker', 'Eligibility worker'), ('eligibility_supervisor', 'Eligibility supervisor'), ('employment_specialist', 'WTW employment specialist'), ('employment_supervisor', 'WTW supervisor'), ('ais_worker', 'AIS/FS social worker'), ('ais_supervisor', 'AIS/FS supervisor'), ('colocated_worker', 'Co-located CalWORKs worker'), ('calworks_point_person', 'CalWORKs point person'), ('facilitator', 'Meeting facilitator'), ('coordinator', 'Linkages coordinator'), ('director', 'Director'), ('privacy_officer', 'Privacy officer'), ('administrator', 'Administrator')], db_index=True, max_length=30)),
                ('second_factor_required', models.BooleanField(default=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical role policy',
                'verbose_name_plural': 'historical role policies',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSetting',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=60)),
                ('value', models.PositiveIntegerField()),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical setting',
                'verbose_name_plural': 'historical settings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalUnit',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(db_index=True, max_length=80)),
                ('bureau', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10)),
                ('takes_referrals', models.BooleanField(default=False, verbose_name='Emergency Response unit')),
                ('components', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, help_text='None ticked: every component.', size=None, verbose_name='components whose CFS cases it holds')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.office')),
            ],
            options={
                'verbose_name': 'historical unit',
                'verbose_name_plural': 'historical units',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('bureau', models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10)),
                ('takes_referrals', models.BooleanField(default=False, verbose_name='Emergency Response unit')),
                ('components', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, help_text='None ticked: every component.', size=None, verbose_name='components whose CFS cases it holds')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='accounts.office')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalUser',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('email', models.EmailField(db_index=True, max_length=254, verbose_name='e-mail address')),
                ('first_name', models.CharField(max_length=60)),
                ('last_name', models.CharField(max_length=60)),
                ('phone', models.CharField(blank=True, max_length=30, validators=[django.core.validators.RegexValidator('^[+]?(?:[ ()./-]*[0-9]){7,15}[ )]*(?:,? ?(?:x|ext[.]?|extension) ?[0-9]{1,6})?$', 'Enter a phone number with its area code, such as 925-555-0117 or 925-555-0117 ext. 12.')])),
                ('bureau', models.CharField(blank=True, choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], max_length=10)),
                ('domestic_abuse_trained_on', models.DateField(blank=True, help_text="Until then the other program's information about domestic abuse is not shown to them.", null=True, verbose_name='trained in domestic abuse on')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('is_staff', models.BooleanField(default=False, editable=False, verbose_name='may open the administration pages')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.office')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.unit')),
            ],
            options={
                'verbose_name': 'historical user',
                'verbose_name_plural': 'historical users',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalUnitSupervision',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('from_date', models.DateField(default=django.utils.timezone.localdate)),
                ('until_date', models.DateField(blank=True, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.unit')),
            ],
            options={
                'verbose_name': 'historical unit supervision',
                'verbose_name_plural': 'historical unit supervisions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='user',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='accounts.unit'),
        ),
        migrations.CreateModel(
            name='Cover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('from_date', models.DateField(default=django.utils.timezone.localdate)),
                ('until_date', models.DateField()),
                ('cover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers_given', to=settings.AUTH_USER_MODEL)),
                ('covered', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers_received', to=settings.AUTH_USER_MODEL)),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-from_date', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_date__gte', models.F('from_date'))), name='cover_dates_in_order'), models.CheckConstraint(condition=models.Q(('cover', models.F('covered')), _negated=True), name='nobody_covers_themself'), models.UniqueConstraint(condition=models.Q(('until_date__gt', models.F('from_date'))), fields=('covered', 'cover', 'from_date'), name='one_cover_by_one_person_from_a_day')],
            },
        ),
        migrations.CreateModel(
            name='RoleHolding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('screening_clerk', 'Screening clerk'), ('er_clerk', 'ER clerk'), ('er_worker', 'ER social worker'), ('er_supervisor', 'ER supervisor'), ('ifs_supervisor', 'IFS supervisor'), ('cfs_supervisor', 'CFS supervisor'), ('cfs_worker', 'CFS social worker'), ('cfs_point_person', 'CFS point person'), ('calworks_clerk', 'CalWORKs clerk'), ('eligibility_worker', 'Eligibility worker'), ('eligibility_supervisor', 'Eligibility supervisor'), ('employment_specialist', 'WTW employment specialist'), ('employment_supervisor', 'WTW supervisor'), ('ais_worker', 'AIS/FS social worker'), ('ais_supervisor', 'AIS/FS supervisor'), ('colocated_worker', 'Co-located CalWORKs worker'), ('calworks_point_person', 'CalWORKs point person'), ('facilitator', 'Meeting facilitator'), ('coordinator', 'Linkages coordinator'), ('director', 'Director'), ('privacy_officer', 'Privacy officer'), ('administrator', 'Administrator')], max_length=30)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_holdings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'role'), name='role_held_once'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('user'), '='), (models.Case(models.When(role='administrator', then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField()), '<>')], name='administrator_holds_no_other_role')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('route', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=60)),
                ('query', models.CharField(blank=True, max_length=500)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('user', 'route', 'name'), name='one_view_a_name')],
            },
        ),
        migrations.CreateModel(
            name='UnitSupervision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_date', models.DateField(default=django.utils.timezone.localdate)),
                ('until_date', models.DateField(blank=True, null=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supervisions', to='accounts.unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supervisions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until_date__isnull', True), ('until_date__gte', models.F('from_date')), _connector='OR'), name='supervision_dates_in_order')],
            },
        ),
        append_only('accounts_accesslogentry'),
    ]
