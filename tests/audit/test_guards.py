"""What reaches over many rows is refused in a sentence, from both sides: money recovered, steps and works in their order."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from funds.models import Recovery
from households.entry.forms import Keeper
from households.models import Measure
from kangle.audit.actions import delete, save
from projects.models import Progress, Step
from tests.audit.one_of_each import changed, day
from tests.audit.test_admin import filled

pytestmark = pytest.mark.django_db


def given(it, **fields):
    told = {"household": it["home"], "kind": "relief", "planned_on": day(3), "done_on": day(3), "amount_fen": 1000_00}
    return Measure.objects.create(**{**told, **fields})


@pytest.mark.parametrize("how", [{"amount_fen": 1_00}, {"kind": "loan"}, {"done_on": None}, {"household": "other home"}, None])
def test_what_was_recovered_is_not_put_above_what_was_given_by_the_other_side(here, how):
    measure = given(here)
    save(Recovery(household=here["home"], on=day(9), amount_fen=1000_00, reason="清退"), by="县扶贫办")
    with pytest.raises(ValidationError, match="已追回 1,000元"):
        if how is None:
            delete(measure, by="县扶贫办", reason="删")
        else:
            save(changed(measure, **{name: here.get(value, value) for name, value in how.items()}), by="县扶贫办")
    measure.refresh_from_db()
    save(changed(measure, content="米面", amount_fen=1200_00), by="县扶贫办", reason="补充")
    save(changed(measure, amount_fen=1000_00), by="县扶贫办", reason="更正")


def test_the_steps_of_a_project_follow_one_another(here):
    def step(stage, on):
        return Step(project=here["project"], stage=stage, on=on)

    begun = save(step("09-works", day(5)), by="县扶贫办")
    with pytest.raises(ValidationError, match="“竣工验收”2015-02-01 与“开工建设”2015-05-01 先后颠倒"):
        save(step("10-accepted", day(2)), by="县扶贫办")
    with pytest.raises(ValidationError, match="先后颠倒"):
        save(step("08-approved", day(6)), by="县扶贫办")
    save(step("10-accepted", day(5)), by="县扶贫办")
    save(step("08-approved", day(3)), by="县扶贫办")
    with pytest.raises(ValidationError, match="先后颠倒"):
        save(changed(begun, on=day(2)), by="县扶贫办", reason="改")


def test_the_steps_of_a_project_move_together_on_its_page(here, people, as_person):
    project = here["project"]
    for stage, number in (("08-approved", 3), ("09-works", 4)):
        Step.objects.create(project=project, stage=stage, on=day(number))
    client = as_person(people.county_officer)
    address = reverse("admin:projects_project_change", args=[project.pk])
    sent = filled(client, project, why="改期") | {"steps-0-on": "2015-05-01", "steps-1-on": "2015-06-01"}
    assert client.post(address, sent).status_code == 302
    assert [step.on for step in project.steps.order_by("stage")] == [day(5), day(6)]
    page = client.post(address, {**filled(client, project, why="改期"), "steps-0-on": "2015-07-01"}).content.decode()
    assert "先后颠倒" in page


def test_no_work_is_done_before_the_year_of_its_project(here):
    early = datetime.date(2014, 12, 31)
    with pytest.raises(ValidationError, match="这是 2015 年的项目，2014-12-31 还没有开始"):
        save(Progress(site=here["site"], on=early, quantity=0), by="县扶贫办")
    with pytest.raises(ValidationError, match="早于 2016 年"):
        save(changed(here["project"], year=2016), by="县扶贫办", reason="改")


def test_the_phone_refuses_what_the_records_do(here, people):
    measure = given(here)
    save(Recovery(household=here["home"], on=day(9), amount_fen=1000_00, reason="清退"), by="县扶贫办")
    with pytest.raises(ValidationError, match="已追回 1,000元"):
        Keeper().refuse_write(people.village_worker, Measure.objects.get(pk=measure.pk), changed(measure, amount_fen=1_00))
