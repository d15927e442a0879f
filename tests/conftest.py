"""What every test stands on. Fixtures of one room live in that room's own conftest."""

import os
import re
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import Atomic, get_connection
from django.tasks import TaskResult, TaskResultStatus
from django.tasks.signals import task_finished

from tests import covered, tools
from tests.databases import Missing

pytest_plugins = ["tests.chromium", "tests.personas", "tests.prepared"]

GAPS = pytest.StashKey[list[str]]()
BRANCHES = pytest.StashKey[str]()


def is_controller(config: pytest.Config) -> bool:
    """Not one of the processes of pytest-xdist."""
    return not hasattr(config, "workerinput")


def summary(config: pytest.Config) -> str:
    if connection.vendor == "sqlite":
        name = tools.sqlite_version()
    else:
        name = tools.postgresql_version(connection.settings_dict)
    once = config.option.markexpr != tools.NOT_ONCE
    return tools.took_part(name + os.environ.get("PORTAL_TEST_PLAN", ""), once=once)


# Measuring nearly doubles the time of a test. These go where others have measured already: they
# walk through doors, read paper, send lists there and back, and try what is hostile.
NOT_MEASURED = re.compile(
    r"tests/(walk|facts|look)/"
    r"|/test_access\.py"
    r"|tests/security/(?!test_full_disk)"
    r"|tests/documents/test_(conformance|hostile_content|paper)"
    r"|tests/reports/test_(demo_papers|hostile_content)"
    r"|tests/exchange/test_(export|there_and_back)"
)


def is_measured(item: pytest.Item) -> bool:
    return not (item.get_closest_marker("browser") or NOT_MEASURED.search(item.nodeid))


def asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & fixtures)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
        if not is_measured(item):
            item.add_marker(pytest.mark.no_cover)
    if config.option.markexpr == tools.NOT_ONCE:  # another database tells them nothing new
        alone = [item for item in items if not asks_a_database(item)]
        config.hook.pytest_deselected(items=alone)
        items[:] = [item for item in items if asks_a_database(item)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without a browser its tests are skipped; in CI they fail."""
    if item.get_closest_marker("browser"):
        try:
            tools.browser()
        except Missing as missing:
            tools.without("Browser", missing)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """After a measured run of the whole suite, look at the rules and actions and all branches."""
    if is_controller(session.config) and os.environ.get("PORTAL_TEST_COVERAGE"):
        measured = covered.measured()
        gaps = covered.gaps(measured)
        session.config.stash[GAPS] = gaps
        session.config.stash[BRANCHES] = covered.said(covered.branches(measured))
        if gaps and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if gaps := config.stash.get(GAPS, []):
        terminalreporter.section("Zu wenig geprüft", red=True)
        terminalreporter.write_line("\n".join(gaps))
    line = summary(config)
    terminalreporter.section("Umfang")
    if branches := config.stash.get(BRANCHES, ""):
        terminalreporter.write_line(branches)
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
