from django.urls import path

from families.views import breaking, cases, covers, directory, drafts, lists, people, referrals, restrictions, tasks

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
    path("tasks/", tasks.task_list, name="task-list"),
    path("tasks/<uuid:uuid>/snooze/", tasks.task_snooze, name="task-snooze"),
    path("tasks/<uuid:uuid>/hand-over/", tasks.task_hand_over, name="task-hand-over"),
    path("families/<uuid:uuid>/tasks/new/", tasks.own_task_new, name="own-task-new"),
    path("own-tasks/<uuid:uuid>/done/", tasks.own_task_done, name="own-task-done"),
    path("notices/", lists.notice_list, name="notice-list"),
    path("notices/mail/", lists.mail_choice, name="mail-choice"),
    path("notices/read/", lists.notices_read, name="notices-read"),
    path("covers/", covers.cover_list, name="cover-list"),
    path("covers/new/", covers.cover_new, name="cover-new"),
    path("covers/<uuid:uuid>/end/", covers.cover_end, name="cover-end"),
    path("families/<uuid:uuid>/restrict/", restrictions.family_restrict, name="family-restrict"),
    path("restrictions/<uuid:uuid>/lift/", restrictions.restriction_lift, name="restriction-lift"),
    path("families/<uuid:uuid>/conflict/", restrictions.conflict_declare, name="conflict-declare"),
    path("conflicts/", restrictions.conflict_list, name="conflict-list"),
    path("conflicts/new/", restrictions.conflict_new, name="conflict-new"),
    path("conflicts/<uuid:uuid>/decide/", restrictions.conflict_decide, name="conflict-decide"),
    path("break-glass/", breaking.break_glass_new, name="break-glass"),
    path("providers/", directory.provider_list, name="provider-list"),
    path("drafts/", drafts.draft_save, name="draft-save"),
]
