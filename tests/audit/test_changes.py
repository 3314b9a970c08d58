"""What an entry of the audit says was changed, in words."""

import pytest

from kangle.audit.changes import in_words


@pytest.mark.parametrize(
    ("model", "before", "after", "said"),
    [
        ("programme.planline", {"figures": []}, {"figures": ["targeting.persons", "planning"]}, "targeting.persons、planning"),
        ("programme.period", {"state": "open"}, {"state": "closed"}, "已关闭"),
        ("households.household", {"phone": ""}, {"phone": "13812341234"}, "138****1234"),
        ("forgotten.model", {"name": "旧"}, {"name": "新"}, "新"),
    ],
)
def test_every_kind_of_value_can_be_read(model, before, after, said):
    assert said in in_words(model, before, after)


def test_an_empty_list_says_nothing_was_there():
    assert "[]" not in in_words("programme.planline", {}, {"figures": []})
