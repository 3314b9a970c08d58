"""What the ledger never says: more handed out than there is, or money that moves before its paper."""

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from funds.models import Recovery
from households.codes import MeasureKind
from households.models import Measure
from kangle.audit.guards import guard
from kangle.common.bounds import NotBefore, Within, days
from kangle.common.figures import yuan

BOUNDS = (
    NotBefore(
        "allotted_by_document",
        "funds.Allotment",
        "on",
        _("下达日期 %(value)s 早于文件的发文日期 %(limit)s：请核对这两个日期。"),
        whole="document",
        limit="on",
        shown=days,
    ),
    Within(
        "handed_out",
        "funds.Appropriation",
        "amount_fen",
        _("下拨超过指标：这笔指标还剩 %(limit)s，不能下拨 %(value)s。"),
        whole="allotment",
        limit="amount_fen",
        summed=True,
        shown=yuan,
    ),
    NotBefore(
        "handed_out_after",
        "funds.Appropriation",
        "on",
        _("下拨日期 %(value)s 早于指标的下达日期 %(limit)s：请核对这两个日期。"),
        whole="allotment",
        limit="on",
        shown=days,
    ),
    NotBefore(
        "handed_out_after_receipt",
        "funds.Appropriation",
        "on",
        _("下拨日期 %(value)s 早于指标的到账日期 %(limit)s：钱到账以后才能下拨，请核对这两个日期。"),
        whole="allotment",
        limit="received_on",
        shown=days,
    ),
    Within(
        "paid_out",
        "funds.Expenditure",
        "amount_fen",
        _("支出超过下拨：这笔下拨还剩 %(limit)s，不能支出 %(value)s。"),
        whole="appropriation",
        limit="amount_fen",
        summed=True,
        held=_("下拨金额不能少于已支出的 %(held)s。"),
        shown=yuan,
    ),
    NotBefore(
        "paid_out_after",
        "funds.Expenditure",
        "on",
        _("支出不能早于下拨（%(limit)s）：请核对支出日期 %(value)s。"),
        whole="appropriation",
        limit="on",
        shown=days,
    ),
    NotBefore(
        "settled_after",
        "funds.Expenditure",
        "settled_on",
        _("报账日期 %(value)s 早于支出日期 %(limit)s：请核对这两个日期。"),
        limit="on",
        shown=days,
    ),
    NotBefore(
        "delivered_after",
        "funds.Delivery",
        "on",
        _("到位日期 %(value)s 早于承诺日期 %(limit)s：请核对这两个日期。"),
        whole="donation",
        limit="pledged_on",
        shown=days,
    ),
)


@guard(Recovery)
def refuse_more_than_received(old, new):
    """No more is recovered from a household than it was given (a loan is owed to the bank). Asked of what is altered; the sum
    reaches over two rooms and over time, so the database does not keep it: the list of what is due tells it all the same.
    """
    if new is None or new.household_id is None or new.amount_fen is None:
        return
    if old is not None and (old.amount_fen, old.household_id) == (new.amount_fen, new.household_id):
        return
    left = _received(new.household_id) - _recovered(Recovery.objects.filter(household=new.household_id).exclude(pk=new.pk))
    if new.amount_fen > left:
        told = {"left": yuan(max(left, 0)), "wanted": yuan(new.amount_fen)}
        raise ValidationError(
            {"amount_fen": _("追回超过受益：这一户得到的帮扶里还剩 %(left)s 可追，不能追回 %(wanted)s。") % told}
        )


@guard(Measure)
def refuse_less_than_recovered(old, new):
    """The other side: what a household was given is not put below what was recovered of it."""
    if old is None:
        return
    kept = _counted(new) if new is not None and new.household_id == old.household_id else 0
    if kept >= _counted(old):
        return
    recovered = _recovered(Recovery.objects.filter(household=old.household_id))
    if recovered > _received(old.household_id) - _counted(old) + kept:
        sentence = _("这一户得到的帮扶已追回 %(recovered)s：这项措施不能删除，也不能改成少于追回的。请先核对“资金追回”。")
        raise ValidationError(sentence % {"recovered": yuan(recovered)})


def _counted(measure):
    """What of a measure a household may have to give back: a loan is owed to the bank, and nothing before it was carried out."""
    carried_out = measure.done_on is not None and measure.kind != MeasureKind.LOAN
    return measure.amount_fen or 0 if carried_out else 0


def _received(household_id):
    return Measure.objects.filter(household=household_id, done_on__isnull=False).exclude(kind=MeasureKind.LOAN).worth()


def _recovered(recoveries):
    return recoveries.aggregate(n=Sum("amount_fen"))["n"] or 0
