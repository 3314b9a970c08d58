"""What the sample leader has given to the other sample accounts: one waiting, one late, one answered, one accepted."""

import datetime

from django.db import transaction
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
        past = {"given_on": soon - datetime.timedelta(days=20), "due_on": soon - datetime.timedelta(days=10)}
        Assignment.objects.filter(pk=made[0].pk).update(**past)
    if homes:
        act(made[-2], Act.DONE, by=worker, word="已入户：房屋安全，已向户主说明。")
    act(made[-1], Act.DONE, by=worker, word="拟办养殖合作社，材料已交乡镇。")
    act(made[-1], Act.ACCEPTED, by=leader)
    return len(made)


def _village(worker):
    return Area.objects.get(pk=worker.area_id)
