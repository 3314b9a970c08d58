"""Which edition a list is, what part of the country it is a list of, and whether a newer one was loaded there before."""

import re
from pathlib import Path

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.models import Area, Name
from kangle.audit.models import Entry
from kangle.common.querysets import path_range

FIRST_EDITION = 1980


class WrongEdition(ValueError):
    """No edition, an impossible one, or one older than what stands; str() is the sentence to show."""


def edition_of(path, given=None):
    """The edition as a year: the one given, else the only four digits standing alone in the file's name."""
    name = Path(path).name
    found = {str(given).strip()} if given is not None else set(re.findall(r"(?<!\d)\d{4}(?!\d)", name))
    if len(found) != 1:
        raise WrongEdition(_("看不出 %(name)s 是哪一年的版本：请用 --edition 年份 指明，例如 --edition 2018。") % {"name": name})
    text, this_year = found.pop(), timezone.localdate().year
    if not (text.isascii() and text.isdigit() and FIRST_EDITION <= int(text) <= this_year):
        raise WrongEdition(
            _("版本 “%(edition)s” 不对：应是 %(first)d 至 %(last)d 之间的四位年份，请用 --edition 指明。")
            % {"edition": text, "first": FIRST_EDITION, "last": this_year}
        )
    return int(text)


def scope_of(listing):
    """The rows at the top of what the list covers: what is missing below them in it has been closed.

    A county's list names its province and prefecture only to say where it lies: such a line of single children is passed
    through, down to the county at most, so that loading one county never closes its neighbours.
    """
    tops = listing.tops()
    while len(tops) == 1 and tops[0].level < Area.Level.COUNTY:
        children = [row for row in listing.upper if row.parent_code == tops[0].code]
        if len(children) != 1:
            break
        tops = children
    return tops


def refuse_older(edition, paths):
    """Raise WrongEdition where a newer edition is already loaded at one of the paths: history is written forwards only."""
    newest = max([0, *map(_newest_written, paths), *_newest_loads(paths)])
    if newest > edition:
        raise WrongEdition(
            _("这里已载入 %(newest)d 版，不能再载入更早的 %(edition)d 版：改名和撤销只能按年份先后登记。")
            % {"newest": newest, "edition": edition}
        )


def _newest_written(path):
    """The newest edition that left a mark at or below `path`."""
    marks = Area.objects.filter(**path_range("", path)).aggregate(first=Max("edition"), closed=Max("closed_in"))
    names = Name.objects.filter(**path_range("area", path)).aggregate(renamed=Max("edition"))
    return max(mark or 0 for mark in [*marks.values(), *names.values()])


def _newest_loads(paths):
    """The editions of earlier loads that touched one of the paths: an edition without any change leaves no mark on areas."""
    loads = Entry.objects.filter(act=Entry.Act.LOAD, model=Area._meta.label_lower).values_list("after", flat=True)
    for after in loads:
        if any(path.startswith(loaded) or loaded.startswith(path) for path in paths for loaded in after.get("scope", [])):
            yield after["edition"]
