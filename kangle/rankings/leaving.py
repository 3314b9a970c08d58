"""A ranking that is taken away: as a file, or printed whole from the browser as every list is."""

from django.http import Http404
from django.utils.translation import gettext as _

from kangle.common.typesetting import NoChineseFont
from kangle.exchange import exporting
from kangle.exchange.leaving import printed

COLUMNS = 6  # of the table on the page: place, unit, score, movement, number, losses; a township or a value is one more


def answer_file(request, ending, table, rows, *, area, year, conditions):
    """A ranking's file with its receipt; a sentence for a form there is not, and where no Chinese font can print a PDF."""
    if ending not in exporting.ALL_WRITERS:
        raise Http404(_("没有这种文件：可以导出 Excel、CSV 和 PDF。"))
    try:
        return exporting.answer(request, table, rows, ending, area=area, year=year, conditions=conditions)
    except NoChineseFont as error:
        raise Http404(_("服务器没有中文字体，排不了 PDF：请管理员安装中文字体，或改用 Excel。")) from error


def answer_print(request, table, context, *, area, year, conditions):
    """A ranking as a page to be printed; `context` is that of the table on its own page, with `back` and `xlsx`."""
    order = exporting.Order(request.user, "xlsx", context["back"], area, year, conditions)
    columns = COLUMNS + context["villages"] + context["with_values"] - (not context["losses_heading"])
    total = len(context["placed"]) + len(context["unplaced"])
    return printed(request, order, table, context, total=total, columns=columns, template="rankings/print.html")
