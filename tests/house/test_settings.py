"""What the environment may say, and the sentence a wrong value stops the start with."""

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
    assert started(tmp_path, DATABASE_URL="").stdout.strip() == "django.db.backends.sqlite3"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "mysql://root@localhost/kangle", "DATABASE_URL must name SQLite"),
        ("DATABASE_URL", "kangle.sqlite3", "DATABASE_URL must name SQLite"),
        ("KANGLE_LOG_LEVEL", "loud", "KANGLE_LOG_LEVEL is 'LOUD': write one of"),
        ("KANGLE_HTTPS", "perhaps", "KANGLE_HTTPS is 'perhaps': write yes or no"),
        ("KANGLE_LEASE_SECONDS", "-1", "KANGLE_LEASE_SECONDS is '-1': write a whole number"),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence(tmp_path, name, value, said):
    assert said in started(tmp_path, **{name: value}).stderr
