"""What the worker (`manage.py db_worker`) calls."""

from django.tasks import task


@task
def issue(job_id: int) -> int | None:
    """Run an issue job; returns the id of the issued document."""
    from .actions.issue import run_issue

    document = run_issue(job_id)
    return document.pk if document else None
