"""One foreground process that keeps several others alive, passes their output on, and leaves none behind.

Knows nothing of Django: it is given commands. It has one thread only, because a child that asks the kernel to end with its
parent ends with the thread that started it.
"""

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

LONGEST_PAUSE = 30.0
# A child that lived this long was well: its next death starts again at the shortest pause.
WELL_AFTER = 60.0
BETWEEN_QUESTIONS = 0.5  # seconds; asking is a request, and a failing one is logged
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


def _die_with_parent(parent):
    """In the new child: be killed when the supervisor is, however it ends. Outside Linux there is no such request."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the request was made
        os._exit(1)


@dataclass
class Child:
    """One supervised command; it leads a process group of its own, so that its helpers can be ended with it."""

    name: str
    command: list
    process: subprocess.Popen = None
    started: float = 0.0
    deaths: int = 0
    start_at: float = 0.0
    unfinished: bytes = field(default=b"", repr=False)

    @property
    def alive(self):
        return self.process is not None and self.process.poll() is None

    def start(self, environment):
        parent = os.getpid()
        self.process = subprocess.Popen(
            self.command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: _die_with_parent(parent),
        )
        os.set_blocking(self.process.stdout.fileno(), False)
        self.started = time.monotonic()

    def pause(self):
        """Seconds until the next start: 1, 2, 4 ... while it keeps dying young."""
        self.deaths = 1 if time.monotonic() - self.started > WELL_AFTER else self.deaths + 1
        return min(2.0 ** (self.deaths - 1), LONGEST_PAUSE)

    def signal_group(self, number):
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


class Supervisor:
    """Runs `commands` (name → argument list) until it is told to end.

    `ready()` is asked twice a second until it says yes; then `on_ready()` is called once. A child that ends before that moment
    ends everything, because what cannot start once will not start by being tried again.
    """

    def __init__(self, commands, *, ready=lambda: True, on_ready=lambda: None, patience=10.0, out=None):
        self.children = [Child(name, command) for name, command in commands.items()]
        self.ready, self.on_ready, self.patience = ready, on_ready, patience
        self.out = out or sys.stdout
        self.environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.width = max(len(name) for name in commands)
        self.selector = selectors.DefaultSelector()
        self.asked_to_end = 0
        self.is_ready, self.ask_at = False, 0.0

    def run(self):
        """Supervise until a signal; the exit code: 0 after a clean end, 1 where a child could not start."""
        previous = {number: signal.signal(number, self._ask_to_end) for number in ENDING_SIGNALS}
        try:
            for child in self.children:
                self._start(child)
            while not self.asked_to_end:
                self._pass_on(0.25)
                if not self._tend():
                    return 1
        finally:
            self._end_all()
            for number, handler in previous.items():
                signal.signal(number, handler)
        return 0

    def say(self, line, name=""):
        """One line of output, under the name of the process it comes from."""
        try:
            print(f"{name:<{self.width}} | {line}" if name else line, file=self.out, flush=True)
        except OSError:  # the reader has gone: nobody is left to supervise for
            self.asked_to_end += 1

    def _ask_to_end(self, number, frame):
        self.asked_to_end += 1

    def _start(self, child):
        child.start_at = 0.0
        child.start(self.environment)
        self.selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _tend(self):
        """Bury the dead, start those whose pause is over, ask whether all is ready; False where there is no sense in going on."""
        now = time.monotonic()
        for child in self.children:
            if child.start_at:
                if now >= child.start_at:
                    self._start(child)
            elif not child.alive:
                self._bury(child)
                if not self.is_ready:
                    self.say(f"could not start (exit code {child.process.returncode}); see its lines above", child.name)
                    return False
                pause = child.pause()
                child.start_at = now + pause
                self.say(f"ended (exit code {child.process.returncode}); starting it again in {pause:.0f} s", child.name)
        if not self.is_ready and now >= self.ask_at:
            self.ask_at = now + BETWEEN_QUESTIONS
            if self.ready():
                self.is_ready = True
                self.on_ready()
        return True

    def _bury(self, child):
        """End what a dead child left in its group (a killed web server's workers hold its port), then read its last lines."""
        child.signal_group(signal.SIGKILL)
        self._read(child)
        with contextlib.suppress(KeyError):
            self.selector.unregister(child.process.stdout)
        child.process.stdout.close()

    def _pass_on(self, seconds):
        for key, _ in self.selector.select(seconds):
            self._read(key.data)

    def _read(self, child):
        while chunk := self._chunk(child):
            *lines, child.unfinished = (child.unfinished + chunk).split(b"\n")
            for line in lines:
                self.say(line.decode(errors="replace").rstrip(), child.name)

    def _chunk(self, child):
        try:
            chunk = os.read(child.process.stdout.fileno(), 65536)
        except (BlockingIOError, ValueError):
            return b""
        if not chunk:  # it closed its output: nothing more to wait for there
            with contextlib.suppress(KeyError):
                self.selector.unregister(child.process.stdout)
        return chunk

    def _end_all(self):
        """Ask every child to end and wait `patience` seconds (a second signal cuts it short); then kill what is left."""
        standing = [child for child in self.children if child.alive]
        for child in standing:
            child.process.terminate()
        deadline = time.monotonic() + self.patience
        while any(child.alive for child in standing) and time.monotonic() < deadline and self.asked_to_end < 2:
            self._pass_on(0.1)
        for child in self.children:
            child.signal_group(signal.SIGKILL)
        for child in standing:
            child.process.wait()
            self._read(child)
