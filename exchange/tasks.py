"""What the worker (`manage.py db_worker`) calls."""

from django.tasks import task


@task
def work(pk: int, state: str, by: int, on: str, reason: str) -> None:
    """A step of an import that takes longer than somebody waits."""
    from integration_portal.accounts.models import User

    from .actions.steps import work as do

    do(pk, state, by=User.objects.filter(pk=by).first(), on=on, reason=reason)
