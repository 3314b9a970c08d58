"""From a bulletin to the official document it is: its text numbered and laid out, its data named in an annex."""

import json

from django.utils import timezone

from kangle.bulletins import ranking_text, round_text
from kangle.bulletins.telling import day
from kangle.common.official.paper import Annex, Block, Paper
from kangle.common.sheets import plain

TEXTS = {"round": round_text, "ranking": ranking_text}
NUMERALS = "一二三四五六七八九十"
DRAFT = "送审稿"


def text_of(basis):
    """What is generated from frozen data: (title, blocks)."""
    room = TEXTS[basis["of"]]
    return room.title_of(basis), room.written(basis)


def names_of(basis):
    """The names of the ranked units, which are held against the data as numbers are."""
    units = basis["units"] if basis["of"] == "round" else basis["ranking"]["inputs"]["units"]
    return tuple(unit["name"] for unit in units)


def basis_of(bulletin):
    return json.loads(bulletin.basis)


def paper_of(bulletin, *, dated=None):
    """The Paper of a bulletin; one not issued yet is dated `dated` (today where nobody said so) and marked as a draft."""
    dated = bulletin.issued_on or dated or timezone.localdate()
    return Paper(
        issuer=plain(bulletin.issuer),
        number=plain(bulletin.number) or "（文号待定）",
        title=plain(bulletin.title),
        to=_addressed(plain(bulletin.to)),
        blocks=tuple(_numbered(bulletin.blocks)),
        signer=plain(bulletin.signer),
        dated=dated,
        copies=_ended(plain(bulletin.copies)),
        printer=plain(bulletin.signer),
        printed=dated,
        annexes=(_about_data(bulletin),),
        note="" if bulletin.is_issued else DRAFT,
    )


def _addressed(text):
    return text.rstrip("：:") + "：" if text else ""


def _ended(text):
    return text.rstrip("。.") + "。" if text else ""


def numeral(number):
    """1 → 一, 12 → 十二, 20 → 二十; up to 99, as headings need."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else ("十" if tens == 1 else f"{NUMERALS[tens - 1]}十")) + (NUMERALS[ones - 1] if ones else "")


def headed(blocks):
    """Yields (block, the number before a heading's text: 一、 or （一）); what is removed leaves no gap."""
    first = second = 0
    for block in blocks:
        number = ""
        if block["kind"] == "first":
            first, second = first + 1, 0
            number = f"{numeral(first)}、"
        elif block["kind"] == "second":
            second += 1
            number = f"（{numeral(second)}）"
        yield block, number


def _numbered(blocks):
    """The Blocks of the document: a line break within a text begins a paragraph of its own."""
    for block, number in headed(blocks):
        if block["kind"] == "table":
            rows = tuple(tuple(map(plain, row)) for row in block["rows"])
            shape = {
                "columns": tuple(block["columns"]),
                "shares": tuple(block["shares"]),
                "figures": tuple(map(bool, block["figures"])),
            }
            yield Block("table", plain(block["text"]), rows=rows, **shape)
        else:
            yield from (Block(block["kind"], number + plain(line)) for line in block["text"].splitlines() if line.strip())


def _about_data(bulletin):
    """附件：from which data, of which day, under which digest; and the numbers that were changed with the signer's consent."""
    basis = basis_of(bulletin)
    published = basis["publication"]
    lines = [
        f"本通报的数字截至{day(bulletin.as_of.isoformat())}，由系统从冻结的数据生成。冻结数据的摘要（SHA-256）：",
        ("digest", bulletin.basis_sha256),
    ]
    if published:
        lines += [f"排名编号{published['reference']}，发布文件的摘要（SHA-256）：", ("digest", published["sha256"])]
        lines += ["摘要（SM3）：", ("digest", published["sm3"])] if published["sm3"] else []
    lines.append(
        "持有数据文件的单位可以用系统的核验功能重新计算，结果应当完全一致。" if published else "摘要相同，即说明数据没有改动。"
    )
    blocks = [Block(*line) if isinstance(line, tuple) else Block("text", line) for line in lines]
    if bulletin.confirmed:
        said = "下列内容与冻结的数据不同，或者是数据中没有的，经签发人核对确认。"
        blocks.append(Block("text", f"{said}原因：{plain(bulletin.confirmed_reason)}"))
        rows = tuple(tuple(map(plain, (each["where"], each["was"], each["now"]))) for each in bulletin.confirmed)
        blocks.append(Block("table", "与数据不同的内容", ("位置", "数据", "本通报"), (50, 25, 25), (False, True, True), rows))
    return Annex("数据说明", tuple(blocks))
