"""A number typed over is marked, one that somebody adds is listed, and nothing else is."""

import pytest

from kangle.bulletins.comparing import ADDED, CHANGED, REMOVED, differences
from kangle.bulletins.telling import tell
from kangle.bulletins.writing import editable

NAMES = ("附城镇", "苏集镇")
TABLE = {
    "key": "places", "kind": "table", "text": "得分", "columns": ["名次", "乡镇", "得分"], "shares": [1, 1, 1],
    "figures": [1, 0, 1], "ids": ["100", "101"], "rows": [["1", "附城镇", "92.35"], ["2", "苏集镇", "91.20"]],
}  # fmt: skip


def made():
    parts = {"a": ("附城镇", "排名"), "x": ("92.35", "附城镇得分"), "b": ("苏集镇", "排名"), "y": ("91.20", "苏集镇得分")}
    text, sources = tell("{a}得{x}分，{b}得{y}分。", NAMES, **parts)
    return [{"key": "best", "kind": "text", "text": text, "sources": sources}, TABLE]


def told(text=None, **table):
    blocks = [editable(block) for block in made()]
    if text is not None:
        blocks[0]["text"] = text
    blocks[1] |= table
    return [(each.kind, each.was, each.now, each.source) for each in differences(made(), blocks, NAMES)]


def test_what_nobody_touched_agrees():
    assert told() == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("附城镇得93.35分，苏集镇得91.20分。", [(CHANGED, "92.35", "93.35", "附城镇得分")]),
        ("附城镇得９３.３５分，苏集镇得91.2分。", [(CHANGED, "92.35", "93.35", "附城镇得分")]),
        ("苏集镇得92.35分，附城镇得91.20分。", [(CHANGED, "附城镇", "苏集镇", "排名"), (CHANGED, "苏集镇", "附城镇", "排名")]),
        ("附城镇得九十三分，苏集镇得91.20分。", [(CHANGED, "92.35", "九十三", "附城镇得分")]),
        ("附城镇得92.35分。", [(REMOVED, "苏集镇", "", "排名"), (REMOVED, "91.20", "", "苏集镇得分")]),
        ("附城镇得92.35分，苏集镇得91.20分，两镇都有进步，比去年多3项。", [(ADDED, "", "3", "人工填写")]),
        ("经过核对，附城镇得92.350分；苏集镇得91.20分！", []),
    ],
)
def test_each_number_and_name_is_held_against_the_data(typed, found):
    assert told(typed) == found


def test_two_numbers_that_changed_places_are_both_marked():
    assert [each[0] for each in told("附城镇得91.20分，苏集镇得92.35分。")] == [CHANGED, CHANGED]


def test_a_tables_cells_are_held_against_their_own_row():
    assert told(ids=["101", "100"], rows=[TABLE["rows"][1], TABLE["rows"][0]]) == []  # moved, not changed
    rows = [["1", "附城镇", "92.35"], ["2", "苏集镇", "99.20"]]
    assert told(rows=rows) == [(CHANGED, "91.20", "99.20", "得分：苏集镇 得分")]
    assert told(ids=["100"], rows=[TABLE["rows"][0]]) == [(REMOVED, "2　苏集镇　91.20", "", "得分：苏集镇")]


def test_a_block_added_is_listed_and_a_block_removed_is_named():
    added = {"key": "own-2", "kind": "text", "text": "另有5户"}
    assert [(each.kind, each.now) for each in differences(made(), [*map(editable, made()), added], NAMES)] == [(ADDED, "5")]
    left = [editable(made()[0])]
    assert [(each.kind, each.was) for each in differences(made(), left, NAMES)] == [(REMOVED, "得分（2行）")]
