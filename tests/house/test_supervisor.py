"""The supervisor with real, small processes: what dies is started again, what cannot start ends all, nothing is left behind."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.processes import eventually, group_of, processes_with

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc"),
]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def supervise(tmp_path):
    """A function: start a supervisor of the commands given in a process of its own; its output goes to `output`."""
    mark = f"KANGLE_TEST_MARK={tmp_path}"
    started = []

    def start(ready=True, **commands):
        program = textwrap.dedent(f"""
            import sys
            from kangle.jobs.supervisor import Supervisor
            commands = {{name: [sys.executable, "-c", text] for name, text in {commands!r}.items()}}
            sys.exit(Supervisor(commands, ready=lambda: {ready}, patience=1).run())
        """)
        output = tmp_path / "output"
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "KANGLE_TEST_MARK": str(tmp_path)},
            stdout=output.open("wb"),
        )
        process.mark, process.output = mark, output
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
    for pid in processes_with(mark):
        os.kill(pid, signal.SIGKILL)


SLEEPER = "import time; print('awake'); time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print('awake'); time.sleep(600)"
PARENT = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); " + SLEEPER


def test_lines_carry_the_name_of_their_process(supervise):
    supervisor = supervise(web=SLEEPER, worker=SLEEPER)

    eventually(lambda: sorted(supervisor.output.read_text().splitlines()) == ["web    | awake", "worker | awake"])


def test_what_dies_is_started_again_and_its_helpers_are_not_doubled(supervise):
    supervisor = supervise(web=PARENT)
    eventually(lambda: supervisor.output.read_text().count("awake") == 1)
    first = eventually(lambda: set(processes_with(supervisor.mark)) - {supervisor.pid})
    leader = next(pid for pid in first if group_of(pid) == pid)

    os.kill(leader, signal.SIGKILL)

    eventually(lambda: supervisor.output.read_text().count("awake") == 2)
    second = set(processes_with(supervisor.mark)) - {supervisor.pid}
    assert len(second) == len(first) == 2
    assert not first & second


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("program", [SLEEPER, STUBBORN, PARENT], ids=["plain", "stubborn", "with a helper"])
def test_a_signal_ends_it_cleanly(supervise, number, program):
    supervisor = supervise(web=program)
    eventually(lambda: "awake" in supervisor.output.read_text())

    supervisor.send_signal(number)

    assert supervisor.wait(10) == 0
    assert not processes_with(supervisor.mark)


def test_no_child_outlives_a_supervisor_that_was_killed(supervise):
    supervisor = supervise(web=SLEEPER, worker=STUBBORN)
    eventually(lambda: supervisor.output.read_text().count("awake") == 2)

    supervisor.kill()
    supervisor.wait()

    eventually(lambda: not processes_with(supervisor.mark))


def test_what_cannot_start_ends_all_and_its_reason_is_seen(supervise):
    supervisor = supervise(ready=False, web="raise SystemExit('no such thing')", worker=SLEEPER)

    assert supervisor.wait(10) == 1
    assert "web    | no such thing" in supervisor.output.read_text()
    assert not processes_with(supervisor.mark)
