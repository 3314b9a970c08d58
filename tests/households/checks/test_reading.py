"""What judging is given: dossiers by a fixed number of queries, a frame by few, numbers shared wherever they are."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.checks import judge
from households.checks.cases import Case
from households.checks.dossiers import QUERIES, dossier_of, dossiers
from households.checks.frames import frame_for
from households.models import Household, Member, Pairing, Revocation
from tests import county as small
from villages.models import Cadre

pytestmark = pytest.mark.django_db
DUPLICATES = {
    "member.duplicate-household",
    "member.duplicate-county",
    "member.duplicate-prefecture",
    "member.duplicate-province",
}


def queries(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


@pytest.fixture
def homes(small_county):
    return [small.household(small_county.gaolinwan, number, persons=3) for number in range(1, 6)]


def test_a_dossier_holds_all_that_is_judged(homes):
    home = homes[0]
    gone = home.members.last()
    Member.objects.filter(pk=gone.pk).update(left_on="2015-01-01")
    cadre = Cadre.objects.create(area=home.village, name="线干部", sex="male", unit="县农牧局")
    Pairing.objects.create(household=home, cadre=cadre, since="2015-01-01")
    found = dossier_of(home)
    assert (len(found.members), len(found.events), found.pairings[0].cadre.name) == (3, 1, "线干部")


def test_dossiers_ask_as_often_for_many_households_as_for_few(homes):
    assert queries(lambda: list(dossiers(Household.objects.all()[:1].model.objects.filter(pk=homes[0].pk)))) == QUERIES
    assert queries(lambda: list(dossiers(Household.objects.all()))) == QUERIES


def test_dossiers_come_in_batches_and_each_household_once(homes):
    found = [dossier.household.pk for dossier in dossiers(Household.objects.all(), batch=2)]
    assert found == sorted(home.pk for home in homes)


def test_a_form_is_judged_with_six_queries_and_a_county_with_as_many(homes, small_county):
    dossier = dossier_of(homes[0])
    assert queries(lambda: judge(dossier, frame_for(homes[0].village, households=[homes[0]]))) <= 6
    county = queries(lambda: frame_for(small_county.county))
    assert county <= 7
    frame = frame_for(small_county.county)
    assert queries(lambda: [judge(each, frame) for each in [dossier]]) == 0


def disability_card(home, of):
    """A member of `home` registered by the disability card of somebody else: the same number and two digits more."""
    made = small.member(home, 9, sex=of.sex, born_on=of.born_on, identity_number=of.identity_number + "43")
    Member.objects.filter(pk=made.pk).update(document="disability-card")
    return made


def duplicates(home, frame):
    return [(fault.rule, fault.record.pk, fault.values) for fault in judge(dossier_of(home), frame, only=DUPLICATES)]


@pytest.mark.parametrize("whole", [True, False])
def test_a_number_borne_in_another_village_is_found_and_names_the_village_alone(homes, small_county, whole):
    there = small.household(small_county.fengtai, 9, persons=1)
    other, here = there.members.get(), homes[0]
    mine = disability_card(here, other)
    frame = frame_for(here.village, households=None if whole else [here])
    assert duplicates(here, frame) == [("member.duplicate-county", mine.pk, {"name": mine.name})]
    Member.objects.filter(pk=other.pk).update(left_on="2015-06-01", left_by="move")
    assert duplicates(here, frame_for(here.village, households=None if whole else [here])) == []


@pytest.mark.parametrize(
    ("path", "rule"), [("622923101", "member.duplicate-prefecture"), ("620102101", "member.duplicate-province")]
)
def test_a_number_borne_in_another_county_or_prefecture_is_found(homes, small_county, path, rule):
    township = small.area(path, "外乡", "town")
    there = small.household(small.area(f"{path}201", "外村村委会", "village"), 9, persons=1)
    assert township
    disability_card(homes[0], there.members.get())
    assert [code for code, *_rest in duplicates(homes[0], frame_for(homes[0].village))] == [rule]


@pytest.mark.parametrize("whole", [True, False])
def test_a_number_that_is_only_typed_is_looked_up(homes, whole):
    typed = homes[0].members.last()
    typed.identity_number = homes[1].members.first().identity_number
    frame = frame_for(homes[0].village, households=None if whole else [homes[0]])
    faults = judge(dossier_of(homes[0]).replacing(typed), frame, only=DUPLICATES)
    assert [(fault.rule, fault.record) for fault in faults] == [("member.duplicate-county", typed)]


def test_a_number_moved_within_the_household_while_typing_is_nobody_elses(homes):
    """The stored bearer in the same household is what is being corrected: the dossier, not the database, says who bears what."""
    first, second = homes[0].members.all()[:2]
    second.identity_number, first.identity_number = first.identity_number, second.identity_number
    dossier = dossier_of(homes[0]).replacing(first).replacing(second)
    assert judge(dossier, frame_for(homes[0].village, households=[homes[0]]), only=DUPLICATES) == []


def test_numbers_of_a_workbook_are_looked_up_in_one_go(homes, small_county):
    numbers = [member.identity_number for member in Member.objects.all()]
    frame = frame_for(small_county.county, numbers=numbers)
    typed = small.member(homes[0], 8, identity_number="1")
    typed.identity_number = homes[2].members.first().identity_number
    dossier = dossier_of(homes[0]).replacing(typed)
    assert queries(lambda: judge(dossier, frame)) == 0
    assert "member.duplicate-county" in {fault.rule for fault in judge(dossier, frame)}


@pytest.mark.parametrize("households", [True, False])
def test_a_helper_is_listed_poor_by_name_in_his_own_village_or_by_telephone(homes, small_county, households):
    village, home = small_county.gaolinwan, homes[0]
    Household.objects.filter(pk=homes[1].pk).update(phone="13812345678")
    poor = homes[2].members.first().name
    namesake = Cadre.objects.create(area=village, name=poor, sex="male", unit="村委会")
    abroad = Cadre.objects.create(area=small_county.fengtai, name=poor, sex="male", unit="村委会")
    telephone = Cadre.objects.create(area=small_county.county, name="王五", sex="male", unit="局", phone="13812345678")
    for each, cadre in zip(homes[:3], (namesake, abroad, telephone), strict=True):
        Pairing.objects.create(household=each, cadre=cadre, since=datetime.date(2015, 1, 1))
    frame = frame_for(home.village, households=homes if households else None)
    assert frame.listed_helpers == {namesake.pk, telephone.pk}


@pytest.mark.parametrize("households", [True, False])
def test_a_helper_whose_return_to_poverty_was_undone_is_not_listed_poor(homes, small_county, households):
    poor = homes[2]
    poor.events.create(kind="exited", on=datetime.date(2015, 3, 1))
    returned = poor.events.create(kind="returned", on=datetime.date(2015, 4, 1))
    poor.members.filter(relation="01").update(name="何有福")
    namesake = Cadre.objects.create(area=small_county.gaolinwan, name="何有福", sex="male", unit="村委会")
    Pairing.objects.create(household=homes[0], cadre=namesake, since=datetime.date(2015, 1, 1))
    asked = homes[:1] if households else None
    Revocation.objects.create(event=returned, on=datetime.date(2015, 5, 1), reason="误报", by_name="马志明")
    assert not frame_for(homes[0].village, households=asked).listed_helpers
    before = frame_for(homes[0].village, households=asked, on=datetime.date(2015, 4, 30))
    assert before.listed_helpers == {namesake.pk}


def test_a_household_stands_where_it_stood_before_a_decision_taken_back(homes, small_county):
    exited = homes[0].events.create(kind="exited", on=datetime.date(2015, 3, 1))
    Revocation.objects.create(event=exited, on=datetime.date(2015, 5, 1), reason="收入核错", by_name="马志明")
    dossier = dossier_of(homes[0])

    def standing(on):
        return Case(dossier, frame_for(homes[0].village, households=[homes[0]], on=on)).standing

    assert (standing(datetime.date(2015, 4, 30)), standing(datetime.date(2015, 5, 1))) == ("exited", "identified")
