"""What a form says of what it cannot take: by the field's name, with what was typed, and the way out."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from kangle.areas.models import Area
from kangle.common.fields import YuanField
from kangle.common.forms import Form, ReasonForm


class Asked(Form):
    place = forms.CharField(label="地点", max_length=5)
    on = forms.DateField(label="日期", widget=forms.DateInput({"type": "date"}))
    persons = forms.IntegerField(label="人数", min_value=1, max_value=99)
    area = forms.DecimalField(label="面积", max_digits=6, decimal_places=2, required=False)
    kind = forms.ChoiceField(label="类别", choices=[("good", "好")])
    own = forms.CharField(label="自定", required=False, error_messages={"required": "请写明。"})

    def clean_own(self):
        if self.cleaned_data["own"] == "无":
            raise ValidationError("这里不能写“无”。")
        return self.cleaned_data["own"]


GOOD = {"place": "村委会", "on": "2015-06-30", "persons": "3", "kind": "good"}


def said(field, typed):
    form = Asked({**GOOD, field: typed})
    assert list(form.errors) == [field]
    return form.errors[field][0], form


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("place", "", "“地点”还没有填：请填上再保存。"),
        ("place", "村委会的门口", "“地点”最多写 5 个字，现在多了：请改短一些。"),
        ("on", "", "“日期”没有填，或者填的那一天日历上没有：请填年、月、日，例如 2015-06-30。"),
        ("on", "2015-02-30", "“日期”写的是“2015-02-30”：日历上没有这一天。请写年、月、日，例如 2015-06-30。"),
        ("persons", "", "“人数”还没有填：请写数字。"),
        ("persons", "12人", "“人数”写的是“12人”：请只写整数，不带单位和文字，例如 12。"),
        ("persons", "100", "“人数”写的是“100”：最大是 99，请核对。"),
        ("persons", "0", "“人数”写的是“0”：最小是 1，请核对。"),
        ("area", "12亩", "“面积”写的是“12亩”：请只写数字，不带单位和文字，例如 12 或 12.5。"),
        ("area", "1.234", "“面积”写的是“1.234”：小数最多 2 位，请核对。"),
        ("area", "1234567", "“面积”写的是“1234567”：位数太多，请核对。"),
        ("kind", "", "“类别”还没有选：请选一项。"),
        ("kind", "bad", "“类别”没有“bad”这一项：请从列出的里面重新选。"),
        ("own", "无", "这里不能写“无”。"),
    ],
)
def test_the_sentence_names_the_field_and_the_way_out(field, typed, sentence):
    assert said(field, typed)[0] == sentence


@pytest.mark.parametrize(("field", "typed"), [("on", "2015-02-30"), ("persons", "12人")])
def test_what_was_typed_stays_in_sight(field, typed):
    shown = str(said(field, typed)[1][field])
    assert f'value="{typed}"' in shown
    assert 'type="text"' in shown, "a calendar or number input would show it blank"


def test_a_day_that_is_one_keeps_its_calendar():
    _sentence, form = said("place", "")
    assert 'type="date"' in str(form["on"])


def test_the_cursor_stands_in_the_first_field_that_is_wrong():
    form = Asked({**GOOD, "persons": "many", "kind": "bad"})
    assert not form.is_valid()
    assert [name for name in form.fields if "autofocus" in str(form[name])] == ["persons"]
    assert "autofocus" not in str(Asked())


def test_a_label_given_later_is_the_one_that_is_named():
    assert ReasonForm({}, label="为什么撤销").errors["reason"] == ["“为什么撤销”还没有填：请填上再保存。"]


def test_a_password_is_never_repeated():
    class Secret(Form):
        word = forms.CharField(label="密码", min_length=8, widget=forms.PasswordInput)

    assert "1234567" not in str(Secret({"word": "1234567"}).errors)


def test_the_sentences_speak_the_readers_language():
    with override("en"):
        assert "please write a whole number only" in said("persons", "12人")[0]


class Counted(Form):
    money = YuanField(label="金额", required=False)
    land = forms.DecimalField(label="耕地（亩）", required=False)
    persons = forms.IntegerField(label="人数", required=False)


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        ("money", "9,642", 9642_00),
        ("money", "9,642元", 9642_00),
        ("money", "９，６４２．５０ 元", 9642_50),
        ("money", "¥9642", 9642_00),
        ("land", "1,200.5亩", Decimal("1200.5")),
        ("persons", "12,345", 12345),
        ("persons", "1 234", 1234),
        ("money", "¥ 9 642.5 元", 9642_50),
        ("land", "－１.５", Decimal("-1.5")),
    ],
)
def test_a_number_is_read_as_people_type_it(field, typed, read):
    form = Counted({field: typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data[field] == read


# What another reader makes another number of: 5² was stored as 52, 12 5 as 125, 1_000 as 1000, 1e5 as 100000, ① as 1.
MISREAD = ["5²", "12 5", "1. 5", "1_000", "1e5", "①", "½", "١٢", "nan", "0x10", "1 2345", "1,234 567"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("money", "9,64"),
        ("money", "9642亩"),
        ("persons", "12元"),
        ("land", "1,2,3"),
        ("money", "元"),
        *((field, typed) for field in ("money", "land", "persons") for typed in MISREAD),
    ],
)
def test_what_is_no_such_number_is_asked_about_and_stays(field, typed):
    form = Counted({field: typed})
    assert list(form.errors) == [field] and typed in form.errors[field][0]


def test_an_empty_choice_says_what_it_is():
    """Django's dashes stood beside 请选择 on one form."""

    class Choices(Form):
        must = forms.ChoiceField(label="类别", choices=[("", "---------"), ("good", "好")])
        may = forms.TypedChoiceField(label="第二", choices=[("", "---------"), ("good", "好")], required=False)
        whose = forms.ModelChoiceField(label="单位", queryset=Area.objects.none(), required=False)
        named = forms.ChoiceField(label="方式", choices=[("", "不从菜单选"), ("good", "好")], required=False)

    form = Choices()
    words = {name: str(next(iter(form[name].field.widget.choices))[1]) for name in form.fields}
    assert words == {"must": "请选择", "may": "未选", "whose": "未选", "named": "不从菜单选"}
