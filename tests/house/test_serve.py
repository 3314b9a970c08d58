"""`manage.py serve` as it runs in a county: each process killed in turn, the supervisor killed, on both transports."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests import servers
from tests.processes import eventually, processes_with, project_environment

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
        leading = {pid: words.split("\0") for pid, words in alive.items() if os.getpgid(pid) == pid}
        return {name: pid for name in ("gunicorn", "worker", "beat") for pid, words in leading.items() if name in words}

    def end(self):
        with contextlib.suppress(AttributeError):
            self.process.kill()
            self.process.wait()
        for pid in processes_with(self.mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture(params=["files", "redis"])
def site(request, tmp_path, migrated_file):
    """The site, migrated and empty, on the file transport and over Redis."""
    broker = request.getfixturevalue("redis_url") if request.param == "redis" else None
    site = Site(tmp_path, CELERY_BROKER_URL=broker)
    shutil.copy(migrated_file, tmp_path)
    yield site
    site.end()


def test_each_process_that_is_killed_comes_back(site):
    site.start()
    before = site.leaders()
    assert set(before) == {"gunicorn", "worker", "beat"}

    for pid in before.values():
        os.kill(pid, signal.SIGKILL)

    eventually(lambda: set(site.leaders()) == set(before) and not set(site.leaders().values()) & set(before.values()))
    eventually(site.answers)


def test_it_ends_cleanly_and_starts_again_at_once(site):
    for number in (signal.SIGINT, signal.SIGTERM):
        site.start()
        site.process.send_signal(number)
        assert site.process.wait(20) == 0
        assert not processes_with(site.mark)


def test_a_killed_supervisor_leaves_nobody_and_stops_no_later_start(site):
    site.start()
    site.process.kill()
    site.process.wait()
    eventually(lambda: not processes_with(site.mark))

    (site.folder / "beat-schedule").write_bytes(b"torn by a power cut")
    site.start()
    site.process.send_signal(signal.SIGTERM)
    assert site.process.wait(20) == 0


def test_a_taken_port_is_said_in_one_sentence(tmp_path):
    site = Site(tmp_path)
    with socket.create_server(("127.0.0.1", site.port)):
        refused = site.manage("serve", "--port", str(site.port))

    assert refused.returncode == 2
    assert f"Port {site.port} is taken" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_a_second_site_on_the_same_records_is_refused(tmp_path, migrated_file):
    shutil.copy(migrated_file, tmp_path)
    site = Site(tmp_path)
    site.start()
    try:
        refused = site.manage("serve", "--port", str(servers.free_port()))
    finally:
        site.end()

    assert refused.returncode == 2
    assert "already runs" in refused.stderr
