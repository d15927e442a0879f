from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from demo.loading import accounts, rounds, whole
from demo.loading.values import DemoError


class Command(BaseCommand):
    help = "Lädt die Vorführdaten. Was schon da ist, bleibt, wie es ist."

    def handle(self, *args, **options):
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError(
                "Vorführdaten haben öffentlich bekannte Passwörter. In einem echten Portal werden "
                "sie nicht geladen. Zum Ausprobieren: make demo."
            )
        with transaction.atomic():
            by = accounts.officer()
            authorities = [self._load(path, by) for path in whole.files()]
            accounts.load(authorities)
            # Asked by somebody with a role, which the accounts have only now.
            for path, authority in zip(whole.files(), authorities, strict=True):
                self._ask(path, authority)

    def _ask(self, path, authority):
        try:
            rounds.load(
                whole.read(path), authority, today=timezone.localdate(), by=accounts.officer()
            )
        except DemoError as error:
            raise CommandError(f"{path.name}: {error}") from error

    def _load(self, path, by):
        self.stdout.write(f"{path.stem} …")
        try:
            return whole.load(path, today=timezone.localdate(), by=by)
        except DemoError as error:
            raise CommandError(f"{path.name}: {error}") from error
