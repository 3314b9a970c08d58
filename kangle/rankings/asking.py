"""What a ranking page is asked for: by what, at which level, of which year and day, with whom; and what answers."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.common import figures
from kangle.programme.items import TOTAL
from kangle.rankings import kinds
from kangle.rankings.actions import Frozen
from kangle.rankings.kinds import poverty, reading, rounds
from kangle.rankings.models import Publication
from kangle.scorecard.actions import county_of
from kangle.scorecard.asked import asked
from kangle.scorecard.named import word
from kangle.supervision.models import Round

ROUND, POVERTY = "round-", "poverty"


def subject_in_words(code):
    """What a published ranking is by; the code itself of what is on record no longer."""
    if code == POVERTY:
        return _("贫困倒排序")
    if code.startswith(ROUND):
        key = code.removeprefix(ROUND)
        found = Round.objects.filter(pk=key).first() if key.isdecimal() else None
        return _("%(round)s督查") % {"round": found} if found else code
    return word(code)


@dataclass
class Choice:
    """One ranking as a page asks for it: `?what=`, `?level=`, `?period=`, `?as_of=`, `?without=communities`, `?least=`, `?order=`

    What cannot be understood is answered by Http404 with a sentence.
    """

    request: object
    # The level is that of the unit a page is about, whatever the address says.
    unit: str = ""

    def __post_init__(self):
        self.asked = asked(self.request)
        if self.asked.area.level < Area.Level.COUNTY:
            raise Http404(_("排名在一个县之内进行：请先选一个县。"))
        self.county = county_of(self.asked.area)

    @cached_property
    def what(self):
        wanted = self.request.GET.get("what") or TOTAL
        known = reading.kind_of(wanted) or wanted == POVERTY or wanted.startswith(ROUND)
        if not known:
            raise Http404(_("没有“%(what)s”这个排名依据，或者它不评分。") % {"what": wanted[:40]})
        return wanted

    @cached_property
    def kind(self):
        return "poverty" if self.what == POVERTY else "round" if self.what.startswith(ROUND) else "score"

    @cached_property
    def round(self):
        """The closed round that is ranked; 404 for one that is not there, not of this county, or still under way."""
        key = self.what.removeprefix(ROUND)
        found = Round.objects.filter(area=self.county, pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
        if found is None or found.finished_on is None:
            raise Http404(_("没有这个督查轮次，或者它还没有结束。"))
        return found

    @cached_property
    def level(self):
        fixed = {"poverty": "village", "round": "township"}.get(self.kind)
        if self.unit and not fixed:
            fixed = "township" if len(self.unit) == Area.CODE_LENGTH[Area.Level.TOWNSHIP] else "village"
        wanted = fixed or self.request.GET.get("level") or "township"
        if wanted not in Publication.Level.values:
            raise Http404(_("没有“%(level)s”这个级别：请选乡镇或村。") % {"level": wanted[:20]})
        return wanted

    @property
    def other_level(self):
        """That what is ranked is ranked at one level only, in a sentence, where the address asks for the other; "" elsewhere."""
        if self.kind == "score" or self.request.GET.get("level") in (None, "", self.level):
            return ""
        return _("督查给乡镇打分，只能按乡镇排。") if self.kind == "round" else _("贫困倒排序只排村。")

    @cached_property
    def communities(self):
        """Whether communities are ranked beside the villages."""
        return self.kind == "score" and (self.level == "township" or self.request.GET.get("without") != "communities")

    @cached_property
    def least_n(self):
        wanted = self.request.GET.get("least", "")
        if not wanted:
            return rounds.LEAST_SAMPLED if self.kind == "round" else reading.LEAST_N
        if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 6):
            raise Http404(_("“%(least)s”不是整数：最少几户（人）才排名，请写 0 至 99999。") % {"least": wanted[:20]})
        return int(wanted)

    @property
    def worst_first(self):
        return self.request.GET.get("order") == "worst"

    @property
    def snapshot(self):
        return self.asked.snapshot if self.kind == "score" else None

    @property
    def year(self):
        return self.round.year if self.kind == "round" else self.asked.period.year if self.asked.period else None

    @cached_property
    def as_of(self):
        """The day the ranking is of: the round's last, the snapshot's; None where nothing is computed yet."""
        if self.kind == "round":
            return self.round.finished_on
        if self.kind == "poverty" and self.asked.period:
            if typed := self.request.GET.get("as_of"):
                return poverty.day_asked(self.year, typed)
            return min(timezone.localdate(), self.asked.period.ends_on)
        return self.asked.snapshot.as_of if self.asked.snapshot else None

    @cached_property
    def lacking(self):
        """Why there is nothing to rank, in a sentence; "" where there is."""
        if self.kind == "score" and self.snapshot is None:
            return _("这个年度还没有发布过评分数据：夜间计算以后再看，或在上面选另一个年度、督查轮次。")
        if self.kind == "poverty" and (self.as_of is None or self._poverty[0] is None):
            return _("县里还没有定贫困倒排序的标准：请扶贫办先在“村级分类”里定标准。")
        return ""

    @cached_property
    def _poverty(self):
        """(rule, inputs) of the county's order from the poorest up; (None, None) where it has set no criteria."""
        return kinds.module_of("poverty").freeze(self.county, self.year, self.as_of)

    @property
    def scheme(self):
        return self.snapshot and self.snapshot.scheme

    @property
    def subject(self):
        """What a publication calls it: a round by its number, for its key means nothing elsewhere."""
        return f"{ROUND}{self.round.number}" if self.kind == "round" else self.what

    @property
    def subject_name(self):
        if self.kind == "round":
            return _("%(round)s督查") % {"round": self.round}
        return str(subject_in_words(self.what))

    @property
    def level_name(self):
        if self.level == "township":
            return _("乡镇")
        return _("村、社区") if self.communities else _("村")

    @property
    def title(self):
        """What the ranking is called until a person calls it otherwise."""
        told = {"county": self.county.short_name, "year": self.year, "what": self.subject_name, "level": self.level_name}
        if self.kind == "round":  # which names its year
            return _("%(county)s%(what)s%(level)s排名") % told
        return _("%(county)s%(year)s年%(level)s%(what)s排名") % told

    def conditions(self, rule):
        """What was chosen, in words; `rule` says whether few households (persons) keep a unit from a place."""
        said = [_("按：%(subject)s") % {"subject": self.subject_name}, _("级别：%(level)s") % {"level": self.level_name}]
        if self.kind == "score" and not self.communities:
            said.append(_("社区不参加"))
        if "least_n" in rule:
            said.append(_("最少 %(least)s 户（人）才排名") % {"least": rule["least_n"]})
        said.append(_("次序：%(order)s") % {"order": _("从末位起") if self.worst_first else _("从第一名起")})
        return "；".join(said)

    @property
    def day_text(self):
        return figures.day(self.as_of)

    def freeze(self):
        """The Frozen ranking that would be published now."""
        if self.kind == "round":
            rule, inputs = rounds.freeze(self.round, least_n=self.least_n)
        elif self.kind == "poverty":
            rule, inputs = self._poverty
        else:
            field = {"communities": self.communities, "least_n": self.least_n}
            rule, inputs = reading.freeze(self.snapshot, self.what, self.level, **field)
        head = (self.county, self.kind, self.subject, self.subject_name, self.level, self.year, self.as_of)
        return Frozen(*head, rule, inputs)

    def published(self):
        """What is published already of this very ranking and day; None where nothing is."""
        same = {"area": self.county, "kind": self.kind, "subject": self.subject, "level": self.level}
        return Publication.objects.of_day(self.as_of, communities=int(self.communities), **same)

    def before(self):
        """The last ranking published of the same units by the same thing before this day; None where there is none."""
        alike = Publication.objects.in_force().alike(area=self.county, kind=self.kind, subject=self.what, level=self.level)
        earlier = alike.filter(as_of__lt=self.as_of)[:5] if self.as_of else ()
        wanted = int(self.communities)
        return next((each for each in earlier if each.document["rule"].get("communities", wanted) == wanted), None)

    @property
    def kept(self):
        """(name, value) of everything that the address says of the ranking."""
        names = ("what", "level", "period", "as_of", "without", "least", "order", "area")
        return [(name, self.request.GET[name]) for name in names if self.request.GET.get(name)]

    def query(self, **more):
        """The query string that asks for the same ranking, and `more`; "?" where all is as it is by default."""
        return f"?{urlencode(dict(self.kept) | more)}"

    export_xlsx = property(lambda self: self.query(export="xlsx"))
    export_csv = property(lambda self: self.query(export="csv"))
    export_pdf = property(lambda self: self.query(export="pdf"))
    print_whole = property(lambda self: self.query(print="1"))
    is_of_villages = property(lambda self: self.level == "village")
