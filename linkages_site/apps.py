from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class LinkagesSiteConfig(AppConfig):
    name = "linkages_site"
    verbose_name = "Linkages"


class AdministrationConfig(AdminConfig):
    default_site = "linkages_site.administration.AdministrationSite"
