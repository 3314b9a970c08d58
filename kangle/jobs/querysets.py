"""Reading the state of long work: which runs are open, how far they are, which shards may be taken."""

from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

OPEN = ("waiting", "running")
ENDED = ("done", "failed")


class RunQuerySet(models.QuerySet):
    def open(self):
        """Runs that have not ended: at most one for each kind and key."""
        return self.filter(state__in=OPEN)

    def recent(self, kind, among=None):
        """The runs of one kind with their progress (see `with_progress`), newest first."""
        return self.filter(kind=kind).with_progress(among).order_by("-asked_at", "-pk")

    def with_progress(self, among=None):
        """Each run with `total` shards, how many are `done` and how many `failed`, and the `rows` they wrote.

        `among` is a condition on `shards__...`: only the shards that the reader may know of.
        """
        known = among or Q()
        return self.annotate(
            total=Count("shards", filter=among),
            done=Count("shards", filter=known & Q(shards__state="done")),
            failed=Count("shards", filter=known & Q(shards__state="failed")),
            rows=Coalesce(Sum("shards__rows", filter=among), 0),
        )

    def finished_but_open(self):
        """Open runs of which every shard has ended: whoever ended the last one died before closing the run."""
        return self.open().filter(shards__isnull=False).exclude(shards__state__in=OPEN).distinct()


class ShardQuerySet(models.QuerySet):
    def waiting(self):
        """Shards that a worker may take, the oldest run first."""
        return self.filter(state="waiting", run__state__in=OPEN).order_by("run__asked_at", "run", "position")

    def held_as(self, shard):
        """The shard, while it is still held under the lease with which `shard` was claimed; else nothing."""
        return self.filter(pk=shard.pk, holder=shard.holder, state="running")

    def abandoned(self):
        """Shards whose lease ran out: the worker was killed, or has not beaten in time."""
        return self.filter(state="running", leased_until__lt=timezone.now())
