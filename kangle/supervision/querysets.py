"""How facts found by visiting are read."""

from django.db.models import BigIntegerField, Case, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from kangle.areas.models import Area
from kangle.common.querysets import AreaBoundQuerySet
from kangle.programme.years import year_has_come
from villages.querysets import count_of


class RoundQuerySet(AreaBoundQuerySet):
    def with_counts(self):
        """Annotates `townships_inspected`, `sampled` (households), `findings`, `findings_open`, `interviews_held`."""
        inspections = self.model._meta.get_field("inspections").related_model
        findings = inspections._meta.get_field("findings").related_model.objects.filter(inspection__round=OuterRef("pk"))
        interviews = self.model._meta.get_field("interviews").related_model.objects.filter(round=OuterRef("pk"))
        visited = inspections.objects.filter(round=OuterRef("pk")).of_townships()
        sampled = visited.order_by().values("round").annotate(n=Sum("households_sampled")).values("n")
        return self.annotate(
            townships_inspected=count_of(visited, "round"),
            sampled=Coalesce(Subquery(sampled, output_field=IntegerField()), 0),
            findings=count_of(findings, "inspection__round"),
            findings_open=count_of(findings.filter(rectified_on__isnull=True), "inspection__round"),
            interviews_held=count_of(interviews.filter(held_on__isnull=False), "round"),
        )


class InspectionQuerySet(AreaBoundQuerySet):
    def of_townships(self):
        """A round visits townships and ranks them; a visit to one village beside them is no township's."""
        return self.filter(area__level=Area.Level.TOWNSHIP)

    def with_score(self):
        """Annotates `score` (hundredths of a point, None where nothing was marked) and `findings_count`."""
        marks = self.model._meta.get_field("marks").related_model.objects.filter(inspection=OuterRef("pk"))
        findings = self.model._meta.get_field("findings").related_model.objects.filter(inspection=OuterRef("pk"))
        points = marks.order_by().values("inspection").annotate(total=Sum("points")).values("total")
        return self.annotate(
            score=Subquery(points, output_field=BigIntegerField()),
            findings_count=count_of(findings, "inspection"),
        )


class InspectionFactQuerySet(AreaBoundQuerySet):
    area_lookup = "inspection__area"


_within_the_year_found = Q(due_year=F("found_year")) & ~Q(due_on__month=12, due_on__day=31)


class FindingQuerySet(AreaBoundQuerySet):
    def with_state(self, on):
        """Annotates `state`: rectified, rectified-late, overdue or open, as of a day.

        Being overdue is measured at the earlier of `on` and the end of the county's last year, at least of that of the finding.
        """
        passed = Q(due_on__lt=on) & (_within_the_year_found | year_has_come("due_on"))
        rectified = Q(rectified_on__lte=on)
        return self.alias(due_year=ExtractYear("due_on"), found_year=ExtractYear("found_on")).annotate(
            state=Case(
                When(rectified & Q(rectified_on__lte=F("due_on")), then=Value("rectified")),
                When(rectified, then=Value("rectified-late")),
                When(passed, then=Value("overdue")),
                default=Value("open"),
            )
        )


class TeamQuerySet(AreaBoundQuerySet):
    def with_counts(self):
        """Annotates `households_checked`, `households_passed`, `villages_checked`, `villages_passed`."""
        households = self.model._meta.get_field("household_checks").related_model.objects.filter(team=OuterRef("pk"))
        villages = self.model._meta.get_field("village_checks").related_model.objects.filter(team=OuterRef("pk"))
        return self.annotate(
            households_checked=count_of(households, "team"),
            households_passed=count_of(households.filter(passed=True), "team"),
            villages_checked=count_of(villages, "team"),
            villages_passed=count_of(villages.filter(passed=True), "team"),
        )


class ZoneFactQuerySet(AreaBoundQuerySet):
    area_lookup = "township"


class CadreFactQuerySet(AreaBoundQuerySet):
    area_lookup = "cadre__area"


class SheetItemQuerySet(AreaBoundQuerySet):
    """The items of a score sheet lie where their round lies."""

    area_lookup = "round__area"
