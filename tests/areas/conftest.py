"""Loading lists as a person does: through the command, with what it prints."""

import io
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from tests.areas.lists import text_of


@pytest.fixture
def load(db, tmp_path):
    """A function: write rows (or text, or bytes) as an edition's file, load it; gives code, said and complained."""

    def load_rows(rows, year=2018, *, reused=(), encoding="utf-8", name=None, **options):
        content = rows if isinstance(rows, bytes) else (rows if isinstance(rows, str) else text_of(rows)).encode(encoding)
        file = tmp_path / (name or f"list_{year}.csv")
        file.write_bytes(content)
        if reused:
            options["reused"] = str(tmp_path / "reused.txt")
            (tmp_path / "reused.txt").write_text("\n".join(["# 重用的代码", *reused]), encoding="utf-8")
        out, err = io.StringIO(), io.StringIO()
        code, sentence = 0, ""
        try:
            call_command("load_areas", str(file), stdout=out, stderr=err, **options)
        except CommandError as error:
            code, sentence = error.returncode, str(error)
        return SimpleNamespace(code=code, said=out.getvalue(), complained=err.getvalue() + sentence)

    return load_rows
