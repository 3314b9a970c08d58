"""Rows of a template whose record is no longer there: somebody has left, has another number, or a record was erased.

Such a row finds nothing that is stored, and would be taken for somebody new. Where nobody altered it since the template was
made it says nothing new, and does nothing.
"""

from households.models import Member
from kangle.common.sayings import said as _


def settle_older(row, home, was, then, records):
    """Decide about a row that was made from another record than the one it finds; whether it is settled by that.

    `was`: the stored record the row finds, or None; `then`: the key of the record it was made from, or None; `records`: those of
    the household, Members who left too. Of an altered row somebody must choose whether it is written anew, unless it is refused.
    """
    if then is None or (was is not None and was.pk == then):
        return False
    made_from = next((record for record in records if record.pk == then), None)
    if row.sheet.origin.is_as_made(row, then):
        row.hint(_became(made_from))
        home.put_aside(row)
        return True
    if isinstance(made_from, Member) and made_from.left_on is None:
        row.refuse(_("下载这份表之后，系统里改了这个人的证件号码：请重新下载表格，在新表里改。"), "identity_number")
        return True
    if isinstance(made_from, Member) and was is None:
        words = {"day": f"{made_from.left_on:%Y-%m-%d}"}
        sentence = _("下载这份表之后，这个人已在系统里办理离开（%(day)s）：没有收。又回来的，请重新下载表格，在下面另写一行。")
        row.refuse(sentence % words, "identity_number")
        return True
    if was is None and not row.ask(_("下载这份表之后，系统里删掉了这一条：请选要不要照表里的重新登记。")):
        row.is_left = True
    return False


def _became(record):
    """What became of the record of a row that nobody altered, as one sentence for all such rows of a sheet."""
    if record is None:
        return _("下载这份表之后系统里删掉了这一条，表里没有改过：没有重新登记。")
    if record.left_on is not None:
        return _("下载这份表之后这个人已在系统里办理离开，表里没有改过：没有重新登记。")
    return _("下载这份表之后系统里改了这个人的证件号码，表里没有改过：没有动。")
