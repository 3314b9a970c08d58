"""The whole site in one foreground process: web server, worker and beat, supervised."""

import errno
import fcntl
import http.client
import io
import os
import socket
import sys

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from kangle.audit.models import BEGUN, DEMO, Entry
from kangle.jobs.supervisor import Supervisor

LOCALHOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Run web server, worker and beat until Ctrl-C; one that dies is started again"

    def add_arguments(self, parser):
        parser.add_argument("--port", default="8000")  # judged by us: the parser's own refusal is its usage
        parser.add_argument("--host", default=LOCALHOST, help="the address to listen on")
        parser.add_argument("--check", action="store_true", help="only say whether the port and the data directory are free")

    def handle(self, *, host, port, check, **options):
        port = port_of(port)
        ensure_port_is_free(host, port)
        lock = ensure_directory_is_free(settings.VAR_DIR)
        if check:
            return
        prepare(self.stderr)
        url = f"http://{host}:{port}"
        supervisor = Supervisor(commands(host, port), ready=lambda: answers(host, port), out=sys.stdout)
        supervisor.on_ready = lambda: greet(supervisor, url)
        code = supervisor.run()
        lock.close()
        if code:
            sys.exit(code)


def commands(host, port):
    """Name → argument list of each supervised process."""
    python, level = sys.executable, settings.LOGGING["root"]["level"]
    # Celery's own warning about root is eight lines; `greet` says it in one.
    celery = [python, "-W", "ignore::UserWarning", "-m", "celery", "--app", "kangle", "--quiet"]
    return {
        "web": [
            *(python, "-m", "gunicorn", "kangle.wsgi:application", "--bind", f"{host}:{port}"),
            *("--workers", "2", "--threads", "4", "--graceful-timeout", "5", "--log-level", level.lower(), "--no-control-socket"),
        ],
        # Gossip and mingling are talk between workers: on the file transport they only cost time.
        "worker": [
            *(*celery, "worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", level),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
        # No pid file: one left by a killed beat would stop the next.
        "beat": [*celery, "beat", "--pidfile", "", "--loglevel", level],
    }


def port_of(text):
    """The port a text names; refuses what is none."""
    if not (str(text).isascii() and str(text).isdigit() and 0 < int(text) < 65536):
        raise CommandError(f"{text!r} is not a port: choose one between 1 and 65535", returncode=2)
    return int(text)


def ensure_port_is_free(host, port):
    """Refuse with a sentence where another program listens on the port, or it may not be listened on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = f"PORT={port + 1} (make) or --port {port + 1}"
                sentence = f"Port {port} is taken by another program: stop it, or choose another with {other}"
            else:
                sentence = f"Kangle cannot listen on {host}:{port}: {error.strerror}"
            raise CommandError(sentence, returncode=2) from error


def ensure_directory_is_free(directory):
    """The lock on the data directory, held until it is closed: two beats on one schedule would call everything twice."""
    lock = open(directory / "serve.lock", "w")  # noqa: SIM115 - held while the site runs
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise CommandError(
            f"Kangle already runs on {directory}: stop it first, or choose another directory with KANGLE_VAR_DIR", returncode=2
        ) from error
    return lock


def prepare(out):
    """What a page needs to be answered at all, tables and static files; that a county's own site was begun is put on record."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        out.write("Preparing the database ...")
        call_command("migrate", verbosity=0)
    manifest = getattr(staticfiles_storage, "manifest_name", None)
    if manifest and not (settings.STATIC_ROOT / manifest).exists():
        out.write("Collecting static files ...")
        call_command("collectstatic", interactive=False, verbosity=0)
    if not Entry.objects.filter(model__in=[BEGUN, DEMO]).exists():
        Entry.objects.create(actor_name=_("系统"), act=Entry.Act.CREATE, model=BEGUN, object_name=_("本县的站点"))


def answers(host, port):
    """Whether the site answers; a request it refuses (an unknown host name) is an answer too."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def asked(command):
    """What a command that knows of accounts says: this room does not. In this process, which has read the project already."""
    said = io.StringIO()
    call_command(command, stdout=said)
    return said.getvalue()


def who_may_sign_in():
    """The demo county's accounts, or what a county's own site still lacks ("" where it lacks nothing)."""
    try:
        return asked("sample_accounts")
    except CommandError:
        return asked("next_step")
    finally:
        connection.close()  # the supervisor asks nothing more


def greet(supervisor, url):
    """Say where the site is and who may sign in to the demo county, or what a county's own still lacks."""
    supervisor.say(f"\n康乐 Kangle: {url}\n")
    try:
        if sentence := who_may_sign_in():
            supervisor.say(sentence)
    except Error as error:  # the site runs, whatever became of its greeting
        supervisor.say(str(error))
    if os.geteuid() == 0:
        supervisor.say("It runs as root: good enough to try it, but give a county's site a user of its own.")
    supervisor.say("Ctrl-C ends it.\n")
