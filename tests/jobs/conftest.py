"""Runs made for a test, and a message queue that only writes down what was sent."""

import pytest

from kangle.jobs import actions, kinds


class Queue:
    """Stands where Celery's application stands: remembers the names of the tasks it was told to send."""

    def __init__(self):
        self.sent = []

    def send_task(self, name, **options):
        self.sent.append(name)


@pytest.fixture(autouse=True)
def queue(monkeypatch):
    stand_in = Queue()
    monkeypatch.setattr(actions, "current_app", stand_in)
    return stand_in


@pytest.fixture
def kind(monkeypatch):
    """A function: register what the shards of kind "count" do, for this test only."""
    monkeypatch.setattr(kinds, "_DO", {})

    def registered(do=lambda shard, lease: 1):
        kinds.register("count", do)
        return "count"

    return registered


def ask(key="2015", shards=3):
    """A run of kind "count" with so many shards."""
    parts = [(f"第{number}片", {"number": number}) for number in range(1, shards + 1)]
    return actions.ask("count", key, f"计算 {key}", parts, by="张科长")
