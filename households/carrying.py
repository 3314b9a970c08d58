"""What a new year takes over of the households: they themselves, the year they plan to leave poverty in, unfinished measures."""

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.codes import MeasureState
from households.models import Household, Measure, Member
from households.standing import POOR, REGISTERED
from kangle.audit.actions import snapshot
from kangle.common.figures import count, yuan
from kangle.programme.carrying import CARRIED, LEFT, Carrier, Line


def _standing(old):
    """The county's households that are on the register, each with its `status`, as the old year ends."""
    homes = Household.objects.within(old.area).with_status(old.ends_on)
    return homes.filter(status__in=REGISTERED)


class FieldCarrier(Carrier):
    """One that sets one field (`field`) of many records of one `model`, where its only line is to be carried over."""

    model = field = None

    def owing(self, old, year):
        """The records concerned: a queryset."""
        raise NotImplementedError

    def stands(self, record, period):
        """Whether a record is still as the carry-over left it."""
        return getattr(record, self.field) == period.year

    def options(self, year):
        raise NotImplementedError

    def line(self, found, label, facts, year, address):
        chosen = CARRIED if found else LEFT
        return Line(self.code, label, facts, self.options(year) if found else (), chosen, address, "" if found else _("没有"))

    def carry(self, old, period, choices, write):
        if choices.get(self.code) != CARRIED:
            return 0
        return self._set(self.read(self.owing(old, period.year)), lambda record: period.year, write)

    def take_back(self, period, parts, write):
        before = {int(part.object_id): part.before for part in parts.filter(model=self.model._meta.label_lower)}
        records = [each for each in self.read(self.model.objects.filter(pk__in=list(before))) if self.stands(each, period)]
        return len(before) - self._set(records, lambda record: before[record.pk].get(self.field), write)

    def read(self, records):
        """The records of a queryset, with what their history asks of each."""
        raise NotImplementedError

    def _set(self, records, value, write):
        for record in records:
            before = snapshot(record)
            setattr(record, self.field, value(record))
            write.change(record, before)
        return len(records)


class Homes(Carrier):
    """The households on the register: they stay what they are, so nothing is written; the year asks a record of each."""

    code, title = "households", gettext_lazy("户和人")
    columns = (gettext_lazy("户"), gettext_lazy("人"))

    def weigh(self, old, year):
        homes = _standing(old)
        lines, told = [], _("原样带入；要采集 %(year)d 年度记录，录入时带出上年的数") % {"year": year}
        for code, label, statuses in (("poor", _("现有贫困户"), POOR), ("exited", _("已脱贫、仍在册的户"), ("exited",))):
            mine = homes.filter(status__in=statuses)
            persons = Member.objects.living(old.ends_on).filter(household__in=mine.values("pk"))
            lines.append(Line(code, label, (count(mine.count()), count(persons.count())), told=told))
        return lines


class ExitPlans(FieldCarrier):
    """Households that were to leave poverty by the old year and have not: they are planned for the new one."""

    code, title = "exit-plans", gettext_lazy("没有按计划脱贫的户")
    columns = (gettext_lazy("户"),)
    model, field = Household, "planned_exit_year"

    def owing(self, old, year):
        return _standing(old).filter(status__in=POOR, planned_exit_year__lt=year)

    def options(self, year):
        return ((CARRIED, _("改为计划 %(year)d 年脱贫") % {"year": year}), (LEFT, _("不改")))

    def weigh(self, old, year):
        found = self.owing(old, year).count()
        label = _("计划 %(year)d 年或更早脱贫、还没有脱贫") % {"year": old.year}
        return [self.line(found, label, (count(found),), year, "")]

    def read(self, records):
        return records.select_related("village")


class Measures(FieldCarrier):
    """Measures neither done nor stopped, of households on the register: they become the new year's."""

    code, title = "measures", gettext_lazy("没有落实的帮扶措施")
    columns = (gettext_lazy("条"), gettext_lazy("户"), gettext_lazy("金额"))
    model, field = Measure, "carried_to"

    def owing(self, old, year):
        left = Measure.objects.within(old.area).unfinished(old.year).exclude(carried_to__gte=year)
        return left.filter(household__in=_standing(old).values("pk"))

    def options(self, year):
        return ((CARRIED, _("结转到 %(year)d 年度") % {"year": year}), (LEFT, _("不结转")))

    def weigh(self, old, year):
        sums = self.owing(old, year).aggregate(
            number=Count("pk"), homes=Count("household", distinct=True), fen=Sum("amount_fen", default=0)
        )
        facts = (count(sums["number"]), count(sums["homes"]), yuan(sums["fen"]))
        label = _("%(year)d 年底前安排、没有落实也没有停止") % {"year": old.year}
        return [self.line(sums["number"], label, facts, year, f"{reverse('households:measures')}?state=planned")]

    def stands(self, record, period):
        return super().stands(record, period) and record.state == MeasureState.PLANNED

    def read(self, records):
        return records.select_related("household__village")
