"""The message queue without a server: files in a folder, each of which is there whole or not at all.

Kombu's own file transport creates a file and fills it afterwards: a worker that looks in between, or a process killed in
between, leaves an empty message, which ends the worker, or an empty table of queues, with which no worker starts any more.
Here everything is written beside its place and renamed into it.
"""

import contextlib
import fcntl
import logging
import os
import time
import uuid
from pathlib import Path
from queue import Empty

from kombu.exceptions import ChannelError
from kombu.transport import filesystem, virtual
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Messages and tables of queues as whole files."""

    def _put(self, queue, payload, **named):
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        try:
            _write_whole(Path(self.data_folder_out) / name, dumps(payload))
        except OSError as error:
            raise ChannelError(f"cannot add {name} to {self.data_folder_out}: {error}") from error

    def _get(self, queue):
        """The oldest message of a queue; whoever renames its file has it, the others go on to the next."""
        folder = Path(self.data_folder_in)
        for name in sorted(os.listdir(folder)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = folder / f"{name}.taken"
            try:
                os.rename(folder / name, taken)
            except FileNotFoundError:
                continue
            text = taken.read_text(encoding="utf-8")
            taken.unlink()
            try:
                return loads(text)
            except ValueError:
                logger.warning("%s is no message and was thrown away", name)
        raise Empty

    def get_table(self, exchange):
        """The queues bound to an exchange; none where the table is missing or torn (the next bind writes it anew)."""
        try:
            text = self._exchange_file(exchange).read_text(encoding="utf-8")
            return [filesystem.exchange_queue_t(*row) for row in loads(text)]
        except (FileNotFoundError, ValueError):
            return []

    def _queue_bind(self, exchange, routing_key, pattern, queue):
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda rows: rows if row in rows else [row, *rows])

    def _delete(self, queue, exchange, routing_key, pattern, *arguments, **named):
        virtual.Channel._delete(self, queue, exchange, routing_key, pattern, *arguments, **named)
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda rows: [each for each in rows if each != row])

    def _change_table(self, exchange, change):
        """Replace the table of an exchange by what `change` makes of it, one process at a time."""
        file = self._exchange_file(exchange)
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(file.parent / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # given back by the kernel, however its holder ends
            rows = self.get_table(exchange)
            changed = change(rows)
            if changed != rows:
                _write_whole(file, dumps(changed))


class Transport(filesystem.Transport):
    Channel = Channel


def _write_whole(file, text):
    """Write beside the place and rename into it: nobody sees half of it."""
    beside = file.with_name(f"{uuid.uuid4()}.part")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, file)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
