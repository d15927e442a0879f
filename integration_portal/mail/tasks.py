"""What the worker (`manage.py db_worker`) calls."""

from django.tasks import task


@task
def deliver() -> int:
    """Send what is due; returns how many mails went out."""
    from .actions.delivery import deliver_due

    return deliver_due()
