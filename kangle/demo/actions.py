"""Loading the demo county into an empty database: divisions, records, accounts, month-ends, in one transaction."""

import datetime
import time

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils.translation import gettext as _

from kangle.areas.actions import load_list
from kangle.areas.imports import DivisionList
from kangle.areas.models import Area
from kangle.audit.models import BEGUN, DEMO, Entry
from kangle.demo import assignments, bulletins, cases, classing, photos, rankings
from kangle.demo.accounts import create_sample_accounts
from kangle.demo.build import build
from kangle.demo.checking import check
from kangle.demo.county import COUNTY, DIVISIONS, EDITION
from kangle.demo.drawing import YEAR
from kangle.programme.plan import ship_plan
from kangle.scorecard.actions import recompute

# The test for "this is the demo": Entry.objects.filter(model=MARKER).exists().
MARKER = DEMO
BY = "演示数据"
# The rooms whose records make a database somebody's own; runs and audit entries alone do not.
SHIPPED = {"households.checkrule"}  # what every database holds once it is migrated
OCCUPYING = ("areas", "programme", "accounts", "villages", "households", "projects", "funds", "supervision", "scorecard")
OCCUPYING += ("bulletins",)


class Occupied(Exception):
    """The database holds records that the demo must not mix with; str() says which and what to do."""


def records_held():
    """The first model of the project that holds a row, or None where the database is empty."""
    models = (model for label in OCCUPYING for model in apps.get_app_config(label).get_models())
    return next((each for each in models if each._meta.label_lower not in SHIPPED and each._base_manager.exists()), None)


def ensure_nobodys():
    """Refuse a database that a county has begun to use, if only by starting its site. Raises Occupied."""
    if Entry.objects.filter(model=DEMO).exists():
        return
    if records_held() is not None or Entry.objects.filter(model=BEGUN).exists():
        raise Occupied(
            _(
                "这里是一个县自己的站点，不载入演示数据：请用 make serve 启动。"
                "要看演示县，请另用一个数据目录和数据库，例如 KANGLE_VAR_DIR=演示目录 make run。"
            )
        )


@transaction.atomic
def load_demo(*, say):
    """Fill an empty database with the demo county. `say(text)` is called after each part. Raises Occupied."""
    held = records_held()
    if held is not None:
        raise Occupied(_("数据库里已有记录（%(model)s），演示数据只能载入空的数据库。") % {"model": held._meta.verbose_name})
    listing = DivisionList(DIVISIONS)
    listing.check()
    load_list(listing, edition=EDITION, by=BY)
    say(_("区划"))
    keys = dict(Area.objects.values_list("code", "pk"))
    county, book = build(keys, say=say)
    rows = sum(book.write().values())
    _continue_numbering(book)
    _tell_the_planner()
    say(_("写入 %(rows)d 行") % {"rows": rows})
    area = Area.objects.get(code=COUNTY)
    ship_plan(area, YEAR, by=BY)
    classing.decide_tiers(area, county)
    say(_("办件 %(count)d 件") % {"count": cases.write(area)})
    Entry.objects.create(actor_name=BY, act=Entry.Act.LOAD, model=MARKER, object_name=area.name, area_path=area.path)
    _tell_the_planner()
    return area


def open_to_visitors(area, *, say):
    """What makes the loaded county answer at once: sample accounts, photos, and the month-ends of its year."""
    create_sample_accounts()
    say(_("示例用户"))
    say(_("交办 %(number)d 件") % {"number": assignments.write()})
    say(_("照片 %(number)d 张") % {"number": photos.write()})
    say(_("校验，疑点 %(doubts)d 条") % {"doubts": check(area)})
    compute_month_ends(area, say=say)
    say(_("发布排名 %(number)d 个") % {"number": rankings.write(area, month_ends()[-2])})
    say(_("通报 %(number)d 份") % {"number": bulletins.write(area)})


def compute_month_ends(area, *, say):
    """The newest first: it is what a visitor reads, and no earlier night stands yet for it to have leapt from."""
    for month_end in reversed(month_ends()):
        started = time.monotonic()
        recompute(area, year=YEAR, as_of=month_end)
        say(_("%(day)s 评分（%(seconds).1f 秒）") % {"day": month_end, "seconds": time.monotonic() - started})


def month_ends():
    firsts = [datetime.date(YEAR, month, 1) for month in range(2, 13)] + [datetime.date(YEAR + 1, 1, 1)]
    return [first - datetime.timedelta(days=1) for first in firsts]


def _tell_the_planner():
    """Statistics of what was just written: without, PostgreSQL plans for empty tables, and one question took minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _continue_numbering(book):
    """The rows came with their keys: PostgreSQL's own numbering goes on after them."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(book.tables)):
            cursor.execute(statement)
