"""`manage.py send_mail`: send what waits in the outbox, forget what is old; for cron or a timer."""

from django.core.management.base import BaseCommand

from ...actions.delivery import deliver_due
from ...actions.forgetting import forget_old
from ...models import OutboxMail


class Command(BaseCommand):
    help = "Sendet, was im Postausgang wartet. Darf mehrfach zugleich laufen."

    def handle(self, *args, **options) -> None:
        sent = deliver_due()
        forget_old()
        open_cases = OutboxMail.objects.wants_somebody().count()
        self.stdout.write(f"{sent} gesendet, {open_cases} brauchen eine Entscheidung.")
