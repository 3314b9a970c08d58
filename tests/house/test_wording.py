"""The words an official reads: none that only a programmer would write, one word for one thing, one form of address."""

import re
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext, trans_real

from tests.house.texts import ROOT, asked

# What an official would not write, and what he writes instead.
BANNED = {
    "快照": "评分数据",
    "(?<!查)看评分": "查看评分",
    "(?<!薄)弱：": "薄弱：",
    "分子|分母": "计入数、基数",
    "评到.*为止": "只评到……一级",
    "不办了": "取消",
    "没有录完": "录入未完成",
    "到哪一步": "进度",
    "帐号|帐户|账户": "账号（登录的）、银行账号",
    "你": "您",
}
# Where sentences are written that go through no gettext: scripts, printed sheets, and what a command says.
UNTRANSLATED = ("static/js/**/*.js", "templates/**/*.typ", "templates/**/*.html", "kangle/**/management/commands/*.py")
PLACES = re.compile(r"%\(\w+\)[sdr]|&\w+;")  # what stands in a sentence in no language


def faults(text):
    return [f"{wrong} → {right}: {text[:60]}" for wrong, right in BANNED.items() if re.search(wrong, text)]


def test_no_sentence_of_the_site_is_written_so():
    with translation.override("zh-hans"):
        read = [pgettext(context, sentence) if context else gettext(sentence) for context, sentence, _plural in asked()]
    assert [fault for sentence in read for fault in faults(sentence)] == []


@pytest.mark.parametrize("pattern", UNTRANSLATED)
def test_nor_is_what_stands_beside_them(pattern):
    paths = [path for path in ROOT.glob(pattern) if "vendor" not in path.parts]
    assert paths or pattern.endswith(".typ")
    found = {str(path.relative_to(ROOT)): faults_of_code(path) for path in paths}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def faults_of_code(path: Path):
    return [fault for line in path.read_text(encoding="utf-8").splitlines() for fault in faults(line)]


def test_the_libraries_say_您_too_and_one_word_for_an_account():
    """What a newer version of one brings along is put right in kangle/common/locale/zh_Hans."""
    catalog = trans_real.translation("zh-hans")._catalog
    keys = {key for part in catalog._catalogs for key in part}
    read = [catalog[key] for key in keys if key]
    assert len(read) > 500
    assert [text for text in read if re.search("你|帐号|帐户|账户", str(text))] == []


@pytest.mark.parametrize("room", ["conf", "contrib/admin", "contrib/auth"])
def test_the_libraries_leave_nothing_in_english(room):
    """As above: "Error: 增加 工作思路" stood in the tab of every refused form."""
    path = Path(django.__file__).parent / room / "locale/en/LC_MESSAGES/django.po"
    with path.open("rb") as file, translation.override("zh-hans"):
        asked_for = [message for message in read_po(file) if message.id]
        assert asked_for
        alike = [message.id for message in asked_for if said(message) == message.id]
    assert [each for each in alike if re.search("[a-z]{2}", PLACES.sub("", str(each)))] == []


def said(message):
    """What Django says for one of its own messages in the language of the moment."""
    if not isinstance(message.id, str):
        return message.id if ngettext(*message.id, 2) == message.id[1] else ngettext(*message.id, 2)
    return pgettext(message.context, message.id) if message.context else gettext(message.id)
