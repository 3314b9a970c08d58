"""The households hold together, nobody is real, and the faults are the known ones."""

from collections import Counter

from django.db.models import Count, Exists, F, OuterRef, Q
from stdnum.cn import ric

from households.models import Household, LookBack, Measure, Member, StatusEvent, YearRecord
from households.models.querysets import INCOME_PARTS
from kangle.demo.faults import FAULTS
from kangle.supervision.models import HouseholdAcceptance
from tests.demo.loaded.counted import END, START, events
from villages.models import Cadre


def check_digit(number):
    """By the standard's own table (GB 11643), not by the library that wrote the numbers."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True)) % 11]


def test_identity_numbers_are_well_formed_and_never_assigned(demo):
    wrong, cards = Counter(), set()
    for number, document, born_on, sex in Member.objects.values_list("identity_number", "document", "born_on", "sex"):
        assert number.startswith("622999")
        card = number[:18]
        wrong["twice"] += card in cards
        cards.add(card)
        if len(number) != (18 if document == "identity-card" else 20):
            wrong["length"] += 1
        elif not card[:17].isdigit():
            wrong["letters"] += 1
        else:
            wrong["check-digit"] += check_digit(card) != card[-1]
            wrong["birth-date"] += ric.get_birth_date(card) != born_on
            wrong["sex"] += (int(card[16]) % 2 == 1) != (sex == "male")
    known = FAULTS | {"twice": FAULTS["twice-in-household"] + FAULTS["twice-in-county"]}
    assert wrong == {kind: known[kind] for kind in wrong}


def test_telephones_and_accounts_belong_to_nobody(demo):
    phones = list(Household.objects.exclude(phone="").values_list("phone", flat=True)) + list(
        Cadre.objects.values_list("phone", flat=True)
    )
    assert all(len(phone) == 11 and phone.startswith("1004") for phone in phones)
    assert len(set(phones)) == len(phones)
    assert Household.objects.filter(phone="").count() == FAULTS["no-phone"]
    assert not Household.objects.exclude(account__startswith="00622999").exists()


def test_every_family_has_one_head_and_fitting_couples(demo):
    heads = Household.objects.annotate(heads=Count("members", filter=Q(members__relation="01")))
    assert (heads.filter(heads=0).count(), heads.filter(heads=2).count()) == (FAULTS["no-head"], FAULTS["two-heads"])
    assert not heads.filter(heads__gt=2).exists()
    head = Member.objects.filter(household=OuterRef("household"), relation="01", sex=OuterRef("sex"))
    assert Member.objects.filter(Exists(head), relation="02").count() == FAULTS["spouses"]
    whole = Member.objects.filter(household__in=heads.filter(heads=1).values("pk"))
    older = Member.objects.filter(household=OuterRef("household"), relation="01", born_on__gte=OuterRef("born_on"))
    assert not whole.filter(Exists(older), relation__in=("03", "04", "07", "08")).exists()


def test_members_join_when_they_can_and_leave_after(demo):
    assert not Member.objects.filter(joined_on__lt=F("born_on")).exists()
    assert Member.objects.filter(joined_by="birth", joined_on__gte=START).count() > 500
    assert Member.objects.filter(left_by="death", left_on__gte=START).count() > 300


def test_those_removed_were_checked_first_and_all_were_on_the_register(demo):
    removed = events("removed")
    checked = dict(LookBack.objects.filter(conforms=False).values_list("household", "on"))
    assert set(removed) == set(checked)
    assert all(checked[key] <= on for key, on in removed.items())
    joined = Member.objects.filter(household__in=removed, joined_on__gt=START)
    assert not joined.exists()


def test_nobody_leaves_without_passing_and_a_record_over_the_line(demo):
    left = events("exited")
    passed = dict(HouseholdAcceptance.objects.filter(passed=True).values_list("household", "on"))
    assert all(passed[key] <= on for key, on in left.items())
    recorded = dict(YearRecord.objects.filter(year=2015).values_list("household", "recorded_on"))
    assert all(recorded[key] <= on for key, on in left.items())
    below = 0
    living = Member.objects.filter(household__in=left).values("household", "joined_on", "left_on")
    sizes = Counter()
    for member in living:
        on = left[member["household"]]
        sizes[member["household"]] += member["joined_on"] <= on and (member["left_on"] is None or member["left_on"] > on)
    for record in YearRecord.objects.filter(year=2015, household__in=left):
        below += record.net_income < 2855_00 * sizes[record.household_id]
    assert 0 < below <= len(left) // 100


def test_a_household_has_each_kind_once_in_the_year(demo):
    done = Measure.objects.filter(done_on__range=(START, END))
    twice = (
        done.exclude(kind__in=("training", "student-loan")).values("household", "kind").annotate(n=Count("pk")).filter(n__gt=1)
    )
    assert not twice.exists()
    members = done.filter(kind__in=("training", "student-loan")).values("member", "kind").annotate(n=Count("pk"))
    assert not members.filter(n__gt=1).exists()
    assert not done.exclude(member=None).exclude(member__household=F("household")).exists()
    assert Measure.objects.filter(kind="loan", amount_fen__gt=50_000_00).count() == 0


def test_household_events_never_contradict_their_order(demo):
    standing = {}
    allowed = {
        None: {"identified"},
        "identified": {"exited", "removed", "deregistered"},
        "exited": {"returned"},
        "returned": set(),
    }
    for household, kind in StatusEvent.objects.order_by("on", "pk").values_list("household", "kind"):
        assert kind in allowed.get(standing.get(household), set()), (household, standing.get(household), kind)
        standing[household] = kind


def test_no_part_of_an_income_is_negative_and_incomes_grow(demo):
    parts = {f"{part}__lt": 0 for part in (*INCOME_PARTS, "business_expenses_fen")}
    assert not any(YearRecord.objects.filter(**{part: 0}).exists() for part in parts)
    first, second = {}, {}
    for record in YearRecord.objects.filter(household__in=YearRecord.objects.filter(year=2015).values("household")):
        (first if record.year == 2014 else second)[record.household_id] = record.net_income
    both = first.keys() & second.keys()
    assert 1.12 < sum(second[key] for key in both) / sum(first[key] for key in both) < 1.16


def test_a_task_forces_account_is_its_leaders_who_answers_for_households(demo):
    tied = Cadre.objects.filter(user__isnull=False).select_related("user__area")
    assert {cadre.user.username for cadre in tied} == {"gaolinwan", "fengtai"}
    for cadre in tied:
        assert cadre.name == cadre.user.name
        assert cadre.posts.filter(area=cadre.user.area, kind="task-force-leader", until=None).exists()
        assert cadre.pairings.filter(household__village=cadre.user.area, until=None).count() > 3
