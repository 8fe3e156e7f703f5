from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

TELLING = ["dv_liaison", "public_health_nurse"]


def fill(apps: Any, schema_editor: Any) -> None:
    """Older rows belong to their meeting's family and to the bureau that called it.

    Where the role tells a sensitive kind nobody was asked whom it concerns: such a row stays within that bureau.
    """
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    meetings = apps.get_model("meetings", "Meeting").objects.filter(pk=OuterRef("meeting"))
    bureau = Coalesce(Subquery(meetings.values("scheduled_by__bureau")), F("bureau"))
    for name in ("Attendance", "HistoricalAttendance"):
        rows = apps.get_model("meetings", name).objects
        rows.update(family=Subquery(meetings.values("family")), bureau=bureau)
        rows.filter(role__in=TELLING).update(confidential=True)


class Migration(migrations.Migration):

    dependencies = [
        ('families', '0003_meeting_cancelled_notice'),
        ('meetings', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='attendance',
            name='staff_invited_once',
        ),
        migrations.AddField(
            model_name='attendance',
            name='about',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_rows', to='families.person'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='bureau',
            field=models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], default='cfs', max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='attendance',
            name='category',
            field=models.CharField(choices=[('identity', 'Identity, programs and workers'), ('contact', 'Address, phone and how to reach the family'), ('logistics', 'Meeting logistics'), ('calworks_status', 'CalWORKs and Welfare-to-Work status, hours, appointments'), ('cash_aid', 'Cash aid, budget and earnings'), ('services', 'Case-plan services, dates and visits'), ('housing', 'Housing and homelessness'), ('employment', 'Employment and appraisal summary'), ('education', 'Education'), ('culture', "Culture and traditions, in the family's words"), ('physical_health', 'Physical health'), ('mental_health', 'Mental health'), ('substance_use', 'Substance use treatment'), ('drug_test_results', 'Drug-test results'), ('domestic_abuse', 'Domestic abuse'), ('cans', 'CANS assessment'), ('investigation', 'Investigation and safety assessment')], default='logistics', max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='attendance',
            name='confidential',
            field=models.BooleanField(default=False, help_text='Never shown to the other bureau.'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='family',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_rows', to='families.family'),
        ),
        migrations.AddField(
            model_name='historicalattendance',
            name='about',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='families.person'),
        ),
        migrations.AddField(
            model_name='historicalattendance',
            name='bureau',
            field=models.CharField(choices=[('cfs', 'Children & Family Services'), ('calworks', 'CalWORKs')], default='cfs', max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicalattendance',
            name='category',
            field=models.CharField(choices=[('identity', 'Identity, programs and workers'), ('contact', 'Address, phone and how to reach the family'), ('logistics', 'Meeting logistics'), ('calworks_status', 'CalWORKs and Welfare-to-Work status, hours, appointments'), ('cash_aid', 'Cash aid, budget and earnings'), ('services', 'Case-plan services, dates and visits'), ('housing', 'Housing and homelessness'), ('employment', 'Employment and appraisal summary'), ('education', 'Education'), ('culture', "Culture and traditions, in the family's words"), ('physical_health', 'Physical health'), ('mental_health', 'Mental health'), ('substance_use', 'Substance use treatment'), ('drug_test_results', 'Drug-test results'), ('domestic_abuse', 'Domestic abuse'), ('cans', 'CANS assessment'), ('investigation', 'Investigation and safety assessment')], default='logistics', max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicalattendance',
            name='confidential',
            field=models.BooleanField(default=False, help_text='Never shown to the other bureau.'),
        ),
        migrations.AddField(
            model_name='historicalattendance',
            name='family',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='families.family'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='attendance',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_rows', to='families.family'),
        ),
        migrations.AlterField(
            model_name='attendance',
            name='role',
            field=models.CharField(choices=[('family', 'Parent or family'), ('cfs_worker', 'CFS social worker'), ('ais_worker', 'AIS/FS social worker'), ('facilitator', 'Meeting facilitator'), ('eligibility_worker', 'CalWORKs eligibility worker'), ('eligibility_supervisor', 'CalWORKs EW supervisor'), ('employment_specialist', 'WTW employment specialist'), ('wtw_social_worker', 'Other WTW or AIS/FS social worker'), ('wtw_supervisor', 'WTW or AIS/FS supervisor'), ('parent_partner', 'Parent partner'), ('ifs_supervisor', 'IFS supervisor'), ('dv_liaison', 'Domestic violence liaison'), ('public_health_nurse', 'Public health nurse'), ('mental_health_provider', 'Mental health provider'), ('substance_use_provider', 'Substance use treatment provider'), ('school', 'School representative'), ('public_agency', 'Public agency representative'), ('community', 'Community organization representative'), ('support_person', "Family's support person")], max_length=24),
        ),
        migrations.AlterField(
            model_name='historicalattendance',
            name='role',
            field=models.CharField(choices=[('family', 'Parent or family'), ('cfs_worker', 'CFS social worker'), ('ais_worker', 'AIS/FS social worker'), ('facilitator', 'Meeting facilitator'), ('eligibility_worker', 'CalWORKs eligibility worker'), ('eligibility_supervisor', 'CalWORKs EW supervisor'), ('employment_specialist', 'WTW employment specialist'), ('wtw_social_worker', 'Other WTW or AIS/FS social worker'), ('wtw_supervisor', 'WTW or AIS/FS supervisor'), ('parent_partner', 'Parent partner'), ('ifs_supervisor', 'IFS supervisor'), ('dv_liaison', 'Domestic violence liaison'), ('public_health_nurse', 'Public health nurse'), ('mental_health_provider', 'Mental health provider'), ('substance_use_provider', 'Substance use treatment provider'), ('school', 'School representative'), ('public_agency', 'Public agency representative'), ('community', 'Community organization representative'), ('support_person', "Family's support person")], max_length=24),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('about__isnull', False), ('category__in', ['contact', 'identity', 'logistics']), _connector='OR'), name='attendance_is_about_someone'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'user', 'bureau', 'category', 'confidential'), name='staff_invited_once'),
        ),
    ]
