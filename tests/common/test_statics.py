"""What a browser loads of our own scripts and style sheets: all of the source but its remarks, line for line."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from kangle.common.statics import StaticFiles

SOURCE = Path(__file__).resolve().parents[2] / "static"
OWN = sorted(str(path.relative_to(SOURCE)) for folder in ("js", "css") for path in (SOURCE / folder).glob("*.*"))


@pytest.fixture
def sent(tmp_path):
    """A function: the text of a file as it is stored to be sent."""
    storage = StaticFiles(location=tmp_path, base_url="/static/")

    def stored(name, text):
        return (tmp_path / storage.save(name, ContentFile(text.encode()))).read_text(encoding="utf-8")

    return stored


def test_a_line_that_is_a_remark_is_left_empty(sent):
    script = '// 说明\nvar a = "// no remark"; // 毫秒\n  // 又一句\nvar b = "http://x";\n'
    assert sent("js/a.js", script) == '\nvar a = "// no remark"; // 毫秒\n\nvar b = "http://x";\n'
    sheet = "/* 说明 */\na { color: red; } /* 颜色 */\n  /* 又 */\n/* of\ntwo lines */\n"
    assert sent("css/a.css", sheet) == "\na { color: red; } /* 颜色 */\n\n/* of\ntwo lines */\n"


@pytest.mark.parametrize("name", ["vendor/a.js", "admin/js/a.js", "js/a.txt"])
def test_what_is_not_ours_is_left_as_it_is(name, sent):
    assert sent(name, "// licence\nvar a;\n") == "// licence\nvar a;\n"


@pytest.mark.parametrize("name", OWN)
def test_nothing_else_of_our_files_is_lost(name, sent):
    source = (SOURCE / name).read_text(encoding="utf-8")
    lines = sent(name, source).split("\n")
    assert len(lines) == len(source.split("\n"))
    for line, was in zip(lines, source.split("\n"), strict=True):
        assert line == was or (line == "" and was.strip().startswith(("//", "/*")))


@pytest.mark.parametrize("name", [name for name in OWN if name.endswith(".js")])
def test_no_text_goes_over_lines_in_which_a_remark_could_be_meant(name):
    """A template literal may hold a line that begins with two strokes; our scripts have none."""
    code = [line.split("//")[0] for line in (SOURCE / name).read_text(encoding="utf-8").splitlines()]
    assert not [line for line in code if "`" in line]
