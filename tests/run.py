"""`make test`: every check in turn, what each said, and at the end one table: passed, failed, or could not be tried here.

    tests/run.py                     everything
    tests/run.py --lint              style and layers only
    tests/run.py tests/areas -k name whatever follows goes to pytest: a subset, on SQLite

The suite runs twice: on PostgreSQL (a throw-away cluster from the machine's own binaries, or the server that DATABASE_URL
names) and on SQLite, which is asked again what depends on a database. Beside it go the tests in a browser and those of real
processes: they wait for what they started, and the suite takes the time they leave. What the machine lacks is said last; it
fails the run only where CI=true, because a check that was left out there would be left out for good.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import servers

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
IN_CI = os.environ.get("CI", "").lower() in {"true", "1", "yes"}
APART = "browser or processes"  # tests that wait for what they started: a lane of their own
BEHIND = ["nice", "-n", "15"] if shutil.which("nice") else []  # who computes lets those go first who wait with a watch in hand

LINT = {
    "style": [[BIN / "ruff", "check", "."], [BIN / "ruff", "format", "--check", "."]],
    "layers": [[BIN / "lint-imports"]],
}
MANAGE = [sys.executable, "manage.py"]
PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--durations=10"]


class Report:
    """The outcome of each part, and what could not be tried."""

    def __init__(self):
        self.parts, self.lacking = [], []

    def run(self, name, commands, *, beside=False, **environment):
        """Run the commands of one part side by side with `environment` (None removes a variable); it passes if all of them do.

        What a part says that goes beside another is said in one piece, at its end.
        """
        print(f"\n=== {name}{' (beside the rest; what it says follows)' if beside else ''}", flush=True)
        started = time.monotonic()
        merged = servers.environment(**environment)
        with tempfile.TemporaryFile() as held:
            said = {"stdout": held, "stderr": held} if beside else {}
            started_all = [subprocess.Popen(command, cwd=ROOT, env=merged, **said) for command in commands]
            codes = [process.wait() for process in started_all]
            held.seek(0)
            print(f"\n=== {name}\n{held.read().decode(errors='replace')}" if beside else "", flush=True)
        self.parts.append((name, not any(codes), time.monotonic() - started))

    def close(self):
        """Print the table; the exit code of the whole run."""
        print("\n=== in short")
        for name, passed, seconds in self.parts:
            print(f"{'passed' if passed else 'FAILED':8}{name} ({seconds:.0f} s)")
        for sentence in self.lacking:
            print(f"{'FAILED' if IN_CI else 'not run':8}{sentence}")
        failed = [name for name, passed, _ in self.parts if not passed]
        return 1 if failed or (IN_CI and self.lacking) else 0


def everything(report):
    with tempfile.TemporaryDirectory(prefix="kangle-test-") as folder, postgres_url(report) as url:
        migrate(report, folder, url)
        side_by_side(lambda: suites(report, url), lambda: waiting(report, url))
        if url:
            servers.drop_database(url, servers.MIGRATED)


def side_by_side(*lanes):
    """Go through the lanes at the same time, each part of a lane after the one before."""
    with ThreadPoolExecutor() as threads:
        for lane in [threads.submit(each) for each in lanes]:
            lane.result()


def suites(report, url):
    """All that computes: on PostgreSQL, and on SQLite what depends on a database."""
    # A third at two cores: while one waits for PostgreSQL another computes.
    together = [*BEHIND, *PYTEST, "-n", "3", "-m", f"not ({APART})"]
    if url:
        report.run("suite on PostgreSQL", [together], DATABASE_URL=url)
    report.run("suite on SQLite", [together], DATABASE_URL=None, KANGLE_TEST_OTHER_DATABASE="yes" if url else None)


def waiting(report, url):
    """All that waits for a browser, or for processes of its own."""
    # Who is done with his journeys takes from who is not.
    journeys = [*PYTEST, "-n", "2", "--dist", "worksteal", "-m", "browser", *files_with("browser")]
    if servers.chromium_binary():
        report.run("browser journeys", [journeys], beside=True, DATABASE_URL=None)
    else:
        report.lacking.append("browser journeys: no Chromium found (install chromium, or name one with KANGLE_CHROMIUM)")
    if not servers.redis_binary():
        report.lacking.append("long work over Redis: no redis-server found (install redis-server)")
    # The tests of real processes make their own databases: on SQLite, and on the cluster named here.
    processes = [[*PYTEST, "-n", "2", "--dist", "loadfile", "-m", "processes", *files_with("processes")]]
    report.run("real processes", processes, beside=True, DATABASE_URL=None, KANGLE_TEST_POSTGRES=url or None)


def files_with(mark):
    """The test files in which a mark stands: to collect all the others takes each worker as long as a journey."""
    return sorted(str(file) for file in (ROOT / "tests").rglob("test_*.py") if f"mark.{mark}" in file.read_text(encoding="utf-8"))


def migrate(report, folder, url):
    """No migration is missing, and all of them run, on both databases; what comes of it every later part copies."""
    places = [f"sqlite:///{folder}/kangle.sqlite3", url and servers.new_database(url, servers.MIGRATED)]
    commands = [["env", f"DATABASE_URL={place}", *MANAGE, "migrate", "--verbosity", "0"] for place in places if place]
    commands.append(["env", f"DATABASE_URL=sqlite:///{folder}/none.sqlite3", *MANAGE, "makemigrations", "--check", "--dry-run"])
    report.run("migrations", commands, KANGLE_VAR_DIR=folder, KANGLE_SECRET_KEY="for tests")
    os.environ["KANGLE_TEST_MIGRATED"] = folder


@contextlib.contextmanager
def postgres_url(report):
    """The PostgreSQL to test on, or None (and a sentence in the report) where there is none."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
    elif servers.postgres_binaries():
        with servers.postgres() as url:
            yield url
    else:
        report.lacking.append("suite on PostgreSQL: no PostgreSQL found (install postgresql, or set DATABASE_URL)")
        yield None


def main(arguments):
    with tempfile.TemporaryDirectory(prefix="kangle-bytecode-") as folder:
        # Hundreds of processes are started that would each compile the project again; the tree stays as it is.
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nor does it where nothing was to be written beside the sources
        return checked(arguments)


def checked(arguments):
    report = Report()
    if arguments and arguments != ["--lint"]:
        return subprocess.run([*PYTEST, *arguments], cwd=ROOT).returncode
    for name, commands in LINT.items():
        report.run(name, commands)
    if not arguments:
        everything(report)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
