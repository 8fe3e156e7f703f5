from django.urls import path

from reports.views import access, accounting, exports, family, unit_work, work

app_name = "reports"
urlpatterns = [
    path("families/<uuid:uuid>/", family.family_detail, name="family-detail"),
    path("families/<uuid:uuid>/people/", family.family_people, name="family-people"),
    path("families/<uuid:uuid>/cases/", family.family_cases, name="family-cases"),
    path("families/<uuid:uuid>/forms/", family.family_forms, name="family-forms"),
    path("families/<uuid:uuid>/consents/", family.family_consents, name="family-consents"),
    path("families/<uuid:uuid>/across/", family.family_across, name="family-across"),
    path("families/<uuid:uuid>/meetings/", work.family_meetings, name="family-meetings"),
    path("families/<uuid:uuid>/contacts/", work.family_contacts, name="family-contacts"),
    path("families/<uuid:uuid>/contacts/export/", exports.family_contacts_export, name="family-contacts-export"),
    path("families/<uuid:uuid>/team/", work.family_team, name="family-team"),
    path("families/<uuid:uuid>/plan/", family.family_plan, name="family-plan"),
    path("families/<uuid:uuid>/joined/", family.family_joins, name="family-joins"),
    path("families/<uuid:uuid>/history/", family.family_history, name="family-history"),
    path("work/", unit_work.unit_work, name="unit-work"),
    path("access-log/", access.access_log, name="access-log"),
    path("families/<uuid:uuid>/access/", family.family_access, name="family-access"),
    path("families/<uuid:uuid>/access/export/", exports.family_access_export, name="family-access-export"),
    path("families/<uuid:uuid>/disclosures/", accounting.family_disclosures, name="family-disclosures"),
    path("people/<uuid:uuid>/disclosures/", accounting.person_disclosures, name="person-disclosures"),
    path("access-log/export/", exports.access_log_export, name="access-log-export"),
    path("access-log/unusual/", access.access_unusual, name="access-unusual"),
    path("access-log/break-glass/", access.break_glass_list, name="break-glass-list"),
    path("access-log/break-glass/<uuid:uuid>/review/", access.break_glass_review, name="break-glass-review"),
    path("role-changes/", access.role_change_list, name="role-change-list"),
]
