from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from demo.loading import accounts, desk, rounds, whole
from demo.loading.values import DemoError
from integration_portal.documents.actions.issue import IssueFailed
from integration_portal.documents.rendering import RenderingUnavailable


class Command(BaseCommand):
    help = "Lädt die Vorführdaten. Was schon da ist, bleibt, wie es ist."

    def handle(self, *args, **options):
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError(
                "Vorführdaten haben öffentlich bekannte Passwörter. In einem echten Portal werden "
                "sie nicht geladen. Zum Ausprobieren: make demo."
            )
        today, paths = timezone.localdate(), whole.files()
        with transaction.atomic():
            by = accounts.officer()
            authorities = [self._load(path, today, by) for path in paths]
            accounts.load(authorities)
            # By somebody with a role, which the accounts have only now.
            by = accounts.officer()
            desks = [
                (path, whole.read(path), authority)
                for path, authority in zip(paths, authorities, strict=True)
            ]
            for path, data, authority in desks:
                self._told(path, partial(rounds.load, data, authority, today=today, by=by))
                self._told(path, partial(desk.save_views, data, authority, by=by))
        try:
            for path, data, authority in desks:
                self._told(path, partial(desk.issue, data, authority, today=today, by=by))
        except (IssueFailed, RenderingUnavailable) as error:
            self.stderr.write(str(error))  # the rest of the demo is there and does without

    def _load(self, path: Path, today, by):
        self.stdout.write(f"{path.stem} …")
        return self._told(path, partial(whole.load, path, today=today, by=by))

    def _told[T](self, path: Path, load: Callable[[], T]) -> T:
        """What a file says wrong is told with its name."""
        try:
            return load()
        except DemoError as error:
            raise CommandError(f"{path.name}: {error}") from error
