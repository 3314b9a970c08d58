"""三个注重: the three things to mind."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kangle.scorecard import declarations as d
from kangle.scorecard import sources as s
from kangle.scorecard.declarations import Ratio, Share, Total
from kangle.scorecard.measures import Count, Distinct, Sum
from kangle.scorecard.rules import AllOrNothing, Linear
from kangle.scorecard.sheet.wholes import POOR_VILLAGES, VILLAGES, of_this_years_pledges, planned

FIRST_SECRETARY_MONTHS = Q(post__kind="first-secretary")

FIRST_SECRETARIES = [
    Share(
        code="first-secretaries.posted",
        name=_("第一书记覆盖"),
        sentence=_("有第一书记在任的重点贫困村所占比例。"),
        source=d.SUMMARY,
        numerator=Count(
            s.TIERS,
            lambda at: ~Q(tier="demonstration") & Q(village__in=s.areas_with_post("first-secretary")(at)),
        ),
        denominator=POOR_VILLAGES,
        parts=d.VILLAGES,
        target=10000,
        rule=AllOrNothing(),
    ),
    Total(
        code="first-secretaries.first-batch",
        name=_("第一批第一书记"),
        sentence=_("第一批选派、现在任的第一书记，一人只计一次。"),
        unit=d.PERSONS,
        numerator=Distinct(s.POSTS, Q(kind="first-secretary", batch=1), of="cadre"),
    ),
    Total(
        code="first-secretaries.second-batch",
        name=_("第二批第一书记"),
        sentence=_("第二批选派、现在任的第一书记，一人只计一次。"),
        unit=d.PERSONS,
        numerator=Distinct(s.POSTS, Q(kind="first-secretary", batch=2), of="cadre"),
    ),
    Share(
        code="first-secretaries.days",
        name=_("第一书记驻村"),
        sentence=_("第一书记驻村满 20 天的人月占全部人月的比例。"),
        numerator=Count(s.ATTENDANCES, FIRST_SECRETARY_MONTHS & Q(days__gte=20)),
        denominator=Count(s.ATTENDANCES, FIRST_SECRETARY_MONTHS),
        parts=d.MONTHS,
        target=9000,
        rule=Linear(),
    ),
]

TECHNICIANS = [
    Total(
        code="technicians.posted",
        name=_("科技人才"),
        sentence=_("在岗的科技特派员，一人只计一次。"),
        unit=d.PERSONS,
        source=d.SUMMARY,
        numerator=Distinct(s.POSTS, Q(kind="technician"), of="cadre"),
        target=planned("technicians"),
        rule=Linear(),
    ),
    Share(
        code="technicians.villages",
        name=_("科技特派员服务村"),
        sentence=_("有科技特派员服务的行政村所占比例。"),
        numerator=Count(s.AREAS, lambda at: Q(kind="village", pk__in=s.areas_with_post("technician")(at))),
        denominator=VILLAGES,
        parts=d.VILLAGES,
        target=10000,
        rule=Linear(),
    ),
    Total(
        code="technicians.visits",
        name=_("科技服务次数"),
        sentence=_("科技特派员到村服务的次数。"),
        unit=d.TIMES,
        numerator=Count(s.TECHNICAL_VISITS),
    ),
    Ratio(
        code="technicians.guided",
        name=_("每次服务指导人数"),
        sentence=_("科技特派员每次到村服务平均指导的人数。"),
        unit=d.PERSONS,
        numerator=Sum(s.TECHNICAL_VISITS, what="persons"),
        denominator=Count(s.TECHNICAL_VISITS),
        target=10,
        rule=Linear(),
    ),
]

FROM_AGENCY = Q(donation__donor__kind="agency")

HELPERS = [
    Total(
        code="helpers.projects",
        name=_("帮扶项目"),
        sentence=_("各级帮扶单位当年承诺的项目。"),
        unit=d.PROJECTS,
        source=d.SUMMARY,
        numerator=Count(s.DONATIONS, Q(donor__kind="agency", form="project")),
    ),
    Total(
        code="helpers.money",
        name=_("帮扶单位资金"),
        sentence=_("各级帮扶单位当年到位的资金。"),
        unit=d.YUAN,
        source=d.SUMMARY,
        numerator=Sum(s.DELIVERIES, FROM_AGENCY),
    ),
    Total(
        code="helpers.agencies",
        name=_("帮扶单位"),
        sentence=_("当年有帮扶的单位，一家只计一次。"),
        unit=d.AGENCIES,
        numerator=Distinct(s.DONATIONS, Q(donor__kind="agency"), of="donor"),
    ),
    Share(
        code="helpers.delivered",
        name=_("帮扶单位兑现率"),
        sentence=_("各级帮扶单位当年承诺的帮扶中已到位的比例。"),
        bounded=False,
        numerator=Sum(s.DELIVERIES, of_this_years_pledges(FROM_AGENCY)),
        denominator=Sum(s.DONATIONS, Q(donor__kind="agency"), what="pledged_fen"),
        parts=d.YUAN,
        target=10000,
        rule=Linear(),
    ),
]

SHEET = [*FIRST_SECRETARIES, *TECHNICIANS, *HELPERS]
