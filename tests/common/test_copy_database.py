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
COUNTS = """
from django.apps import apps
for model in apps.get_models():
    if model._meta.label != "sessions.Session":
        print(model._meta.label, model._base_manager.count())
"""


def rows_of(folder):
    """How many rows every table of the SQLite site in `folder` has."""
    return manage(folder, "shell", "-v", "0", "-c", COUNTS).stdout


def manage(folder, *command, **changes):
    """Run a command of the project with `folder` as its data directory."""
    environment = project_environment(folder, **changes)
    return subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.fixture
def county_on_sqlite(tmp_path, migrated_file):
    """The data directory of a county begun by the two commands: areas, a year, an account, and their audit."""
    folder = tmp_path / "from"
    folder.mkdir()
    shutil.copy(migrated_file, folder / "kangle.sqlite3")
    (folder / "2018.csv").write_text(LIST, encoding="utf-8")
    for command in (
        ["load_areas", str(folder / "2018.csv")],
        ["open_period", "--year", "2015"],
        ["create_administrator", "li.xiaomei", "李晓梅"],
    ):
        done = manage(folder, *command)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_everything_arrives_and_work_goes_on(county_on_sqlite, tmp_path, migrated_file, database, request):
    folder, url = tmp_path / "to", None
    folder.mkdir()
    if database == "sqlite":
        shutil.copy(migrated_file, folder / "kangle.sqlite3")
    else:
        url = request.getfixturevalue("postgres_url")
        assert manage(folder, "migrate", "--verbosity", "0", DATABASE_URL=url).returncode == 0
    source = f"sqlite:///{county_on_sqlite / 'kangle.sqlite3'}"
    done = manage(folder, "copy_database", source, DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert manage(folder, "shell", "-v", "0", "-c", COUNTS, DATABASE_URL=url).stdout == rows_of(county_on_sqlite)
    ask = "from kangle.audit.models import Entry as E; print(E.objects.latest('pk').after['username'])"
    assert manage(folder, "shell", "-v", "0", "-c", ask, DATABASE_URL=url).stdout.split() == ["li.xiaomei"]
    # New rows find free keys, and what was refused before the move is refused after it.
    assert manage(folder, "open_period", "--year", "2016", DATABASE_URL=url).returncode == 0
    assert "已有系统管理员" in manage(folder, "create_administrator", "wang.dali", "王大力", DATABASE_URL=url).stderr
    again = manage(folder, "copy_database", source, DATABASE_URL=url)
    assert (again.returncode, "只能抄入空的数据库" in again.stderr) == (2, True)


def test_a_source_that_is_none_is_one_sentence_and_exit_2(tmp_path, migrated_file):
    shutil.copy(migrated_file, tmp_path / "kangle.sqlite3")
    empty, missing = tmp_path / "empty.sqlite3", tmp_path / "missing.sqlite3"
    empty.touch()
    wrong = [("nonsense", "读不了来源数据库"), (f"sqlite:///{missing}", "读不了来源数据库"), (f"sqlite:///{empty}", "结构不同")]
    for source, said in wrong:
        done = manage(tmp_path, "copy_database", source)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
        assert "Traceback" not in done.stderr
    assert not missing.exists()
