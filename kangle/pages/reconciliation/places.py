"""Where a number is printed: the indicators and pages that show a name's count, each with its address."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.views import PART_NAMES


def places_of(name, counts):
    """[(label, address)] of the places that print a name, for the area (and, for indicators, the year and day) asked for."""
    # A day without a snapshot has no figures to open: then those of the newest.
    query = counts.query if counts.snapshot else counts.wanted.query(as_of=None)
    return [(_label(code, part), reverse("scorecard:indicator", args=(code,)) + query) for code, part in name.parts] + [
        (label, _listed(url, conditions, counts)) for label, url, conditions in name.pages
    ]


def _label(code, part):
    indicator = CATALOGUE[code]
    if indicator.denominator is None:
        return indicator.name
    return _("%(indicator)s的%(part)s") % {"indicator": indicator.name, "part": PART_NAMES[part]}


def _listed(url, conditions, counts):
    area = {} if counts.area.pk == counts.request.user.area_id else {"area": counts.area.code}
    query = urlencode({**area, **conditions})
    return reverse(url) + (f"?{query}" if query else "")
