"""What a new year takes over of 村级分类: the tiers with their strategies, who backs each village, what is still to be done."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.audit.actions import differing, snapshot
from kangle.common.figures import count
from kangle.programme.carrying import CARRIED, LEFT, Carrier, Line
from villages.models import Backing, Commitment, ShowWork, Tier, VillageEvent

STANDING = "standing"  # without the villages that have left the list of poor villages
CODE = "tiers"
# What hangs on a tier, each row of the old year copied into the new one; what is done stays with the year it was done in.
UNDER = (Backing, Commitment, ShowWork)


class Tiers(Carrier):
    """The tiers as the old year ends. The place is not carried over: the new year ranks its villages itself."""

    code, title = CODE, gettext_lazy("村级分类")
    columns = (*(kind.label for kind in Tier.Kind), gettext_lazy("没有完成的承担事项和示范建设"))

    def weigh(self, old, year):
        tiers = _owed(old, year)
        kinds = [tier.tier for tier in tiers]
        unfinished = sum(len(rows) for _model, rows in _under(old, [tier.village_id for tier in tiers], year)[1:])
        facts = (*(count(kinds.count(kind)) for kind in Tier.Kind), count(unfinished))
        label = _("%(year)d 年度定了类别的村") % {"year": old.year}
        address = f"{reverse('villages:tiers')}?year={old.year}"
        return [Line(CODE, label, facts, self._options(old, tiers, year), CARRIED if tiers else LEFT, address, _("没有"))]

    def _options(self, old, tiers, year):
        if not tiers:
            return ()
        left = _exited(old)
        staying = sum(tier.village_id not in left for tier in tiers)
        options = [(CARRIED, _("全部结转到 %(year)d 年度：%(number)d 个村") % {"year": year, "number": len(tiers)})]
        if 0 < staying < len(tiers):
            words = {"number": staying, "left": len(tiers) - staying}
            options.append((STANDING, _("只结转没有退出的：%(number)d 个村（已退出 %(left)d 个村不结转）") % words))
        return (*options, (LEFT, _("不结转")))

    def carry(self, old, period, choices, write):
        chosen = choices.get(CODE, LEFT)
        if chosen not in (CARRIED, STANDING):
            return 0
        left = _exited(old) if chosen == STANDING else ()
        tiers = [tier for tier in _owed(old, period.year) if tier.village_id not in left]
        made = [
            Tier(
                village=tier.village, year=period.year, tier=tier.tier, strategy=tier.strategy, assigned_on=period.starts_on,
                carried_from=tier,
            )
            for tier in tiers
        ]  # fmt: skip
        _put(made, write)
        for _model, rows in _under(old, [tier.village_id for tier in tiers], period.year):
            _put([_copy(row, period.year) for row in rows], write)
        return len(made)

    def left_behind(self, old, year):
        return 0 if Tier.objects.filter(year=year).within(old.area).exists() else len(_owed(old, year))

    def take_back(self, period, parts, write):
        return sum(_taken_back(model, parts, write) for model in (*reversed(UNDER), Tier))


def _owed(old, year):
    """The old year's tiers of villages that still stand in the new one and have none of it, in the order of the list."""
    there = Tier.objects.filter(year=year).within(old.area).values("village")
    tiers = Tier.objects.in_force(old.year, old.ends_on).within(old.area).exclude(village__in=there)
    return [tier for tier in tiers.select_related("village").order_by("village__path") if tier.village.stood_in(year)]


def _exited(old):
    """The villages (keys) that had left the list of poor villages as the old year ended."""
    gone = VillageEvent.objects.latest(old.ends_on).within(old.area).filter(kind=VillageEvent.Kind.EXITED)
    return set(gone.values_list("village", flat=True))


def _under(old, villages, year):
    """[(model, the old year's rows of these villages)] of what hangs on their tiers: of works those that are not done."""
    found = []
    for model in UNDER:
        rows = model.objects.filter(year=old.year, village__in=villages).select_related("village").order_by("pk")
        if model is Backing:
            rows = rows.exclude(village__in=model.objects.filter(year=year).values("village"))
        else:
            rows = rows.filter(done_on__isnull=True)
        found.append((model, list(rows)))
    return found


def _copy(row, year):
    own = {"id", "year", "carried_from"}
    values = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in own}
    return row.__class__(**values, year=year, carried_from=row)


def _put(made, write):
    for row in made:
        write.create(row, path=row.village.path)


def _taken_back(model, parts, write):
    """Delete the rows of a model that stand as they were carried over; returns how many stay."""
    after = {int(part.object_id): part.after for part in parts.filter(model=model._meta.label_lower)}
    there = list(model.objects.filter(pk__in=list(after)).select_related("village"))
    as_made = [row for row in there if differing({}, snapshot(row))[1] == after[row.pk]]
    for row in as_made:
        write.erase(row, path=row.village.path)
    return len(there) - len(as_made)
