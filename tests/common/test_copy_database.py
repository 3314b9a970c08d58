"""A county moves from SQLite to another database: real processes, because two databases are at work at once."""

import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.processes import project_environment

pytestmark = pytest.mark.processes
LIST = "\n".join(
    [
        "code,name,parent_code,level",
        "620000000000,甘肃省,,1",
        "622900000000,临夏回族自治州,620000000000,2",
        "622922000000,康乐县,622900000000,3",
        "",
    ]
)
BEGUN = """
from django.core.management import call_command
call_command("load_areas", {list!r})
call_command("open_period", "--year", "2015")
call_command("create_administrator", "li.xiaomei", "李晓梅")
from kangle.accounts.models import User
from kangle.areas.models import Area
from kangle.exchange.models import Import, ImportFile
person = User.objects.get(username="li.xiaomei")
sent = Import.objects.create(area=Area.objects.get(name="康乐县"), book="households", name="名册", size=256, sent_by_id=person.pk)
ImportFile.objects.create(source=sent, content=bytes(range(256)))
"""
FILE = """
from kangle.exchange.models import ImportFile
print("file", bytes(ImportFile.objects.get().content) == bytes(range(256)))
"""
COUNTS = """
from django.apps import apps
for model in apps.get_models():
    if model._meta.label != "sessions.Session":
        print("rows", model._meta.label, model._base_manager.count())
"""
WORK_GOES_ON = """
from django.core.management import CommandError, call_command
from kangle.audit.models import Entry
print("newest", Entry.objects.latest("pk").after["username"])
call_command("open_period", "--year", "2016")
try:
    call_command("create_administrator", "wang.dali", "王大力")
except CommandError as refused:
    print("refused", refused)
"""
WRONG = """
from django.core.management import CommandError, call_command
for source in {sources!r}:
    try:
        call_command("copy_database", source)
    except CommandError as refused:
        print(refused.returncode, refused)
"""
# Every process reads the whole project: what is asked of one database is asked by one of them.


def manage(folder, *command, **changes):
    """Run a command of the project with `folder` as its data directory."""
    environment = project_environment(folder, **changes)
    return subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True)


def lines(folder, program, **changes):
    """What a program prints, within the project and with `folder` as its data directory."""
    done = manage(folder, "shell", "-v", "0", "-c", program, **changes)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def rows(printed):
    return [line for line in printed if line.startswith("rows ")]


@pytest.fixture(scope="module")
def begun(tmp_path_factory, migrated_file):
    """(the database of a county begun by commands, with areas, a year, an account and their audit; how many rows it has)."""
    folder = tmp_path_factory.mktemp("begun")
    shutil.copy(migrated_file, folder / "kangle.sqlite3")
    (folder / "2018.csv").write_text(LIST, encoding="utf-8")
    printed = lines(folder, BEGUN.format(list=str(folder / "2018.csv")) + COUNTS)
    return folder / "kangle.sqlite3", rows(printed)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_everything_arrives_and_work_goes_on(begun, tmp_path, migrated_file, database, request):
    folder, url = tmp_path, None
    if database == "sqlite":
        shutil.copy(migrated_file, folder / "kangle.sqlite3")
    else:
        url = request.getfixturevalue("postgres_url")
    file, there = begun
    source = f"sqlite:///{file}"
    done = manage(folder, "copy_database", source, DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    printed = lines(folder, COUNTS + FILE + WORK_GOES_ON, DATABASE_URL=url)
    assert rows(printed) == there
    assert "file True" in printed
    assert "newest li.xiaomei" in printed
    # New rows find free keys, and what was refused before the move is refused after it.
    assert any("2016" in line and "已建立" in line for line in printed)
    assert any(line.startswith("refused ") and "已有系统管理员" in line for line in printed)
    again = manage(folder, "copy_database", source, DATABASE_URL=url)
    assert (again.returncode, "只能抄入空的数据库" in again.stderr) == (2, True)
    assert "Traceback" not in again.stderr


def test_a_county_moves_back_to_files_as_whole_as_it_came(begun, tmp_path, migrated_file, postgres_url):
    file, there = begun
    shutil.copy(migrated_file, tmp_path / "kangle.sqlite3")
    for source, target in ((f"sqlite:///{file}", postgres_url), (postgres_url, None)):
        done = manage(tmp_path, "copy_database", source, DATABASE_URL=target)
        assert done.returncode == 0, done.stderr
    printed = lines(tmp_path, COUNTS + FILE)
    assert (rows(printed), "file True" in printed) == (there, True)


def test_a_source_that_is_none_is_one_sentence_and_exit_2(tmp_path, migrated_file):
    shutil.copy(migrated_file, tmp_path / "kangle.sqlite3")
    empty, missing = tmp_path / "empty.sqlite3", tmp_path / "missing.sqlite3"
    empty.touch()
    said = lines(tmp_path, WRONG.format(sources=["nonsense", f"sqlite:///{missing}", f"sqlite:///{empty}"]))
    assert [line[:2] for line in said] == ["2 "] * 3
    assert ["读不了来源数据库" in line for line in said] == [True, True, False]
    assert "结构不同" in said[2]
    assert not missing.exists()
