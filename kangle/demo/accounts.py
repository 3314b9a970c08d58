"""A sample account for every role, so that a newcomer can look at the demo county through each pair of eyes.

Of the departments one for each that the shipped methods ask to review: without it a case of the demo could not go on.
"""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.areas.models import Area
from villages.models import Cadre, Post

# For everybody, and plainly no secret: these accounts exist only where the people are invented.
PASSWORD = "yanshi-2015"


@dataclass(frozen=True)
class SampleAccount:
    """Who signs in as what, and where: `place` is the division code below the county's six digits ('' for the county itself)."""

    username: str
    name: str
    role: Role
    place: str
    unit: str


SAMPLE_ACCOUNTS = (
    SampleAccount("xianlingdao", "马建国", Role.OFFICIAL, "", "康乐县人民政府"),
    SampleAccount("fupinban", "杨秀英", Role.POVERTY_OFFICE, "", "县扶贫办"),
    SampleAccount("jiaotongju", "石志强", Role.DEPARTMENT, "", "县交通运输局"),
    SampleAccount("shuiwuju", "康永清", Role.DEPARTMENT, "", "县水务局"),
    SampleAccount("gongdianju", "周建军", Role.DEPARTMENT, "", "县供电公司"),
    SampleAccount("zhujianju", "赵明霞", Role.DEPARTMENT, "", "县住房和城乡建设局"),
    SampleAccount("weijiju", "马秀兰", Role.DEPARTMENT, "", "县卫生和计划生育局"),
    SampleAccount("jiaoyuju", "杨文俊", Role.DEPARTMENT, "", "县教育局"),
    SampleAccount("gonganju", "丁学忠", Role.DEPARTMENT, "", "县公安局"),
    SampleAccount("gongshangju", "苏玉梅", Role.DEPARTMENT, "", "县工商行政管理局"),
    SampleAccount("rensheju", "何正平", Role.DEPARTMENT, "", "县人力资源和社会保障局"),
    SampleAccount("caizhengju", "王海霞", Role.FINANCE, "", "县财政局"),
    SampleAccount("fucheng", "马忠义", Role.TOWNSHIP, "100", "附城镇扶贫工作站"),
    SampleAccount("gaolinwan", "杨文斌", Role.TASK_FORCE, "100200", "高林湾村驻村工作队"),
    SampleAccount("fengtai", "马海龙", Role.TASK_FORCE, "101200", "丰台村驻村工作队"),
    SampleAccount("ducha", "张国栋", Role.INSPECTOR, "", "县督查组"),
    SampleAccount("guanliyuan", "李晓梅", Role.ADMINISTRATOR, "", "县扶贫办信息中心"),
)
# The villages with an account: there the task force's leader answers for households, too (pairing.write).
TASK_FORCES = {f"622922{sample.place}" for sample in SAMPLE_ACCOUNTS if sample.role == Role.TASK_FORCE}


@transaction.atomic
def create_sample_accounts(county=None):
    """Create or restore every sample account of `county` (an Area; by default the demo county); returns the users in order.

    That of a task force is its leader's, whose cadre takes its name: both are invented, and so is that they are one person.
    Raises Area.DoesNotExist where the county lacks a division that an account lies at.
    """
    county = county or Area.objects.by_code("622922")
    hashed = make_password(PASSWORD)  # once: a real hash takes a quarter of a second
    users = []
    for sample in SAMPLE_ACCOUNTS:
        fields = {
            "name": sample.name,
            "role": sample.role,
            "area": Area.objects.get(path=county.path + sample.place),
            "unit": sample.unit,
            "password": hashed,
            "must_change_password": False,
            "is_active": True,
            "access_from": None,
            "access_until": None,
        }
        users.append(User.objects.update_or_create(username=sample.username, defaults=fields)[0])
        leads = Post.objects.filter(area=users[-1].area, kind=Post.Kind.TASK_FORCE_LEADER, until__isnull=True).order_by("pk")
        if sample.role == Role.TASK_FORCE:
            Cadre.objects.filter(pk__in=leads.values("cadre")[:1]).update(user=users[-1], name=sample.name, sex=Cadre.Sex.MALE)
    return users


def sample_table():
    """The sample accounts as lines of text, for a terminal: user name, role, area, unit, and the one password."""
    found = User.objects.filter(username__in=[sample.username for sample in SAMPLE_ACCOUNTS]).select_related("area")
    users = {user.username: user for user in found}
    rows = [("用户名", "角色", "地区", "单位")]
    for sample in SAMPLE_ACCOUNTS:
        if user := users.get(sample.username):
            rows.append((user.username, user.get_role_display(), str(user.area), user.unit))
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(text + " " * (wide - _width(text)) for text, wide in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return [*lines, "", f"密码都是  {PASSWORD}"]


def _width(text):
    """Columns a text takes on a terminal: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
