"""What a county's new year may take over from the year before: each room registers what it carries, and this one knows none."""

from dataclasses import dataclass
from typing import Any

LEFT, CARRIED = "left", "carried"


@dataclass(frozen=True)
class Line:
    """One thing that may be carried over: its name, what is known of it (texts in the order of its carrier's `columns`), the
    options [(code, label)] a person chooses from, and which of them is proposed. Without options it is only told.
    """

    code: str
    label: Any
    facts: tuple
    options: tuple = ()
    chosen: str = LEFT
    address: str = ""
    told: Any = ""  # what becomes of it, where there is nothing to choose


class Carrier:
    """One kind of thing a year takes over.

    `old` and `period` are the Periods of the year before and the new one. What is written goes through `write`, the Many of the
    act (kangle.audit.many).
    """

    code = title = ""
    columns = ()  # the names of every line's facts

    def weigh(self, old, year):
        """The Lines of what `old` leaves to `year` (an int), as the records stand now."""
        raise NotImplementedError

    def carry(self, old, period, choices, write):
        """Carry over what `choices` ({code of a line: code of an option}) says; returns how many records it concerned."""
        return 0

    def left_behind(self, old, year):
        """How many of what a year is hardly worked without stand in `old` and not in `year`: pages say so until it is decided."""
        return 0

    def take_back(self, period, parts, write):
        """Undo what these `parts` (audit entries of this kind's models) did; returns how many stay, being altered since."""
        return 0


_CARRIERS = {}


def register(carrier):
    _CARRIERS[carrier.code] = carrier


def registered():
    """All carriers, in the order in which their rooms registered them."""
    return tuple(_CARRIERS.values())
