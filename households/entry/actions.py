"""Saving a screen: the record and what is still to be filled in of it."""

import uuid

from households.entry.screens import BEGUN_HERE, steps_but


def save_screen(record, screen, act, *, old, reason):
    """Save what a screen says of a record, within an act; a new household, member or yearly record is begun under the phone's
    key. `old`: the record as it is stored, None for a new one.
    """
    if old is None and isinstance(record, BEGUN_HERE):
        key = screen.key if isinstance(screen.key, uuid.UUID) else None
        return act.begin(record, steps_but(screen.step), key=key, reason=reason)
    act.write(record, old=old, reason=reason)
    if screen.blank:
        screen.begun.steps_left.remove(screen.step.code)
        screen.begun.save(update_fields=["steps_left"])
    return record
