"""What a village's case tells of its conditions: works on record beside what people say, exits under way, what is not met."""

import datetime

import pytest
from django.urls import reverse

from kangle.procedures.actions import answer, take
from kangle.procedures.codes import Act, State
from kangle.procedures.models import Case
from kangle.procedures.subjects import subject_of
from kangle.programme.models import ExitCondition
from tests.procedures.walking import opened as opened_for_household
from tests.procedures.walking import walk
from tests.villages.test_cases import people, poor, ready, standard, village  # noqa: F401 - fixtures
from tests.villages.test_exit_standard import built, case, poor_persons  # noqa: F401 - fixtures
from villages.models import Profile

pytestmark = pytest.mark.django_db
DAY = datetime.date(2015, 12, 1)


def told(case, number):  # noqa: F811
    case = Case.objects.get(pk=case.pk)
    return next(each for each in subject_of(case).compared(case)[1] if each.condition.number == number)


def said(case, people, number, note="就近入学"):  # noqa: F811
    condition = ExitCondition.objects.get(number=number)
    answer(case, by=people.village_worker, conditions={condition.pk: (True, note)})


def works(village, have, **of):  # noqa: F811
    for kind, number in of.items():
        village.facilities.create(kind=kind.replace("_", "-"), on=DAY, have=have, of=number)


def page_of(case, client):  # noqa: F811
    return client.get(reverse("procedures:case", args=[case.pk]))


def test_works_on_record_speak_against_what_a_person_found_of_them(case, built, people, as_person):  # noqa: F811
    works(built, 3, preschool=4, insurance=3, compulsory_retention=3)
    said(case, people, 7)
    school, pensions = told(case, 7), told(case, 9)
    assert (school.holds, school.contradicts, school.grade) == (True, True, "fair")
    assert school.reading.because == "义务教育巩固 3 / 3，2015-12-01；学前三年入园 3 / 4，2015-12-01"
    assert (pensions.holds, pensions.contradicts) == (True, False)  # on record for everybody: nobody need say it
    page = page_of(case, as_person(people.township_officer)).content.decode()
    assert "与记录不一致" in page and "学前三年入园 3 / 4" in page
    rows = [as_person(people.township_officer).get(address) for _label, address in school.reading.rows]
    assert [answer.context["total"] for answer in rows] == [1, 1]


def test_the_village_says_why_it_found_otherwise_and_so_does_everybody_above(case, built, people):  # noqa: F811
    works(built, 3, insurance=4)
    said(case, people, 9, note="")
    assert "请在说明里写明理由" in str(subject_of(case).obstacles(Case.objects.get(pk=case.pk), Act.SUBMITTED))
    said(case, people, 9, note="一人在外省参保")
    assert "养老保险应保尽保（社会保险 3 / 4" in subject_of(case).reason_asked(Case.objects.get(pk=case.pk))


def test_what_no_record_tells_is_said_to_be_so(case, people, as_person):  # noqa: F811
    assert told(case, 10).reading is None and told(case, 6).reading is None
    nothing = told(case, 7).reading
    assert (nothing.holds, nothing.because) == (None, "“义务教育巩固”没有记录；“学前三年入园”没有记录")
    page = page_of(case, as_person(people.township_officer)).content.decode()
    assert page.count("不记这一条，只凭人工认定") == 2


def test_an_incidence_too_high_tells_how_many_are_still_leaving(case, built, people, as_person):  # noqa: F811
    poor_persons(built, 28)
    assert told(case, 1).reading.because.endswith("；没有在办的脱贫办件")
    home = built.poor_households.first()
    opened_for_household(home, "exit-household", people.village_worker)
    reading = told(case, 1).reading
    assert reading.because.endswith("；在办脱贫办件 1 件 4 人，都审定后为 3.00%")
    listed = as_person(people.inspector).get(dict(reading.rows)["在办的脱贫办件"])
    assert [row.of_household.household for row in listed.context["table"].queryset] == [home]


def test_whoever_brings_it_forward_reads_what_is_not_met_though_it_stops_nothing(case, built, people, as_person):  # noqa: F811
    built.organisations.all().delete()
    walk(case, people, State.COUNTY, reason="已复核")
    page = page_of(case, as_person(people.county_officer))
    ((sentence, conditions),) = page.context["cautions"]
    assert "不是一票否决" in sentence and sentence in page.content.decode()
    assert {"有特色产业和农民专业合作社：未达标", "村容村貌整洁：无记录"} <= set(conditions)
    assert not any("贫困发生率" in each for each in conditions)
    assert not as_person(people.township_officer).get(reverse("procedures:case", args=[case.pk])).context["cautions"]
    take(case, act=Act.DECIDED, by=people.county_officer, reason="限期补齐")
    assert built.events.filter(kind="exited").exists()


def test_a_change_of_the_record_says_which_and_what(case, built, people, as_person):  # noqa: F811
    client = as_person(people.county_officer)
    profile = Profile.objects.get(village=built)
    address = reverse("admin:villages_profile_change", args=[profile.pk])
    form = client.get(address).context["adminform"].form
    typed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    client.post(address, typed | {"persons": 901, "why": "补录一人"})
    page = page_of(case, client).content.decode()
    assert "总人口：900 → 901" in page and "补录一人" in page and "<b>村情</b>" in page
