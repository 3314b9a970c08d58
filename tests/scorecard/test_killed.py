"""Worker, beat and web killed outright at any moment of a run: whole snapshots are served meanwhile, the next run heals.

Real gunicorn, Celery worker and beat: on SQLite with the file transport, and on PostgreSQL with Redis. A kill meets the database
and the transport each by itself: the other two pairs would say nothing new.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import migrated_database
from tests.processes import eventually
from tests.scorecard.running_site import DAYS, ROOT, STEPS, WHOLE, RunningSite, Watch, environment_of

pytestmark = pytest.mark.processes


def fill(folder, database=None):
    """A small county in a new database; the session of its signed-in official."""
    command = [sys.executable, "-m", "tests.scorecard.small_site"]
    done = subprocess.run(command, cwd=ROOT, env=environment_of(folder, DATABASE_URL=database), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory, migrated_file):
    """(folder with a filled SQLite file, the official's session)."""
    folder = tmp_path_factory.mktemp("filled")
    shutil.copy(migrated_file, folder)
    return folder, fill(folder)


@pytest.fixture(scope="module")
def filled_postgres(tmp_path_factory, postgres_server):
    """(the URL of a filled PostgreSQL database, the official's session)."""
    with migrated_database(postgres_server) as url:
        yield url, fill(tmp_path_factory.mktemp("postgres"), url)


@pytest.fixture(scope="module", params=["sqlite-files", "postgres-redis"])
def running(request, tmp_path_factory):
    """A site of one database and one transport, with web and worker running; nothing is published yet."""
    database, transport = request.param.split("-")
    broker = request.getfixturevalue("redis_url") if transport == "redis" else None
    folder = tmp_path_factory.mktemp(request.param)
    if database == "postgres":
        url, session = request.getfixturevalue("filled_postgres")
    else:
        filled, session = request.getfixturevalue("filled_file")
        url = None
        shutil.copy(filled / "kangle.sqlite3", folder)
    site = RunningSite(folder, session, url, broker)
    try:
        site.start("web", "worker")
        yield site
    finally:
        site.end()


@pytest.fixture
def site(running):
    """The site with every day of the year published and nobody held."""
    running.let_go()
    if "worker" not in running.groups:
        running.start("worker")
    if len(running.published()) < DAYS:
        assert running.night() == "done"
    return running


@pytest.fixture
def beating(site):
    """The site with its beat as well, which sweeps: that of the test before where it lives."""
    if "beat" not in site.groups:
        site.start("beat")
    return site


def ensure_healed(site):
    """Every day of the year is published whole, nothing half done is left, and the ledger has no open run."""
    assert site.published() == dict.fromkeys(site.published(), WHOLE)
    assert len(site.published()) == DAYS
    assert (site.left_over(), site.open_runs()) == (0, [])
    assert site.page()[0] == 200


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_killed_at_a_step_leaves_the_published_figures_and_the_next_night_heals(site, step):
    site.hold_at(step)
    site.ask_for_night()
    with Watch(site) as watch:
        os.kill(site.at_hold(), signal.SIGKILL)
        site.let_go()
        site.lease_runs_out()
        assert site.night() == "done"
    assert watch.faults == []
    assert watch.looks and watch.pages
    assert site.ask("SELECT attempts FROM jobs_shard ORDER BY id DESC LIMIT 1") == [(2,)]
    ensure_healed(site)


def test_everything_killed_at_once_in_the_middle_of_writing_goes_on_when_it_is_started_again(beating):
    site = beating
    site.hold_at("half written")
    site.ask_for_night()
    site.at_hold()
    for name in ("worker", "beat", "web"):
        site.kill(name)
    site.let_go()
    assert site.published() == dict.fromkeys(site.published(), WHOLE)

    site.start("web", "worker", "beat")
    with Watch(site) as watch:
        assert site.ended() == "done"
    assert watch.faults == []
    ensure_healed(site)


def test_a_year_computed_through_kills_at_random_moments_is_whole_in_the_end(beating):
    site = beating
    for table in ("scorecard_value", "scorecard_score", "scorecard_snapshot"):
        site.ask(f"DELETE FROM {table}", write=True)
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    moments = random.Random(seed)
    site.hold_at("slowly")
    with Watch(site, days=0) as watch:
        site.ask_for_night()
        eventually(site.open_runs)
        for _ in range(2):
            time.sleep(moments.uniform(0, 1.5))
            site.kill("worker")
            site.start("worker")
        site.ended()
        assert site.night() == "done"
    assert watch.faults == []
    ensure_healed(site)


def test_a_web_server_and_a_beat_killed_during_a_run_do_not_disturb_it(beating):
    site = beating
    site.hold_at("verified")
    site.ask_for_night()
    site.at_hold()
    site.kill("web")
    site.kill("beat")
    site.let_go()
    assert site.ended() == "done"
    site.start("web")
    eventually(lambda: site.page())
    ensure_healed(site)


def test_two_nights_at_once_are_one_run(site):
    before, done = site.newest_run(), site.nights_done()
    site.hold_at("begun")
    site.ask_for_night()
    site.ask_for_night()
    site.at_hold()
    eventually(lambda: site.nights_done() == done + 2)
    site.let_go()
    assert site.ended() == "done"
    assert site.ask(f"SELECT count(*) FROM jobs_run WHERE id > {before}") == [(1,)]
    assert site.ask(f"SELECT count(*) FROM jobs_shard WHERE run_id > {before}") == [(1,)]
    ensure_healed(site)
