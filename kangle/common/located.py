"""The base of whatever knows where it happened: a visit, a photo."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kangle.common.positions import MICRO, in_degrees


class Located(models.Model):
    """Latitude and longitude in micro-degrees, both or neither; a model also names `on_the_globe` among its constraints."""

    latitude = models.IntegerField(_("纬度（微度）"), null=True, blank=True, editable=False)
    longitude = models.IntegerField(_("经度（微度）"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def position(self):
        """Where it was, in degrees: '35.371234, 103.708912'; "" where nobody told."""
        return in_degrees(self.latitude, self.longitude)


def on_the_globe(name):
    """The constraint under `name` that a position is whole and exists."""
    return models.CheckConstraint(
        condition=Q(latitude__isnull=True, longitude__isnull=True)
        | Q(
            latitude__isnull=False,
            longitude__isnull=False,
            latitude__range=(-90 * MICRO, 90 * MICRO),
            longitude__range=(-180 * MICRO, 180 * MICRO),
        ),
        name=name,
    )
