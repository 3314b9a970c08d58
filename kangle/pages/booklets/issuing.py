"""That the booklets of a year were handed out: what the page says of it, and how it is put on record."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households.papers import IssueForm, issue_booklets, issued_on, without_booklet
from kangle.accounts.roles import Capability


def of_household(user, life, village, year):
    """What the page of one booklet says of its being handed out, with the form for those who may write it down."""
    on = issued_on(life, year)
    told = _("%(year)d年明白册还没有发放记录。") % {"year": year}
    if on:
        told = _("%(year)d年明白册已于 %(day)s 发放。") % {"year": year, "day": on}
    form = IssueForm(area=village, initial={"year": year}) if on is None and user.may(Capability.ENTER) else None
    return {"told": told, "form": form, "address": reverse("pages:issue-booklet", args=[life.household.pk])}


def of_village(user, lives, village, year):
    """As of_household, for all households of a village at once."""
    left = without_booklet(lives, year)
    words = {"year": year, "number": left, "whole": len(lives)}
    told = ngettext(
        "%(year)d年明白册：%(whole)d 户中还有 %(number)d 户没有发放记录。",
        "%(year)d年明白册：%(whole)d 户中还有 %(number)d 户没有发放记录。",
        left,
    )
    form = IssueForm(area=village, initial={"year": year}) if left and user.may(Capability.ENTER) else None
    return {"told": told % words, "form": form, "address": reverse("pages:issue-booklets", args=[village.code]), "whole": True}


def issue(request, households_of, village):
    """Put down that households of a village have got the booklet, as the form sent says; the form again where it is refused.

    `households_of` gives the households of a year's booklets.
    """
    form = IssueForm(request.POST, area=village)
    if not form.is_valid():
        return form
    year, on = form.cleaned_data["year"], form.cleaned_data["issued_on"]
    try:
        papers = issue_booklets(households=households_of(year), year=year, on=on, by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return form
    if papers:
        told = ngettext("已登记 %(number)d 户的明白册发放。", "已登记 %(number)d 户的明白册发放。", len(papers))
        messages.success(request, told % {"number": len(papers)})
    else:
        messages.warning(request, _("没有新登记：该年度的明白册都已有发放记录。"))
    return None
