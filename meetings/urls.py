from django.urls import path

from meetings.views import (
    asking,
    calendars,
    calling,
    contacts,
    correcting,
    ending,
    entering,
    facilitating,
    papers,
    running,
)

app_name = "meetings"
urlpatterns = [
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/feed/<slug:token>/", calendars.calendar_feed, name="calendar-feed"),
    path("families/<uuid:uuid>/calendar/", calendars.family_calendar, name="family-calendar"),
    path("families/<uuid:uuid>/meetings/new/", calling.meeting_new, name="meeting-new"),
    path("meetings/<uuid:uuid>/", running.meeting_detail, name="meeting-detail"),
    path("meetings/<uuid:uuid>/invite/<slug:who>/", calling.meeting_invite, name="meeting-invite"),
    path("meetings/<uuid:uuid>/move/", calling.meeting_move, name="meeting-move"),
    path("meetings/<uuid:uuid>/cancel/", ending.meeting_cancel, name="meeting-cancel"),
    path("meetings/<uuid:uuid>/no-show/", ending.meeting_no_show, name="meeting-no-show"),
    path("meetings/<uuid:uuid>/confirm/", ending.meeting_confirm, name="meeting-confirm"),
    path("meetings/<uuid:uuid>/finish/", ending.meeting_finish, name="meeting-finish"),
    path("families/<uuid:uuid>/meetings/request/", asking.request_new, name="meeting-request-new"),
    path("meetings/requests/<uuid:uuid>/withdraw/", asking.request_withdraw, name="meeting-request-withdraw"),
    path("meetings/<uuid:uuid>/agenda/", papers.meeting_agenda, name="meeting-agenda"),
    path(
        "meetings/<uuid:uuid>/attendances/<uuid:attendance>/letter/", papers.attendance_letter, name="attendance-letter"
    ),
    path("meetings/<uuid:uuid>/run/", facilitating.meeting_run, name="meeting-run"),
    path(
        "meetings/<uuid:uuid>/attendances/<uuid:attendance>/mark/",
        facilitating.attendance_mark,
        name="attendance-mark",
    ),
    path(
        "meetings/<uuid:uuid>/attendances/<uuid:attendance>/statement/",
        facilitating.attendance_statement,
        name="attendance-statement",
    ),
    path("meetings/<uuid:uuid>/notes/<uuid:note>/done/", facilitating.arrangement_finish, name="arrangement-finish"),
    path("meetings/<uuid:uuid>/hold/", running.meeting_hold, name="meeting-hold"),
    path("meetings/<uuid:uuid>/notes/<slug:topic>/new/", running.note_new, name="note-new"),
    path("meetings/<uuid:uuid>/notes/<uuid:note>/correct/", correcting.note_correct, name="note-correct"),
    path("meetings/<uuid:uuid>/decisions/new/", running.decision_new, name="decision-new"),
    path(
        "meetings/<uuid:uuid>/decisions/<uuid:decision>/correct/", correcting.decision_correct, name="decision-correct"
    ),
    path("families/<uuid:uuid>/contacts/new/", contacts.contact_new, name="contact-new"),
    path("contacts/", entering.contact_list, name="contact-list"),
    path("contacts/export/", entering.contact_export, name="contact-export"),
    path("contacts/<uuid:uuid>/", contacts.contact_detail, name="contact-detail"),
    path("contacts/<uuid:uuid>/correct/", contacts.contact_correct, name="contact-correct"),
    path("contacts/<uuid:uuid>/enter/", contacts.contact_enter, name="contact-enter"),
    path("contacts/<uuid:uuid>/not-entered/", contacts.contact_take_back, name="contact-take-back"),
    path("contacts/exports/<uuid:uuid>/", entering.batch_detail, name="batch-detail"),
    path("contacts/exports/<uuid:uuid>/file/", entering.batch_download, name="batch-download"),
    path("contacts/exports/<uuid:uuid>/enter/", entering.batch_enter, name="batch-enter"),
]
