#!/usr/bin/env python
"""Kangle's command line: `python manage.py help` lists what it can do."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kangle.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db.utils import DatabaseError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(_said(error))
    except (DatabaseError, OSError) as error:
        if sentence := _of_below(error):
            sys.exit(_said(sentence))
        raise


def _of_below(error):
    """What to say of a fault of the database or the machine; "" where it is ours, or comes before there is anything to ask."""
    from django.apps import apps

    if not apps.ready:
        return ""
    from kangle.common.mishaps import told

    return told(error)


def _said(sentence):
    """Print one sentence instead of a traceback; the exit status of a command that was called wrongly."""
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()
