"""`manage.py send_mail`: send what waits in the outbox, for cron or a timer."""

from django.core.management.base import BaseCommand

from ...actions.delivery import deliver_due
from ...models import OutboxMail


class Command(BaseCommand):
    help = "Sendet, was im Postausgang wartet. Darf mehrfach zugleich laufen."

    def handle(self, *args, **options) -> None:
        sent = deliver_due()
        open_cases = OutboxMail.objects.wants_somebody().count()
        self.stdout.write(f"{sent} gesendet, {open_cases} brauchen eine Entscheidung.")
