"""What people do to the text of a draft, block by block: write, add, move, remove; each makes the next version."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kangle.bulletins.actions import edit, submit, write_anew_in
from kangle.bulletins.lacking import number_is_used, number_used

NEW = "new"
CELL = 200  # characters of a table's cell


def put_head(bulletin, values, *, by, version):
    """Write what stands around the text; another day of the data writes what nobody has edited anew."""

    def change(now):
        day = values.get("as_of", now.as_of)
        if values["number"] and number_is_used(now, values["number"]):
            raise ValidationError(number_used(values["number"]))
        for name, value in values.items():
            setattr(now, name, value)
        if day != bulletin.as_of:
            write_anew_in(now)

    return edit(bulletin, change, by=by, version=version)


@transaction.atomic
def put_head_and_submit(bulletin, head, *, by, version):
    """Send a draft for signature with what stands around the text as the page shows it (`head`; {}: as it was saved).

    Raises ValidationError where another day of the data would write the text anew unread.
    """
    if head.get("as_of", bulletin.as_of) != bulletin.as_of:
        raise ValidationError(_("“数据截至”改了，正文要按新的日期重新生成：请先保存文件头，看过新稿再送签。"))
    if any(getattr(bulletin, name) != value for name, value in head.items()):
        version = put_head(bulletin, head, by=by, version=version).version
    return submit(bulletin, by=by, version=version)


def move(bulletin, key, do, *, by, version):
    """Move a block up or down by one place, or remove it."""

    def change(now):
        place = _place(now, key)
        found = now.blocks.pop(place)
        if do != "remove":
            now.blocks.insert(max(place - 1, 0) if do == "up" else place + 1, found)

    return edit(bulletin, change, by=by, version=version)


def put_text(bulletin, key, values, *, after, by, version):
    """Write a heading or paragraph, or add one after the block `after` (at the beginning where it is none); returns its key."""
    text = "\n".join(line.strip() for line in values["text"].splitlines() if line.strip())
    own = f"own-{version}"

    def change(now):
        if key == NEW:
            place = next((number for number, block in enumerate(now.blocks, 1) if block["key"] == after), 0)
            now.blocks.insert(place, {"key": own, "kind": values["kind"], "text": text})
        else:
            now.blocks[_place(now, key)] |= {"kind": values["kind"], "text": text}

    edit(bulletin, change, by=by, version=version)
    return own if key == NEW else key


def put_table(bulletin, key, data, *, by, version):
    """Write a table's caption and cells; rows that were ticked are removed. `data`: caption, cell-ROW-COLUMN, remove-ROW."""

    def change(now):
        block = now.blocks[_place(now, key)]
        rows = typed_rows(block, data)
        if any(len(cell) > CELL for _id, cells, _gone in rows for cell in cells):
            raise ValidationError(_("表格里每格最多写 %(limit)d 个字：请改短。") % {"limit": CELL})
        left = [(each, cells) for each, cells, gone in rows if not gone]
        if not left:
            raise ValidationError(_("表格至少要留一行：要整个去掉，请删除这一段。"))
        block["text"] = " ".join(data.get("caption", block["text"]).split())[:60]
        block["ids"], block["rows"] = [each for each, _cells in left], [cells for _each, cells in left]

    edit(bulletin, change, by=by, version=version)
    return key


def typed_rows(block, data):
    """[(what the row is known by, its cells as typed, whether it is to go)]"""
    return [
        (each, [data.get(f"cell-{number}-{place}", cell).strip() for place, cell in enumerate(cells)], f"remove-{number}" in data)
        for number, (each, cells) in enumerate(zip(block["ids"], block["rows"], strict=True))
    ]


def _place(bulletin, key):
    place = next((number for number, block in enumerate(bulletin.blocks) if block["key"] == key), None)
    if place is None:
        raise ValidationError(_("通报里没有这一段：也许刚被删去了。请重新打开本页。"))
    return place
