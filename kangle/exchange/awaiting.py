"""Files that take long: asked for on a list page, written by a worker, fetched from 我的导出 while one may still see the list."""

import contextlib
import gc
import os
import shutil
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, get_script_prefix, resolve
from django.utils import timezone
from django.utils.translation import override

from kangle.accounts.access import DOOR
from kangle.accounts.models import User
from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.common.sayings import said as _
from kangle.exchange.exporting import begun, keep
from kangle.exchange.models import Export
from kangle.jobs.actions import ask

KIND = "export"
State = Export.State
EVERY = 0.7  # seconds between two signs of how far a file is


@transaction.atomic
def ask_for(order, paper, expected):
    """The receipt of a file that a worker is to write: the one that is being written already, else a new one."""
    User.objects.select_for_update().get(pk=order.by.pk)  # a button pressed twice arrives twice at one moment
    receipt = begun(order, paper, State.MAKING, expected)
    same = {name: getattr(receipt, name) for name in ("asked_by_id", "address", "ending", "language", "state", "as_of")}
    found = Export.objects.filter(**same).order_by("-pk").first()
    if found is None:
        receipt.save()
        found = receipt
    _ask(found)
    return found


def _ask(receipt):
    title = _("导出“%(name)s”") % {"name": receipt.title}
    return ask(KIND, str(receipt.pk), title, [(receipt.name, {"export": receipt.pk})], by=receipt.asked_by)


@transaction.atomic
def ask_again(receipt):
    """Ask once more for what a worker failed to write."""
    found = Export.objects.select_for_update().get(pk=receipt.pk)
    return _ask(found) if found.state == State.MAKING else None


def do(shard, lease):
    """Write the file a receipt waits for; how many rows. Written twice it is the same file."""
    receipt = Export.objects.select_related("area").get(pk=shard.arguments["export"])
    if receipt.state != State.MAKING:
        return receipt.rows
    with override(receipt.language):
        page = page_for(receipt)
        gc.freeze()  # what the process has from before need not be gone through again and again meanwhile
        try:
            made = page.made(receipt.ending, _signs(receipt, lease), receipt.as_of)
        finally:
            gc.unfreeze()
        with contextlib.closing(made.file):
            _put(receipt.path, made.file)
        with transaction.atomic():
            keep(receipt, made, by=page.request.user, state=State.READY)
            lease.confirm()
    return made.told.rows


def page_for(receipt):
    """The list page a receipt is of, asked for by its person as he is now.

    Raises ValidationError where he may not see the list, or its area, any more.
    """
    person = User.objects.select_related("area").filter(pk=receipt.asked_by_id, is_active=True).first()
    with contextlib.suppress(PermissionDenied, Http404):
        page = asked_page(receipt.address, person)
        area = receipt.area
        if area is None or Area.objects.visible_to(person).filter(pk=area.pk).exists():
            page.rows  # noqa: B018  (raises Http404 where what the list is about lies elsewhere)
            return page
    raise ValidationError(_("要求导出的人现在不能查看这个列表：文件不再提供。"))


def asked_page(address, person):
    path, _mark, query = address.partition("?")
    inner = f"/{path.removeprefix(get_script_prefix())}"
    try:
        match = resolve(inner)
    except Resolver404:
        raise Http404 from None
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, inner
    request.GET, request.user, request.htmx, request.resolver_match = QueryDict(query), person, False, match
    needed = DOOR.get(match.view_name)
    if person is None or needed is None or not (person.may(needed) and person.may(Capability.EXPORT)):
        raise PermissionDenied
    page = match.func.view_class(**match.func.view_initkwargs)
    page.setup(request, *match.args, **match.kwargs)
    return page


def _signs(receipt, lease):
    """What the writer calls as it goes: from time to time it tells how far it is and keeps the lease.

    The rows are read as of one moment, in which nothing can be written: a second connection tells.
    """
    last = time.monotonic()
    # Within a transaction that was open before, the reading is part of it, and so is what is told.
    beside = contextlib.nullcontext if connections[DEFAULT_DB_ALIAS].in_atomic_block else _aside

    def beat(rows):
        nonlocal last
        if time.monotonic() - last < EVERY:
            return
        with beside():
            lease.beat()
            Export.objects.filter(pk=receipt.pk, state=State.MAKING).update(rows=rows)
        last = time.monotonic()

    return beat


@contextlib.contextmanager
def _aside():
    """A connection beside the one that reads. Where the database is held by somebody else for long, nothing is told this time."""
    reading = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = beside = reading.copy()
    try:
        with contextlib.suppress(DatabaseError):
            yield
    finally:
        connections[DEFAULT_DB_ALIAS] = reading
        beside.close()


def _put(path, file):
    """Lay a file down under its name all at once, so that nobody fetches half of it."""
    target = stored(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.{os.getpid()}")
    with half.open("wb") as written:
        shutil.copyfileobj(file, written)
    half.replace(target)


def stored(path):
    """Where a file below MEDIA_ROOT lies."""
    return Path(settings.MEDIA_ROOT) / path


def clear_old():
    """Throw away the files kept longer than `EXPORT_KEPT_DAYS`; their receipts stay. How many were cleared."""
    until = timezone.now() - timedelta(days=settings.EXPORT_KEPT_DAYS)
    old = Export.objects.filter(state=State.READY, ended_at__lte=until)
    for receipt in old:
        stored(receipt.path).unlink(missing_ok=True)
        Export.objects.filter(pk=receipt.pk).update(state=State.CLEARED)
    return len(old)
