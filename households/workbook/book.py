"""The national form as one of the forms that can be sent in."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from households.checks.actions import recheck_many
from households.models import Household
from households.workbook.filling import rows
from households.workbook.finding import refusal
from households.workbook.restored import broken, of_counties, relied_upon
from households.workbook.sheets import SHEETS
from households.workbook.taking import go_through
from households.writing import REFUSALS
from kangle.accounts.roles import Capability
from kangle.common.bulk import portions
from kangle.exchange.facts import with_query
from kangle.exchange.intake.books import Book

CODE = "households"


def recheck(keys, *, beat=lambda: None):
    """Judge some households anew, by their keys: after an import was undone."""
    for frame, homes in of_counties(keys):
        for some in portions(homes):
            recheck_many(Household.objects.filter(pk__in=some), frame=frame, beat=beat)


def home_of(record):
    """The key of the household a record belongs to."""
    return record.pk if isinstance(record, Household) else record.household_id


def afterwards(area, user):
    """What a household that came with a workbook still lacks: the form does not say who is poor, a decision does."""
    said = gettext(
        "新增的户还不是现有贫困户：以前已经认定的，由县扶贫办在“身份补登”里按名册一次登记；新识别的，在户卡上开“识别”办件，审定以后才是。"
    )
    if user.may(Capability.DECIDE):
        return said, gettext("补登身份"), with_query("households:register", area=area.code)
    return said, gettext("看还没有身份的农户"), with_query("households:list", area=area.code, status="none")


BOOK = Book(CODE, _("农户采集表"), SHEETS, go_through, rows, recheck, home_of, refusal, REFUSALS, relied_upon, broken, afterwards)
