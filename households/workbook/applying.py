"""What the cells of one row make of its record: which of them say something new, and what may not be written at all."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from households.entry.steps import STEPS
from households.models import Household, Member
from households.refusals import refuse_number, refuse_same_cause
from households.unasked import steps_left, unasked
from households.workbook.sheets import HEAD, HOUSEHOLDS, VILLAGE
from households.writing import REFUSALS
from kangle.common.sayings import said as _
from kangle.exchange.intake.reading import OURS
from kangle.programme.writing import ensure_writable

TELLS_WHOSE = {"number", HEAD, VILLAGE, "group"}


def apply(row, record, was, scales, then=None):
    """Put the row's values into `record`, a copy of `was`; refuse what the record may not become. `then`: the key of the record
    from which the row was made, where the workbook tells it.
    """
    form = row.sheet.form
    changes, lacking = [], []
    if isinstance(was, Member) and row.answer == OURS and _is_named_otherwise(row, was, then):
        row.is_left = True  # it was said that he is somebody else: then nothing of the row is his
    if row.is_left and was is None:
        row.refuse(_("您选择了不导入这一行。"))
    for column in () if row.is_left else form.written:
        name = column.name
        if name in TELLS_WHOSE:
            continue
        if name in row.cleared:
            _clear(row, record, was, column, changes, scales, then)
        elif name in row.values:
            value = row.values[name]
            if was is None or (
                _differs(getattr(was, name), value) and _is_to_write(row, was, name, value, getattr(was, name), scales, then)
            ):
                setattr(record, name, value)
                changes.append(name)
        elif was is None and column.needed and not _has_fault(row, name):
            if name in row.sheet.placed:
                row.refuse(_("没有填：新登记的都要填。%(for_none)s") % {"for_none": column.reader.for_none}, name)
            else:
                lacking.append(column.heading)
    if lacking:
        words = {"columns": "、".join(lacking)}
        row.refuse(_("表里没有这些列，新登记的都要填：%(columns)s。请用完整的空表填写。") % words)
    if form is HOUSEHOLDS and not row.is_left:
        _number_and_group(row, record, was, changes, scales)
    row.record, row.was, row.changes = record, was, tuple(changes)
    if was is not None and not row.is_left:
        record.steps_left = _still_left(row, was)
    if not row.is_refused and (changes or was is None):
        _refuse(row, was, record, scales.closed)


def _still_left(row, was):
    """The screens of the phone's form that are left once the row is taken in: not those of which it says all that was unasked."""
    said, open_ = {*row.values, *row.cleared}, unasked(was)
    steps = [step for step in STEPS[type(was)] if step.code in steps_left(was)]
    return [step.code for step in steps if not said.issuperset(open_.intersection(step.fields))]


def fills_in(row):
    """Whether a row says all that was unasked on a screen, be it what stood there unsaid: a "no", a 0."""
    return row.was is not None and not row.is_refused and steps_left(row.record) != steps_left(row.was)


def _is_to_write(row, was, name, value, stored, scales, then=None):
    """Whether a cell that differs from what is `stored` in the record is written. One that nobody altered since the template was
    made is not; where the record was altered as well or is newer than the template, and where a person gets another name,
    somebody must choose.
    """
    origin, key = row.sheet.origin, then or was.pk
    if origin.holds(key, name, value):
        row.hint(_("与下载时一样，系统里后来改成了别的：照系统里的，没有动。确要改成表里的，请重新下载表格再填。"), name)
        return False
    shown = None if name in unasked(was) else stored  # as the template showed it
    if origin.holds(key, name, shown) is False:
        sentence = _("下载这份表（%(made)s）之后系统里也改过这一项：左边是系统里现在的，右边是表里的，请选用哪一个。")
        return row.ask(sentence % {"made": _moment(origin.made)}, name)
    if key not in origin.rows and scales.is_covered(was, origin):
        sentence = _("下载这份表之后，系统里新登记了这一条：左边是系统里现在的，右边是表里的，请选用哪一个。")
        return row.ask(sentence, name)
    if isinstance(was, Member) and name == "name":
        return row.ask(_("证件号码相同，姓名不同：请核对是不是同一个人，号码和姓名有没有错行。"), "name")
    return True


def _is_named_otherwise(row, was, then):
    name = row.values.get("name", was.name)
    return _differs(was.name, name) and not row.sheet.origin.holds(then or was.pk, "name", name)


def _moment(made):
    return f"{timezone.localtime(made):%Y-%m-%d %H:%M}" if made else _("时间不明")


def _clear(row, record, was, column, changes, scales, then):
    field = record._meta.get_field(column.name)
    if not (field.blank or field.null):
        row.refuse(_("这一项不能清空：请填上正确的内容。"), column.name)
        return
    empty = None if field.null else ""
    stored = getattr(was, column.name, empty)
    if was is not None and (stored == empty or not _is_to_write(row, was, column.name, empty, stored, scales, then)):
        return
    if was is not None:
        changes.append(column.name)
    setattr(record, column.name, empty)


def _number_and_group(row, record, was, changes, scales):
    """What is told of a household by a number or a name. The template knows a group by its name, the record by its key."""
    if was is None and "number" in row.values:
        record.number = row.values["number"]
    name = "" if "group" in row.cleared else row.values.get("group")
    if name is None:
        return
    key = scales.group(record.village, name) if name else None
    if name and key is None and not (was is not None and row.sheet.origin.holds(was.pk, "group", name)):
        words = {"village": record.village.short_name, "name": name}
        row.refuse(
            _("%(village)s没有登记“%(name)s”：请核对社名；真有这个社的，先由县扶贫办在“社”里登记，或者先空着这一格。") % words,
            "group",
        )
    elif key != record.group_id:
        stored = scales.group_name(record.village, record.group_id)
        if was is None or _is_to_write(row, was, "group", scales.group_name(record.village, key) or name, stored, scales):
            record.group_id = key
            changes.append("group")


def _has_fault(row, name):
    return any(column == name for column, _sentence, _kind in row.faults)


def _differs(old, new):
    """Whether a cell says something else than what is stored; blanks around a text say nothing."""
    return old.split() != new.split() if isinstance(old, str) and isinstance(new, str) else old != new


def _refuse(row, was, record, closed):
    """What no write may do, wherever it comes from."""
    refusals = REFUSALS.get(type(record), ())
    if isinstance(record, Household):
        # A number the system gives is given with the writing, and right of itself.
        refusals = [refuse_same_cause, *(each for each in refusals if record.number or each is not refuse_number)]
    try:
        ensure_writable(was, record, refusals, closed)
    except ValidationError as refused:
        for name, sentences in getattr(refused, "message_dict", {"": refused.messages}).items():
            for sentence in sentences:
                row.refuse(sentence, name if name in row.sheet.form.by_name else None)
