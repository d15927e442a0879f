"""The portal's own settings, with one more page: the frame without content."""

from integration_portal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
