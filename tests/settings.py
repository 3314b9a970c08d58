"""The project's settings, with what a test run needs: a data directory of its own, and nothing collected beforehand."""

import atexit
import os
import shutil
import tempfile

# xdist's workers inherit the controller's directory; every other run makes a new one, so that no test can touch real records.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["KANGLE_VAR_DIR"] = tempfile.mkdtemp(prefix="kangle-test-")
    atexit.register(shutil.rmtree, os.environ["KANGLE_VAR_DIR"], ignore_errors=True)
os.environ["KANGLE_SECRET_KEY"] = "a key for tests, where no secret is kept"
os.environ["KANGLE_PLAIN_STATIC"] = "yes"

from kangle.settings import *  # noqa: E402, F403
from kangle.settings import DATABASES, VAR_DIR  # noqa: E402

(VAR_DIR / "static").mkdir(exist_ok=True)  # the collected files' place; whitenoise warns on every start without it

# Else each test client lists all static files before its first page: a tenth of what a page's test takes.
WHITENOISE_AUTOREFRESH = True

# A real hash takes a quarter of a second a person; the people here have nothing to lose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"] == "kangle.common.sqlite":
    # A file as in production, not a shared memory: the browser's requests come in threads, each with its connection.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
DATABASES["default"]["CONN_MAX_AGE"] = 0  # a thread of the live server that has ended must not hold the test database
