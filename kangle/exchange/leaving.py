"""A list that is taken away: printed whole from the browser, as a file at once, or written by a worker where it takes long."""

import re

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from kangle.accounts.roles import Capability
from kangle.common.masking import mask_identity
from kangle.common.reading import one_moment
from kangle.exchange import awaiting, export, exporting, xlsx
from kangle.programme.chosen import CHOSEN
from kangle.programme.years import year_in_hand

PRINTED = 3000  # rows: some sixty pages; more is printed from the workbook
UPRIGHT = 6  # columns that fit on a page that stands
LYING = 13  # columns that fit on a page that lies in type of full size
WHOLE_NUMBER = re.compile(r"\d{14,19}[\dXx]?")  # of a card somebody looked for: masked wherever conditions are told


def printed(request, order, paper, context, *, total, columns, template="exchange/print.html"):
    """A whole table as a page to be printed, told as its file tells it. `context` has `back` and `xlsx`, the addresses of the
    page and of the file, and what `template` puts into the table."""
    told = {
        "title": paper.title,
        "facts": exporting.facts(order, paper)[:-1],  # who prints it is in nobody's books
        "total": total,
        "most": PRINTED,
        "is_whole": total <= PRINTED,
        "is_wide": columns > UPRIGHT,
        "is_crowded": columns > LYING,
        "may_export": request.user.may(Capability.EXPORT),
    }
    return render(request, template, told | context)


class Leaving(View):
    """What a list page can do with the whole of its list; it gives `table`, `filterset`, `area`, `link` and `get_title`."""

    columns_for_export = None  # names; by default every column of the table, hidden ones too

    def as_print(self):
        """The whole filtered list as a page to be printed; beyond what a browser prints it leads to the file."""
        if self.filterset.sentences:
            return HttpResponseRedirect(self.link(print=None))
        table, whole = self.table, self.table.total <= PRINTED
        table.acts = ()  # nothing is done with a row on paper
        context = {
            "head": table.plain_head_html(),
            "body": table.body_html(table.rows_of([column for _name, column in table.listed])) if whole else "",
            "foot": table.foot_html() if whole else "",
            "back": self.link(print=None),
            "xlsx": self.link(print=None, export="xlsx"),
        }
        told = {"total": table.total, "columns": len(table.listed)}
        return printed(self.request, self.order("xlsx"), self.paper(sums=False), context, **told)

    # --- files ------------------------------------------------------------------------------------------------------------

    def as_file(self, wanted):
        """The filtered list as a file; wrong conditions lead back to the page, which names them."""
        if not self.request.user.may(Capability.EXPORT):
            raise PermissionDenied
        if wanted in exporting.WRITERS and not self.filterset.sentences:
            if wanted == "csv" or self.table.total <= xlsx.LARGEST_SHEET:
                return self.at_once(wanted) or self.later(wanted)
            messages.error(self.request, _("记录超过一张工作表的行数，请加条件，或导出 CSV。"))
        return HttpResponseRedirect(self.link(export=None))

    def at_once(self, ending):
        """The response with the file; None where nobody should wait for it at the page."""
        if self.table.total * len(self.export_columns()) > settings.EXPORT_CELLS_AT_ONCE:
            return None
        try:
            made = self.made(ending, exporting.patience())
        except exporting.TakesLong:
            return None
        return exporting.hand_over(self.order(ending), self.paper(), made)

    def later(self, ending):
        """To the page where the file can be fetched once a worker has written it."""
        receipt = awaiting.ask_for(self.order(ending), self.paper(sums=False), self.table.total)
        return redirect("exports:export", receipt.pk)

    def made(self, ending, beat, day=None):
        """The list as a file (exporting.Made), all of it as of one moment."""
        order, _rows = self.order(ending), self.table.queryset  # what they ask for themselves is asked before
        with one_moment():
            rows = export.exported_rows(self.table, self.export_columns())
            return exporting.make(order, self.paper(day), rows, beat)

    def order(self, ending):
        """What is asked for, with what the page knows of it."""
        read = {CHOSEN: self.year_read} if self.year_read else {}  # a worker, who has no session, reads the same year
        address = self.link(export=None, page=None, per_page=None, print=None, **read)
        return exporting.Order(self.request.user, ending, address, self.area, self.year_of_rows, self.conditions())

    def paper(self, day=None, sums=True):
        """The list as a table on paper, without its rows; `day` is the data's own, today unless told."""
        columns, day = self.export_columns(), day or self.day_of_rows
        return export.paper_of(self.table, columns, title=self.get_title(), facts=self.facts(), day=day, sums=sums)

    def export_columns(self):
        columns = dict(self.table.base_columns_bound())
        if self.columns_for_export is not None:
            return [columns[name] for name in self.columns_for_export]
        return [column for column in columns.values() if not column.exclude_from_export]

    @property
    def day_of_rows(self):
        """The day as of which the rows are what they are."""
        return timezone.localdate()

    @property
    def year_read(self):
        """The year by which something of the rows is read, for a list that follows the year chosen; None of what stands now."""
        return None

    @cached_property
    def year_of_rows(self):
        """The year the list is of: that of its condition, else the one its rows are read by, else the year in hand, for what
        stands now stands in no past year, whichever was chosen for the figures; None where there is none.
        """
        said = getattr(self.filterset.form, "cleaned_data", {}).get("year")
        if isinstance(said, int):
            return said
        return self.year_read or year_in_hand(self.area)

    def facts(self):
        """Further (name, text) pairs that belong above the list when it is taken away."""
        return []

    def conditions(self):
        """The conditions in force, in words."""
        if not self.filterset.form.is_valid():
            return ""
        fields, words = self.filterset.form.fields, []
        for name, value in self.filterset.form.cleaned_data.items():
            if value in (None, "", [], slice(None)):
                continue
            if isinstance(value, slice):
                value = f"{value.start.date() if value.start else ''}～{value.stop.date() if value.stop else ''}"
            choices = dict(getattr(fields[name], "choices", ()))
            words.append(f"{fields[name].label}：{choices.get(value, value)}")
        return WHOLE_NUMBER.sub(lambda found: mask_identity(found.group()), "；".join(words))
