"""核对: the list of what documents report beside what the records say, the largest difference first."""

from collections import namedtuple
from copy import copy
from fractions import Fraction

from django.db.models import Case, CharField, FloatField, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kangle.accounts.roles import Capability
from kangle.exchange.facts import FactTable
from kangle.exchange.filters import ChoiceFilter, DateRangeFilter, ListFilter, SearchFilter, WholeNumberFilter
from kangle.exchange.tables import AreaColumn, ChoiceColumn, Column, DateColumn, LinkColumn, ShareColumn
from kangle.exchange.views import ListPage
from kangle.programme.items import ITEMS
from kangle.scorecard.comparing import State, compare
from kangle.scorecard.declarations import SHARE
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Reported

TONES = {State.OPEN: "poor", State.EXPLAINED: "fair", State.AGREES: "good", State.NOTHING: "none", State.REPLACED: "none"}
INDICATORS = [(code, indicator.name) for code, indicator in CATALOGUE.items()]


class ReportedFilter(ListFilter):
    q = SearchFilter("phrase", "document", "note", "explanation", label=gettext_lazy("原文、文件或说明"))
    state = ChoiceFilter("state", label=gettext_lazy("状态"), choices=State.choices)
    year = WholeNumberFilter("year", label=gettext_lazy("年度"))
    item = ChoiceFilter(label=gettext_lazy("事项"), choices=[(item.code, item.name) for item in ITEMS], method="by_item")
    as_of = DateRangeFilter("as_of", label=gettext_lazy("截至日期"))

    class Meta:
        model = Reported
        fields = ["field"]

    def by_item(self, queryset, name, value):
        return queryset.filter(indicator__startswith=f"{value}.")


Told = namedtuple("Told", ("text", "number"))  # as the page writes it; as a file keeps it, None where the text is all


class ComparedColumn(Column):
    """What a row's comparison says, found by the row's key; `size` names the annotation it is sorted by."""

    kind = "number"
    texts = {}

    def __init__(self, verbose_name, text, size=None, **options):
        super().__init__(verbose_name, "pk", orderable=size is not None, order_by=(size,) if size else None, **options)
        self.text = text

    def value(self, row):
        return self.texts[row["pk"]][self.text]

    def shown(self, value):
        return value.text

    def exported(self, value):
        return value.text if value.number is None else value.number


class ReportedTable(FactTable):
    """Reported figures; `beside` gives the table that has their comparisons."""

    phrase = LinkColumn(link=("scorecard:reported-figure", "pk"))
    area = AreaColumn(gettext_lazy("地区"), "area")
    indicator = ChoiceColumn(choices=INDICATORS, on_phone=False)
    field = ChoiceColumn(on_phone=False)
    reported = ComparedColumn(gettext_lazy("上报值"), "reported")
    computed = ComparedColumn(gettext_lazy("按记录"), "computed")
    gap = ComparedColumn(gettext_lazy("相差"), "gap", size="absolute")
    relative = ShareColumn(gettext_lazy("相对相差"), digits=2)
    state = ChoiceColumn(gettext_lazy("状态"), choices=State.choices, tones=TONES)
    day = ComparedColumn(gettext_lazy("截至"), "day", size="as_of")
    document = Column(on_phone=False)
    explanation = Column(gettext_lazy("说明"), on_phone=False)
    document_on = DateColumn(visible=False)
    explained_by = Column(visible=False)
    entered_by = Column(visible=False)
    note = Column(visible=False)
    year = Column(visible=False)
    as_of = DateColumn(visible=False)
    unit = ComparedColumn(pgettext_lazy("计量", "单位"), "unit", visible=False)
    snapshot_on = ComparedColumn(gettext_lazy("对照的评分数据"), "snapshot", visible=False)

    class Meta:
        model = Reported
        fields = ()
        order_by = ("-relative",)

    @classmethod
    def beside(cls, comparisons):
        """This table with the texts of some comparisons."""
        texts = {each.row.pk: _texts(each) for each in comparisons}
        columns = {"Meta": cls.Meta}
        for name, column in cls.base_columns.items():
            if isinstance(column, ComparedColumn):
                columns[name] = copy(column)
                columns[name].texts = texts
        return type(cls.__name__, (cls,), columns)


def _texts(each):
    unit, computed = f" {each.unit_name}" if each.unit_name else "", each.computed is not None
    as_of, day = f"{each.row.as_of:%Y-%m-%d}", "" if each.snapshot is None else f"{each.snapshot.as_of:%Y-%m-%d}"
    when = as_of if each.is_exact or not day else _("%(as_of)s（比 %(day)s）") % {"as_of": as_of, "day": day}
    return {
        "reported": Told(f"{each.reported_text}{unit}", _number(Fraction(each.row.value))),
        "computed": Told(f"{each.computed_text}{unit}" if computed else each.computed_text, _number(each.computed)),
        "gap": Told(each.gap_text, _number(each.gap)),
        "unit": Told(str(SHARE.name if each.is_share else each.unit.name) if each.indicator else "", None),
        "snapshot": Told(day, None),
        "day": Told(when, None),
    }


def _number(value):
    """An exact value as a file keeps it: whole where it is whole."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def told(queryset, comparisons):
    """The rows annotated with `state`, `relative` (of the computed figure) and `absolute` (in the printed unit)."""
    by_state = {}
    for each in comparisons:
        by_state.setdefault(each.state, []).append(each.row.pk)
    known = [each for each in comparisons if each.gap is not None]
    return queryset.annotate(
        state=Case(
            *(When(pk__in=keys, then=Value(str(state))) for state, keys in by_state.items()),
            default=Value(""),
            output_field=CharField(),
        ),
        relative=_sizes({each.row.pk: each.relative for each in known}),
        absolute=_sizes({each.row.pk: abs(each.gap) for each in known}),
    )


def _sizes(sizes):
    """Each row's size; equal ones (most are 0) stand in one condition."""
    keys = {}
    for key, size in sizes.items():
        keys.setdefault(float(size), []).append(key)
    conditions = (When(pk__in=found, then=Value(size)) for size, found in keys.items())
    return Case(*conditions, default=None, output_field=FloatField()) if keys else Value(None, output_field=FloatField())


class ReportedPage(ListPage):
    """What documents report of the area and of those below it; what was corrected is listed only where it is asked for."""

    model = Reported
    filterset_class = ReportedFilter
    title = pgettext_lazy("上报值", "核对")
    hint = gettext_lazy("还没有登记过上报值。文件、通报里写的数，由县扶贫办或督查员登记，同记录的数比对。")
    template_name = "scorecard/reported_list.html"

    @cached_property
    def found(self):
        rows = Reported.objects.visible_to(self.request.user).within(self.area) if self.area else Reported.objects.none()
        if self.request.GET.get("state") != State.REPLACED:
            rows = rows.standing()
        return rows

    @cached_property
    def comparisons(self):
        return compare(self.found.select_related("area"))

    @cached_property
    def rows(self):
        return told(self.found, self.comparisons)

    @cached_property
    def table_class(self):
        return ReportedTable.beside(self.comparisons)

    def get_extra(self):
        numbers = dict.fromkeys(State, 0)
        for each in self.comparisons:
            numbers[each.state] += 1
        shown = [state for state in State if state != State.REPLACED]
        return {
            "states": [(state.label, TONES[state], numbers[state], self.link(state=state.value, page=None)) for state in shown],
            "replaced": self.link(state=State.REPLACED.value, page=None),
            "may_report": self.request.user.may(Capability.CHECK_REPORTS),
        }
