"""The engine of a real worker, with places to stop: a test kills the process exactly there.

A worker learns it by `celery worker --include tests.scorecard.held`. Whoever passes the step that the file KANGLE_TEST_HOLD
names writes its process id into KANGLE_TEST_HELD and waits until the file names it no more. Where the file says "slowly",
every step takes a while, so that a random moment may fall into each of them.
"""

import os
import time
from functools import wraps
from pathlib import Path

from kangle.jobs import work
from kangle.scorecard import actions, nightly
from kangle.scorecard.models import Score

LONGEST = 30  # seconds; nobody waits for a test that has died


def pass_(step):
    """Be at a step: wait there if the test says so."""
    if _hold() == "slowly":
        time.sleep(0.02)
    deadline = time.monotonic() + LONGEST
    if _hold() == step:
        Path(os.environ["KANGLE_TEST_HELD"]).write_text(str(os.getpid()))
    while _hold() == step and time.monotonic() < deadline:
        time.sleep(0.02)


def _hold():
    hold = Path(os.environ["KANGLE_TEST_HOLD"])
    return hold.read_text() if hold.exists() else ""


def after(module, name, step):
    done = getattr(module, name)

    @wraps(done)
    def held(*arguments, **named):
        answer = done(*arguments, **named)
        pass_(step)
        return answer

    setattr(module, name, held)


def before(module, name, step, when=lambda *arguments: True):
    do = getattr(module, name)

    @wraps(do)
    def held(*arguments, **named):
        if when(*arguments):
            pass_(step)
        return do(*arguments, **named)

    setattr(module, name, held)


def while_flipping(publish):
    """The new snapshot is flipped, the old one gone, and nothing is committed."""

    @wraps(publish)
    def held(snapshot, base, confirm, **named):
        def confirm_and_wait():
            confirm()
            pass_("flipping")

        return publish(snapshot, base, confirm_and_wait, **named)

    return held


after(actions, "_begin", "begun")
after(actions, "_figure", "counted")
before(actions, "write_rows", "half written", lambda model, *rest: model is Score)
after(actions, "_write", "written")
after(actions, "verify", "verified")
actions._publish = while_flipping(actions._publish)
before(nightly, "prune", "published")
before(work, "finish", "done")
