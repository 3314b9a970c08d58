"""What may not be written about a household; judged by what a write changes, so that an old mistake stops no other correction.
Which of it is asked of which record says `households.writing`.

Each takes the record as stored (None for a new one) and as it would be, and raises ValidationError by field.
"""

import functools
import re

from django.core.exceptions import ValidationError
from django.db.models import CharField
from django.utils import timezone

from households import identity, standing
from households.codes import ACROSS, FIRST_YEAR, LAST_YEAR
from households.models import Measure, StatusEvent
from kangle.common import telephones
from kangle.common.fields import NameField
from kangle.common.figures import yuan
from kangle.common.sayings import said as _
from kangle.common.texts import UNSEEN, is_name, is_placeholder, is_plainly_words, is_wordless
from kangle.programme.days import changed

NUMBER = re.compile(r"[0-9]{10,20}")
ACCOUNT = re.compile(r"[0-9]{8,30}")
OF_DIGITS = {"number", "phone", "account", "identity_number"}


def refuse_number(old, new):
    if changed(["number"], old, new) and not NUMBER.fullmatch(new.number):
        raise ValidationError({"number": _("户编号是 10 至 20 位数字。")})


def refuse_text(old, new):
    """What only says "as above" or "nothing" is no address, name or account: a blank says that there is none. Nor is what a
    spreadsheet made of one: a bare number, a day, a formula; nor what holds something that nobody sees.
    """
    faults = {}
    for field in _texts(type(new)):
        text = getattr(new, field.attname)
        if text and changed([field.attname], old, new) and (sentence := _fault_of(field, text)):
            faults[field.name] = sentence % {"found": text[:20]}
    if faults:
        raise ValidationError(faults)


@functools.cache
def _texts(model):
    return [field for field in model._meta.concrete_fields if isinstance(field, CharField) and not field.choices]


def _fault_of(field, text):
    """What is wrong with the text of a field, as a sentence with a place for it; None for nothing."""
    if is_plainly_words(text):
        return None
    if UNSEEN.search(text):
        return _("“%(found)s”里有看不见的字符，多半是复制时带来的：请删去，重新输入。")
    if is_placeholder(text):
        return _("“%(found)s”不是内容：请写全，没有的请空着。")
    if isinstance(field, NameField) and not is_name(text):
        return _("“%(found)s”不是姓名：请填姓名。")
    if field.name not in OF_DIGITS and is_wordless(text):
        return _("“%(found)s”只是一个数、日期或公式：请用文字写全，没有的请空着。")
    return None


def refuse_household(old, new):
    faults = {}
    if new.phone and changed(["phone"], old, new) and (fault := telephones.fault_of(new.phone)):
        faults["phone"] = fault
    if new.account and changed(["account"], old, new) and not ACCOUNT.fullmatch(new.account):
        faults["account"] = _("银行账号是 8 至 30 位数字。")
    year = new.planned_exit_year
    if year is not None and changed(["planned_exit_year"], old, new) and not FIRST_YEAR <= year <= LAST_YEAR:
        faults["planned_exit_year"] = _("计划脱贫年度应在 %(first)d 至 %(last)d 之间。") % {
            "first": FIRST_YEAR,
            "last": LAST_YEAR,
        }
    if faults:
        raise ValidationError(faults)


def refuse_same_cause(old, new):
    """The table's own rule, told of a row of a workbook: at the main cause where only that is new, for the other may not even
    stand in the file.
    """
    for name, cause in new.repeated_causes().items():
        if cause != new.main_cause:
            continue
        if changed([name], old, new):
            raise ValidationError({name: _("其他致贫原因不能与主要致贫原因相同。")})
        if changed(["main_cause"], old, new):
            other = new._meta.get_field(name).verbose_name
            raise ValidationError({"main_cause": _("与登记的“%(other)s”相同：请核对，或在那一列另填一项。") % {"other": other}})


