"""Throw-away servers from the machine's own binaries: a PostgreSQL cluster, a Redis server, and where the browser is.

The driver (tests/run.py) and the benchmark use it as well as the fixtures; nothing of the project is imported.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2

MIGRATED = "kangle_test_migrated"  # the database of a server that the driver has migrated, to be copied


def environment(**changes):
    """This process's environment with `changes`; None takes a variable away (an empty DATABASE_URL is not the same as none)."""
    return {key: value for key, value in {**os.environ, **changes}.items() if value is not None}


def free_port():
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postgres_binaries():
    """The directory of initdb and postgres (the newest installed), or None where the machine has none."""
    in_path = shutil.which("initdb")
    found = [Path(in_path).resolve().parent] if in_path else []
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    found += sorted(versions, key=lambda path: float(path.parent.name), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def redis_binary():
    return shutil.which("redis-server")


def chromium_binary():
    """Debian's Chromium (the one without windows where it is installed: a third less work for the same pages), or the browser
    KANGLE_CHROMIUM names; None where there is none."""
    named = os.environ.get("KANGLE_CHROMIUM")
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return named or next(filter(None, map(shutil.which, names)), None)


def _as_postgres(command):
    """PostgreSQL refuses to run as root: there, run it as its own user."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@contextlib.contextmanager
def postgres(*, durable=False):
    """A new cluster on a Unix socket and a free port of this machine; gives the DATABASE_URL of its database `kangle`.

    It listens on 127.0.0.1 and has no password: it lives as long as the block and holds invented records only.
    `durable` keeps fsync on, as in production (for measuring); tests do without.
    """
    binaries = postgres_binaries()
    folder = Path(tempfile.mkdtemp(prefix="kangle-postgres-"))
    port = free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    server = None
    try:
        subprocess.run(
            _as_postgres(
                [binaries / "initdb", "-D", folder / "data", "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
                + ["--locale=C.UTF-8", "--no-sync"]
            ),
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )
        options = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": folder, "shared_buffers": "256MB"}
        if not durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with open(folder / "log", "wb") as log:
            server = subprocess.Popen(
                _as_postgres([binaries / "postgres", "-D", folder / "data", *settings]),
                cwd=folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        _wait_for_port(port, server, folder / "log")
        createdb = [binaries / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres"]
        _until(lambda: subprocess.run([*createdb, "kangle"], cwd=folder, capture_output=True).returncode == 0)
        yield f"postgres://postgres@127.0.0.1:{port}/kangle"
    finally:
        if server:
            _stop_postgres(server, folder / "data")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server, name, template="template1"):
    """The DATABASE_URL of a new database beside that of `server`, a copy of another one there; one of that name is replaced."""
    drop_database(server, name)
    _ask(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{server.rpartition('/')[0]}/{name}"


def drop_database(server, name):
    """Take a database beside that of `server` away, whoever still uses it."""
    _ask(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _ask(server, statement):
    with contextlib.closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)


def _stop_postgres(server, data):
    """Immediate shutdown: nothing in it is wanted any more. The postmaster itself is asked, not the runuser in front of it."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), 3)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextlib.contextmanager
def redis():
    """A new Redis server on a free port that keeps nothing on disk; gives its URL."""
    port = free_port()
    command = [redis_binary(), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with tempfile.TemporaryDirectory(prefix="kangle-redis-") as folder:
        log = Path(folder) / "log"
        with open(log, "wb") as output:
            server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        try:
            _wait_for_port(port, server, log)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.kill()
            server.wait()


def _wait_for_port(port, server, log):
    """Wait until the server accepts connections; its log is the message where it does not within half a minute."""

    def accepts():
        if server.poll() is not None:
            raise RuntimeError(f"The server ended at once:\n{log.read_text(errors='replace')}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        return False

    _until(accepts)


def _until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError(f"Not within {seconds} s: {condition}")
        time.sleep(0.05)
