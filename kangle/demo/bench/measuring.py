"""Measuring: whole processes with their time and memory, and pages in turn with a bare one."""

import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from kangle.accounts import access
from kangle.accounts.backends import PostBackend
from kangle.accounts.models import User
from kangle.accounts.roles import Capability

ROUNDS = 31
ASKING = ("SELECT", "EXECUTE", "INSERT", "UPDATE", "DELETE")


# Linux counts what a process was before its exec, that is its parent, as its own largest size: a small one stands between.
BETWEEN = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=sys.stderr)
_pid, status, usage = os.wait4(child.pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""


def process(*command):
    """Run a management command as its own process: (wall seconds, largest resident size in MB)."""
    began = time.monotonic()
    wanted = [sys.executable, "-S", "-c", BETWEEN, sys.executable, "manage.py", *command]
    told = subprocess.run(wanted, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, check=True, text=True).stdout
    code, kilobytes = map(int, told.split())
    if code:
        raise SystemExit(f"{command[0]} ended with {code}")
    return time.monotonic() - began, kilobytes / 1024


def in_turn(first, second, rounds=ROUNDS):
    """Median of first's seconds over second's, the two run in turn after one round not counted."""
    ratios = []
    for _round in range(rounds + 1):
        ratios.append(seconds(first) / seconds(second))
    return statistics.median(ratios[1:])


def seconds(do):
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


AS_DJANGO = f"{__name__}.AsDjango"


class AsDjango(PostBackend):
    """Who is signed in, found as Django finds him."""

    def get_user(self, user_id):
        return User.objects.select_related("area").filter(pk=user_id).first()


class Pages:
    """A signed-in person's browser, in this process; the bare pages stand behind the same middleware and door.

    For the bare ones Django's own session store and question for the user are asked: what all pages gain by ours must not
    shorten the measure that they are held against.
    """

    def __init__(self, who="xianlingdao"):
        access.DOOR |= {"bare": Capability.READ, "bare-form": Capability.READ}
        self.override = override_settings(
            ROOT_URLCONF="kangle.demo.bench.urls",
            SITE_URLCONF=settings.ROOT_URLCONF,
            ALLOWED_HOSTS=["testserver"],
            AUTHENTICATION_BACKENDS=[*settings.AUTHENTICATION_BACKENDS, AS_DJANGO],
        )
        self.override.enable()
        self.client = _signed_in(who, "kangle.accounts.backends.PostBackend")
        with override_settings(SESSION_ENGINE="django.contrib.sessions.backends.db"):
            self.plain = _signed_in(who, AS_DJANGO)
            self.get("/bare/", self.plain)  # its handler keeps the store that it finds now

    def get(self, path, client=None):
        response = (client or self.client).get(path)
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}")
        return response

    def over_bare(self, path, *, bare="/bare/", cold=False):
        """Median of the page's time over the bare page's; `cold` empties the cache before each."""

        def page():
            self.get(path)

        if not cold:
            return in_turn(page, lambda: self.get(bare, self.plain))
        ratios = []
        for _round in range(ROUNDS):
            cache.clear()
            ratios.append(seconds(page) / seconds(lambda: self.get(bare, self.plain)))
        return statistics.median(ratios)

    def queries(self, path):
        """How often the page asks the database with nothing kept; beginning and ending a transaction asks nothing."""
        cache.clear()
        # In a transaction nothing is asked beside the page, on a connection that nobody counts.
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            self.get(path)
        return sum(query["sql"].lstrip("( ").upper().startswith(ASKING) for query in captured)

    def kilobytes(self, path):
        """What a browser loads the first time, as it travels: the page, its style sheets and its scripts, without plotly."""
        response = self.get(path)
        html = self.client.get(path, headers={"accept-encoding": "identity"}).content.decode()
        addresses = re.findall(r'<link rel="stylesheet"[^>]*href="([^"]+)"', html) + re.findall(r'<script src="([^"]+)"', html)
        return (len(response.content) + sum(_travels(address) for address in addresses)) / 1024


def _signed_in(who, backend):
    client = Client(headers={"accept-encoding": "gzip", "accept-language": "zh"})
    client.force_login(User.objects.get(username=who), backend=backend)
    return client


def _travels(address):
    """The bytes of a static file as WhiteNoise sends it to a browser of today."""
    file = Path(settings.STATIC_ROOT) / address.removeprefix(f"/{settings.STATIC_URL.strip('/')}/")
    packed = [file.with_name(f"{file.name}{ending}") for ending in (".br", ".gz", "")]
    return next(each.stat().st_size for each in packed if each.exists())
