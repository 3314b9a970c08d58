"""What an act on a family brings about, in sentences, before it is done."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.codes import Relation
from households.family.acting import HEAD_AGE, is_child, running
from households.standing import POOR, of_status

RECORD_ANEW = gettext_lazy("今年的年度记录已经采集的，要按变动以后的人口重新采集。")


def standing(household):
    return str(of_status(household.status).word)


def alike(one, other):
    """Whether two households stand alike, so that their people may live together without anybody's standing changing."""
    return one.status == other.status or {one.status, other.status} <= set(POOR)


def of_leaving(household, member, people, head, day):
    left = len(people) - 1
    found = [_("从这一天起，%(name)s不再算这一户的人口；记录都保留。") % {"name": member.name}]
    if left:
        found.append(_("这一户还有 %(left)d 人，状态仍是“%(standing)s”。") % {"left": left, "standing": standing(household)})
    if member.relation == Relation.HEAD and head:
        found.append(_("新户主是%(head)s；下面是各人与新户主的关系，请逐个核对。") % {"head": head.name})
        found += _if_child(head, day)
    measures = running(household, timezone.localdate(), member=member).count()
    if measures:
        found.append(_("%(name)s名下有 %(count)d 项措施还在进行。") % {"name": member.name, "count": measures})
    return [*found, _("登记错了可以撤销，撤销也要说明原因。")]


def _if_child(head, day):
    """That somebody too young would lead the household: it may be so where no grown-up is left, and is told."""
    if not is_child(head, day):
        return []
    words = {"head": head.name, "age": HEAD_AGE}
    return [_("%(head)s未满 %(age)d 周岁：家里有成年人的，请由成年人当户主；没有的，保存以后请写明由谁监护。") % words]


def of_coming_back(member):
    words = {"name": member.name, "day": member.left_on, "why": member.get_left_by_display()}
    return [
        _("%(name)s在 %(day)s 登记为“%(why)s”；撤销以后，一直算在这一户的人口里。") % words,
        _("因这次离开而停止的措施恢复进行。原来的登记和这次撤销都留在记录里。"),
    ]


def of_new_head(household, head, day):
    return [
        _("新户主是%(head)s；已推算出来的关系先填好了，请逐个核对。") % {"head": head.name},
        *_if_child(head, day),
        _("户编号、状态“%(standing)s”、措施和帮扶责任人都不变。") % {"standing": standing(household)},
    ]


def of_split(household, going, head):
    names = "、".join(person.name for person in going)
    return [
        _("%(names)s另立一户，户主%(head)s；从这一天起只算在新户的人口里。") % {"names": names, "head": head.name},
        _("新户随原户的状态“%(standing)s”，不算新识别，也不算新脱贫。为争当贫困户而分户的，不得分户（9771）。")
        % {"standing": standing(household)},
        _("帮扶责任人不变；他们名下还没有落实的措施转到新户，已落实的留在原户。"),
        RECORD_ANEW,
    ]


def of_merging(household, target, people):
    words = {"names": "、".join(person.name for person in people.values()), "home": target.head_name or target.number}
    return [
        _("%(names)s并入%(home)s户；从这一天起只算在那一户的人口里。") % words,
        _("本户销号，结对结束；还没有落实的措施转到那一户，其余停止。"),
        RECORD_ANEW,
        _("合错了可以在本户卡片上撤销，撤销也要说明原因。"),
    ]


def of_undoing_a_merging(household, merging):
    words = {"names": merging.names, "home": merging.other_name}
    return [
        _("%(names)s从%(home)s户转回本户，与户主关系照合户以前；合户以后改正过的个人信息一并带回。") % words,
        _("本户恢复合户以前的状态和帮扶责任人；当时停止的措施恢复进行，转走而还没有落实的措施转回。"),
        _("这期间在%(home)s户登记的年度记录、走访和已落实的措施留在那一户：请核对那一户今年的年度记录。") % words,
    ]
