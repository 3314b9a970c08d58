"""The kinds of things the search finds in the rooms below, in the order of its groups."""

import re

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from funds.filters import DocumentFilter
from funds.models import Document
from households.codes import Relation
from households.models import Household, Member, StatusEvent
from households.standing import of_status
from kangle.areas.models import Area
from kangle.areas.naming import also_called
from kangle.bulletins.filters import BulletinFilter
from kangle.bulletins.models import Bulletin
from kangle.bulletins.tables import TONES as BULLETIN_TONES
from kangle.common.pinyin import LEAST, Spelling
from kangle.exchange.facts import with_query
from kangle.exchange.finding import Found, Kind, beginning
from kangle.pages.cards.village import CadreCard
from kangle.supervision.filters import FindingFilter
from kangle.supervision.models import Finding, Inspection
from kangle.supervision.tables import FINDING_STATES
from kangle.supervision.views import RoundDetail
from projects.filters import ProjectFilter
from projects.models import Project
from villages.filters import CadreFilter, OrganisationFilter
from villages.models import Cadre, Organisation, Post

DIGITS = "零一二三四五六七八九十"
ROUND = re.compile(rf"(?:(20[0-9]{{2}}) ?年?)? ?第 ?([0-9]{{1,3}}|[{DIGITS}]) ?轮.*")


def _narrowed(filterset, rows, asked):
    """The rows that a list shows when its search box is filled in alike: the group and its list count the same."""
    return filterset.base_filters["q"].filter(rows, asked.text)


def _places(asked):
    """Townships and villages by part of their name, as published or said (新集社区 for 新集居委会), by pinyin or by code."""
    text, areas = asked.text, Area.objects.visible_to(asked.user).current().filter(level__gte=Area.Level.TOWNSHIP)
    stem = text.removesuffix("社区").removesuffix("村")
    holds = Q(name__icontains=stem if len(stem) >= LEAST else text)
    named = holds | also_called("name", holds)
    if text.isascii() and text.isdigit():
        named |= beginning("code", text)
    if asked.spelling:
        spells = Spelling(asked.spelling.text, person=False).spells
        known = areas.with_borne()
        named |= Q(pk__in=[area.pk for area in known if any(map(spells, (area.name, area.short_name, *area.former_names)))])
    return areas.with_borne().filter(named).select_related("parent").order_by("level", "path")


def _place(area):
    note = f"{area.parent or ''} {area.short_code}"
    if area.former_names:
        note += " · " + _("曾用名 %(names)s") % {"names": _("、").join(area.former_names)}
    return Found(area.short_name, reverse("pages:area", args=[area.short_code]), note)


def _people(asked):
    """Members living in a household within the person's area whose name begins so, with where their household stands now."""
    living = Member.objects.visible_to(asked.user)
    today = timezone.localdate()
    latest = StatusEvent.objects.in_force(today).filter(household=OuterRef("household"), on__lte=today).order_by("-on", "-pk")
    found = living.filter(asked.called(living), left_on__isnull=True).annotate(status=Subquery(latest.values("kind")[:1]))
    return found.select_related("household__village").order_by(*asked.by_name())


def _heads(asked):
    return _people(asked).filter(relation=Relation.HEAD)


def _others(asked):
    return _people(asked).exclude(relation=Relation.HEAD)


def _badge(status):
    return (of_status(status).word, of_status(status).tone) if status else None


def _person(member):
    note = f"{member.household.village} · {member.get_relation_display()} · {member.household.number}"
    return Found(member.name, reverse("households:detail", args=[member.household_id]), note, _badge(member.status))


def _numbered(asked):
    if not (asked.text.isascii() and asked.text.isalnum()):
        return None
    households = Household.objects.visible_to(asked.user).filter(beginning("number", asked.text))
    return households.with_head().with_status(timezone.localdate()).select_related("village").order_by("number")


def _household(household):
    url = reverse("households:detail", args=[household.pk])
    return Found(household.number, url, f"{household.village} · {household.head_name}", _badge(household.status))


def _cadres(asked):
    """Cadres whose cards the person may open, with the post they hold. Who is called so is asked first: to ask of everybody by
    which of a dozen ways he reaches a village takes ten times as long.
    """
    called = list(_narrowed(CadreFilter, Cadre.objects.order_by(), asked).values_list("pk", flat=True))
    if not called:
        return None
    found = CadreCard().reached(asked.user).filter(pk__in=called).with_posts(timezone.localdate())
    return found.select_related("area").order_by(*asked.by_name())


