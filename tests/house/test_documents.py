"""What the documents name exists: links, make targets, commands with their options, environment variables, modules, paths."""

import os
import re
import subprocess
import tarfile
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = [pytest.param(path.read_text(encoding="utf-8"), path.parent, id=path.name) for path in DOCUMENTS]
COMMAND = re.compile(r"manage\.py ([a-z][a-z_]+)((?: [^\n`|#]+)?)")
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in [*ROOT.glob("kangle/*.py"), *ROOT.glob("tests/*.py"), ROOT / "Makefile", ROOT / ".ci/run"]
)


def options_of(command):
    """The options a command takes, by name."""
    parser = load_command_class(get_commands()[command], command).create_parser("manage.py", command)
    return {option for action in parser._actions for option in action.option_strings}


@pytest.mark.parametrize(("text", "folder"), TEXTS)
def test_every_relative_link_leads_somewhere(text, folder):
    for address in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", address):
            assert (folder / address.partition("#")[0]).exists(), address


@pytest.mark.parametrize(("text", "folder"), TEXTS)
def test_every_make_target_exists(text, folder):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^    |/usr/bin/)make ([a-z]+)", text, re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize(("text", "folder"), TEXTS)
def test_every_command_exists_with_its_options(text, folder):
    for command, arguments in COMMAND.findall(text):
        assert command in get_commands(), command
        assert set(re.findall(r"(?<=\s)--[a-z-]+", arguments)) <= options_of(command), f"{command}{arguments}"


@pytest.mark.parametrize("named", ["var", "another/var"])
def test_the_restore_that_is_written_down_restores_on_a_machine_that_has_nothing(tmp_path, named):
    backups = tmp_path / "backups"
    (backups / "media").mkdir(parents=True)
    for name in ("secret_key", "media/photo.jpg", "kangle-2026-11-30.sqlite3"):
        (backups / name).write_text(name)
    with tarfile.open(backups / "kangle-2026-11-30-files.tar.gz", "w:gz") as archive:
        for name in ("secret_key", "media"):
            archive.add(backups / name, arcname=name)
    chapter = (ROOT / "docs/operations.md").read_text(encoding="utf-8").partition("\n## Restore\n")[2].partition("\n## ")[0]
    lines = [line.strip().replace("/mnt/backup", str(backups)) for line in chapter.splitlines() if line.startswith("    ")]
    script = "\n".join(["set -e", *(line for line in lines if not line.startswith("pg_restore"))])
    environment = {"PATH": os.environ["PATH"], **({} if named == "var" else {"KANGLE_VAR_DIR": named})}
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    var = tmp_path / named
    assert not var.stat().st_mode & 0o077
    restored = {str(path.relative_to(var)) for path in var.rglob("*") if path.is_file()}
    assert restored == {"kangle.sqlite3", "secret_key", "media/photo.jpg"}


@pytest.mark.parametrize(("text", "folder"), TEXTS)
def test_every_environment_variable_is_read(text, folder):
    for name in set(re.findall(r"\b(?:KANGLE_[A-Z_]+|DATABASE_URL|CELERY_BROKER_URL)\b", text)):
        assert f'"{name}"' in SOURCES or f'("{name.removeprefix("KANGLE_")}"' in SOURCES, name


def test_every_variable_the_settings_read_is_documented():
    settings = (ROOT / "kangle/settings.py").read_text(encoding="utf-8")
    read = {f"KANGLE_{name}" for name in re.findall(r'env(?:_flag|_number)?\("([A-Z_]+)"', settings)}
    read |= set(re.findall(r'environ\.get\("([A-Z_]+)"', settings))
    table = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert {name for name in read if f"| `{name}` |" not in table} == set()


@pytest.mark.parametrize(("text", "folder"), TEXTS)
def test_every_path_of_code_named_exists(text, folder):
    rooms = ("kangle", "villages", "households", "projects", "funds", "tests", "docs", "templates", "static")
    for path in set(re.findall(rf"`((?:{'|'.join(rooms)})/[\w./-]+)`", text)):
        assert (ROOT / path).exists(), path


def test_every_room_stands_in_the_architecture():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.findall(r'^    "([a-z.]+)",$', pyproject.partition("layers = [")[2], re.MULTILINE)
    assert layers
    assert [room for room in layers if f"\n    {room.replace('.', '/')} " not in text] == []


def test_every_indicator_group_and_role_stands_in_the_glossary():
    from kangle.accounts.roles import Role
    from kangle.programme.items import GROUPS, ITEMS

    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    names = [str(each.name) for each in (*GROUPS, *ITEMS)] + [str(label) for label in Role.labels]
    assert [name for name in names if name not in text] == []
