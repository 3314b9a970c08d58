"""What every test may ask for: the small county, its five people, a real browser, a Redis server, an empty database."""

import contextlib
import gc
import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import hypothesis
import pytest
from _pytest import runner
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.utils import translation

from tests import browser, county, one_way, servers
from tests.depth import with_room
from tests.processes import project_environment

ROOT = Path(__file__).resolve().parent.parent

OTHER = bool(os.environ.get("KANGLE_TEST_OTHER_DATABASE"))  # the whole suite ran on one database already (tests/run.py)
# Every run asks the same examples of what is drawn at random, the second database half of them; by hand as many times more as
# KANGLE_TEST_TIMES says, and others each time.
TIMES = int(os.environ.get("KANGLE_TEST_TIMES", "0"))
EXAMPLES = (10 if OTHER else 20) * max(TIMES, 1)
hypothesis.settings.register_profile("ours", deadline=None, max_examples=EXAMPLES, derandomize=not TIMES, print_blob=True)
hypothesis.settings.load_profile("ours")


# Thousands of pages leave much behind that is worth no look so often: a fourteenth of the whole run.
gc.set_threshold(200_000, 20, 20)


connection_created.connect(one_way.watch)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """As pytest does it, but that a test, deep as its page may call, finds room (see tests/depth.py)."""
    return with_room(runner.pytest_runtest_protocol, item, nextitem)


def pytest_collection_modifyitems(config, items):
    """The second database is asked what depends on it: what is computed, written, sorted and refused, not what a page says."""
    if OTHER:
        again = [item for item in items if depends_on_its_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
        items[:] = again


def depends_on_its_database(item):
    if "django_db" not in item.keywords and not {"db", "transactional_db"} & set(item.fixturenames):
        return False
    opens_pages = bool({"client", "as_person"} & set(item.fixturenames))
    return "once" not in item.keywords and (not opens_pages or "both" in item.keywords)


# The folder of a migrated, empty SQLite file; beside the database of the run stands a migrated one (servers.MIGRATED).
# The driver makes both once, as to migrate takes as long as a hundred tests; without it, each worker migrates its own.
MIGRATED = os.environ.get("KANGLE_TEST_MIGRATED")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """What was copied is used as it is."""
    return bool(MIGRATED) or django_db_keepdb


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Put a copy of what the driver has migrated in the place of this worker's test database."""
    name, server = connection.settings_dict["TEST"]["NAME"], os.environ.get("DATABASE_URL")
    if not MIGRATED or connection.vendor == "sqlite":
        yield MIGRATED and shutil.copy(Path(MIGRATED) / "kangle.sqlite3", name)
        return
    yield servers.new_database(server, name, servers.MIGRATED)
    servers.drop_database(server, name)


@pytest.fixture(autouse=True)
def chinese_again():
    """Every test begins in Chinese: the middleware activates a language for the thread, and nobody takes it back."""
    translation.deactivate()


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """What a module's own fixtures write is there for each of its tests, and gone after the last (see tests/test_lists.py)."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def small_county(db):
    """The divisions of tests/county.py by name, with `period`, the open year 2015."""
    return county.small_county()


@pytest.fixture(scope="module")
def kept_county(kept):
    """The same, one for all tests of a module that says `small_county = kept_county`; its tests must ask for `django_db`."""
    return county.small_county()


@pytest.fixture
def people(small_county):
    """county_officer, township_officer, village_worker, other_worker, inspector."""
    return county.five_people(small_county)


@pytest.fixture
def as_person(client):
    """A function: the test client, signed in as the person given."""

    def sign_in(user):
        client.force_login(user, backend="kangle.accounts.backends.PostBackend")
        return client

    return sign_in


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the whole run; each test gets a context (cookies, storage) of its own from `live`."""
    binary = servers.chromium_binary()
    if not binary:
        pytest.skip("no Chromium on this machine")
    with browser.launched(binary) as launched:
        yield launched


@pytest.fixture
def live(chromium, live_server):
    """A page in real Chromium over the live server (see tests.browser.Live).

    Fails the test at its end where a request left the machine, a page broke its Content-Security-Policy, or the console
    showed an error that the test did not `forgive`.
    """
    with browser.visiting(chromium, live_server.url) as visitor:
        yield visitor
        visitor.ensure_clean()


@pytest.fixture(scope="session")
def redis_url():
    """The URL of a Redis server that lives as long as the run."""
    if not servers.redis_binary():
        pytest.skip("no redis-server on this machine")
    with servers.redis() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    """A migrated, empty SQLite file: a test of real processes copies it as its `kangle.sqlite3` instead of migrating anew."""
    if MIGRATED:
        return Path(MIGRATED) / "kangle.sqlite3"
    folder = tmp_path_factory.mktemp("migrated")
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=project_environment(folder), check=True)
    return folder / "kangle.sqlite3"


@pytest.fixture(scope="session")
def postgres_server():
    """The URL of the PostgreSQL database the driver started for real processes; alone, a throw-away cluster."""
    given = os.environ.get("KANGLE_TEST_POSTGRES")
    if given:
        yield given
    elif servers.postgres_binaries():
        with servers.postgres() as url:
            yield url
    else:
        pytest.skip("no PostgreSQL on this machine")


@contextlib.contextmanager
def migrated_database(server):
    """The DATABASE_URL of a migrated, empty PostgreSQL database, for processes that a test starts itself."""
    name = f"kangle_{uuid.uuid4().hex}"
    url = servers.new_database(server, name, *([servers.MIGRATED] if MIGRATED else []))
    if not MIGRATED:
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=servers.environment(DATABASE_URL=url, DJANGO_SETTINGS_MODULE=None), check=True)
    yield url
    servers.drop_database(server, name)


@pytest.fixture
def postgres_url(postgres_server):
    with migrated_database(postgres_server) as url:
        yield url
