"""A sentence kept today is read tomorrow in another language."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from kangle.audit.models import Entry
from kangle.common.sayings import SayingField, kept, said, together, told

TOO_LONG = "最多 %(longest)d 个字，现在是 %(found)d 个：请缩短。"


def read_in(language, saying):
    with override(language):
        return told(json.loads(json.dumps(kept(saying))))


@pytest.fixture
def too_long():
    with override("zh-hans"):
        return said(TOO_LONG) % {"longest": 3, "found": 4}


def test_a_kept_sentence_is_read_in_either_language(too_long):
    assert too_long == "最多 3 个字，现在是 4 个：请缩短。" == read_in("zh-hans", too_long)
    assert read_in("en", too_long) == "At most 3 characters, and there are 4: please shorten it."


def test_what_a_sentence_is_filled_in_with_is_read_in_the_same_language(too_long):
    with override("zh-hans"):
        whole = said("整户退回：%(sentence)s") % {"sentence": too_long}
    assert "请缩短" in read_in("zh-hans", whole)
    english = read_in("en", whole)
    assert "please shorten it" in english and "整户" not in english and "请缩短" not in english


def test_an_error_on_its_way_loses_nothing(too_long):
    error = ValidationError({"name": too_long, "phone": [said("这一项不能清空：请填上正确的内容。")]})
    sentences = [sentence for each in error.message_dict.values() for sentence in each]
    assert "请" not in read_in("en", together(sentences))


def test_a_plain_text_stays_as_it_is(too_long):
    assert read_in("en", "旧的一句话") == "旧的一句话"
    field = SayingField()
    assert field.from_db_value("旧的一句话", None, None) == "旧的一句话"
    with override("en"):
        assert "shorten" in field.from_db_value(field.get_prep_value(too_long), None, None)


@pytest.mark.django_db
def test_a_reason_the_site_gives_is_read_in_the_readers_language():
    made = Entry.objects.create(
        act="load", reason=said("导入“%(file)s”（%(sheet)s 第 %(row)d 行）") % {"file": "村.xlsx", "sheet": "户", "row": 3}
    )
    typed = Entry.objects.create(act="change", reason="电话换了")
    with override("en"):
        assert Entry.objects.get(pk=made.pk).reason.startswith("Import of")
        assert Entry.objects.get(pk=typed.pk).reason == "电话换了"
    assert Entry.objects.get(pk=made.pk).reason == "导入“村.xlsx”（户 第 3 行）"
    assert Entry.objects.filter(reason__icontains="村.xlsx").count() == 1


@pytest.mark.django_db
def test_a_reason_too_long_to_be_remembered_is_kept_as_the_text_it_is():
    words = {"file": "长" * 190 + ".xlsx", "sheet": "户", "row": 3}
    made = Entry.objects.create(act="load", reason=said("导入“%(file)s”（%(sheet)s 第 %(row)d 行）") % words)
    assert Entry.objects.get(pk=made.pk).reason == ("导入“" + "长" * 190 + ".xlsx”（户 第 3 行）")[:200]
