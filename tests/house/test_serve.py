"""`manage.py serve` as it runs in a county: a first start, its processes and its supervisor killed, on both transports."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests import servers
from tests.house.test_operator import open_to_others
from tests.processes import eventually, group_of, processes_with, project_environment

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc"),
]
ROOT = Path(__file__).resolve().parents[2]


class Site:
    """A running `manage.py serve` with a data directory and a port of its own."""

    def __init__(self, folder, **environment):
        self.folder, self.port = folder, servers.free_port()
        self.mark = f"KANGLE_VAR_DIR={folder}"
        self.environment = project_environment(
            folder, **{"KANGLE_LOG_LEVEL": "INFO", "KANGLE_PLAIN_STATIC": "yes", **environment}
        )
        self.output = folder / "output"

    def manage(self, *arguments):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )

    def start(self, seconds=60):
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            stdout=self.output.open("wb"),
            stderr=subprocess.STDOUT,
        )
        # Its own greeting: the web server names its address before it answers.
        eventually(lambda: self.running() and f"康乐 Kangle: http://127.0.0.1:{self.port}" in self.said(), seconds)
        eventually(lambda: "ready." in self.said() and "beat: Starting" in self.said(), 60)

    def running(self):
        assert self.process.poll() is None, self.said()
        return True

    def said(self):
        return self.output.read_text(errors="replace")

    def answers(self):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5).close()
        except urllib.error.HTTPError as refusal:
            return refusal.code < 500
        except OSError:
            return False
        return True

    def leaders(self):
        """Name → process id of each supervised process (not of its helpers)."""
        alive = {pid: words for pid, words in processes_with(self.mark).items() if pid != self.process.pid}
        leading = {pid: words.split("\0") for pid, words in alive.items() if group_of(pid) == pid}
        return {name: pid for name in ("gunicorn", "worker", "beat") for pid, words in leading.items() if name in words}

    def end(self):
        with contextlib.suppress(AttributeError):
            self.process.kill()
            self.process.wait()
        for pid in processes_with(self.mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
def made(tmp_path, migrated_file):
    """A function: a site in a directory with a migrated, empty database; whatever it started is ended with the test."""
    with contextlib.ExitStack() as stack:

        def make(**environment):
            site = Site(tmp_path, **environment)
            stack.callback(site.end)
            shutil.copy(migrated_file, tmp_path)
            return site

        yield make


# The site takes half a minute to start on a busy machine: it starts once for all that can be asked of one sitting.


def test_on_files_from_a_first_start_in_a_bare_directory_to_one_after_a_power_cut(made):
    site = made(KANGLE_PLAIN_STATIC=None)
    take_a_table_away(site.folder / "kangle.sqlite3")
    site.start(seconds=240)  # it compresses every static file
    ensure_it_made_what_was_lacking(site)
    ensure_a_second_on_the_same_records_is_refused(site)
    ensure_each_that_is_killed_comes_back(site)
    ensure_it_ends_cleanly(site, signal.SIGINT)

    site.start()
    ensure_nobody_outlives_a_killed_supervisor(site)

    (site.folder / "beat-schedule").write_bytes(b"torn by a power cut")
    site.start()
    ensure_it_ends_cleanly(site, signal.SIGTERM)


def test_over_redis_through_kills_to_a_clean_end(made, redis_url):
    site = made(CELERY_BROKER_URL=redis_url)
    site.start()
    ensure_each_that_is_killed_comes_back(site)
    ensure_nobody_outlives_a_killed_supervisor(site)

    site.start()
    ensure_it_ends_cleanly(site, signal.SIGTERM)


def take_a_table_away(file):
    """The database as it was before its last migration of `jobs`."""
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("DROP TABLE jobs_clocksetback")
        database.execute("DELETE FROM django_migrations WHERE app = 'jobs' AND name = '0002_clock_set_back'")


def ensure_it_made_what_was_lacking(site):
    assert site.answers()
    assert "manage.py load_areas" in site.said()  # the next step of a site without a county
    assert (site.folder / "static" / "staticfiles.json").exists()
    with contextlib.closing(sqlite3.connect(site.folder / "kangle.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM jobs_clocksetback").fetchone() == (0,)
    assert open_to_others(site.folder) == []


def ensure_a_second_on_the_same_records_is_refused(site):
    refused = site.manage("serve", "--port", str(servers.free_port()))
    assert refused.returncode == 2
    assert "already runs" in refused.stderr


def ensure_each_that_is_killed_comes_back(site):
    before = site.leaders()
    assert set(before) == {"gunicorn", "worker", "beat"}

    for pid in before.values():
        os.kill(pid, signal.SIGKILL)

    eventually(lambda: set(site.leaders()) == set(before) and not set(site.leaders().values()) & set(before.values()))
    eventually(site.answers)


def ensure_it_ends_cleanly(site, number):
    site.process.send_signal(number)
    assert site.process.wait(20) == 0
    assert not processes_with(site.mark)


def ensure_nobody_outlives_a_killed_supervisor(site):
    site.process.kill()
    site.process.wait()
    eventually(lambda: not processes_with(site.mark))


def test_a_taken_port_is_said_in_one_sentence(tmp_path):
    site = Site(tmp_path)
    with socket.create_server(("127.0.0.1", site.port)):
        refused = site.manage("serve", "--port", str(site.port))

    assert refused.returncode == 2
    assert f"Port {site.port} is taken" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
