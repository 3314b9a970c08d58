"""A ranking as a table to be taken away: the same for XLSX, CSV and PDF, live or published."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kangle.common import figures
from kangle.exchange.paper import Field, Paper
from kangle.rankings.wording import n_heading, rule_sentences


def table_of(rule, names, facts, title, day, *, with_values, with_words, levels_up):
    """The Paper of a ranking; its columns are those `values_of` gives: the word of a score only where a scheme has words."""
    columns = [Field(_("名次"), "number", 6), Field(pgettext("排名", "单位"), "text", 14)]
    columns += [Field(_("乡镇"), "text", 12)] if levels_up else []
    columns += [Field(_("得分（分）"), "number", 8)]
    columns += [Field(_("评价"), "text", 8)] if with_words else []
    columns += [Field(_("名次变动"), "text", 10)]
    columns += [Field(_("数值"), "text", 14)] if with_values else []
    columns += [Field(n_heading(rule), "text", 8)]
    columns += [Field(_("失分：%(part)s") % {"part": name}, "number", 6) for name in names.values()]
    columns += [Field(_("说明"), "sentence", 16)]
    return Paper(title, facts, columns, day, foot=lambda told: rule_sentences(rule))


def values_of(line, names, scheme, *, with_values, with_words, levels_up):
    """One row of the table as plain values."""
    lost = dict.fromkeys(line.full, 0) | {loss.code: loss.points for loss in line.losses}
    values = [line.place, line.unit["name"]]
    values += [line.unit["parent_name"]] if levels_up else []
    values += [_points(line.score)]
    values += [figures.word(line.score, scheme).text] if with_words else []
    values += [line.moved_text]
    values += [line.value] if with_values else []
    values += [line.n, *(_points(lost.get(code)) for code in names)]
    return [*values, line.reason or (_("并列") if line.tied else "")]


def _points(hundredths):
    return None if hundredths is None else figures.rounded(hundredths, 0).scaleb(-2)
