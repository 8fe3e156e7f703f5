from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("banner/", views.banner, name="banner"),
    path("calendar/link/", views.calendar_link, name="calendar-link"),
    path("calendar/link/end/", views.calendar_link_end, name="calendar-link-end"),
    path("views/save/", views.view_save, name="view-save"),
    path("views/<uuid:uuid>/drop/", views.view_drop, name="view-drop"),
    path("session/end/", views.session_end, name="session-end"),
    path("session/extend/", views.session_extend, name="session-extend"),
]
