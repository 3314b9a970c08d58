"""Work for real workers in a test: it takes as long as it is told, and writes down when it began and ended.

A worker learns it by `celery worker --include tests.jobs.slow_work`; the journal is the file KANGLE_TEST_JOURNAL names.
"""

import os
import time
from pathlib import Path

from kangle.jobs.kinds import register


def do_slowly(shard, lease):
    """Work for `seconds`, beating ten times a second unless told to be `silent`, and confirm the lease before the last word."""
    _write("begin", shard)
    until = time.monotonic() + shard.arguments["seconds"]
    while time.monotonic() < until:
        time.sleep(0.1)
        if not shard.arguments.get("silent"):
            lease.beat()
    lease.confirm()
    _write("end", shard)
    return 10


def _write(word, shard):
    with open(os.environ["KANGLE_TEST_JOURNAL"], "a", encoding="utf-8") as journal:
        journal.write(f"{time.time():.3f} {word} {shard.position} {os.getpid()}\n")


def read(journal):
    """The journal as [(seconds, word, position, process)]; empty before the first word."""
    lines = Path(journal).read_text(encoding="utf-8").splitlines() if Path(journal).exists() else []
    return [(float(at), word, int(position), int(process)) for at, word, position, process in map(str.split, lines)]


register("slow", do_slowly)
