"""Watching the database in every test: a fact about households is written by the one way there is (households.writing), or with
many others at once (kangle.audit.many). Tests write as they like; so does the invented county, which nobody enters.
"""

import functools
import re
import sys
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
# How far an entry got, what is derived, what a procedure or a batch keeps of itself, and the county's own lists.
NO_FACTS = {"begun", "doubt", "checkrule", "householdcase", "passedover", "registration", "menuitem"}
WRITE = re.compile(r'(?:INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM) "(\w+)"')
WAYS = {f"{ROOT}/households/writing.py", f"{ROOT}/kangle/audit/many.py"}
ROOMS = tuple(f"{ROOT}/{room}/" for room in ("kangle", "villages", "households", "projects", "funds"))
# What only carries out what another room says, and what fills or copies a whole database.
BESIDE = tuple(f"{ROOT}/{room}/" for room in ("kangle/common", "kangle/audit", "kangle/demo"))


class AnotherWay(AssertionError):
    """A fact about households was written past the one way."""


def watch(connection, **_kwargs):
    """To be connected to `connection_created`."""
    if _ask not in connection.execute_wrappers:
        connection.execute_wrappers.append(_ask)


@functools.cache
def tables():
    """The tables of the facts about households."""
    models = apps.get_app_config("households").get_models()
    return {model._meta.db_table for model in models if model._meta.model_name not in NO_FACTS}


def _ask(execute, sql, params, many, context):
    if sql[:6] in ("INSERT", "UPDATE", "DELETE") and (found := WRITE.match(sql)) and found[1] in tables():
        files = _files(sys._getframe(1))
        if WAYS.isdisjoint(files) and (other := next((name for name in files if _is_ours(name)), None)):
            raise AnotherWay(f"{other} writes {found[1]}: facts about households are written by households/writing.py")
    return execute(sql, params, many, context)


def _files(frame):
    found = []
    while frame is not None:
        found.append(frame.f_code.co_filename)
        frame = frame.f_back
    return [] if any(name.startswith(f"{ROOT}/kangle/demo/") or "/migrations/" in name for name in found) else found


def _is_ours(name):
    return name.startswith(ROOMS) and not name.startswith(BESIDE)
