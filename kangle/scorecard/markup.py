"""The board and the heat table as markup, written in one go: some five hundred cells are most of an overview's time."""

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from kangle.common import figures
from kangle.common.addresses import address
from kangle.scorecard.wording import move_text


def board_html(board, scheme, query, reasons):
    """The board of an area: three groups, fifteen linked cells; `query` keeps area and day on the way to the items."""
    said = _("比上月")
    return mark_safe('<div class="board">' + "".join(_row(row, scheme, query, said, reasons) for row in board) + "</div>")


def _row(row, scheme, query, said, reasons):
    name = escape(row.group.name)
    cells = "".join(_cell(cell, scheme, query, said, reasons.get(cell.item.code)) for cell in row.cells)
    return (
        f'<section aria-label="{name}"><div class="group"><h2>{name}</h2><p><b>{figures.score(row.mark.score)}</b></p></div>\n'
        f'<ul class="cells">{cells}</ul></section>\n'
    )


def _cell(cell, scheme, query, said, reason):
    score, word = cell.mark.score, figures.word(cell.mark.score, scheme)
    link = escape(f"{address('scorecard:item', cell.item.code)}{query}")
    return (
        f'<li><a class="cell {word.tone}" href="{link}"><h3>{escape(cell.item.name)}</h3>{badge(word)}\n'
        f'<b class="{figures.shade(score, scheme)}">{figures.score(score)}</b>{_change(cell.change, said, reason)}'
        f"<small>{_weakness(cell)}</small></a></li>"
    )


def badge(word):
    """A score's word with its sign: never colour alone."""
    return format_html('<span class="badge {}"><i aria-hidden="true">{}</i>{}</span>', word.tone, word.sign, word.text)


def _change(change, said, reason):
    if change is None:
        return ""
    way = ' up"' if change > 0 else ' down"' if change < 0 else '"'
    why = f' title="{escape(move_text(reason))}"' if reason else ""
    return f'<span class="change{way}{why}>{figures.moved(change)}<span class="unseen"> {said}</span></span>'


def _weakness(cell):
    if cell.mark.veto:
        return _("一票否决")
    if cell.weakest:
        # By its score, as the item is: a share of 95 % may be worth nothing where all is asked for.
        score = f"<span>{figures.score(cell.weakest.score)}</span>"
        return _("薄弱：%(name)s %(value)s") % {"name": escape(cell.weakest.indicator.name), "value": score}
    return _("没有可评的指标") if cell.mark.score is None else _("各项均满分")


def heat_html(rows, items, scheme):
    """The cells of the heat table: `rows` are (area, its address, query, whole score, {item code: score}), worst first."""
    addresses = [(item.code, address("scorecard:item", item.code)) for item in items]
    return mark_safe("\n".join(_heat_row(*row, addresses, scheme) for row in rows))


def _heat_row(area, link, query, whole, scores, addresses, scheme):
    known = [(scores.get(code), item) for code, item in addresses]
    cells = "".join(
        f'<td class="{figures.shade(score, scheme)}"><a href="{item}{query}">{figures.score(score)}</a></td>'
        for score, item in known
    )
    name = f'<th scope="row"><a href="{link}">{escape(area)}</a></th>'
    return f'<tr>{name}<td class="{figures.shade(whole, scheme)}"><b>{figures.score(whole)}</b></td>{cells}</tr>'
