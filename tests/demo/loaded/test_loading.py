"""After the load: a second one is refused, a second drawing is the same, and numbering goes on."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from households.models import Household
from kangle.areas.models import Area

# Another order of hashing: what depends on the order of a set would come out differently.
ELSEWHERE = {"PYTHONHASHSEED": "271828"}
BUILD = """
import json, sys, django
django.setup()
from kangle.demo.build import build
print(build(json.load(sys.stdin))[1].digest())
"""


def test_a_database_with_records_is_refused(demo):
    with pytest.raises(CommandError) as refused:
        call_command("demo")
    assert refused.value.returncode == 2
    assert "已有记录" in str(refused.value)


def test_if_empty_leaves_records_alone(demo, capsys):
    before = {model: model.objects.count() for model in demo.book.tables}
    call_command("demo", if_empty=True)
    assert capsys.readouterr().out == ""
    assert {model: model.objects.count() for model in demo.book.tables} == before


@pytest.mark.once
def test_two_loads_are_the_same_to_the_last_row(demo):
    environment = {**os.environ, **ELSEWHERE, "DJANGO_SETTINGS_MODULE": "kangle.settings", "PYTHONPATH": os.getcwd()}
    again = subprocess.run(
        [sys.executable, "-c", BUILD], input=json.dumps(demo.keys), env=environment, capture_output=True, text=True, check=True
    )
    assert again.stdout.strip() == demo.book.digest()


def test_every_row_drawn_is_stored(demo):
    for model, table in demo.book.tables.items():
        assert model.objects.count() == len(table.rows), model


def test_the_next_record_gets_a_number_of_its_own(demo):
    village = Area.objects.get(code="622922100200")
    last = Household.objects.order_by("-pk").first().pk
    made = Household.objects.create(village=village, number="new", kind="general", main_cause="skill")
    assert made.pk > last
    connection.check_constraints()
