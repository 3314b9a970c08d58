"""搜索: one box for villages, households, members, projects and documents, never beyond what the person may see."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import OuterRef, Q, Subquery
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from funds.models import Document
from households.actions import bearer_of
from households.codes import Relation
from households.models import Household, Member, StatusEvent
from households.tables.people import STANDING
from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.common.masking import mask_identity, whole_identity
from kangle.common.texts import half_width
from kangle.exchange.facts import with_query
from projects.models import Project

SHOWN = 20
LEAST = 2
LONGEST = 60
LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True)
class Found:
    """One record found: what it is called, its address, what tells it from others of that name, and its badge (word, tone)."""

    label: str
    url: str
    note: str
    badge: tuple | None = None


@dataclass(frozen=True)
class Group:
    """The records of one kind: at most SHOWN, and the address of all of them where there are more."""

    title: str | Promise
    found: list
    more: str


def beginning(field, text):
    """The condition that a field begins with a text, in the form each database answers from an index.

    SQLite uses none for LIKE ... ESCAPE, but compares texts by code point; PostgreSQL has its pattern index for LIKE.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": text, f"{field}__lt": text + LAST_CHARACTER})
    return Q(**{f"{field}__startswith": text})


@require_GET
def search(request):
    """The results for `?q=`, grouped; an identity number leads those who may see numbers to its household, on record."""
    text = " ".join(half_width(request.GET.get("q", "")[:LONGEST]).split())
    number = whole_identity(text)
    context = {"title": _("搜索"), "text": text, "groups": []}
    if number:
        household = _household_of(request.user, number)
        if household is not None:
            return redirect("households:detail", household.pk)
        context |= {"text": "", "sentence": _refused_number(request.user, number)}
    elif not text:
        context["sentence"] = _("请输入村名、户主或家庭成员的姓名、户编号、项目名称或编号、指标文件的文号。")
    elif len(text) < LEAST:
        context["sentence"] = _("只有一个字，找到的会太多：请至少输入两个字。")
    else:
        context["groups"] = [group for group in _groups(request.user, text) if group.found]
        if not context["groups"]:
            context["sentence"] = _("没有找到“%(text)s”。姓名要从第一个字输起；只能找到您地区之内的记录。") % {"text": text}
    answer = render(request, "pages/search.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _household_of(user, number):
    """The household in which the bearer of an identity number lives (a number lives once), for those who may see numbers."""
    member = bearer_of(number, _people(user), by=user)
    return member and member.household


def _refused_number(user, number):
    if not user.may(Capability.SEE_NUMBERS):
        return _("按证件号码查找要有“查看完整号码”的权限。可以改用姓名或户编号查找。")
    return _("没有找到证件号码为 %(number)s 的人。请核对号码；只能找到您地区之内的记录。") % {"number": mask_identity(number)}


def _groups(user, text):
    """The five kinds, each in one query."""
    name = beginning("name", text)
    if " " in text:  # 马 努力有
        name |= beginning("name", text.replace(" ", ""))
    heads = _people(user).filter(name, relation=Relation.HEAD)
    others = _people(user).filter(name).exclude(relation=Relation.HEAD)
    projects = Project.objects.visible_to(user).filter(
        Q(name__icontains=text) | Q(number__icontains=text) | Q(approval_number__icontains=text)
    )
    documents = Document.objects.visible_to(user).filter(Q(number__icontains=text) | Q(title__icontains=text))
    yield _group(_("村和乡镇"), _places(user, text), _place, "villages:list", text)
    yield _group(_("户主"), heads, _person, "households:list", text)
    yield _group(_("家庭成员"), others, _person, "households:members", text)
    if text.isascii() and text.isalnum():
        yield _group(_("户编号"), _numbered(user, text), _household, "households:list", text)
    yield _group(_("项目"), projects.select_related("area").order_by("-year", "number"), _project, "projects:list", text)
    yield _group(_("指标文件"), documents.order_by("-on", "pk"), _document, "funds:documents", text)


def _group(title, rows, shown, every, text):
    found = list(rows[: SHOWN + 1])
    more = with_query(every, q=text) if len(found) > SHOWN else ""
    return Group(title, [shown(row) for row in found[:SHOWN]], more)


def _places(user, text):
    """Townships and villages by part of their name, as published or as people say it (新集社区 for 新集居委会), or by code."""
    stem = text.removesuffix("社区").removesuffix("村")
    named = Q(name__icontains=stem) if len(stem) >= LEAST else Q(name__icontains=text)
    if text.isascii() and text.isdigit():
        named |= beginning("code", text)
    areas = Area.objects.visible_to(user).current().filter(named, level__gte=Area.Level.TOWNSHIP)
    return areas.select_related("parent").order_by("level", "path")


def _people(user):
    """Members living in a household within the person's area, with where their household stands now."""
    today = timezone.localdate()
    latest = StatusEvent.objects.in_force(today).filter(household=OuterRef("household"), on__lte=today).order_by("-on", "-pk")
    living = Member.objects.visible_to(user).filter(left_on__isnull=True)
    return living.annotate(status=Subquery(latest.values("kind")[:1])).select_related("household__village").order_by("name", "pk")


def _numbered(user, text):
    households = Household.objects.visible_to(user).filter(beginning("number", text))
    return households.with_head().with_status(timezone.localdate()).select_related("village").order_by("number")


def _place(area):
    return Found(area.short_name, reverse("pages:area", args=[area.short_code]), f"{area.parent or ''} {area.short_code}")


def _person(member):
    note = f"{member.household.village} · {member.get_relation_display()} · {member.household.number}"
    return Found(member.name, reverse("households:detail", args=[member.household_id]), note, STANDING.get(member.status))


def _household(household):
    url = reverse("households:detail", args=[household.pk])
    return Found(household.number, url, f"{household.village} · {household.head_name}", STANDING.get(household.status))


def _project(project):
    return Found(
        project.name, reverse("projects:detail", args=[project.pk]), f"{project.number} · {project.area} · {project.year}"
    )


def _document(document):
    return Found(document.number, reverse("funds:document", args=[document.pk]), f"{document.title} · {document.on:%Y-%m-%d}")
