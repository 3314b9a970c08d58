"""Who shares the income of a year: those who belonged to the household on the day its record was taken (采集日期).

One rule for card, lists, exports, forms, checks, cases, exit standard and scorecard. Who came or went since changes what the
next record says, not this one; where people moved across, a check asks for the record to be taken anew. For many records at
once the same is `YearRecordQuerySet.with_income_per_head`; a test holds the two together.
"""

import datetime

from django.utils.translation import gettext_lazy as _

# What is said instead of an income a head where nobody shared it.
NOBODY = _(
    "%(year)d 年的收入没有人可分：采集日期 %(on)s 那天，家里的人都还没有加入或者已经离开，算不出人均纯收入。"
    "请核对采集日期和成员的加入日期，改正写错的一个。"
)


def sharing(record, members, today):
    """Those of `members` (all who ever belonged to the household) who shared a record's income; of one without a day yet, those
    living there today.
    """
    taken = record.recorded_on if isinstance(record.recorded_on, datetime.date) else today
    return [member for member in members if member.lived_here(taken)]


def income_per_head(net_fen, persons):
    """Fen a head, rounded down; None where nobody shared it."""
    return net_fen // persons if persons else None


def nobody_shared(record):
    """The sentence for a stored record that nobody shared."""
    return NOBODY % {"year": record.year, "on": record.recorded_on}
