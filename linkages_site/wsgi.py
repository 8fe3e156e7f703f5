"""The web server's way in. In production it refuses a database role that owns the tables."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linkages_site.settings")
application = get_wsgi_application()

if settings.PRODUCTION:
    from linkages_site.database_role import check_database_role

    check_database_role()
