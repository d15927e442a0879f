"""Signs of life while a job works, from a thread with a connection of its own.

Layout holds the worker's own thread for many seconds; so the thread beside it writes, every second
(as often as the page asks) and each time in one short statement, that the job lives and how far.
"""

import logging
import threading
from types import TracebackType

from django.db import DatabaseError, connections
from django.utils import timezone

from .enums import JobState
from .models import Job

logger = logging.getLogger(__name__)
EVERY = 1  # seconds; a job counts as dead after 60


class Heartbeat:
    """`with Heartbeat(job) as beat: beat.say("Seiten umbrechen")`."""

    def __init__(self, job: Job, every: float | None = None):
        self.job_id, self.attempt, self.every = job.pk, job.attempt, every or EVERY
        self.phase, self.done = job.phase, job.done
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"heartbeat-{job.pk}", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(timeout=30)

    def say(self, phase: str, done: int | None = None) -> None:
        """Note the phase; the next beat writes it."""
        self.phase = phase
        self.done = self.done if done is None else done

    def beat(self) -> None:
        """One short write. Only while this very attempt is the running one."""
        Job.objects.filter(pk=self.job_id, attempt=self.attempt, state=JobState.RUNNING).update(
            heartbeat_at=timezone.now(), phase=self.phase[:200], done=self.done
        )

    def _run(self) -> None:
        try:
            while not self._stop.wait(self.every):
                try:
                    self.beat()
                except DatabaseError:
                    # A locked database is no reason to stop working; the next beat tries again.
                    logger.warning("heartbeat of job %s failed", self.job_id, exc_info=True)
                    connections.close_all()
        finally:
            connections.close_all()
