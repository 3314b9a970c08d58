"""An official document as PDF, by typst: the same document gives the same bytes."""

from kangle.common.official import paper as measures
from kangle.common.official.fonts import chosen
from kangle.common.typesetting import lacking, pdf

NAMES = ("TOP", "LEFT", "WIDE", "HIGH", "BODY", "LINE", "CLOSER", "TITLE", "TITLE_LINE", "TABLE", "TABLE_LINE", "SMALL", "DIGEST")
NAMES += ("MARK_BELOW_TOP", "RULE_BELOW_NUMBER", "RED", "NUMBER_BELOW_TEXT", "THICK", "THIN")


def as_pdf(paper):
    """(the PDF's bytes, the characters that no font of the machine has and that it prints as 〓). Raises NoChineseFont."""
    told = paper.told()
    without = lacking(told)
    content = {**told, "fonts": chosen(), "measures": {name.lower(): getattr(measures, name) for name in NAMES}}
    return pdf("common/official.typ", content, title=paper.title, without=without), without
