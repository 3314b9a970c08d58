"""A county's year, opened on the server."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kangle.audit.models import Entry
from kangle.programme.actions import set_state
from kangle.programme.models import Period

pytestmark = pytest.mark.django_db


def opened(*arguments):
    printed = StringIO()
    call_command("open_period", *arguments, stdout=printed)
    return printed.getvalue()


def test_it_opens_the_year_and_puts_it_on_record(small_county):
    assert "已建立康乐县 2016 年度" in opened("--year", "2016", "--reason", "新的一年")
    period = Period.objects.get(area=small_county.county, year=2016)
    assert period.is_open
    entry = Entry.objects.get(model="programme.period", object_id=str(period.pk))
    assert (entry.actor_name, entry.reason) == ("命令行", "新的一年")


def test_a_year_that_stands_is_left_as_it_is(small_county):
    assert "没有改变" in opened("--year", "2015")
    assert not Entry.objects.exists()


def test_a_closed_year_is_not_opened_again_by_the_way(small_county):
    set_state(small_county.period, state=Period.State.CLOSED, by="县扶贫办", reason="年终")
    with pytest.raises(CommandError, match="已关闭") as refused:
        opened("--year", "2015")
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--year", "20156"], "四位年份"),
        (["--year", "二〇一六"], "四位年份"),
        (["--year", "1999"], "2014 至"),
        (["--year", "2016", "--area", "622922100"], "不是县"),
        (["--year", "2016", "--area", "999999"], "load_areas"),
        (["--year", "2016", "--area", "康乐"], "不是区划代码"),
    ],
)
def test_a_wrong_argument_is_one_sentence_and_exit_2(small_county, arguments, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        opened(*arguments)
    assert refused.value.returncode == 2
    assert Period.objects.count() == 1
