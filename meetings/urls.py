from django.urls import path

from meetings.views import calendars, calling, correcting, running

app_name = "meetings"
urlpatterns = [
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/feed/<slug:token>/", calendars.calendar_feed, name="calendar-feed"),
    path("families/<uuid:uuid>/calendar/", calendars.family_calendar, name="family-calendar"),
    path("families/<uuid:uuid>/meetings/new/", calling.meeting_new, name="meeting-new"),
    path("meetings/<uuid:uuid>/", running.meeting_detail, name="meeting-detail"),
    path("meetings/<uuid:uuid>/invite/<slug:who>/", calling.meeting_invite, name="meeting-invite"),
    path("meetings/<uuid:uuid>/move/", calling.meeting_move, name="meeting-move"),
    path("meetings/<uuid:uuid>/cancel/", calling.meeting_cancel, name="meeting-cancel"),
    path("meetings/<uuid:uuid>/hold/", running.meeting_hold, name="meeting-hold"),
    path("meetings/<uuid:uuid>/notes/<slug:topic>/new/", running.note_new, name="note-new"),
    path("meetings/<uuid:uuid>/notes/<uuid:note>/correct/", correcting.note_correct, name="note-correct"),
    path("meetings/<uuid:uuid>/decisions/new/", running.decision_new, name="decision-new"),
    path(
        "meetings/<uuid:uuid>/decisions/<uuid:decision>/correct/", correcting.decision_correct, name="decision-correct"
    ),
]
