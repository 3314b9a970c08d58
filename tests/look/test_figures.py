"""How numbers are written, in both languages, and what stands for the unknown."""

import datetime
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from kangle.common import figures


def written(template, **values):
    return Template("{% load figures %}" + template).render(Context(values))


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (43_400_000_000, "4.34亿元"),
        (9_999_999_999, "10,000万元"),
        (96_330_000, "96.33万元"),
        (570_000, "5,700元"),
        (123_456, "1,234.56元"),
        (5, "0.05元"),
        (0, "0元"),
        (-96_330_000, "−96.33万元"),
        (None, "—"),
    ],
)
def test_money_takes_the_unit_that_reads_best(fen, text):
    assert figures.money(fen) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.94, "0.9 秒"), (2, "2 秒"), (59.99, "60 秒"), (68.4, "1 分 8 秒"), (3600, "60 分 0 秒"), (None, "—")]
)
def test_a_duration_is_written_in_seconds_and_beyond_a_minute_in_minutes(seconds, text):
    took = None if seconds is None else datetime.timedelta(seconds=seconds)
    assert figures.duration(took) == text


def test_ten_thousands_keep_two_decimals_half_up():
    assert figures.wan(1_005_000) == "1.01万元"
    assert figures.wan(1_004_999) == "1万元"


def test_english_counts_money_in_millions():
    with translation.override("en"):
        assert "434" in figures.money(43_400_000_000)
        assert "0.9633" in figures.wan(96_330_000)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.98, None, "98%"),
        (Decimal("0.9577"), 2, "95.77%"),
        (0.957739, None, "95.8%"),
        (1.33744, 1, "133.7%"),
        (0, None, "0%"),
        (1, 1, "100.0%"),
        (0.00045, 1, "0.0%"),
        (0.0045, 1, "0.5%"),
        (None, 2, "—"),
    ],
)
def test_a_share_is_a_percentage_to_the_printed_digit(value, digits, text):
    assert figures.share(value, digits) == text


def test_a_share_is_printed_neither_as_the_whole_nor_as_a_line_that_it_missed():
    assert (figures.share(0.9999), figures.share(0.00001), figures.share(1.00001)) == ("99.99%", "0.001%", "100.001%")
    assert figures.share(Fraction(8996, 10000), missed=[Fraction(9, 10)]) == "89.96%"
    assert figures.share(Fraction(98001, 100000)) == "98%"  # of a target of 98 % which it reached


def test_a_score_never_looks_better_than_it_is():
    assert figures.score(8996) == "89.96"  # not the 90.0 that 到位 asks for
    assert (figures.score(6997), figures.score(9999), figures.score(8745)) == ("69.97", "99.99", "87.5")
    assert figures.word(8996).text == "基本到位"
    assert (figures.score(9000), figures.score(10000), figures.score(0)) == ("90.0", "100.0", "0.0")
    assert figures.score(8996, 2) == "89.96"
    assert figures.score(None) == "—"


@pytest.mark.parametrize(
    ("hundredths", "sign", "text", "tone"),
    [
        (9000, "●", "到位", "good"),
        (8999, "◐", "基本到位", "fair"),
        (7000, "◐", "基本到位", "fair"),
        (6999, "○", "未到位", "poor"),
        (0, "○", "未到位", "poor"),
        (None, "–", "不适用", "none"),
    ],
)
def test_a_word_comes_with_a_sign_of_its_own(hundredths, sign, text, tone):
    word = figures.word(hundredths)
    assert (word.sign, word.text, word.tone) == (sign, text, tone)


def test_the_scheme_decides_where_a_word_begins():
    strict = SimpleNamespace(attained_from=9500, nearly_from=8000)
    assert figures.word(9400, strict).text == "基本到位"
    assert "未到位" in written("{{ score|word:scheme }}", score=7900, scheme=strict)


def test_a_badge_says_its_word_beside_its_sign():
    assert written("{{ score|word }}", score=9500) == '<span class="badge good"><i aria-hidden="true">●</i>到位</span>'


@pytest.mark.parametrize(
    ("hundredths", "text"), [(125, "+1.25"), (-50, "−0.5"), (0, "持平"), (None, "—"), (100, "+1"), (-1000, "−10")]
)
def test_a_change_carries_its_sign(hundredths, text):
    assert figures.points(hundredths) == text


def test_a_change_too_small_to_print_is_none():
    assert figures.change(-0.001) == "持平"


def test_days_are_written_as_the_reader_writes_them():
    day = datetime.date(2015, 12, 1)
    assert (figures.day(day), figures.month(day)) == ("2015年12月1日", "2015年12月")
    with translation.override("en"):
        assert (figures.day(day), figures.month(day)) == ("1 December 2015", "December 2015")


def test_what_a_template_does_not_have_is_unknown_not_an_error():
    assert written("{{ no|money }}{{ no|share:1 }}{{ no|score }}{{ no|count }}{{ no|day }}{{ no|points }}") == "——————"
    assert "不适用" in written("{{ no|word }}")


@pytest.mark.parametrize(("hundredths", "text"), [(8655, "86.6"), (8654, "86.5"), (8996, "89.96"), (9004, "90.0"), (5, "0.1")])
def test_a_score_is_rounded_as_a_share_is(hundredths, text):
    """The one rule: half up, and more digits where that would print a line not reached."""
    assert figures.score(hundredths) == text
    if len(text) < 5:
        assert figures.share(hundredths / 10000) == f"{text.removesuffix('.0')}%"


def test_halves_go_up_wherever_a_figure_is_rounded():
    assert [figures.whole(Fraction(number, 2)) for number in (1, 3, 5)] == [1, 2, 3]
    assert (figures.tenths(8655), figures.tenths(8654)) == (866, 865)
    assert figures.money(figures.whole(Fraction(5, 2))) == "0.03元"


def test_counts_are_grouped():
    assert (figures.count(18858), figures.count(-1234), figures.count(None)) == ("18,858", "−1,234", "—")


def test_how_a_score_moved_is_printed_like_the_score():
    assert [figures.moved(value) for value in (6, Decimal("-17.3"), 0, None, Decimal("0.7"))] == [
        "+6.0",
        "−17.3",
        "持平",
        "—",
        "+0.7",
    ]
