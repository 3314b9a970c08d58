"""What a ranking can be asked for, as the page offers it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kangle.programme.items import GROUPS, ITEMS, TOTAL, name_of
from kangle.rankings.asking import POVERTY, ROUND
from kangle.scorecard.indicators import of_item
from kangle.supervision.models import Round


@dataclass(frozen=True)
class Options:
    """The choices of a ranking page: (heading, [(code, name)]) of what to rank by, the year's days, the years."""

    subjects: list
    days: list
    years: list


def choices_of(choice):
    """The Options for a Choice; one query for the closed rounds."""
    whole = [(TOTAL, name_of(TOTAL)), *((group.code, group.name) for group in GROUPS)]
    subjects = [(_("总评和三组"), whole), (_("十五个事项"), [(item.code, item.name) for item in ITEMS])]
    rounds = Round.objects.filter(area=choice.county, finished_on__isnull=False).order_by("-year", "-number")[:12]
    other = [(f"{ROUND}{each.pk}", _("%(round)s督查") % {"round": each}) for each in rounds]
    subjects.append((_("督查和贫困程度"), [(POVERTY, _("贫困倒排序")), *other]))
    for item in ITEMS:
        subjects.append(
            (_("指标：%(item)s") % {"item": item.name}, [(each.code, each.name) for each in of_item(item.code) if each.rule])
        )
    days = [snapshot.as_of for snapshot in reversed(choice.asked.snapshots)]
    return Options(subjects, days, [period.year for period in choice.asked.periods])