def refuse_member(old, new):
    if changed(["joined_by"], old, new) and new.joined_by in ACROSS:
        raise ValidationError({"joined_by": _("分户、合户要在农户卡上办理，不能在这里登记。")})
    if changed(["document", "identity_number", "sex", "born_on"], old, new):
        fault = identity.fault_of(new.identity_number, document=new.document, sex=new.sex, born_on=new.born_on)
        if fault:
            raise ValidationError({"identity_number": fault})


def refuse_year_record(old, new):
    if changed(["year", "recorded_on"], old, new) and new.recorded_on.year not in (new.year, new.year + 1):
        raise ValidationError({"recorded_on": _("%(year)d 年度的记录在当年或次年采集，请核对日期或年度。") % {"year": new.year}})


def refuse_status_event(old, new):
    """Where a household stands follows from where it stood. A new event is judged by what was before it alone: what is after
    it may be the very event that the missing one explains.
    """
    if changed(["household_id", "kind", "on"], old, new):
        others = StatusEvent.objects.in_force(timezone.localdate()).filter(household=new.household_id)
        others = others.exclude(pk=new.pk).order_by("on", "pk")
        if fault := standing.fault_among(new, others):
            raise ValidationError({"kind": fault})


def refuse_measure(old, new):
    """A measure from the menu is what the menu says: its kind, its time, and its amount unless somebody says why not."""
    item = new.item
    if item is None:
        if new.quantity is not None and changed(["item_id", "quantity"], old, new):
            raise ValidationError({"quantity": _("数量按菜单项目的单位计：请选菜单项目，或不填数量，在“内容”里写明。")})
        return
    if changed(["item_id", "kind", "industry", "planned_on", "household_id"], old, new):
        _refuse_item(item, new)
    if new.quantity is None:
        raise ValidationError({"quantity": _("选了菜单项目，请填数量（单位：%(unit)s）。") % {"unit": item.unit}})
    if new.stopped_on is None and changed(["item_id", "quantity", "amount_fen", "amount_reason", "planned_on"], old, new):
        _refuse_amount(item, new)


def _refuse_item(item, measure):
    if measure.household.village.county != item.area.path:
        raise ValidationError({"item": _("“%(item)s”不是本县菜单里的项目：请另选。") % {"item": item}})
    if (item.kind, item.industry) != (measure.kind, measure.industry):
        words = {"item": item, "kind": item.get_industry_display() or item.get_kind_display()}
        raise ValidationError({"item": _("“%(item)s”属于“%(kind)s”，与所选措施、产业不符：请改其中一项。") % words})
    if not item.holds_on(measure.planned_on):
        words = {"item": item, "since": item.since, "until": item.until or _("今")}
        raise ValidationError({"item": _("“%(item)s”自 %(since)s 至 %(until)s 有效：请核对安排日期，或另选项目。") % words})


def _refuse_amount(item, measure):
    received = 0 if item.limit_fen is None else Measure.objects.beside(measure).worth()
    reckoned = item.reckon(measure.quantity, received)
    if measure.amount_fen == reckoned or measure.amount_reason.strip():
        return
    words = {"reckoned": yuan(reckoned), "amount": yuan(measure.amount_fen), "received": yuan(received)}
    sentence = _("按菜单应为 %(reckoned)s，填的是 %(amount)s：请改金额，或在下面写明原因。")
    if received:
        sentence = _("本户这一项今年已安排 %(received)s，按菜单上限这次应为 %(reckoned)s：请改金额，或在下面写明原因。")
    raise ValidationError({"amount_fen": sentence % words})


def refuse_carried(old, new):
    """What a household brought along when it split off goes with the old one's decision, and is altered nowhere else."""
    moved = old is not None and (new is None or changed(["household_id", "kind", "on"], old, new))
    if moved and old.carried_from_id:
        raise ValidationError(_("这条身份变化是分户时随原户带来的，不能在这里改：原户的决定撤销时，它一并失效。"))
