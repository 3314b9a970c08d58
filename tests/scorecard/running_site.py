"""A site of real processes on a database of its own, every one of which may be killed, and the eyes that watch it meanwhile."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg2
from celery import Celery

from kangle.programme.items import GROUPS, ITEMS
from kangle.scorecard.indicators import CATALOGUE
from tests import servers
from tests.processes import eventually, project_environment

ROOT = Path(__file__).resolve().parents[2]
AREAS = 7
WHOLE = (AREAS, len(CATALOGUE), AREAS * len(CATALOGUE), AREAS * (len(ITEMS) + len(GROUPS) + 1))
DAYS = 12  # the small county's year 2015 is over: eleven month-ends and the last night, which is one as well
LEASE = 3
# Where `held` can stop a worker, in the order of a run: "half written" and "flipping" lie inside the transaction that writes,
# the others between two. They stand here because whoever imports `held` has its own engine slowed as well.
STEPS = ("begun", "counted", "half written", "written", "verified", "flipping", "published", "done")

CELERY = ("celery", "--app", "kangle")
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO")
# Both workers from one reading of the project: it is started again and again here.
GUNICORN = ("gunicorn", "kangle.wsgi:application", "--preload", "--workers", "2", "--threads", "2", "--no-control-socket")

PUBLISHED = """
SELECT as_of,
    (SELECT count(DISTINCT area_id) FROM scorecard_value WHERE snapshot_id = shot.id),
    (SELECT count(DISTINCT indicator) FROM scorecard_value WHERE snapshot_id = shot.id),
    (SELECT count(*) FROM scorecard_value WHERE snapshot_id = shot.id),
    (SELECT count(*) FROM scorecard_score WHERE snapshot_id = shot.id)
