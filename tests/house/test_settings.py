"""What the environment may say, and the sentence a wrong value stops the start with."""

import logging
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.processes import project_environment

ASK = "from django.conf import settings; print(settings.DATABASES['default']['ENGINE'])"


def started(folder, **changes):
    """What a process prints that reads the settings with `changes` to the environment."""
    environment = project_environment(folder, DJANGO_SETTINGS_MODULE="kangle.settings", **changes)
    return subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True)


def test_an_empty_database_address_is_the_same_as_none(tmp_path):
    assert started(tmp_path, DATABASE_URL="").stdout.strip() == "kangle.common.sqlite"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "mysql://root@localhost/kangle", "DATABASE_URL must name SQLite"),
        ("DATABASE_URL", "kangle.sqlite3", "DATABASE_URL must name SQLite"),
        ("DATABASE_URL", "sqlite://", "DATABASE_URL must name SQLite"),
        ("DATABASE_URL", "sqlite:///:memory:", "DATABASE_URL must name SQLite"),
        ("DATABASE_URL", "postgres://kangle@localhost", "DATABASE_URL must name SQLite"),
        ("KANGLE_LOG_LEVEL", "loud", "KANGLE_LOG_LEVEL is 'LOUD': write one of"),
        ("KANGLE_HTTPS", "perhaps", "KANGLE_HTTPS is 'perhaps': write yes or no"),
        ("KANGLE_COUNTY", "康乐", "KANGLE_COUNTY is '康乐': write a county's division code"),
        ("KANGLE_LEASE_SECONDS", "-1", "KANGLE_LEASE_SECONDS is '-1': write a whole number"),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence(tmp_path, name, value, said):
    assert said in started(tmp_path, **{name: value}).stderr


def command(folder, *words, **changes):
    environment = project_environment(folder, **changes)
    return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True)


def test_a_command_before_the_database_is_made_says_what_to_run(tmp_path):
    said = command(tmp_path, "recompute")
    assert said.returncode == 2
    assert "manage.py migrate" in said.stderr and "Traceback" not in said.stderr


def test_a_command_with_a_wrong_setting_says_one_sentence(tmp_path):
    said = command(tmp_path, "recompute", KANGLE_HTTPS="perhaps")
    assert said.returncode == 2
    assert said.stderr.strip() == "KANGLE_HTTPS is 'perhaps': write yes or no"


def test_a_refusal_at_the_door_is_a_line_in_the_log():
    from kangle.common.logs import PlainRefusals

    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Forbidden", (), (ValueError, ValueError(), None))
    record.status_code = 500
    assert PlainRefusals().filter(record) and record.exc_info
    record.status_code = 403
    assert PlainRefusals().filter(record) and record.exc_info is None
