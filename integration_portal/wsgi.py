"""The portal for a web server: `gunicorn integration_portal.wsgi`."""

import logging
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "integration_portal.settings")

application = get_wsgi_application()

if settings.DEBUG:
    logging.getLogger(__name__).warning(
        "Das Portal läuft ohne eigene Einstellungen: für einen Rechner, mit Debug-Seiten, "
        "Datenbank %s. Für den echten Betrieb siehe .env.example.",
        settings.DATABASES["default"]["NAME"],
    )
