from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.module_loading import autodiscover_modules


class LinkagesSiteConfig(AppConfig):
    name = "linkages_site"
    verbose_name = "Linkages"

    def ready(self) -> None:
        """Every app's county numbers are declared from the start, whatever the process has had to do yet."""
        autodiscover_modules("county")


class AdministrationConfig(AdminConfig):
    default_site = "linkages_site.administration.AdministrationSite"
