"""Lists of cases, of those that wait for somebody (each with a box to tick), and of public notices."""

import datetime

from django.db.models import Count
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kangle.common import figures
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import AreaColumn, ChoiceColumn, Column, DateColumn, LinkColumn, NumberColumn
from kangle.procedures.codes import PENDING, TONES, asked_for
from kangle.procedures.models import Case, Notice
from kangle.procedures.subjects import with_open_doubts

DISPUTED = [(True, gettext_lazy("未办结")), (False, gettext_lazy("无"))]


class PickColumn(LinkColumn):
    """A case by its title, before it the box that puts it into the batch: `key.turn`, as the person saw it.

    `picked`: the values of the boxes that are ticked already.
    """

    picked = ()

    def lookups(self):
        return (*super().lookups(), "turn")

    def html(self, row):
        value = f"{row['pk']}.{row['turn']}"
        return format_html(
            '<span class="pick"><label><input type="checkbox" name="case" value="{}" form="batch"{}>'
            '<span class="unseen">{}</span></label>{}</span>',
            value,
            mark_safe(" checked") if value in self.picked else "",
            _("选择 %(case)s") % {"case": self.value(row)},
            super().html(row),
        )


class AskedColumn(Column):
    """What a case asks for, in the words of its subject; `subject` is where that stands."""

    width = 14

    def __init__(self, *args, subject, **options):
        super().__init__(*args, **options)
        self.subject = subject

    def lookups(self):
        return (*super().lookups(), self.subject)

    def value(self, row):
        return asked_for(row[self.lookup], row[self.subject])


class DoubtsColumn(NumberColumn):
    """How many doubts stand unanswered against what the case is about; they are read on its page."""

    def html(self, row):
        return super().html(row) if self.value(row) else self.unlinked(row)

    def address(self, arguments):
        return f"{super().address(arguments)}#doubts"


class UntilColumn(DateColumn):
    """The last day of something counted in days; `begun` is a lookup that has a value where there is such a day, so that one that
    nobody can tell yet (the days off of its year are not on record) is said to be so.
    """

    def __init__(self, *args, begun, **options):
        super().__init__(*args, **options)
        self.begun = begun

    def lookups(self):
        return (*super().lookups(), self.begun)

    def value(self, row):
        return _("还不能确定") if row[self.lookup] is None and self.is_begun(row[self.begun]) else row[self.lookup]

    def is_begun(self, value):
        return value is not None

    def shown(self, value):
        return value if isinstance(value, str) else super().shown(value)


class LimitColumn(UntilColumn):
    """The day until which a level should have acted; once it is over, by how many calendar days."""

    def __init__(self, *args, **options):
        super().__init__(*args, begun="state", **options)

    def is_begun(self, value):
        return value in PENDING

    def marked(self, value):
        late = (timezone.localdate() - value).days if isinstance(value, datetime.date) else 0
        if late <= 0:
            return super().marked(value)
        words = ngettext("超期 %(number)s 天", "超期 %(number)s 天", late) % {"number": figures.count(late)}
        return format_html('{}<br><span class="badge poor"><i aria-hidden="true">✕</i>{}</span>', self.shown(value), words)


class CaseTable(FactTable):
    title = LinkColumn(link=("procedures:case", "pk"))
    kind = AskedColumn(subject="method__subject")
    state = ChoiceColumn(tones=TONES)
    village = AreaColumn(gettext_lazy("村"), "area")
    township = AreaColumn(gettext_lazy("乡镇"), "area", parent=True, on_phone=False)
    method = Column(gettext_lazy("方法"), "method__name", on_phone=False)
    reason = Column(on_phone=False)
    opened_on = DateColumn(on_phone=False)
    effective_on = DateColumn(on_phone=False)
    due_on = LimitColumn()
    opened_by = Column(visible=False)
    arrived_on = DateColumn(visible=False)
    last_by = Column(gettext_lazy("上一步经办"), visible=False)
    last_reason = Column(gettext_lazy("上一步意见"), visible=False)

    class Meta:
        model = Case
        fields = ()
        order_by = ("-opened_on", "title")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_last_reason()


class QueueTable(FactTable):
    """What waits for somebody: nearest to its limit first, with what the checks say and what the step before said."""

    title = PickColumn(link=("procedures:case", "pk"))
    kind = AskedColumn(subject="method__subject")
    state = ChoiceColumn(tones=TONES)
    village = AreaColumn(gettext_lazy("村"), "area")
    township = AreaColumn(gettext_lazy("乡镇"), "area", parent=True, on_phone=False)
    reason = Column(on_phone=False)
    last_by = Column(gettext_lazy("上一步经办"), on_phone=False)
    last_reason = Column(gettext_lazy("上一步意见"))
    open_doubts = DoubtsColumn(gettext_lazy("疑点"), link=("procedures:case", "pk"))
    notice_ends_on = UntilColumn(gettext_lazy("公示至"), begun="notice_starts_on")
    disputed = ChoiceColumn(gettext_lazy("异议"), choices=DISPUTED, tones={True: "poor"})
    arrived_on = DateColumn(visible=False)
    due_on = LimitColumn()

    class Meta:
        model = Case
        fields = ()
        order_by = ("due_on", "arrived_on")

    @classmethod
    def prepare(cls, queryset):
        return with_open_doubts(queryset.with_last_reason().with_disputed().with_notice())


class NoticeTable(FactTable):
    place = LinkColumn(link=("procedures:notice", "pk"))
    area = AreaColumn(gettext_lazy("地区"), "area")
    kind = AskedColumn(subject="subject")
    level = ChoiceColumn()
    starts_on = DateColumn()
    ends_on = UntilColumn(begun="starts_on")
    listed = NumberColumn(gettext_lazy("列入件数"))
    by_name = Column(on_phone=False)
    entered_on = DateColumn(visible=False)

    class Meta:
        model = Notice
        fields = ()
        order_by = ("-ends_on", "area")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_subject().annotate(listed=Count("cases"))
