"""What a field can hold of a text."""

import pytest

from kangle.audit.models import Entry
from kangle.common.fields import fitting
from kangle.jobs.actions import ask
from kangle.jobs.models import Run, Shard


def test_a_text_that_is_too_long_shows_that_it_was_cut():
    longest = Entry._meta.get_field("reason").max_length
    assert fitting(Entry, "reason", "核" * longest) == "核" * longest
    assert fitting(Entry, "reason", "核" * (longest + 1)) == "核" * (longest - 1) + "…"
    assert fitting(Entry, "actor_name", 17) == "17"


@pytest.mark.django_db
def test_long_work_with_a_long_name_is_asked_for_all_the_same():
    """PostgreSQL refuses what SQLite would store."""
    run = ask("scorecard-night", "key", "重" * 500, [("算" * 500, {})], by="命令行" * 40)
    for model, name in ((Run, "title"), (Run, "asked_by"), (Shard, "label")):
        row = run if model is Run else run.shards.get()
        assert len(getattr(row, name)) == model._meta.get_field(name).max_length and getattr(row, name).endswith("…")
