"""What whoever keeps the machine meets: a wrong address, another's site, who may read the files (see also test_serve)."""

import os
import shutil
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from kangle.common.management.commands import back_up
from tests.conftest import ROOT
from tests.house.test_settings import command
from tests.processes import project_environment


@pytest.fixture
def folder(tmp_path, migrated_file):
    """A data directory with a migrated, empty database."""
    shutil.copy(migrated_file, tmp_path / "kangle.sqlite3")
    return tmp_path


def open_to_others(folder):
    """What below a folder others may read, write or enter. What lies in a closed folder is closed."""
    return [path for path in [folder, *folder.iterdir()] if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]


def test_files_that_an_earlier_version_left_open_are_closed(folder):
    for path in (folder, folder / "kangle.sqlite3"):
        path.chmod(0o755)
    (folder / "media").mkdir(mode=0o755)
    command(folder, "check")
    assert open_to_others(folder) == []


def test_a_directory_that_cannot_be_used_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    said = command(tmp_path / "file" / "var", "check")
    assert (said.returncode, len(said.stderr.splitlines())) == (2, 1)
    assert "KANGLE_VAR_DIR" in said.stderr


@pytest.mark.parametrize(
    "words", [["migrate"], ["work"], ["serve"], ["recompute"], ["back_up"], ["open_period", "--year", "2026"]]
)
def test_a_database_that_is_not_there_is_one_sentence(tmp_path, words):
    said = command(tmp_path, *words, DATABASE_URL="postgres://nobody@127.0.0.1:1/kangle")
    assert said.returncode == 2
    assert len(said.stderr.splitlines()) == 1 and "DATABASE_URL" in said.stderr


@pytest.mark.parametrize(("words", "named"), [(["serve", "--port", "abc"], "'abc'"), (["back_up", "--keep", "abc"], "--keep")])
def test_a_number_that_is_none_is_one_sentence(folder, words, named):
    said = command(folder, *words)
    assert said.returncode == 2
    assert len(said.stderr.splitlines()) == 1 and named in said.stderr and "usage" not in said.stderr


def test_an_option_that_no_driver_knows_is_one_sentence(tmp_path):
    said = command(tmp_path, "recompute", DATABASE_URL="postgres://nobody@127.0.0.1:1/kangle?colour=red")
    assert said.returncode == 2
    assert len(said.stderr.splitlines()) == 1 and "DATABASE_URL" in said.stderr and "colour" in said.stderr


@pytest.mark.parametrize("damage", ["no database", "cut short"])
def test_a_damaged_database_is_one_sentence(folder, damage):
    file = folder / "kangle.sqlite3"
    file.write_bytes(b"never a database" * 300 if damage == "no database" else file.read_bytes()[:300_000])
    said = command(folder, "recompute")
    assert said.returncode == 2
    assert len(said.stderr.splitlines()) == 1 and "损坏" in said.stderr


FULL_DISK = """
import errno, runpy, sys
from django.core.management.commands import check
from django.db import OperationalError
def full(*words, **options):
    raise {error}
check.Command.handle = full
sys.argv = ["manage.py", "check"]
runpy.run_path("manage.py", run_name="__main__")
"""


@pytest.mark.parametrize(
    "error", ["OperationalError('database or disk is full')", "OSError(errno.ENOSPC, 'No space left on device')"]
)
def test_a_full_disk_is_one_sentence(folder, error):
    words = [sys.executable, "-c", FULL_DISK.format(error=error)]
    said = subprocess.run(words, cwd=ROOT, env=project_environment(folder), capture_output=True, text=True)
    assert said.returncode == 2
    assert len(said.stderr.splitlines()) == 1 and "磁盘满了" in said.stderr


