"""Entering the villagers' groups (社) of many villages on one page: a county that begins has a thousand of them."""

import re
from collections import defaultdict

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from kangle.areas.models import Area, Group
from kangle.audit.actions import ensure_within, save
from kangle.common.figures import grouped
from kangle.common.forms import Form
from kangle.common.texts import UNSEEN, is_placeholder, is_wordless, tidy_name
from kangle.exchange.views import chosen_area

BETWEEN = re.compile(r"[,，、;；\r\n\t]+")
LONGEST = Group._meta.get_field("name").max_length


def fault_of(name):
    """What is wrong with the name of a group, in a sentence with a place for it; "" for nothing."""
    if UNSEEN.search(name):
        return _("“%(name)s”里有看不见的字符：请删去，重新输入。")
    if " " in name.replace("　", " "):
        return _("“%(name)s”里有空格：几个社之间用顿号隔开，社名里不留空格。")
    if is_placeholder(name.strip("（）()")) or is_wordless(name):
        return _("“%(name)s”不是社名：请写社的名称，例如“上庄社”“一社”。")
    return _("“%(name)s”太长：社名最多 30 个字。") if len(name) > LONGEST else ""


class GroupsForm(Form):
    """A line for each village of an area: the names of the groups to be added there, blank for none."""

    def __init__(self, *args, villages, **kwargs):
        super().__init__(*args, **kwargs)
        self.villages, self.standing = villages, defaultdict(list)
        for village, name in Group.objects.filter(village__in=villages).order_by("number").values_list("village", "name"):
            self.standing[village].append(name)
        for village in villages:
            self.fields[f"names-{village.path}"] = forms.CharField(label=village.short_name, required=False)

    def rows(self):
        """[(village, the names of its groups, its field)]"""
        return [(village, self.standing[village.pk], self[f"names-{village.path}"]) for village in self.villages]

    def clean(self):
        for village in self.villages:
            field = f"names-{village.path}"
            try:
                self.cleaned_data[field] = self._names(village, self.cleaned_data.get(field, ""))
            except ValidationError as refused:
                self.add_error(field, refused)
        return self.cleaned_data

    def _names(self, village, text):
        names = [name.strip() for name in BETWEEN.split(text) if name.strip()]
        for name in names:
            if fault := fault_of(name):
                raise ValidationError(fault % {"name": name[:LONGEST]})
        names = [tidy_name(name) for name in names]
        for name in names:
            if name in self.standing[village.pk]:
                raise ValidationError(_("“%(name)s”本村已经有了：不用再写。") % {"name": name})
            if names.count(name) > 1:
                raise ValidationError(_("“%(name)s”写了两次：请改成不同的。") % {"name": name})
        return names

    def told(self):
        """{village: names} of those to which something is added."""
        told = {village: self.cleaned_data[f"names-{village.path}"] for village in self.villages}
        return {village: names for village, names in told.items() if names}


@transaction.atomic
def add_groups(told, *, by):
    """Add groups to villages, numbered on from the last of each: `told` is {village: names}; how many. Raises ValidationError."""
    ensure_within(by, *(Group(village=village) for village in told))
    list(Area.objects.select_for_update().filter(pk__in=[village.pk for village in told]).order_by("pk"))
    last = Group.objects.filter(village__in=list(told)).order_by().values_list("village").annotate(last=Max("number"))
    numbers = dict(last)
    for village, names in told.items():
        for number, name in enumerate(names, numbers.get(village.pk, 0) + 1):
            save(Group(village=village, number=number, name=name), by=by)
    return sum(map(len, told.values()))


class NewGroups(View):
    @cached_property
    def area(self):
        area = chosen_area(self.request)
        if area is None or area.level < Area.Level.COUNTY:
            raise Http404(_("社按县、乡镇或村登记：您的地区在县以上。"))
        return area

    @cached_property
    def villages(self):
        rows = Area.objects.current().within(self.area).at_level(Area.Level.VILLAGE)
        return list(rows.select_related("parent").order_by("path"))

    def get(self, request):
        return self.page(GroupsForm(villages=self.villages))

    def post(self, request):
        form = GroupsForm(request.POST, villages=self.villages)
        if not form.is_valid():
            return self.page(form, status=422)
        number = add_groups(form.told(), by=request.user)
        if not number:
            messages.warning(request, _("没有登记：一个社名也没有填。"))
            return self.page(form)
        told = ngettext("已登记 %(number)s 个社。", "已登记 %(number)s 个社。", number)
        messages.success(request, told % {"number": grouped(number)})
        chosen = request.GET.get("area")
        return redirect(reverse("villages:groups") + (f"?{urlencode({'area': chosen})}" if chosen else ""))

    def page(self, form, status=200):
        context = {"title": _("登记社"), "area": self.area, "form": form, "rows": form.rows()}
        return render(self.request, "villages/new_groups.html", context, status=status)
