"""manage.py copy_database SOURCE: every record of another database into this one, table by table, in one transaction."""

import itertools
import json
import time
from pathlib import Path

import dj_database_url
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import BinaryField, JSONField
from django.utils.translation import gettext as _

from kangle.common.bounds_kept import drop, standing
from kangle.common.bulk import ready, write_rows

SOURCE = "source"
BATCH = 10_000
# What `migrate` fills by itself; the source's rows take its place, so that every key stays what it was.
METHODS = {"procedures.method", "procedures.itemgroup", "procedures.item"}
MADE_BY_MIGRATE = {"contenttypes.contenttype", "auth.permission", "households.checkrule", *METHODS}
LEFT_BEHIND = {"sessions.session"}  # everybody signs in again


class Command(BaseCommand):
    help = "把另一个数据库（如 SQLite 文件）的全部记录抄入当前已迁移的空数据库，用于从 SQLite 换到 PostgreSQL。"

    def add_arguments(self, parser):
        parser.add_argument("source", help="来源数据库的地址，例如 sqlite:////srv/kangle/var/kangle.sqlite3")

    def handle(self, *, source, **options):
        began = time.monotonic()
        _connect(source)
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]
        models = [model for model in models if model._meta.label_lower not in LEFT_BEHIND]
        _ensure_same_tables()
        _ensure_empty(models)
        with transaction.atomic():
            drop(standing())  # what breaks a bound at the source is copied as it is
            # All of these before any is copied: a content type takes its permissions with it.
            for model in models:
                if model._meta.label_lower in MADE_BY_MIGRATE:
                    model._base_manager.all().delete()
            rows = sum(_copy(model) for model in models)
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                with connection.cursor() as cursor:
                    cursor.execute(statement)
            _keep_bounds()
        self.stdout.write(
            _("已抄入 %(tables)d 张表的 %(rows)d 行，用时 %(seconds).1f 秒。附件不在数据库里，请另行复制。")
            % {"tables": len(models), "rows": rows, "seconds": time.monotonic() - began}
        )


def _keep_bounds():
    """The bounds of all rooms again: those which migrating keeps."""
    apps.get_app_config("audit").after_migrating(verbosity=0)


def _connect(url):
    """Make the source readable under its own alias, as the settings would; refuse an address that is none."""
    try:
        parsed = dj_database_url.parse(url)
        if parsed["ENGINE"].endswith("sqlite3"):
            Path(parsed["NAME"]).stat()  # SQLite would make an empty database of a mistyped name
        connections.databases[SOURCE] = {**connections.databases["default"], "OPTIONS": {}, "CONN_MAX_AGE": 0, **parsed}
        MigrationRecorder(connections[SOURCE]).applied_migrations()
    except Exception as error:  # whatever a driver raises: the address is all that was given
        raise CommandError(_("读不了来源数据库 %(url)s：%(error)s") % {"url": url, "error": error}, returncode=2) from error


def _ensure_same_tables():
    """Refuse databases at different migrations: a column would be missing on one side."""
    here, there = (set(MigrationRecorder(connections[alias]).applied_migrations()) for alias in ("default", SOURCE))
    if here != there:
        differing = "、".join(sorted(".".join(each) for each in here ^ there)[:5])
        raise CommandError(
            _("两个数据库的结构不同（%(migrations)s）：请先在两边都运行 migrate。") % {"migrations": differing}, returncode=2
        )


def _ensure_empty(models):
    """Refuse a database that holds records: nothing here is ever overwritten."""
    for model in models:
        if model._meta.label_lower not in MADE_BY_MIGRATE and model._base_manager.exists():
            raise CommandError(
                _("当前数据库里已有记录（%(model)s）：只能抄入空的数据库。") % {"model": model._meta.label}, returncode=2
            )


def _copy(model):
    """Copy one table in batches; how many rows it has."""
    fields = model._meta.concrete_fields
    found = model._base_manager.using(SOURCE).order_by().values_list(*(field.attname for field in fields))
    rows, written = found.iterator(chunk_size=BATCH), 0
    prepare = [_stored_as(field) for field in fields]
    while batch := list(itertools.islice(rows, BATCH)):
        ready = [tuple(each(value) for each, value in zip(prepare, row, strict=True)) for row in batch]
        written += write_rows(model, [field.name for field in fields], ready)
    return written


def _stored_as(field):
    """The function from a value as read to the value as this database stores it."""
    if isinstance(field, JSONField):
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False, cls=field.encoder)
    if isinstance(field, BinaryField):
        return ready  # Django would wrap them for a statement with parameters, and COPY has none
    return lambda value: field.get_db_prep_save(value, connection)
