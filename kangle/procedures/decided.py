"""Events that a county's decision writes: how those in force are read, and why nobody alters them beside the procedure."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kangle.programme.days import changed


class DecidedEventQuerySet(QuerySet):
    """Dated events of a subject (`whose`), each perhaps undone by a `revocation` of its own day."""

    whose = ""

    def in_force(self, on):
        """Events that had not been undone by a day; one undone later stands on that day as it was decided."""
        revocations = self.model._meta.get_field("revocation").related_model.objects
        return self.exclude(pk__in=revocations.filter(on__lte=on).values("event"))

    def latest(self, on):
        """For each subject its last event on or before a day, of those in force: where it stands that day."""
        later = self.model.objects.in_force(on).filter(**{self.whose: OuterRef(self.whose)}, on__lte=on)
        later = later.filter(Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk")))
        return self.in_force(on).filter(~Exists(later), on__lte=on)


def refuse_decided(old, new):
    """What a county's decision wrote is taken back by an act of its own (a revocation), never altered or deleted here."""
    if old is None or not old.case_id:
        return
    said = {"reason", "procedure"}
    kept = [field.attname for field in old._meta.concrete_fields if field.name not in said]
    if new is None or changed(kept, old, new):
        raise ValidationError(_("这条记录由办件“%(case)s”写入：请在办件页面撤销决定，不要在这里改。") % {"case": old.case})
