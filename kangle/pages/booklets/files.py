"""The addresses of the booklets and charts, and how they leave as PDF: with a receipt, those of a large village by a worker."""

import hashlib
import json
from dataclasses import asdict, replace

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from kangle.accounts.access import refusal
from kangle.accounts.roles import Capability
from kangle.common.reading import one_moment
from kangle.common.typesetting import NoChineseFont, chinese_font
from kangle.exchange import awaiting, exporting
from kangle.exchange.paper import Paper, Told
from kangle.pages.booklets.views import of_charts, of_household, of_village, page, typeset

AT_ONCE = 150  # sheets: on a small machine not quite two seconds


class Sheets(View):
    """The sheets of one address as a page; `printed_of(user, key, request)` gives them (views.Printed)."""

    http_method_names = ["get", "head"]
    printed_of = None

    @property
    def key(self):
        (found,) = self.kwargs.values()
        return found

    def get(self, request, **kwargs):
        return page(self.printed_of, request, self.key)

    # --- what a file of them needs; a worker meets it here too (exchange.awaiting) -------------------------------------------

    @cached_property
    def printed(self):
        with one_moment():
            return self.printed_of(self.request.user, self.key, self.request)

    @property
    def rows(self):
        """Raises Http404 where they are not within the person's reach."""
        return self.printed.lives

    def order(self):
        printed = self.printed
        return exporting.Order(self.request.user, "pdf", printed.page, printed.area, printed.printing.year)

    def paper(self):
        return Paper(title=self.printed.title, facts=[], columns=[], day=self.printed.printing.today)

    def made(self, ending="pdf", beat=None, day=None):
        """The PDF as of now (exporting.Made). The number of its receipt, which follows from what they say, is on each sheet."""
        order, paper, sheets = self.order(), self.paper(), self.printed.sheets
        told = Told(len(self.printed.lives), _digest(sheets))
        number = _("回执编号 %(number)s") % {"number": exporting.number_of(order, paper, told)}
        numbered = [replace(sheet, foot=f"{sheet.foot}　{number}") for sheet in sheets]
        return exporting.made_of(order, paper, typeset(numbered, title=self.printed.title), told)


def _digest(sheets):
    """The SHA-256 of what sheets say; not of their feet, which tell the minute."""
    said = json.dumps([asdict(replace(sheet, foot="")) for sheet in sheets], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


class SheetsFile(Sheets):
    """The same sheets as a PDF to be downloaded; where the machine has no Chinese font, a page that says so."""

    def get(self, request, **kwargs):
        if not request.user.may(Capability.EXPORT):
            raise PermissionDenied(refusal(request.user, Capability.EXPORT))
        printed = self.printed
        try:
            chinese_font()
        except NoChineseFont:
            context = {"title": _("不能生成 PDF"), "area": printed.area, "print_page": printed.page}
            return render(request, "pages/booklets/no_font.html", context, status=503)
        if len(printed.sheets) > AT_ONCE:
            receipt = awaiting.ask_for(self.order(), self.paper(), len(printed.lives))
            return redirect("exports:export", receipt.pk)
        return exporting.hand_over(self.order(), self.paper(), self.made())


booklet, booklet_pdf = Sheets.as_view(printed_of=of_household), SheetsFile.as_view(printed_of=of_household)
village_booklets, village_booklets_pdf = Sheets.as_view(printed_of=of_village), SheetsFile.as_view(printed_of=of_village)
village_charts, village_charts_pdf = Sheets.as_view(printed_of=of_charts), SheetsFile.as_view(printed_of=of_charts)
