"""Looking at real processes: which of ours are alive, and waiting until something has come true."""

import os
import time
from pathlib import Path

from tests import servers


def project_environment(folder, **changes):
    """What a real process of the project is started with: the project's own settings, `folder` as its data directory.

    Without DATABASE_URL and CELERY_BROKER_URL among `changes` it uses SQLite and the file transport.
    """
    apart = {"DJANGO_SETTINGS_MODULE": None, "DATABASE_URL": None, "CELERY_BROKER_URL": None}
    return servers.environment(**{**apart, "KANGLE_VAR_DIR": str(folder), **changes})


def processes_with(mark):
    """The living processes whose environment carries `mark`, by id: everything a supervisor started, whatever became of it."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z" and mark.encode() in (folder / "environ").read_bytes():
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().decode()
            except OSError:
                continue
    return found


def group_of(pid):
    """The process group of a process that lived a moment ago, None where it has ended since."""
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


def eventually(condition, seconds=20):
    """Wait for the first truthy answer and give it; fail with the last one."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"not within {seconds} s; last answer {answer!r}"
        time.sleep(0.1)
    return answer
