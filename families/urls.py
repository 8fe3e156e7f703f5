from django.urls import path

from families.views import cases, drafts, lists, people, referrals

app_name = "families"
urlpatterns = [
    path("families/", lists.family_list, name="family-list"),
    path("families/search/", lists.family_search, name="family-search"),
    path("families/<uuid:uuid>/people/new/", people.person_new, name="person-new"),
    path("people/<uuid:uuid>/edit/", people.person_edit, name="person-edit"),
    path("cfs-cases/<uuid:uuid>/edit/", cases.cfs_case_edit, name="cfs-case-edit"),
    path("calworks-cases/<uuid:uuid>/edit/", cases.calworks_case_edit, name="calworks-case-edit"),
    path("referrals/", referrals.referral_list, name="referral-list"),
    path("referrals/new/", referrals.referral_new, name="referral-new"),
    path("tasks/", lists.task_list, name="task-list"),
    path("notices/", lists.notice_list, name="notice-list"),
    path("notices/read/", lists.notices_read, name="notices-read"),
    path("drafts/", drafts.draft_save, name="draft-save"),
]
