from django.urls import path

from caseplans.views import contacts, ordering, plans, progress, reconciling, requirements, rows, signing, week

app_name = "caseplans"
urlpatterns = [
    path("families/<uuid:uuid>/plans/new/", plans.plan_new, name="plan-new"),
    path("plans/<uuid:uuid>/", plans.plan_detail, name="plan-detail"),
    path("plans/<uuid:uuid>/freeze/", plans.plan_freeze, name="plan-freeze"),
    path("plans/<uuid:uuid>/reopen/", plans.plan_reopen, name="plan-reopen"),
    path("plans/<uuid:uuid>/goals/new/", rows.goal_new, name="goal-new"),
    path("goals/<uuid:uuid>/edit/", rows.goal_edit, name="goal-edit"),
    path("goals/<uuid:uuid>/remove/", rows.goal_remove, name="goal-remove"),
    path("goals/<uuid:uuid>/activities/new/", rows.activity_new, name="activity-new"),
    path("activities/<uuid:uuid>/edit/", rows.activity_edit, name="activity-edit"),
    path("activities/<uuid:uuid>/remove/", rows.activity_remove, name="activity-remove"),
    path("activities/<uuid:uuid>/progress/", progress.activity_progress, name="activity-progress"),
    path("goals/<uuid:uuid>/place/", ordering.goal_place, name="goal-place"),
    path("activities/<uuid:uuid>/place/", ordering.activity_place, name="activity-place"),
    path("plans/<uuid:uuid>/copy-forward/", ordering.plan_copy_forward, name="plan-copy-forward"),
    path("plans/<uuid:uuid>/requirements/new/", requirements.requirement_new, name="requirement-new"),
    path("plans/<uuid:uuid>/requirements/paste/", requirements.requirement_paste, name="requirement-paste"),
    path("requirements/<uuid:uuid>/edit/", requirements.requirement_edit, name="requirement-edit"),
    path("requirements/<uuid:uuid>/remove/", requirements.requirement_remove, name="requirement-remove"),
    path("plans/<uuid:uuid>/program-plans/new/", requirements.program_plan_new, name="program-plan-new"),
    path("plans/<uuid:uuid>/copy/", requirements.plan_copy_ready, name="plan-copy-ready"),
    path("plans/<uuid:uuid>/findings/take/", reconciling.finding_take, name="finding-take"),
    path("plans/<uuid:uuid>/findings/override/", reconciling.finding_override, name="finding-override"),
    path("plans/<uuid:uuid>/week/", week.plan_week, name="plan-week"),
    path("plans/<uuid:uuid>/week/paper/", week.week_paper, name="week-paper"),
    path("contacts/<uuid:uuid>/activities/", contacts.contact_activities, name="contact-activities"),
    path("plan-versions/<uuid:uuid>/", signing.version_detail, name="version-detail"),
    path("plan-versions/<uuid:uuid>/paper/", signing.version_paper, name="version-paper"),
    path("plan-signers/<uuid:uuid>/sign/", signing.signer_sign, name="signer-sign"),
    path("plan-signers/<uuid:uuid>/scan/", signing.signer_scan, name="signer-scan"),
    path("plan-copies/<uuid:uuid>/download/", signing.copy_download, name="copy-download"),
    path("plan-copies/<uuid:uuid>/give/", signing.copy_give, name="copy-give"),
]