def _cadre(cadre):
    post = dict(Post.Kind.choices).get(cadre.post) or cadre.rank
    where = Area(name=cadre.post_area).short_name if cadre.post_area else cadre.area.short_name
    note = " · ".join(str(word) for word in (cadre.unit, post, where) if word)
    return Found(cadre.name, reverse("villages:cadre", args=[cadre.pk]), note)


def _findings(asked):
    rows = Finding.objects.visible_to(asked.user).with_state(timezone.localdate())
    found = _narrowed(FindingFilter, rows, asked)
    return found.select_related("area", "responsible").order_by("rectified_on", "-found_on", "pk")


def _finding(finding):
    note = f"{finding.area} · {finding.found_on:%Y-%m-%d}" + (f" · {finding.responsible}" if finding.responsible else "")
    return Found(finding.content, reverse("supervision:finding", args=[finding.pk]), note, FINDING_STATES[finding.state])


def _rounds(asked):
    """Rounds by what they rest on, by a team that inspected in them, or as people name them: 2015年第3轮, 第三轮."""
    of_team = Inspection.objects.visible_to(asked.user).filter(team__icontains=asked.text)
    named = Q(basis__icontains=asked.text) | Q(pk__in=of_team.values("round"))
    if told := ROUND.fullmatch(asked.text):
        year, number = told.groups()
        named |= Q(number=number if number.isdigit() else DIGITS.index(number), **({"year": year} if year else {}))
    return RoundDetail().reached(asked.user).filter(named).order_by("-year", "-number", "pk")


def _round(each):
    state = f"{each.started_on:%Y-%m-%d}" + (f" – {each.finished_on:%Y-%m-%d}" if each.finished_on else "")
    return Found(str(each), reverse("supervision:round", args=[each.pk]), f"{each.basis} · {state}")


def _bulletins(asked):
    rows = Bulletin.objects.visible_to(asked.user)
    return _narrowed(BulletinFilter, rows, asked).order_by("-year", "-issued_on", "-pk")


def _bulletin(bulletin):
    note = " · ".join(filter(None, (bulletin.number, f"{bulletin.issued_on:%Y-%m-%d}" if bulletin.issued_on else "")))
    badge = (bulletin.get_state_display(), BULLETIN_TONES[bulletin.state])
    return Found(bulletin.title, reverse("bulletins:detail", args=[bulletin.pk]), note, badge)


def _organisations(asked):
    found = _narrowed(OrganisationFilter, Organisation.objects.visible_to(asked.user), asked)
    return found.select_related("area").order_by("area__path", "kind", "name", "pk")


def _organisation(organisation):
    note = f"{organisation.get_kind_display()} · {organisation.area}"
    return Found(organisation.name, with_query("villages:organisations", q=organisation.name), note)


def _projects(asked):
    found = _narrowed(ProjectFilter, Project.objects.visible_to(asked.user), asked)
    return found.select_related("area").order_by("-year", "number")


def _project(project):
    note = f"{project.number} · {project.area} · {project.year} · {project.authority}"
    return Found(project.name, reverse("projects:detail", args=[project.pk]), note)


def _documents(asked):
    return _narrowed(DocumentFilter, Document.objects.visible_to(asked.user), asked).order_by("-on", "pk")


def _document(document):
    return Found(document.number, reverse("funds:document", args=[document.pk]), f"{document.title} · {document.on:%Y-%m-%d}")


KINDS = [
    Kind(_("村和乡镇"), _places, _place, "villages:list"),
    Kind(_("户主"), _heads, _person, "households:list"),
    Kind(_("家庭成员"), _others, _person, "households:members"),
    Kind(_("户编号"), _numbered, _household, "households:list"),
    Kind(_("干部"), _cadres, _cadre, "villages:cadres"),
    Kind(_("督查问题"), _findings, _finding, "supervision:findings"),
    Kind(_("督查轮次"), _rounds, _round, "supervision:list"),
    Kind(_("通报"), _bulletins, _bulletin, "bulletins:list"),
    Kind(_("组织机构"), _organisations, _organisation, "villages:organisations"),
    Kind(_("项目"), _projects, _project, "projects:list"),
    Kind(_("指标文件"), _documents, _document, "funds:documents"),
]
