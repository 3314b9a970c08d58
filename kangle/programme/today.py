"""The last day that lies in a county's year in hand: what is to take effect takes effect in a year that has been opened."""

from django.utils import timezone

from kangle.programme.models import Period


def day_in_hand(area):
    """The earlier of today and the end of the newest year of the county `area` lies in; today where it has none."""
    today = timezone.localdate()
    period = Period.objects.filter(area__path=area.path[:6]).order_by("-year").first() if area is not None else None
    return min(today, period.ends_on) if period else today
