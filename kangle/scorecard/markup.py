"""The board and the heat table as markup, written in one go: some five hundred cells are most of an overview's time."""

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from kangle.common import figures
from kangle.common.addresses import address
from kangle.common.templatetags.drawings import heat
from kangle.scorecard.wording import value_text


def board_html(board, scheme, query):
    """The board of an area: three groups, fifteen linked cells; `query` keeps area and day on the way to the items."""
    said = _("比上月")
    return mark_safe('<div class="board">' + "".join(_row(row, scheme, query, said) for row in board) + "</div>")


def _row(row, scheme, query, said):
    name = escape(row.group.name)
    cells = "".join(_cell(cell, scheme, query, said) for cell in row.cells)
    return (
        f'<section aria-label="{name}"><div class="group"><h2>{name}</h2><p><b>{figures.score(row.mark.score)}</b></p></div>\n'
        f'<ul class="cells">{cells}</ul></section>\n'
    )


def _cell(cell, scheme, query, said):
    score, word = cell.mark.score, figures.word(cell.mark.score, scheme)
    link = escape(f"{address('scorecard:item', cell.item.code)}{query}")
    return (
        f'<li><a class="cell {word.tone}" href="{link}"><h3>{escape(cell.item.name)}</h3>{badge(word)}\n'
        f"<b>{figures.score(score)}</b>{_change(cell.change, said)}<small>{_weakness(cell)}</small></a></li>"
    )


def badge(word):
    """A score's word with its sign: never colour alone."""
    return format_html('<span class="badge {}"><i aria-hidden="true">{}</i>{}</span>', word.tone, word.sign, word.text)


def _change(change, said):
    if change is None:
        return ""
    way = "up" if change > 0 else "down" if change < 0 else ""
    return f'<span class="change {way}">{figures.change(change)}<span class="unseen"> {said}</span></span>'


def _weakness(cell):
    if cell.mark.veto:
        return _("一票否决")
    if cell.weakest:
        value = f"<span>{escape(value_text(cell.weakest))}</span>"  # a number is not broken from its unit
        return _("弱：%(name)s %(value)s") % {"name": escape(cell.weakest.indicator.name), "value": value}
    return _("没有可评的指标") if cell.mark.score is None else _("各项均满分")


def heat_html(rows, items):
    """The cells of the heat table: `rows` are (area, its address, query, whole score, {item code: score}), worst first."""
    addresses = [(item.code, address("scorecard:item", item.code)) for item in items]
    return mark_safe("\n".join(_heat_row(*row, addresses) for row in rows))


def _heat_row(area, link, query, whole, scores, addresses):
    cells = "".join(
        f'<td class="{heat(scores.get(code), 3000, 10000)}"><a href="{item}{query}">{figures.score(scores.get(code))}</a></td>'
        for code, item in addresses
    )
    name = f'<th scope="row"><a href="{link}">{escape(area)}</a></th>'
    return f"<tr>{name}<td><b>{figures.score(whole)}</b></td>{cells}</tr>"
