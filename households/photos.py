"""The photos of a household: its own (the house, a paper), and those of the visits and measures that hang on it."""

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from households.models import Household, Measure, Visit
from kangle.exchange.models import Attachment
from villages.querysets import count_of

WITH_PHOTOS = (Visit, Measure)
FAR_DAYS = 3  # a photo taken more than so many days before or after a visit is asked about


def photos_of(household):
    """All of them, the newest first; none that was removed."""
    mine = Q(model=Household._meta.label_lower, record_id=household.pk)
    for model in WITH_PHOTOS:
        rows = model.objects.filter(household=household.pk).values("pk")
        mine |= Q(model=model._meta.label_lower, record_id__in=rows)
    return Attachment.objects.present().filter(mine)


def taken_elsewhen(visit):
    """What is to be asked about the photos of a stored visit that were taken far from its day, in a sentence; "" where none was.

    Nothing is refused: a camera's clock may be wrong as well as a day that was typed.
    """
    if not isinstance(visit, Visit) or visit.pk is None or visit.on is None:
        return ""
    taken = Attachment.objects.of(visit).present().filter(taken_at__isnull=False).values_list("taken_at", flat=True)
    days = sorted({timezone.localdate(at) for at in taken if abs((timezone.localdate(at) - visit.on).days) > FAR_DAYS})
    if not days:
        return ""
    told = {"days": _("、").join(f"{day}" for day in days), "on": visit.on}
    return _("有照片是 %(days)s 拍的，走访日期却是 %(on)s：请核对走访日期；照片选错了的请删去，相机日期不准的不用改。") % told


def refuse_with_photos(old, new):
    """Refuse to delete a record on which photos hang: they would lie about unseen; as all of households.refusals."""
    here = Attachment.objects.of(old).present().count() if new is None else 0
    if here:
        raise ValidationError(_("这条记录还有 %(number)d 张照片：请先在录入页删除照片，再删记录。") % {"number": here})


def number_of_photos(model):
    """How many photos a row of `model` has, for a list to annotate."""
    return count_of(Attachment.objects.present().of_model(model).filter(record_id=OuterRef("pk")), "record_id")
