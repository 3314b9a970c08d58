"""Who answers for what is done for a household (图标式实名制), as its card shows it at a glance."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households.icons import icon

MOST_SHOWN = 12
PLANNED, DONE = (_("已安排"), "fair"), (_("已落实"), "good")


@dataclass(frozen=True)
class Task:
    """One thing done for the household: its sign, its word and what it is, who answers for it, and how far it is.

    `address` is where its word leads, "" for nowhere; without a `who` nobody answers for it yet.
    """

    code: str
    word: str | Promise
    detail: str
    state: tuple  # (word, tone)
    who: str = ""
    who_id: int | None = None
    address: str = ""
    as_helper: bool = False  # the list of measures names nobody: it falls to the household's own helper

    @property
    def icon(self):
        return icon(self.code)


def tasks_of(measures, household):
    """The Tasks of running measures; each with `responsible_name`. Whom none names, the household's own helper answers for."""
    return [_task(measure, household) for measure in measures]


def _task(measure, household):
    own = measure.responsible_id is not None
    return Task(
        code=measure.industry or measure.kind,
        word=measure.get_industry_display() or measure.get_kind_display(),
        detail=measure.content,
        state=DONE if measure.done_on else PLANNED,
        who=(measure.responsible_name if own else household.responsible) or "",
        who_id=measure.responsible_id if own else household.responsible_id,
        as_helper=not own and household.responsible_id is not None,
    )


def shown(tasks):
    """What the card shows of them: what is still to be done first, at most so many, and how many it leaves to the list below."""
    ordered = sorted(tasks, key=lambda task: task.state == DONE)
    return {"tasks": ordered[:MOST_SHOWN], "hidden": max(len(ordered) - MOST_SHOWN, 0)}
