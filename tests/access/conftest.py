"""Everyone the door knows: one person of each role in 高林湾村 or above it, and one of another village."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from kangle.accounts.roles import Role
from kangle.exchange.exporting import Order, begun
from kangle.exchange.paper import Paper
from kangle.scorecard.actions import recompute
from kangle.scorecard.models import Reported
from kangle.scorecard.nightly import ask_for_county
from tests import county as small
from tests.conftest import kept_county
from tests.facts import facts
from tests.photos import attached
from tests.rankings.publications import published

# role → the key of its area in tests.county
POSTED = {
    Role.OFFICIAL: "county",
    Role.POVERTY_OFFICE: "county",
    Role.DEPARTMENT: "county",
    Role.FINANCE: "county",
    Role.TOWNSHIP: "fucheng",
    Role.TASK_FORCE: "gaolinwan",
    Role.INSPECTOR: "county",
    Role.ADMINISTRATOR: "county",
}


small_county = kept_county


def one_of_each_role(small_county):
    """Role → the person of that role; `outsider` (task force of 丰台村) is under the key None."""
    people = {
        role: small.person(role.value.replace("-", "."), role.label, role, getattr(small_county, key))
        for role, key in POSTED.items()
    }
    people[None] = small.person("outsider", "外村队员", Role.TASK_FORCE, small_county.fengtai)
    return people


def exported_by(person):
    """A file that a person asked for and nobody has written yet."""
    receipt = begun(Order(person, "csv", "/households/", person.area), Paper("农户", [], [], timezone.localdate()), "making")
    receipt.save()
    return receipt


def one_of_each_kind(small_county):
    """One record of every kind a URL may name, all at 高林湾村: `village`, `household`, `account`, ..."""
    made = facts(small_county.gaolinwan)
    snapshot = recompute(small_county.county, year=small.YEAR, as_of=small_county.period.ends_on)
    account_of_the_county = small.person("inspector.first", "督查员", Role.INSPECTOR, small_county.county)
    reported = Reported.objects.create(
        area=small_county.gaolinwan, year=2015, as_of=small_county.period.ends_on, indicator="targeting.persons", field="value",
        value=9, phrase="九人", document="总结",
    )  # fmt: skip
    account = small.person("ma.xiaolong", "马小龙", Role.TASK_FORCE, small_county.gaolinwan)
    return SimpleNamespace(
        **vars(made),
        reported=reported,
        export=exported_by(account),
        photo=attached(made.visit, account, caption=f"门前{made.tag}"),
        ranking=published(snapshot, by=account_of_the_county),
        run=ask_for_county(small_county.period, by="县扶贫办"),
        county=small_county.county,
        year=small.YEAR,
        account=account,
    )


@pytest.fixture(scope="module")
def everyone(small_county):
    return one_of_each_role(small_county)


@pytest.fixture(scope="module")
def place(small_county):
    return one_of_each_kind(small_county)
