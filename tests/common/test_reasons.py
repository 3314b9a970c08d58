"""What somebody types as a reason has to say something."""

import pytest

from kangle.common.forms import ReasonForm
from kangle.common.reasons import fault_of, says_nothing


@pytest.mark.parametrize("typed", ["", " ", "　", "无", "-", "——", "。", "1", "１２", "同上", "N/A"])
def test_what_says_nothing_is_no_reason(typed):
    assert says_nothing(typed)
    assert not ReasonForm({"reason": typed}, label="为什么撤销").is_valid()


@pytest.mark.parametrize("typed", ["同意", "已入户核实", "3 人外出", "无劳动力", "会议纪要〔2015〕1号"])
def test_what_says_something_is_one(typed):
    assert not says_nothing(typed) and fault_of(typed) == ""
    assert ReasonForm({"reason": typed}, label="为什么撤销").is_valid()


def test_what_was_typed_is_named():
    assert ReasonForm({"reason": "无"}, label="为什么撤销").errors["reason"] == [fault_of("无")]
    assert "“无”说明不了什么" in fault_of("无")
