"""The portal for a web server: `gunicorn integration_portal.wsgi`."""

import logging
import os
import sys

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "integration_portal.settings")

NOT_AGAIN = 3  # gunicorn's exit code of a worker that cannot start and is not to be tried again


def check_public_files() -> None:
    """Raise ImproperlyConfigured where `collectstatic` never ran: every page would be an error."""
    read = getattr(staticfiles_storage, "read_manifest", None)  # in real operation only
    if read and read() is None:
        raise ImproperlyConfigured(
            "Die öffentlichen Dateien (Gestaltung, Schrift) fehlen in "
            f"{settings.STATIC_ROOT}. Abhilfe: .venv/bin/python manage.py collectstatic --noinput"
        )


try:
    application = get_wsgi_application()
    check_public_files()
except ImproperlyConfigured as error:
    print(error, file=sys.stderr, flush=True)
    raise SystemExit(NOT_AGAIN) from None

if settings.DEBUG:
    logging.getLogger(__name__).warning(
        "Das Portal läuft ohne eigene Einstellungen: für einen Rechner, mit Debug-Seiten, "
        "Datenbank %s. Für den echten Betrieb siehe .env.example.",
        settings.DATABASES["default"]["NAME"],
    )