@pytest.mark.django_db
def test_a_backup_that_finds_the_disk_full_says_so_and_leaves_nothing(tmp_path, monkeypatch):
    def full(file):
        file.write_bytes(b"half")
        file.with_name(f"{file.name}-journal").write_bytes(b"half")
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(back_up, "write_database", full)
    with pytest.raises(CommandError, match="备份没有做成.*磁盘满了"):
        call_command("back_up", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_a_wrong_setting_stops_a_worker_started_by_hand_with_a_sentence(tmp_path, name):
    environment = project_environment(tmp_path, CELERY_BROKER_URL="reddis://localhost/0")
    words = [sys.executable, "-m", "celery", "--app", "kangle", name]
    said = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert said.returncode != 0
    assert "CELERY_BROKER_URL" in said.stderr and "Traceback" not in said.stderr


def test_the_backup_of_a_second_night_and_of_a_second_time_is_made(folder):
    (folder / "media").mkdir()
    (folder / "media" / "photo.jpg").write_bytes(b"photo")
    backups = folder / "backups"
    for _time in range(2):
        said = command(folder, "back_up")
        assert said.returncode == 0, said.stderr
    assert len(list(backups.iterdir())) == 2
    for day in range(1, 20):
        (backups / f"kangle-2015-03-{day:02}.sqlite3").write_text("")
    assert command(folder, "back_up", "--keep", "3", "--without-files").returncode == 0
    assert len(list(backups.glob("*.sqlite3"))) == 3
    newest = max(backups.glob("*.sqlite3"))
    assert newest.stat().st_size > 100_000
    for path in (backups, *backups.iterdir()):
        assert not path.stat().st_mode & 0o077, path


def test_a_backup_throws_away_neither_itself_nor_what_is_no_night(folder):
    backups = folder / "backups"
    backups.mkdir()
    nights = [f"kangle-2015-03-{day:02}" for day in range(1, 5)]
    ahead = ["kangle-2999-01-01", "kangle-2999-01-02", "kangle-2999-01-03"]
    by_hand = ["kangle-before-2027", "kangle-2015-03-40", "kangle-2999-01-01-again"]
    for name in [*nights, *ahead, *by_hand]:
        for ending in (".sqlite3", "-files.tar.gz", "-key.tar.gz"):
            (backups / f"{name}{ending}").touch()
    said = command(folder, "back_up", "--keep", "3")
    assert (said.returncode, said.stderr) == (0, "")
    made = [Path(line.split("  ")[0]) for line in said.stdout.splitlines()]
    assert len(made) == 2 and all(file.stat().st_size for file in made)
    for ending in (".sqlite3", "-files.tar.gz"):
        left = {file.name.removesuffix(ending) for file in backups.glob(f"*{ending}")} - {*ahead, *by_hand}
        assert len(left) == 3 and left >= {*nights[2:]}
    for name in [*ahead, *by_hand]:
        assert len(list(backups.glob(f"{name}.*"))) + len(list(backups.glob(f"{name}-*.gz"))) >= 3, name


def test_the_key_is_backed_up_where_the_photos_are_not(folder):
    (folder / "media").mkdir()
    (folder / "media" / "photo.jpg").write_bytes(b"photo")
    for words in ([], ["--without-files"]):
        assert command(folder, "back_up", *words, KANGLE_SECRET_KEY=None).returncode == 0
    held = []
    for file in sorted((folder / "backups").glob("*.tar.gz")):
        with tarfile.open(file) as archive:
            held.append(sorted(archive.getnames()))
    assert held == [["media", "media/photo.jpg", "secret_key"], ["secret_key"]]


def test_a_backup_is_not_offered_to_git():
    names = [
        "backup.sqlite3",
        "backup.dump",
        "backup-files.tar.gz",
        "kangle-2026-11-30.sqlite3",
        "kangle-2026-11-30-files.tar.gz",
        "kangle-2026-11-30-key.tar.gz",
    ]
    ignored = subprocess.run(["git", "check-ignore", *names], cwd=ROOT, capture_output=True, text=True)
    assert ignored.stdout.split() == names


def test_the_demo_is_not_loaded_into_a_site_that_a_county_has_begun(folder):
    begun = (
        "import django; django.setup()\n"
        "from io import StringIO\n"
        "from kangle.jobs.management.commands.serve import prepare\n"
        "prepare(StringIO())"
    )
    environment = project_environment(folder, DJANGO_SETTINGS_MODULE="kangle.settings", KANGLE_PLAIN_STATIC="yes")
    subprocess.run([sys.executable, "-c", begun], cwd=ROOT, env=environment, check=True)
    refused = command(folder, "demo", "--if-empty")
    assert refused.returncode == 2
    assert "make serve" in refused.stderr and len(refused.stderr.splitlines()) == 1


def test_a_taken_port_does_not_advise_the_demo():
    from kangle.jobs.management.commands import serve

    assert "make run" not in (ROOT / os.path.relpath(serve.__file__, ROOT)).read_text()
