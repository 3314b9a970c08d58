"""How attachments are read: of one record, of the rows of a list, those that are still there."""

from kangle.common.querysets import AreaBoundQuerySet


class AttachmentQuerySet(AreaBoundQuerySet):
    def present(self):
        """Those not removed."""
        return self.filter(removed_at__isnull=True)

    def of(self, record):
        """The attachments of one record."""
        return self.of_model(type(record)).filter(record_id=record.pk)

    def of_model(self, model):
        return self.filter(model=model._meta.label_lower)
