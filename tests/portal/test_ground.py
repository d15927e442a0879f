"""The ground the tests stand on: commits run their callbacks, failed tasks fail the test."""

from django.db import transaction
from django.tasks import task


@task
def stumble():
    raise ValueError("stumbled")


def test_a_callback_runs_when_the_outermost_block_ends(db):
    heard = []

    with transaction.atomic():
        with transaction.atomic():
            transaction.on_commit(lambda: heard.append("outer"))
        assert heard == []

    assert heard == ["outer"]


def test_a_callback_of_a_failed_block_never_runs(db):
    heard = []

    with transaction.atomic():
        transaction.on_commit(lambda: heard.append("never"))
        transaction.set_rollback(True)
    with transaction.atomic():
        pass

    assert heard == []


def test_a_callback_outside_any_block_runs_at_once(db):
    heard = []

    transaction.on_commit(lambda: heard.append("now"))

    assert heard == ["now"]


def test_a_failed_task_is_noticed(failed_tasks):
    stumble.enqueue()

    assert [result.errors[0].exception_class for result in failed_tasks] == [ValueError]
