"""The screens of the household form, in the order in which one asks: what each is about and which fields stand on it.

Everything of the national form that a person types stands on one screen; what is derived (income a head, net income) on none.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households.models import Household, Measure, Member, Pairing, Visit, YearRecord

MOST_FIELDS = 7  # a screen of a phone, a breath of the person asked


@dataclass(frozen=True)
class Step:
    """One screen: its code (the last part of its address), its title, the model it writes and that model's fields."""

    code: str
    title: str | Promise
    model: type
    fields: tuple[str, ...]
    photos: bool = False  # whether photos of the record are taken here


HOUSEHOLD = (
    Step("cause", _("住哪里、为什么贫困"), Household, (
        "group", "address", "kind", "standard", "main_cause", "second_cause", "third_cause",
    )),
    Step("contact", _("联系方式和银行账号"), Household, ("phone", "bank", "account", "number", "in_national_system_on")),
    Step("family", _("家庭类别和计划"), Household, (
        "martyr_family", "only_child_family", "two_daughter_family", "planned_exit_year",
    )),
    Step("relocation", _("住房和搬迁意愿"), Household, (
        "cannot_build", "wants_relocation", "relocation_mode", "relocation_place",
    )),
)  # fmt: skip

MEMBER = (
    Step("who", _("这是谁"), Member, ("document", "identity_number", "name", "sex", "born_on", "relation", "ethnicity")),
    Step("health", _("上学和身体"), Member, ("education", "schooling", "out_of_school_reason", "health", "labour")),
    Step("security", _("务工和保障"), Member, (
        "work_place", "months_worked", "medical_insurance", "critical_insurance", "pension", "dibao", "extreme_poverty",
    )),
    Step("joining", _("岗位和加入"), Member, ("public_post", "political", "joined_on", "joined_by")),
)  # fmt: skip

YEAR = (
    Step("income", _("收入和支出"), YearRecord, (
        "recorded_on", "wages_fen", "business_fen", "business_expenses_fen", "property_fen", "in_cooperative", "with_enterprise",
    )),
    Step("transfers", _("补助和转移收入"), YearRecord, (
        "family_planning_fen", "dibao_fen", "extreme_poverty_fen", "pension_fen", "ecological_fen", "other_transfers_fen",
    )),
    Step("land", _("土地"), YearRecord, (
        "farmland_mu", "irrigated_mu", "forest_mu", "returned_forest_mu", "orchard_mu", "pasture_mu", "water_mu",
    )),
    Step("living", _("水电和生活"), YearRecord, (
        "domestic_power", "production_power", "broadcast_tv", "water_hard_to_get", "water_safe", "toilet", "fuel",
    )),
    Step("house", _("房子、路和吃穿"), YearRecord, (
        "floor_area_m2", "house_grade", "road", "km_to_road", "enough_food", "enough_clothing",
    )),
)  # fmt: skip

# What hangs on a household.
VISIT = (Step("visit", _("入户走访"), Visit, ("on", "cadre", "place", "note"), photos=True),)
MEASURE = (
    Step("measure", _("安排什么"), Measure, (
        "kind", "industry", "item", "quantity", "amount_fen", "amount_reason", "planned_on",
    ), photos=True),
    Step("carrying", _("谁负责、结果怎样"), Measure, (
        "content", "member", "responsible", "done_on", "result", "stopped_on",
    )),
)  # fmt: skip
PAIRING = (Step("pairing", _("帮扶责任人"), Pairing, ("cadre", "since", "until")),)

STEPS = {Household: HOUSEHOLD, Member: MEMBER, YearRecord: YEAR, Visit: VISIT, Measure: MEASURE, Pairing: PAIRING}

# Beside the screens that are to be filled in: whoever has a photo of the house or of a paper adds it here.
PHOTOS = Step("photos", _("房屋和资料照片"), Household, (), photos=True)


def step_of(model, code):
    """The screen of a model by its code; None for a code it has not."""
    return next((step for step in (*STEPS[model], PHOTOS) if step.model is model and step.code == code), None)


def row_of(step):
    """The screens a step is one of, in order; none for one that stands by itself."""
    return STEPS[step.model] if step in STEPS[step.model] else ()


def number_of(step):
    """Its place among them, from 1; 1 for one that stands by itself."""
    return row_of(step).index(step) + 1 if row_of(step) else 1


def after(step):
    """The screen that follows; None after the last."""
    return _beside(step, 1)


def before(step):
    """The screen before; None before the first."""
    return _beside(step, -1)


def _beside(step, by):
    steps = row_of(step)
    place = steps.index(step) + by if steps else -1
    return steps[place] if 0 <= place < len(steps) else None
