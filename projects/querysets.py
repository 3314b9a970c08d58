"""How facts about works are read."""

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from kangle.common.querysets import AreaBoundQuerySet
from kangle.programme.years import year_has_come
from villages.querysets import VillageFactQuerySet

# The steps from which on the works stand finished, and the one that ends a project without works.
FINISHED = ("10-accepted", "11-settled", "12-handed-over", "13-upkeep")
WITHDRAWN = "99-withdrawn"


def reported(rows, key, field):
    """A subquery summing `field` of `rows`, already narrowed to the outer query's row through their key `key`; NULL where no row
    says anything: what nobody has reported is unknown, not 0."""
    summed = rows.order_by().values(key).annotate(total=Sum(field)).values("total")
    return Subquery(summed, output_field=BigIntegerField())


def total(rows, key, field):
    """As `reported`, of a ledger that is whole (money): 0 where there is no row."""
    return Coalesce(reported(rows, key, field), 0)


class ProjectQuerySet(AreaBoundQuerySet):
    """Projects lie at the area that answers for them."""

    def with_stage(self, on):
        """Annotates `stage` and `stage_on`: the latest step on or before a day."""
        steps = self.model._meta.get_field("steps").related_model.objects
        latest = steps.filter(project=OuterRef("pk"), on__lte=on).order_by("-on", "-stage")
        return self.annotate(stage=Subquery(latest.values("stage")[:1]), stage_on=Subquery(latest.values("on")[:1]))

    def with_quantities(self, on, user=None):
        """Annotates `planned` and `done`: whole units planned at its sites, and done there by a day; NULL where nobody said.

        With `user` only at the sites he may see: a project that serves two townships is read from either.
        """
        model = self.model._meta.get_field("sites").related_model
        sites, progress = model.objects.all(), model._meta.get_field("progress").related_model.objects.all()
        if user is not None:
            sites, progress = sites.visible_to(user), progress.visible_to(user)
        return self.annotate(
            planned=reported(sites.filter(project=OuterRef("pk")), "project", "planned"),
            done=reported(progress.filter(site__project=OuterRef("pk"), on__lte=on), "site__project", "quantity"),
        )

    def with_schedule(self, on):
        """Annotates `schedule`: finished, finished-late, late, due-later or withdrawn.

        Being late is measured at the earlier of `on` and the end of the county's last year, at least of the project's own.
        """
        steps = self.model._meta.get_field("steps").related_model.objects.filter(project=OuterRef("pk"), on__lte=on)
        finished = steps.filter(stage__in=FINISHED)
        last_day = Q(finish_year=F("year"), planned_finish_on__month=12, planned_finish_on__day=31)
        in_its_year = Q(finish_year__lte=F("year")) & ~last_day
        passed = Q(planned_finish_on__lt=on) & (in_its_year | year_has_come("planned_finish_on"))
        return self.alias(finish_year=ExtractYear("planned_finish_on")).annotate(
            schedule=Case(
                When(Exists(steps.filter(stage=WITHDRAWN)), then=Value("withdrawn")),
                When(Exists(finished.filter(on__lte=OuterRef("planned_finish_on"))), then=Value("finished")),
                When(Exists(finished), then=Value("finished-late")),
                When(passed, then=Value("late")),
                default=Value("due-later"),
            )
        )


class ProjectFactQuerySet(AreaBoundQuerySet):
    """Facts that hang on a project; they lie where it lies."""

    area_lookup = "project__area"


class SiteQuerySet(AreaBoundQuerySet):
    def with_done(self, on):
        """Annotates `done`: whole units done at the site by a day; NULL where nobody has reported any."""
        progress = self.model._meta.get_field("progress").related_model.objects
        return self.annotate(done=reported(progress.filter(site=OuterRef("pk"), on__lte=on), "site", "quantity"))

    def completed(self):
        """Of sites `with_done`, those where everything planned is done."""
        return self.filter(done__gte=F("planned"))

    def unfinished(self):
        return self.filter(Q(done__isnull=True) | Q(done__lt=F("planned")))


class ProgressQuerySet(AreaBoundQuerySet):
    """Progress lies where its site lies."""

    area_lookup = "site__area"


class GapQuerySet(VillageFactQuerySet):
    def with_state(self, on):
        """Annotates `state`, how far the gap is filled on a day: lacking, planned, building or done.

        A project that was withdrawn leaves its gap lacking.
        """
        project = self.model._meta.get_field("project").related_model
        steps = project._meta.get_field("steps").related_model.objects
        latest = steps.filter(project=OuterRef("project"), on__lte=on).order_by("-on", "-stage").values("stage")[:1]
        return self.annotate(stage=Subquery(latest)).annotate(
            state=Case(
                When(Q(project__isnull=True) | Q(matched_on__gt=on) | Q(stage=WITHDRAWN), then=Value("lacking")),
                When(stage__in=FINISHED, then=Value("done")),
                When(stage="09-works", then=Value("building")),
                default=Value("planned"),
            )
        )


def beneficiaries_with_stage(beneficiaries, on):
    """Beneficiaries with `stage`, how far their project is on a day."""
    project = beneficiaries.model._meta.get_field("project").related_model
    steps = project._meta.get_field("steps").related_model.objects.filter(project=OuterRef("project"), on__lte=on)
    return beneficiaries.annotate(stage=Subquery(steps.order_by("-on", "-stage").values("stage")[:1]))
