"""What a village's records never say: more days than a month has, more workers than people, an end before its beginning."""

import calendar

from django.utils.translation import gettext_lazy as _

from kangle.common.bounds import NotBefore, Row, days

LAST_OF_MONTH = {
    "sqlite": "p.days > CAST(strftime('%d', p.month, 'start of month', '+1 month', '-1 day') AS INTEGER)",
    "postgresql": "p.days > EXTRACT(DAY FROM date_trunc('month', p.month) + interval '1 month' - interval '1 day')",
}


def _within_month(attendance):
    month, number = attendance.month, attendance.days
    return month is None or number is None or number <= calendar.monthrange(month.year, month.month)[1]


def _at_most(small, large):
    """A function that tells whether one number of a record is at most another; what is blank passes."""

    def holds(record):
        numbers = getattr(record, small), getattr(record, large)
        return None in numbers or numbers[0] <= numbers[1]

    return holds


def _part_of_profile(name, small, large, sentence):
    wrong = f"p.{small} > p.{large}"
    return Row(name, "villages.Profile", small, sentence, columns=(small, large), wrong=wrong, holds=_at_most(small, large))


def _ends_after(name, model):
    sentence = _("止期 %(value)s 早于起期 %(limit)s：请核对这两个日期。")
    return NotBefore(name, model, "until", sentence, limit="since", shown=days)


BOUNDS = (
    Row(
        "days_of_month",
        "villages.Attendance",
        "days",
        _("驻村天数超过了这个月的天数：请核对月份和天数。"),
        columns=("days", "month"),
        wrong=LAST_OF_MONTH,
        holds=_within_month,
    ),
    _part_of_profile("labourers", "labourers", "persons", _("劳动力不能多于总人口：请核对这两个数。")),
    _part_of_profile("migrants", "migrant_workers", "persons", _("外出务工不能多于总人口：请核对这两个数。")),
    _part_of_profile("dibao_of_all", "dibao_households", "households", _("低保户不能多于总户数：请核对这两个数。")),
    _part_of_profile("wubao_of_all", "wubao_households", "households", _("五保户不能多于总户数：请核对这两个数。")),
    _part_of_profile("party_of_all", "party_members", "persons", _("党员不能多于总人口：请核对这两个数。")),
    _ends_after("body_ends_after", "villages.Organisation"),
    _ends_after("group_duty_ends_after", "villages.GroupDuty"),
)
