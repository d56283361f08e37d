"""The web process of a node, for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vasculum.site.settings")

application = get_wsgi_application()
