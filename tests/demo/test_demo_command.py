"""Loading the demo: into an empty database only, and all or nothing."""

from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from kangle.areas.models import Area
from kangle.demo import actions
from kangle.programme.models import PovertyLine

pytestmark = pytest.mark.django_db


def test_one_record_is_enough_to_be_refused():
    PovertyLine.objects.create(year=2015, kind="national", amount_fen=285500, source="试")
    with pytest.raises(CommandError, match="贫困线"):
        call_command("demo")
    assert not Area.objects.exists()


def test_a_load_that_fails_leaves_nothing():
    with mock.patch.object(actions, "build", side_effect=RuntimeError), pytest.raises(RuntimeError):
        call_command("demo", if_empty=True)
    assert not Area.objects.exists()
