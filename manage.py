#!/usr/bin/env python
"""Kangle's command line: `python manage.py help` lists what it can do."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kangle.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError, ProgrammingError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(_said(error))
    except (OperationalError, ProgrammingError) as error:
        if "no such table" in str(error) or ('relation "' in str(error) and "does not exist" in str(error)):
            sys.exit(_said(f"数据库还没有建好，请先运行 manage.py migrate（{str(error).splitlines()[0]}）"))
        if refused := _unreachable():
            sys.exit(_said(f"数据库连不上，请检查 DATABASE_URL 和数据库服务（{refused}）"))
        raise


def _unreachable():
    """Why no connection to the database can be made, in a line; "" where one can: then the fault is another."""
    from django.db import connection
    from django.db.utils import OperationalError

    connection.close()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        return (str(error).splitlines() or [type(error).__name__])[0]
    return ""


def _said(sentence):
    """Print one sentence instead of a traceback; the exit status of a command that was called wrongly."""
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()
