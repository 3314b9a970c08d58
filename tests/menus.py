"""Items of a county's menu of help, small enough to be told by heart."""

import datetime

from households.models import MenuItem


def sheep(county, **fields):
    """Sheep at 200 yuan each, at most 2 000 yuan a household and year, since 2015."""
    return _item(county, "肉羊养殖", unit="只", subsidy_fen=200_00, limit_fen=2_000_00, **fields)


def angelica(county, **fields):
    """Angelica at 300 yuan a mu, without a limit."""
    return _item(county, "当归种植", industry="herbs", unit="亩", subsidy_fen=300_00, **fields)


def _item(county, name, **fields):
    defaults = {"kind": "industry", "industry": "livestock", "since": datetime.date(2015, 1, 1)}
    return MenuItem.objects.create(area=county, name=name, **{**defaults, **fields})
