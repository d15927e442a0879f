"""`manage.py send_reminders`: what the ladders of all open rounds ask for today, and the mail.

Old mails lose their address and text here, too: this is what runs every day.
"""

from django.core.management.base import BaseCommand

from integration_portal.mail.actions.delivery import deliver_due
from integration_portal.mail.actions.forgetting import forget_old

from ...actions.running import remind_due


class Command(BaseCommand):
    help = "Erinnert, wer noch etwas abzugeben hat, und sendet wartende Mails. Einmal am Tag rufen."

    def handle(self, *args, **options) -> None:
        reminded = remind_due()
        sent = deliver_due()
        forget_old()
        self.stdout.write(f"{reminded} erinnert, {sent} Mails gesendet.")
