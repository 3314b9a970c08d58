"""The queue of files: a message is whole or not there, one taker gets it, and what a killed process tore stops nobody."""

import os
import subprocess
import sys
from queue import Empty

import pytest
from kombu import Connection

from kangle.jobs.queue_files import Transport


@pytest.fixture
def channel(tmp_path):
    for folder in ("messages", "control"):
        (tmp_path / folder).mkdir()
    options = {
        "data_folder_in": tmp_path / "messages",
        "data_folder_out": tmp_path / "messages",
        "control_folder": tmp_path / "control",
    }
    with Connection("filesystem://", transport_options=options) as connection:
        yield connection.channel()


def test_the_project_uses_it(channel):
    assert isinstance(channel.connection, Transport)


def test_messages_are_taken_once_each_in_their_order(channel, tmp_path):
    for number in range(3):
        channel._put("celery", {"body": f"第{number}"})
    channel._put("other", {"body": "not asked for"})
    assert [channel._get("celery")["body"] for _ in range(3)] == ["第0", "第1", "第2"]
    with pytest.raises(Empty):
        channel._get("celery")
    assert [name.partition(".")[2] for name in os.listdir(tmp_path / "messages")] == ["other.msg"]


def test_a_message_torn_by_a_kill_is_passed_over(channel, tmp_path):
    (tmp_path / "messages" / "0_torn.celery.msg").touch()
    channel._put("celery", {"body": "whole"})
    assert channel._get("celery") == {"body": "whole"}


def test_a_table_torn_by_a_kill_is_written_anew(channel, tmp_path):
    (tmp_path / "control" / "celery.exchange").touch()
    assert channel.get_table("celery") == []
    channel._queue_bind("celery", "celery", "", "celery")
    assert [row.queue for row in channel.get_table("celery")] == ["celery"]


def test_a_queue_that_is_deleted_leaves_the_table(channel):
    channel._queue_bind("reply", "a", "", "one")
    channel._queue_bind("reply", "b", "", "two")
    channel._queue_bind("reply", "b", "", "two")
    channel._delete("one", "reply", "a", "")
    assert [row.queue for row in channel.get_table("reply")] == ["two"]


PUT = """
import sys
from kombu import Connection
import kangle.celery
folder = sys.argv[1]
options = {"data_folder_in": f"{folder}/messages", "data_folder_out": f"{folder}/messages", "control_folder": f"{folder}/control"}
channel = Connection("filesystem://", transport_options=options).channel()
channel._queue_bind("many", sys.argv[2], "", sys.argv[2])
for number in range(300):
    channel._put("celery", {"body": "x" * 2000})
"""


def test_a_reader_never_meets_half_a_message_of_writers_at_work(channel, tmp_path):
    writers = [subprocess.Popen([sys.executable, "-c", PUT, tmp_path, f"writer-{number}"]) for number in range(2)]
    taken = []
    while len(taken) < 600:
        try:
            taken.append(channel._get("celery"))
        except Empty:
            assert len(taken) == 600 or any(writer.poll() is None for writer in writers) or os.listdir(tmp_path / "messages")
    assert all(message == {"body": "x" * 2000} for message in taken)
    assert [writer.wait() for writer in writers] == [0, 0]
    assert {row.queue for row in channel.get_table("many")} == {"writer-0", "writer-1"}
