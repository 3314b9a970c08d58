"""Two bulletins of the demo county: that of the first round, signed and issued in its day, and a draft of the last round's."""

import datetime

from django.utils import timezone

from kangle.accounts.models import User
from kangle.bulletins import actions
from kangle.bulletins.editing import NEW, put_head, put_text
from kangle.bulletins.freezing import ranking_of
from kangle.bulletins.models import Bulletin
from kangle.common.typesetting import NoChineseFont
from kangle.demo.drawing import LAST_DAY, YEAR, day
from kangle.supervision.models import Round

NUMBER = f"康扶办发〔{YEAR}〕8号"
DRAFTED_ON, SIGNED_ON = day(4, 1), day(4, 3)
PRAISE = "八松乡、鸣鹿乡等乡镇把督查问题整改与明白册更新同步推进的做法，各乡镇可以借鉴。"


def write(county):
    """Issue the one and draft the other; returns how many there are. On a machine without a Chinese font the first waits."""
    inspector, office, leader = (User.objects.get(username=name) for name in ("ducha", "fupinban", "xianlingdao"))
    first, last = Round.objects.filter(area=county, year=YEAR, number__in=(1, 4)).order_by("number")
    made = actions.draft(by=inspector, round_=first, as_of=DRAFTED_ON)
    put_head(made, {"number": NUMBER}, by=inspector, version=made.version)
    made = actions.submit(made, by=inspector, version=made.version + 1)
    # In its own day, as all of the demo is.
    Bulletin.objects.filter(pk=made.pk).update(drafted_at=_noon(DRAFTED_ON), submitted_at=_noon(DRAFTED_ON))
    try:
        actions.sign(made, by=leader, version=made.version, on=SIGNED_ON)
        Bulletin.objects.filter(pk=made.pk).update(issued_at=_noon(SIGNED_ON))
    except NoChineseFont:
        pass
    draft = actions.draft(by=office, round_=last, publication=ranking_of(last), as_of=LAST_DAY)
    put_text(draft, NEW, {"kind": "text", "text": PRAISE}, after="best", by=office, version=draft.version)
    return 2


def _noon(on):
    return timezone.make_aware(datetime.datetime.combine(on, datetime.time(12)))
