"""What is said, instead of a traceback, of a fault below the site: a full disk, a damaged file, a database out of reach."""

import errno

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

FULL = ("database or disk is full", "No space left on device")
DAMAGED = ("file is not a database", "database disk image is malformed")
UNWRITABLE = ("readonly database",)


def told(error):
    """The sentence for an error of the database or of the machine; "" where the fault is our own."""
    line = _first_line(error)
    if getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT} or _is(error, FULL):
        return _("磁盘满了，没有写成（%(why)s）：请腾出空间以后再来一次。") % {"why": line}
    if _is(error, DAMAGED):
        return _("数据库文件已经损坏，或者不是数据库（%(why)s）：请停下网站，用备份恢复。") % {"why": line}
    if _is(error, UNWRITABLE):
        return _("数据库文件不能写（%(why)s）：请检查它和数据目录的主人和权限。") % {"why": line}
    if not isinstance(error, DatabaseError):
        return ""
    if "no such table" in line or ('relation "' in line and "does not exist" in line):
        return _("数据库还没有建好，请先运行 manage.py migrate（%(why)s）") % {"why": line}
    if refused := _unreachable():
        return _("数据库连不上，请检查 DATABASE_URL 和数据库服务（%(why)s）") % {"why": refused}
    return ""


def _is(error, words):
    return isinstance(error, DatabaseError) and any(each in str(error) for each in words)


def _first_line(error):
    return (str(error).splitlines() or [type(error).__name__])[0]


def _unreachable():
    """Why no connection to the database can be made, in a line; "" where one can: then the fault is another."""
    connection.close()
    try:
        connection.ensure_connection()
    except DatabaseError as error:  # an option that no driver knows is a ProgrammingError
        return _first_line(error)
    return ""
