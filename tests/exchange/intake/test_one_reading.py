"""The same text is the same number in a workbook's cell and in every form: read alike, and refused alike."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from households.models import Measure, Member, YearRecord
from kangle.audit.forms import RecordForm
from kangle.exchange.intake.cells import Wrong
from kangle.exchange.intake.declaring import reader_of
from tests import county as small
from tests.households.entry.typing import Paper
from villages.models import Commitment, Profile, Tier

REFUSED = "refused"


class YearForm(RecordForm):
    class Meta:
        model = YearRecord
        fields = ["wages_fen", "farmland_mu", "floor_area_m2", "km_to_road"]


class MemberForm(RecordForm):
    class Meta:
        model = Member
        fields = ["months_worked"]


def in_a_cell(model, name, text):
    try:
        return reader_of(model._meta.get_field(name)).read(text)
    except Wrong:
        return REFUSED


def in_a_form(form_class, name, text):
    form = form_class({name: text})
    form.is_valid()
    return REFUSED if name in form.errors else form.cleaned_data[name]


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("0.85万元", 850_000),
        ("0.85 万元", 850_000),
        ("０．８５万元", 850_000),
        ("1.2万", 1_200_000),
        ("1.2w", 1_200_000),
        ("8.5千元", 850_000),
        ("1,234.5万元", 1_234_500_000),
        ("8500", 850_000),
        ("8,500 元", 850_000),
        ("9 642.5元", 964_250),
        ("￥8500", 850_000),
        ("¥0.85万元", 850_000),
        ("8500（元）", 850_000),
        ("0.00001万元", 10),
        ("0.285万元", 285_000),
        ("1, 234", 123_400),
        ("12.345", REFUSED),
        ("12.345元", REFUSED),
        ("-0.85万元", REFUSED),
        ("-1", REFUSED),
        ("0.85亩", REFUSED),
        ("9642公里", REFUSED),
        ("3个月", REFUSED),
        ("0.85万亩", REFUSED),
        ("0.85万元整", REFUSED),
        ("约0.85万元", REFUSED),
        ("万元", REFUSED),
        ("1 2345元", REFUSED),
        ("12 5", REFUSED),
        ("1e5", REFUSED),
        ("1_000", REFUSED),
        ("5²", REFUSED),
        ("100001亿元", REFUSED),
    ],
)
def test_money_is_read_alike(typed, fen):
    assert in_a_cell(YearRecord, "wages_fen", typed) == fen
    assert in_a_form(YearForm, "wages_fen", typed) == fen


@pytest.mark.parametrize(
    ("form", "name", "typed", "value"),
    [
        (YearForm, "farmland_mu", "0.6公顷", Decimal("9.0")),
        (YearForm, "farmland_mu", "2000平方米", Decimal("3.0")),
        (YearForm, "farmland_mu", "3.5亩", Decimal("3.5")),
        (YearForm, "farmland_mu", "3.55亩", REFUSED),
        (YearForm, "farmland_mu", "0.85万元", REFUSED),
        (YearForm, "km_to_road", "450米", Decimal("0.45")),
        (YearForm, "km_to_road", "3里", Decimal("1.50")),
        (YearForm, "floor_area_m2", "80㎡", 80),
        (YearForm, "floor_area_m2", "0.3亩", 200),
        (YearForm, "floor_area_m2", "0.2亩", REFUSED),
        (MemberForm, "months_worked", "12元", REFUSED),
        (MemberForm, "months_worked", "1万", REFUSED),
    ],
)
def test_what_is_measured_is_read_alike(form, name, typed, value):
    assert in_a_cell(form.Meta.model, name, typed) == value
    assert in_a_form(form, name, typed) == value


def test_the_form_says_what_the_workbook_says_of_a_unit_that_cannot_be():
    with pytest.raises(Wrong) as wrong:
        reader_of(YearRecord._meta.get_field("wages_fen")).read("9642亩")
    assert str(wrong.value) == "不认识单位“亩”：请按元填，只写数字。"
    assert YearForm({"wages_fen": "9642亩"}).errors["wages_fen"] == [f"“工资性收入”写的是“9642亩”。{wrong.value}"]
    land = YearForm({"farmland_mu": "0.85万元"}).errors["farmland_mu"]
    assert land == ["“耕地（亩）”写的是“0.85万元”。不认识单位“万元”：请按亩填，只写数字。"]


def test_a_field_without_a_form_reads_it_too_and_so_does_a_form_in_english():
    assert YearRecord._meta.get_field("wages_fen").formfield().clean("0.85万元") == 850_000
    with pytest.raises(ValidationError):
        YearRecord._meta.get_field("wages_fen").formfield().clean("0.85亩")
    with override("en"):
        assert in_a_form(YearForm, "farmland_mu", "0.6公顷") == Decimal("9.0")


@pytest.mark.django_db
class TestWhereItIsTyped:
    def test_on_a_screen_of_the_phone(self, small_county, people, as_person):
        home = small.household(small_county.gaolinwan, 1, persons=4)
        paper = Paper(as_person(people.village_worker), reverse("households:year-step", args=[home.pk, 2015, "income"]))
        typed = {"wages_fen": "0.85万元", "business_fen": "1.2万", "property_fen": "0", "business_expenses_fen": "2千元"}
        said = paper.send(go="check", **typed).content.decode()
        assert "18,500元" in said and "4,625元" in said, "what follows from it is reckoned of what was meant"
        answer = paper.send(recorded_on="2015-12-01", in_cooperative="False", with_enterprise="False", **typed)
        assert answer.status_code == 302
        kept = home.year_records.get(year=2015)
        assert (kept.wages_fen, kept.business_fen, kept.business_expenses_fen) == (850_000, 1_200_000, 200_000)

    def test_in_the_records_admin(self, small_county, people, as_person):
        home = small.household(small_county.gaolinwan, 1)
        sent = {"household": home.pk, "kind": "relief", "planned_on": "2015-03-01", "amount_fen": "0.85万元"}
        as_person(people.village_worker).post(reverse("admin:households_measure_add"), sent)
        assert Measure.objects.get().amount_fen == 850_000

    def test_in_a_form_of_the_desk(self, small_county, people, as_person):
        village = small_county.gaolinwan
        Tier.objects.create(village=village, year=2015, tier="guaranteed", assigned_on="2015-01-20")
        sent = {
            "content": "投放母牛",
            "amount_fen": "50万元",
            "responsible": "产业部",
            "due_on": "2015-10-01",
            "party": "enterprise",
        }
        client, path = as_person(people.county_officer), reverse("pages:new-commitment", args=[village.code, 2015])
        refused = client.post(path, sent | {"amount_fen": "50亩"})
        assert refused.status_code == 422 and "不认识单位“亩”" in refused.content.decode()
        assert 'value="50亩"' in refused.content.decode()
        client.post(path, sent)
        assert Commitment.objects.get().amount_fen == 50_000_000

    def test_in_a_villages_profile(self, small_county, people, as_person):
        sent = {
            "village": small_county.gaolinwan.pk, "year": "2015", "recorded_on": "2015-03-01", "terrain": "hill",
            "households": "300", "persons": "1200", "rural_persons": "1150", "labourers": "600", "migrant_workers": "200",
            "dibao_households": "9", "wubao_households": "1", "party_members": "30", "km_to_township": "4500米",
            "farmland_mu": "0.21万亩", "forest_mu": "10公顷", "pasture_mu": "0", "income_per_head_fen": "0.3210万元",
            "collective_income_fen": "5万元",
        }  # fmt: skip
        as_person(people.village_worker).post(reverse("admin:villages_profile_add"), sent)
        kept = Profile.objects.get()
        assert (kept.income_per_head_fen, kept.collective_income_fen) == (321_000, 5_000_000)
        assert [str(kept.km_to_township), str(kept.farmland_mu), str(kept.forest_mu)] == ["4.5", "2100.0", "150.0"]
