"""Rankings published for tests, as the page does it."""

from kangle.rankings.actions import Frozen, publish
from kangle.rankings.kinds import reading


def frozen(snapshot, subject="663", level="village", **field):
    """The Frozen ranking of a snapshot's county."""
    rule, inputs = reading.freeze(snapshot, subject, level, **field)
    head = (snapshot.area, "score", subject, str(reading.subject_name(subject)), level, snapshot.year, snapshot.as_of)
    return Frozen(*head, rule, inputs)


def published(snapshot, subject="663", level="village", *, by, title="2015年排名", **field):
    """The Publication of a snapshot's ranking."""
    return publish(frozen(snapshot, subject, level, **field), by=by, title=title)
