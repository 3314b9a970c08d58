"""manage.py back_up: the night's backup, one file of the database, one of photos, papers and the key; the site goes on."""

import datetime
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.common.mishaps import told

KEPT = 14
KEY = settings.VAR_DIR / "secret_key"
# What a night is called; whatever else lies in the folder was put there by somebody and is his.
NIGHT = re.compile(r"kangle-(\d{4}-\d\d-\d\d)(\.sqlite3|\.dump|-files\.tar\.gz|-key\.tar\.gz)")


class Command(BaseCommand):
    help = "备份数据库、照片和密钥；网站不用停，每天一份，同一天再备份就替换当天的。"

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, help="放在哪里；不写就放在数据目录的 backups 里")
        parser.add_argument("--keep", default=str(KEPT), help=f"留最近几天的，默认 {KEPT} 天")
        parser.add_argument("--without-files", action="store_true", help="不备份照片和材料（另用 rsync 备份时），密钥照样备份")

    def handle(self, *, folder, keep, without_files, **options):
        if not (str(keep).isdecimal() and int(keep) > 0):
            raise CommandError(_("--keep 要写一个整数，至少是 1。"), returncode=2)
        folder = folder or settings.VAR_DIR / "backups"
        connection.ensure_connection()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # The database first, so that no photo on record is without its file.
            today = timezone.localdate()
            made = [whole(folder, f"kangle-{today}.{kind()}", write_database)]
            if not without_files:
                made.append(whole(folder, f"kangle-{today}-files.tar.gz", write_files))
            elif KEY.exists():  # under a name of its own: the day may have an archive of photos already
                made.append(whole(folder, f"kangle-{today}-key.tar.gz", write_key))
            forget(folder, int(keep), today)
        except (OSError, DatabaseError) as error:
            raise CommandError(_("备份没有做成：%(why)s") % {"why": told(error) or error}, returncode=2) from error
        for file in made:
            self.stdout.write(f"{file}  {file.stat().st_size:,}")


def kind():
    """How a file of this database ends."""
    return "sqlite3" if connection.vendor == "sqlite" else "dump"


def whole(folder, name, write):
    """A file that is there whole or not at all, readable by its owner alone; it takes the place of the day's earlier one."""
    beside = folder / f".{name}.part"
    traces = (beside, beside.with_name(f"{beside.name}-journal"))  # SQLite leaves the second where the disk was full
    try:
        for trace in traces:
            trace.unlink(missing_ok=True)
        write(beside)
        beside.chmod(0o600)
        os.replace(beside, folder / name)
    finally:
        for trace in traces:
            trace.unlink(missing_ok=True)
    return folder / name


def write_database(file):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        return
    if not shutil.which("pg_dump"):
        raise CommandError(_("找不到 pg_dump：请安装 PostgreSQL 的客户端程序。"), returncode=2)
    database = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    told = {variable: str(database[name]) for name, variable in names.items() if database.get(name)}
    dumped = subprocess.run(
        ["pg_dump", "--format=custom", f"--file={file}"], env={**os.environ, **told}, capture_output=True, text=True
    )
    if dumped.returncode:
        raise CommandError(_("备份没有做成：%(why)s") % {"why": " ".join(dumped.stderr.split())}, returncode=2)


def write_files(file):
    write_archive(file, [settings.MEDIA_ROOT, KEY])


def write_key(file):
    write_archive(file, [KEY])


def write_archive(file, parts):
    """Those of the parts of the data directory that are there, under the names they have in it."""
    with tarfile.open(file, "w:gz") as archive:
        for part in parts:
            if part.exists():
                archive.add(part, arcname=str(part.relative_to(settings.VAR_DIR)))


def forget(folder, keep, today):
    """Throw away what is older than the newest `keep` nights of each kind, today's among them.

    A night still to come was made while the clock was ahead: it counts for nothing here, and stays.
    """
    nights = {}
    for file in folder.iterdir():
        if (day := night_of(file)) and day <= today:
            ending = NIGHT.fullmatch(file.name)[2]
            nights.setdefault(ending, []).append(file)
    for files in nights.values():
        for file in sorted(files)[:-keep]:
            file.unlink()


def night_of(file):
    """The day of which a file of `whole` is; None of any other file."""
    named = NIGHT.fullmatch(file.name)
    try:
        return named and datetime.date.fromisoformat(named[1])
    except ValueError:
        return None
