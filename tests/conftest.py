"""What every test stands on. Fixtures of one room live in that room's own conftest."""

import gc
import os
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import Atomic, get_connection
from django.tasks import TaskResult, TaskResultStatus
from django.tasks.signals import task_finished

from tests import tools
from tests.databases import Missing

pytest_plugins = ["tests.chromium", "tests.personas", "tests.prepared"]


def summary(config: pytest.Config) -> str:
    if connection.vendor == "sqlite":
        name = tools.sqlite_version()
    else:
        name = tools.postgresql_version(connection.settings_dict)
    once = config.option.markexpr != tools.NOT_ONCE
    return tools.took_part(name + os.environ.get("PORTAL_TEST_PLAN", ""), once=once)


def asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & fixtures)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
    if config.option.markexpr == tools.NOT_ONCE:  # another database tells them nothing new
        alone = [item for item in items if not asks_a_database(item)]
        config.hook.pytest_deselected(items=alone)
        items[:] = [item for item in items if asks_a_database(item)]


def pytest_collection() -> None:
    """Collecting tests makes nothing but what stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What stands by now stays to the end: the collector of garbage need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 50, 100)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without a browser its tests are skipped; in CI they fail."""
    if item.get_closest_marker("browser"):
        try:
            tools.browser()
        except Missing as missing:
            tools.without("Browser", missing)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    line = summary(config)
    terminalreporter.section("Umfang")
    terminalreporter.write_line(line, yellow="ausgelassen" in line, bold=True)


@pytest.fixture(autouse=True, scope="session")
def _on_commit_runs() -> Iterator[None]:
    """Run `on_commit` callbacks when the code under test commits, not never.

    A test lives in a transaction that is rolled back, so Django would keep the callbacks for ever.
    Here the outermost block of the code under test counts as its commit.
    """
    leave, register = Atomic.__exit__, BaseDatabaseWrapper.on_commit

    def committed(connection: BaseDatabaseWrapper) -> None:
        blocks = connection.atomic_blocks
        if not blocks or not blocks[-1]._from_testcase or connection.needs_rollback:
            return
        while connection.run_on_commit:
            _, callback, robust = connection.run_on_commit.pop(0)
            try:
                callback()
            except Exception:
                if not robust:
                    raise

    def leave_and_run(self: Atomic, kind: Any, error: Any, trace: Any) -> None:
        leave(self, kind, error, trace)
        if kind is None:
            committed(get_connection(self.using))

    def register_and_run(
        self: BaseDatabaseWrapper, func: Callable[[], object], robust: bool = False
    ) -> None:
        register(self, func, robust)
        committed(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Atomic, "__exit__", leave_and_run)
        patch.setattr(BaseDatabaseWrapper, "on_commit", register_and_run)
        yield


@pytest.fixture
def failed_tasks() -> Iterator[list[TaskResult]]:
    """The tasks that failed during the test. A test that asks for it looks after them itself."""
    failed: list[TaskResult] = []

    def note(task_result: TaskResult, **kwargs: object) -> None:
        if task_result.status == TaskResultStatus.FAILED:
            failed.append(task_result)

    task_finished.connect(note)
    yield failed
    task_finished.disconnect(note)


@pytest.fixture(autouse=True)
def _no_task_fails(request: pytest.FixtureRequest) -> Generator[None]:
    """The backend of the tests swallows what a task raises; here it fails the test after all."""
    expected = "failed_tasks" in request.fixturenames
    failed: list[TaskResult] = request.getfixturevalue("failed_tasks")
    yield
    if failed and not expected:
        pytest.fail("\n".join(result.errors[0].traceback for result in failed), pytrace=False)


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """No failed login of another test counts here."""
    cache.clear()
