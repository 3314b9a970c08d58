"""Real workers and a real beat on the test's own database, to be killed or frozen in the middle of their work."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from django.db import connection

from tests.jobs import slow_work
from tests.processes import eventually, project_environment

ROOT = Path(__file__).resolve().parent.parent
LEASE = 3


class Crew:
    """Workers of one process each, and a beat, on the test's own database."""

    def __init__(self, folder, stack, broker):
        self.folder, self.stack = folder, stack
        self.journal = folder / "journal"
        self.environment = project_environment(
            folder,
            DATABASE_URL=url_of_test_database(),
            CELERY_BROKER_URL=broker,
            KANGLE_LEASE_SECONDS=str(LEASE),
            KANGLE_TEST_JOURNAL=str(self.journal),
            KANGLE_LOG_LEVEL="INFO",
        )

    def start(self, name, *arguments):
        """A Celery process that leads a group of its own; ended with the test."""
        output = self.folder / f"{name}.log"
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "--app", "kangle", *arguments, "--loglevel", "INFO"],
            cwd=ROOT,
            env=self.environment,
            stdout=output.open("wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.stack.callback(self.end, process)
        return process

    def worker(self, name):
        return self.workers(name)[0]

    def workers(self, *names):
        """Workers of these names, started together, each ready for work."""
        started = [
            self.start(
                name,
                *("worker", "--concurrency", "1", "--hostname", f"{name}@here", "--include", "tests.jobs.slow_work"),
                *("--without-gossip", "--without-mingle", "--without-heartbeat"),
            )
            for name in names
        ]
        for name in names:
            eventually(lambda name=name: "ready." in (self.folder / f"{name}.log").read_text(errors="replace"), 60)
        return started

    def beat(self):
        return self.start("beat", "beat", "--pidfile", "")

    def end(self, process, number=signal.SIGKILL):
        """The signal to the whole group: a killed worker's own children live on otherwise, and work on."""
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return
        if number == signal.SIGKILL:
            process.wait(10)

    def read(self):
        return slow_work.read(self.journal)

    def now_doing(self):
        """{position: process} of the shards begun and not ended."""
        doing = {}
        for _at, word, position, process in self.read():
            doing.pop(position, None)
            if word == "begin":
                doing[position] = process
        return doing


def url_of_test_database():
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    who = database["USER"] + (f":{database['PASSWORD']}" if database["PASSWORD"] else "")
    return f"postgres://{who}@{database['HOST'] or 'localhost'}:{database['PORT'] or 5432}/{database['NAME']}"


def options_of(transport, folder):
    if transport == "redis":
        return {"visibility_timeout": 20}
    for name in ("messages", "control", "done"):
        (folder / "queue" / name).mkdir(parents=True, exist_ok=True)
    messages = folder / "queue" / "messages"
    return {"data_folder_in": messages, "data_folder_out": messages, "control_folder": folder / "queue" / "control"}
