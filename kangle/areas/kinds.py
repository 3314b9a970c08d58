"""What kind of area a name of the published list stands for."""

from kangle.areas.models import Area

Kind = Area.Kind

# By level: the endings of official names, with the misprints the published editions carry (委会员, 委会会, 民民委员会).
# Military farms, forest stations and their living quarters are listed as villages; they are none and stay `other`.
ENDINGS = {
    3: [
        (Kind.DISTRICT, ("区",)),
        (Kind.COUNTY, ("县", "市", "旗")),
    ],
    4: [
        (Kind.TOWN, ("镇", "镇人民政府")),
        (Kind.TOWNSHIP, ("乡", "苏木", "乡人民政府")),
        (Kind.SUBDISTRICT, ("街道", "街道办", "办事处")),
    ],
    5: [
        (
            Kind.COMMUNITY,
            ("居委会", "居民委员会", "社区", "社区委员会", "社区委会", "社区服务中心")
            + ("居民委会", "居民委会员", "居民会", "家委会", "社区民民委员会"),
        ),
        (
            Kind.VILLAGE,
            ("村委会", "村民委员会", "村", "村委员会", "村委会会", "村民委会", "村民委会员", "村民委员")
            + ("嘎查", "嘎查委员会", "嘎查委会", "嘎查村民委员会"),
        ),
    ],
}


def kind_of(name, level):
    """The kind of the area called `name` at `level` (1-5); `other` where the name says none."""
    if level == 1:
        return Kind.PROVINCE
    if level == 2:
        return Kind.PREFECTURE
    return next((kind for kind, endings in ENDINGS[level] if name.endswith(endings)), Kind.OTHER)
