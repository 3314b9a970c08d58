"""How facts about works are read."""

from django.db.models import OuterRef, Subquery

from kangle.common.querysets import AreaBoundQuerySet


class ProjectQuerySet(AreaBoundQuerySet):
    """Projects lie at the area that answers for them."""

    def with_stage(self, on):
        """Annotates `stage` and `stage_on`: the latest step on or before a day."""
        steps = self.model._meta.get_field("steps").related_model.objects
        latest = steps.filter(project=OuterRef("pk"), on__lte=on).order_by("-on", "-stage")
        return self.annotate(stage=Subquery(latest.values("stage")[:1]), stage_on=Subquery(latest.values("on")[:1]))


class ProjectFactQuerySet(AreaBoundQuerySet):
    """Facts that hang on a project; they lie where it lies."""

    area_lookup = "project__area"


class ProgressQuerySet(AreaBoundQuerySet):
    """Progress lies where its site lies."""

    area_lookup = "site__area"
