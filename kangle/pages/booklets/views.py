"""The booklets and a village's charts as pages: to read, to print, to write down that they were handed out."""

import datetime
from dataclasses import asdict, dataclass

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from households.models import Household
from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.common.reading import one_moment
from kangle.common.typesetting import LACKING, NoChineseFont, lacking, pdf, within
from kangle.pages.booklets import issuing
from kangle.pages.booklets.charts import charts
from kangle.pages.booklets.story import Printing, Told, booklets, registered
from kangle.pages.found import household_or_404, village_or_404


@dataclass
class Printed:
    """What one address prints: its sheets, whose they are, and where its other forms and the way back are."""

    title: str
    area: Area
    sheets: list
    lives: list
    printing: Printing
    page: str
    pdf: str
    others: tuple = ()
    issue: dict | None = None


def of_household(user, pk, request=None):
    """One household's two sheets, and who may write down that they were handed out."""
    household = household_or_404(user, pk)
    printing = Printing.of(household.village, request)
    told = Told.of(Household.objects.filter(pk=household.pk), printing.today)
    life = told.lives[0]
    return Printed(
        _("%(head)s 明白册") % {"head": life.household.head_name or household.number},
        household.village,
        booklets(told, printing),
        told.lives,
        printing,
        reverse("pages:booklet", args=[household.pk]),
        reverse("pages:booklet-pdf", args=[household.pk]),
        (
            (_("农户卡"), reverse("households:detail", args=[household.pk])),
            (_("全村明白册"), reverse("pages:booklets", args=[household.village.code])),
        ),
        issuing.of_household(user, life, household.village, printing.year),
    )


def of_village(user, code, request=None):
    """A village's charts and then every registered household's two sheets."""
    village, printing, told = _told(user, code, request)
    sheets = [*charts(village, told.lives, printing), *booklets(told, printing)] if told.lives else []
    return Printed(
        _("%(village)s 明白册") % {"village": village.short_name},
        village,
        sheets,
        told.lives,
        printing,
        reverse("pages:booklets", args=[village.code]),
        reverse("pages:booklets-pdf", args=[village.code]),
        ((_("村五图"), reverse("pages:village-charts", args=[village.code])),),
        issuing.of_village(user, told.lives, village, printing.year),
    )


def of_charts(user, code, request=None):
    """A village's five charts alone."""
    village, printing, told = _told(user, code, request)
    return Printed(
        _("%(village)s 五图") % {"village": village.short_name},
        village,
        charts(village, told.lives, printing),
        told.lives,
        printing,
        reverse("pages:village-charts", args=[village.code]),
        reverse("pages:village-charts-pdf", args=[village.code]),
        ((_("全村明白册"), reverse("pages:booklets", args=[village.code])),),
    )


def _told(user, code, request=None):
    village = village_or_404(user, code)
    printing = Printing.of(village, request)
    return village, printing, Told.of(registered(village, printing.today), printing.today)


def page(printed_of, request, key, refused=None):
    """`refused`: the form by which the handing out was to be written down, with what is wrong in it."""
    with one_moment():
        printed = printed_of(request.user, key, request)
    if refused and printed.issue:
        printed.issue["form"] = refused
        request.path = printed.page  # what the page's links and the language switch lead to
    address = printed.pdf if request.user.may(Capability.EXPORT) else ""
    context = vars(printed) | {"pdf": address, "lacking": _lacking(printed.sheets) if address else [], "sign": LACKING}
    return render(request, "pages/booklets/sheets.html", context, status=422 if refused else 200)


def typeset(sheets, *, title):
    """The PDF of some sheets: one with characters that cannot be printed says so, and where they can be seen."""
    without = lacking(sheets)
    told = [{**asdict(sheet), "warning": _warning(within(sheet, without))} for sheet in sheets]
    content = {"lang": get_language()[:2], "sheets": told}
    return pdf("pages/booklets/sheets.typ", content, title=title, without=without)


def _warning(characters):
    words = {"sign": LACKING, "codes": _codes(characters)}
    sentence = _("本页印作“%(sign)s”的字，服务器的字体里没有（%(codes)s）：请打开网页上的打印页，从那里打印。")
    return sentence % words if characters else ""


def _codes(characters):
    """'U+30000、U+3106C'"""
    return "、".join(f"U+{ord(character):04X}" for character in characters)


def _lacking(sheets):
    """[(whose sheet, the characters that its PDF could not print, their codes)]; a household's two sheets are one."""
    try:
        without = lacking(sheets)
    except NoChineseFont:
        return []  # then there is no PDF at all, which its address says
    found = {}
    for sheet in sheets if without else ():
        if characters := within(sheet, without):
            found.setdefault(sheet.whose, set()).update(characters)
    return [(whose, "、".join(sorted(characters)), _codes(sorted(characters))) for whose, characters in found.items()]


@require_POST
def issue_booklet(request, pk):
    """One household has got its booklet."""
    household = household_or_404(request.user, pk)
    refused = issuing.issue(request, lambda year: Household.objects.filter(pk=household.pk), household.village)
    return page(of_household, request, pk, refused) if refused else redirect("pages:booklet", pk)


@require_POST
def issue_booklets_of_village(request, code):
    """Every registered household of a village has got its booklet; those that had it already keep their record."""
    village = village_or_404(request.user, code)

    def of_year(year):
        return registered(village, min(timezone.localdate(), datetime.date(year, 12, 31)))

    refused = issuing.issue(request, of_year, village)
    return page(of_village, request, code, refused) if refused else redirect("pages:booklets", village.code)
