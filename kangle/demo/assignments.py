"""What the sample leader has given to the other sample accounts: one waiting, one late, one answered, one accepted."""

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from households.models import Household
from kangle.accounts.models import User
from kangle.areas.models import Area
from kangle.assignments.actions import act, give
from kangle.assignments.models import Assignment
from kangle.assignments.states import Act
from kangle.supervision.models import Finding


@transaction.atomic
def write():
    """Give a few records of the sample accounts' own places; returns how many."""
    users = {user.username: user for user in User.objects.select_related("area")}
    leader, station, worker = (users[name] for name in ("xianlingdao", "fucheng", "gaolinwan"))
    soon = timezone.localdate() + datetime.timedelta(days=7)
    findings = list(Finding.objects.within(station.area).filter(rectified_on__isnull=True).order_by("due_on", "pk")[:2])
    homes = list(Household.objects.within(worker.area).order_by("number")[:1])
    made = [give(each, to=station, due_on=soon, word="请查清原因，限期整改，报结果。", by=leader) for each in findings]
    made += [give(each, to=worker, due_on=soon, word="群众来信反映住房问题，请入户核实。", by=leader) for each in homes]
    made.append(give(_village(worker), to=worker, due_on=soon, word="请报本村产业项目的打算。", by=leader))
    if findings:
        _given_before(made[0], datetime.timedelta(days=13))
    if homes:
        act(made[-2], Act.DONE, by=worker, word="已入户：房屋安全，已向户主说明。")
    act(made[-1], Act.DONE, by=worker, word="拟办养殖合作社，材料已交乡镇。")
    act(made[-1], Act.ACCEPTED, by=leader)
    return len(made)


def _given_before(assignment, earlier):
    """Move an assignment and its step back in time, so that its answer is late."""
    given_on, due_on = assignment.given_on - earlier, assignment.due_on - earlier + datetime.timedelta(days=3)
    Assignment.objects.filter(pk=assignment.pk).update(given_on=given_on, due_on=due_on)
    assignment.steps.update(at=F("at") - earlier, due_on=due_on)


def _village(worker):
    return Area.objects.get(pk=worker.area_id)
