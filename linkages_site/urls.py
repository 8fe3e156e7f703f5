from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from linkages_site import views

handler403 = views.permission_denied
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("glossary/", views.glossary, name="glossary"),
    path("glossary/kinds/", views.kinds_of_information, name="kinds-of-information"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("", include("accounts.urls")),
    path("", include("crossover.urls")),
    path("", include("families.urls")),
    path("", include("meetings.urls")),
    path("", include("caseplans.urls")),
    path("", include("reports.urls")),
    path("accounts/email/", RedirectView.as_view(url="/")),  # an administrator changes addresses
    re_path(r"^accounts/(?:confirm-email|3rdparty|social|login/code)/", views.not_offered),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
