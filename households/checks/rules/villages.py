"""What is judged of a village as a whole: `case` is a VillageCase (households.checks.villages)."""

from django.utils.translation import gettext_lazy as _

from households.checks.declaring import EXPLAIN, Sheet

SHEET = Sheet()


@SHEET.village(
    "village.no-collective-income",
    _("退出村无集体经济收入"),
    EXPLAIN,
    _("%(on)s 退出贫困村，%(year)d 年却没有村集体经济收入：请核对村情；确实没有的，写明原因和打算。"),
    field="collective_income_fen",
)
def no_collective_income(village, case):
    if case.exited_on is None or case.profile is None or case.profile.collective_income_fen > 0:
        return None
    return {"on": case.exited_on.isoformat(), "year": case.profile.year}
