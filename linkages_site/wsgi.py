"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linkages_site.settings")
application = get_wsgi_application()

from linkages_site.serving import check_may_serve  # noqa: E402  (needs the applications loaded)

check_may_serve()
