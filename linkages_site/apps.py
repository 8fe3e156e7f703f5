from django.apps import AppConfig


class LinkagesSiteConfig(AppConfig):
    name = "linkages_site"
    verbose_name = "Linkages"