FROM scorecard_snapshot shot WHERE published_at IS NOT NULL ORDER BY as_of
"""


def environment_of(folder, **changes):
    key = "a key for tests, where no secret is kept"
    return project_environment(folder, KANGLE_SECRET_KEY=key, KANGLE_PLAIN_STATIC="yes", **changes)


class RunningSite:
    """Web, worker and beat, each leading a process group of its own."""

    def __init__(self, folder, session, database=None, broker=None):
        self.folder, self.session, self.database = folder, session, database
        self.hold, self.held = folder / "hold", folder / "held"
        self.port, self.groups = servers.free_port(), {}
        self.environment = environment_of(
            folder,
            DATABASE_URL=database,
            CELERY_BROKER_URL=broker,
            KANGLE_LEASE_SECONDS=str(LEASE),
            KANGLE_LOG_LEVEL="INFO",
            KANGLE_TEST_HOLD=str(self.hold),
            KANGLE_TEST_HELD=str(self.held),
        )
        self.queue = Celery("asking", broker=broker or "filesystem://")
        messages = folder / "queue" / "messages"
        if broker is None:
            messages.mkdir(parents=True, exist_ok=True)
            (folder / "queue" / "control").mkdir(exist_ok=True)
            self.queue.conf.broker_transport_options = {
                "data_folder_in": messages,
                "data_folder_out": messages,
                "control_folder": folder / "queue" / "control",
            }

    # --- processes ----------------------------------------------------------------------------------------------------

    def start(self, *names):
        """Start processes of these names together, and wait for the word of each that says it is at work."""
        commands = {
            # Celery keeps the place of a killed process for ten seconds: enough places that the tests need not wait for them.
            "worker": ("ready.", *CELERY, "worker", "--concurrency", "10", "--include", "tests.scorecard.held", *QUIET),
            "beat": ("beat: Starting", *CELERY, "beat", "--pidfile", "", "--loglevel", "INFO"),
            "web": ("Booting worker", *GUNICORN, "--bind", f"127.0.0.1:{self.port}"),
        }
        for name in names:
            self._start(name, commands[name][1:])
        for name in names:
            eventually(lambda name=name: commands[name][0] in self.log(name).read_text(errors="replace"), 60)

    def _start(self, name, command):
        self.groups[name] = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log(name).open("wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def log(self, name):
        return self.folder / f"{name}.log"

    def kill(self, name):
        """Outright, with every helper of its own: what a power cut does, and what the supervisor does after a death."""
        process = self.groups.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def end(self):
        self.let_go()
        for name in list(self.groups):
            self.kill(name)
        self.queue.close()

    # --- work ---------------------------------------------------------------------------------------------------------

    def ask_for_night(self):
        """What beat does at 02:00. The nights that were here are over: the same one would not be counted twice."""
        self.ask("UPDATE jobs_run SET key = 'before-' || id WHERE state = 'done'", write=True)
        self.queue.send_task("scorecard.nightly")

    def night(self):
        """A night, and the end of the run it asked for: the run's state."""
        before = self.newest_run()
        self.ask_for_night()
        eventually(lambda: self.newest_run() != before or self.open_runs(), 30)
        return self.ended()

    def ended(self, seconds=60):
        """Wait until no run is open; the state of the newest."""
        eventually(lambda: not self.open_runs(), seconds)
        return self.ask("SELECT state FROM jobs_run ORDER BY id DESC LIMIT 1")[0][0]

    def nights_done(self):
        """How many messages of beat the present worker has answered."""
        lines = self.log("worker").read_text(errors="replace").splitlines()
        return sum("scorecard.nightly" in line and "succeeded" in line for line in lines)

    def hold_at(self, step):
        self.held.unlink(missing_ok=True)
        self.hold.write_text(step)

    def let_go(self):
        self.hold.unlink(missing_ok=True)

    def at_hold(self):
        """The process that waits at the step held."""
        return int(eventually(lambda: self.held.exists() and self.held.read_text(), 30))

    # --- what the database and the pages say --------------------------------------------------------------------------

    def ask(self, sql, write=False):
        """One statement on a connection of its own, outside everything that is under test."""
        if self.database:
            connection = psycopg2.connect(self.database)
            connection.autocommit = True
        else:
            connection = sqlite3.connect(self.folder / "kangle.sqlite3", timeout=30, isolation_level=None)
        try:
            cursor = connection.cursor()
            cursor.execute(sql)
            return cursor.rowcount if write else cursor.fetchall()
        finally:
            connection.close()

    def published(self):
        """{day: (areas, indicators, values, marks)} of every published snapshot, read by one statement."""
        return {str(day): tuple(counts) for day, *counts in self.ask(PUBLISHED)}

    def left_over(self):
        return self.ask("SELECT count(*) FROM scorecard_snapshot WHERE published_at IS NULL")[0][0]

    def newest_run(self):
        return self.ask("SELECT max(id) FROM jobs_run")[0][0]

    def open_runs(self):
        return self.ask("SELECT id FROM jobs_run WHERE state IN ('waiting', 'running')")

    def lease_runs_out(self):
        """The time a dead worker's lease takes, gone by."""
        self.ask("UPDATE jobs_shard SET leased_until = '2015-01-01 00:00:00+00' WHERE state = 'running'", write=True)

    def page(self, path="/"):
        """(status, text) of a page as the official sees it; None while no web server answers."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Cookie": f"sessionid={self.session}"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()
        except OSError:
            return None


class Watch:
    """Readers that never stop looking while processes die: at the database, and at the overview."""

    def __init__(self, site, *, days=DAYS):
        self.site, self.days = site, days
        self.over, self.faults, self.looks, self.pages = threading.Event(), [], 0, 0
        self.readers = [threading.Thread(target=reader) for reader in (self._look, self._visit)]

    def __enter__(self):
        for reader in self.readers:
            reader.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        for reader in self.readers:
            reader.join()

    def _look(self):
        while not self.over.is_set():
            found = self.site.published()
            if len(found) < self.days or any(counts != WHOLE for counts in found.values()):
                self.faults.append(found)
            self.looks += 1
            time.sleep(0.1)

    def _visit(self):
        while not self.over.is_set():
            answer = self.site.page()
            if answer is not None:
                self.pages += 1
                if answer[0] != 200 or (self.days and "2015-12-31" not in answer[1]):
                    self.faults.append(answer[0])
            time.sleep(0.1)
