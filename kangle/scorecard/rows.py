"""这个数由这些记录组成: the very rows behind a published figure, as a list that adds up to it."""

from django.apps import apps
from django.db.models import Sum
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kangle.audit.changes import in_words
from kangle.audit.models import Entry
from kangle.common.reading import one_moment
from kangle.exchange.tables import MoneyColumn, NumberColumn
from kangle.exchange.views import ListPage
from kangle.scorecard import measures
from kangle.scorecard.asked import asked
from kangle.scorecard.declarations import YUAN
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.measures import At
from kangle.scorecard.tables import filter_of, table_of
from kangle.scorecard.views import PART_NAMES

CHANGES_SHOWN = 20


class RowsPage(ListPage):
    """The rows of one part of an indicator in one area, as of the snapshot's day, with what each contributes."""

    template_name = "scorecard/rows.html"
    sums_up_to = None  # whoever opens the rows wants to see that they add up

    @property
    def filterset_class(self):
        return filter_of(self.measured)

    @cached_property
    def counted(self):
        """The very rows behind the figure, as the records are now."""
        return self.measure.rows(At(self.snapshot.year, self.snapshot.as_of), self.area)

    @property
    def measured(self):
        """The model whose rows are listed."""
        return self.counted.model

    @cached_property
    def indicator(self):
        if self.kwargs["code"] not in CATALOGUE:
            raise Http404(_("没有这个指标。"))
        return CATALOGUE[self.kwargs["code"]]

    @cached_property
    def measure(self):
        if self.kwargs["part"] not in self.indicator.measures:
            raise Http404(_("这个指标没有这一项。"))
        return self.indicator.measures[self.kwargs["part"]]

    @cached_property
    def asked(self):
        return asked(self.request)

    @property
    def area(self):
        return self.asked.area

    @cached_property
    def snapshot(self):
        with one_moment():  # the sheet is read whole; an export, which is put on record, goes on after it
            if not self.asked.sheet:
                raise Http404(_("还没有发布的评分数据，没有可以展开的数。"))
            if not self.asked.sheet.figures[self.indicator.code].was_counted:
                raise Http404(_("这一次评分里还没有这个指标：它是后来才加入的。"))
            return self.asked.snapshot

    @cached_property
    def rows(self):
        """Within an area the person may see (`asked` has made sure), so asking `visible_to` again would change nothing."""
        return self.table_class.prepare_within(self.counted, self.area, self.snapshot.year)

    @property
    def is_money(self):
        unit = self.indicator.parts or self.indicator.unit
        return isinstance(self.measure, measures.Sum) and unit is YUAN

    @cached_property
    def table_class(self):
        """The room's own table, with the contribution of each row where it is not simply one."""
        base = table_of(self.measured)
        if not isinstance(self.measure, measures.Sum):
            return base
        column = (MoneyColumn if self.is_money else NumberColumn)(_("计入"), "contribution")
        sums = base.footer_sums
        sums = dict(sums) if isinstance(sums, dict) else {name: Sum(base.base_columns[name].accessor or name) for name in sums}
        return type(
            base.__name__,
            (base,),
            {"Meta": base.Meta, "contribution": column, "footer_sums": {**sums, "contribution": Sum("contribution")}},
        )

    def get_title(self):
        return _("%(name)s的%(part)s：这个数由这些记录组成") % {
            "name": self.indicator.name,
            "part": PART_NAMES[self.kwargs["part"]],
        }

    @cached_property
    def published(self):
        """The figure as it was published, in the smallest unit."""
        row = self.asked.sheet.figures[self.indicator.code].row
        return getattr(row, self.kwargs["part"])

    @cached_property
    def present(self):
        """The same figure from the records as they are now."""
        if isinstance(self.measure, measures.Sum):
            return self.rows.order_by().aggregate(n=Sum("contribution", default=0))["n"]
        return self.rows.count()

    @property
    def day_of_rows(self):
        return self.snapshot.as_of

    @property
    def year_of_rows(self):
        return self.snapshot.year

    def get_extra(self):
        differs = self.present != self.published
        scale = self.indicator.part_scale if self.kwargs["part"] != "target" else self.indicator.target_scale
        return {
            "asked": self.asked,
            "snapshot": self.snapshot,
            "indicator": self.indicator,
            "part_name": PART_NAMES[self.kwargs["part"]],
            "published": self.published,
            "present": self.present,
            "is_money": self.is_money,
            "scale": 1 if self.is_money else scale,
            "changes": self.changes() if differs else [],
            "differs": differs,
        }

    def changes(self):
        """What was changed in this area since the snapshot, newest first: the reason the two numbers differ.

        A snapshot of which a part was recomputed is as old as its base: what the part has counted already is listed as well.
        """
        since = Entry.objects.within(self.area).filter(at__gt=self.snapshot.computed_at, model__in=asked_of(self.counted))
        found = list(since.exclude(act__in=[Entry.Act.LOOK, Entry.Act.SIGN_IN]).order_by("-at", "-pk")[:CHANGES_SHOWN])
        for entry in found:
            entry.words = in_words(entry.model, entry.before, entry.after) if entry.act == Entry.Act.CHANGE else ""
        return found


def asked_of(queryset):
    """The labels of the models whose tables a queryset reads: a change to no other record can change what it finds."""
    sql, _params = queryset.query.sql_with_params()
    return [model._meta.label_lower for model in apps.get_models() if f'"{model._meta.db_table}"' in sql]
