"""The acts on a family as a village worker does them, from the card and the entry hub."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households.models import FamilyAct, Household, Member
from tests import county as small
from tests.households.family.homes import relations

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def client(people, as_person):
    return as_person(people.village_worker)


def address(name, house, *more):
    return reverse(f"households:{name}", args=[house.home.pk, *more])


def related(page):
    """What the form offers: {name of the field: relation}."""
    return {name: page.context["form"][name].initial for name in page.context["form"].fields if name.startswith("relation_")}


def test_a_member_leaves_from_the_card_and_comes_back(house, client):
    leaving = address("leave", house, house.daughter.pk)
    assert leaving in client.get(address("detail", house)).content.decode()
    page = client.get(leaving)
    assert "这一户还有 6 人，状态仍是“未脱贫”" in page.content.decode()
    assert len(page.context["form"].fields) <= 7
    assert "<h1>马英（马海户） · 成员离开</h1>" in page.content.decode()
    client.post(leaving, {"on": "2015-06-10", "why": "marriage", "reason": "嫁到丰台村"})
    card = client.get(address("detail", house)).content.decode()
    assert "马英离开：婚出。" in card and address("back", house, house.daughter.pk) in card
    client.post(address("back", house, house.daughter.pk), {"relation": "04", "reason": "婚事没有成"})
    card = client.get(address("detail", house)).content.decode()
    assert "撤销离开：马英仍在这一户。" in card and "马英离开：婚出。" in card
    assert Member.objects.get(pk=house.daughter.pk).left_on is None


def test_a_page_that_came_too_late_says_so_and_asks_nothing(house, client):
    back = client.get(address("back", house, house.daughter.pk))
    assert "马英就在这一户，没有离开" in back.text and 'name="relation"' not in back.text and "None" not in back.text
    client.post(address("leave", house, house.daughter.pk), {"on": "2015-06-10", "why": "marriage", "reason": "嫁到丰台村"})
    again = client.get(address("leave", house, house.daughter.pk))
    assert "马英已经不在这一户了" in again.text and 'name="why"' not in again.text


def test_a_head_leaves_once_the_new_one_is_chosen_and_everybody_is_related(house, client):
    leaving = address("leave", house, house.head.pk)
    page = client.get(leaving)
    assert page.context["form"] is None and "先从家里其他人中定一个新户主" in page.content.decode()
    page = client.get(leaving, {"head": house.wife.pk})
    asked = {"head": house.wife.pk, "on": "2015-06-10", "why": "death", **related(page)}
    assert client.post(leaving, asked).url == address("detail", house)
    assert relations(house.home)["王兰"] == "01"


def test_who_goes_on_without_choosing_is_told_what_is_missing(house, client):
    def said(name, *more, **asked):
        return client.get(address(name, house, *more), {"next": "1", **asked}).content.decode()

    assert "还没有选新户主" in said("new-head") and "还没有选新户主" in said("leave", house.head.pk)
    assert "还没有选谁分出去" in said("split")
    page = said("split", members=house.son.pk, head=house.daughter.pk)
    assert "新户主要从分出去的人里选" in page and f'value="{house.daughter.pk}" checked' in page
    for name in ("new-head", "split"):  # nobody has gone on yet
        assert 'role="alert"' not in client.get(address(name, house)).content.decode()


def test_a_head_changes_in_two_steps_and_what_was_typed_stays(house, client):
    changing = address("new-head", house)
    page = client.get(changing, {"head": house.son.pk})
    told = related(page)
    refused = client.post(changing, {"head": house.son.pk, "on": "2040-01-01", "reason": "年老", **told})
    assert refused.status_code == 422 and "还没有到" in refused.content.decode() and 'value="年老"' in refused.content.decode()
    client.post(changing, {"head": house.son.pk, "on": "2015-06-10", "reason": "年老", **told})
    assert relations(house.home) == {
        "马强": "01", "马海": "11", "王兰": "12", "马英": "99", "何梅": "02", "马小宝": "03", "马秀": "18",
    }  # fmt: skip


def test_a_household_splits_and_is_joined_again(house, client):
    splitting = address("split", house)
    chosen = {"members": [house.son.pk, house.bride.pk, house.grandson.pk], "head": house.son.pk}
    page = client.get(splitting, chosen)
    assert "不算新识别" in page.content.decode()
    answer = client.post(splitting, {**chosen, "on": "2015-09-01", "reason": "另过", **related(page)})
    new = Household.objects.exclude(pk=house.home.pk).get()
    assert answer.url == reverse("households:detail", args=[new.pk])
    card = client.get(answer.url).content.decode()
    assert "从马海户分出" in card and address("detail", house) in card
    joining = reverse("households:merge", args=[new.pk])
    assert f'value="{house.home.pk}"' in client.get(joining).content.decode()
    page = client.get(joining, {"other": house.home.pk})
    told = dict.fromkeys(related(page), "99")
    answer = client.post(joining, {"other": house.home.pk, "on": "2015-10-01", "reason": "又合起来过", **told})
    assert answer.url == address("detail", house)
    assert "本户销号" in client.get(reverse("households:detail", args=[new.pk])).content.decode()


def test_a_child_sets_up_no_house_and_is_told_of_where_it_comes_to_lead_one(house, client):
    chosen = {"next": 1, "members": [house.son.pk, house.grandson.pk], "head": house.grandson.pk}
    page = client.get(address("split", house), chosen)
    assert page.context["form"] is None
    assert "马小宝（2010-01-01 出生）未满 16 周岁" in page.text
    assert "马小宝（之孙子，5 岁）" in page.text
    answer = client.post(address("split", house), {**chosen, "on": "2015-09-01", "reason": "另过"})
    assert (answer.status_code, Household.objects.count()) == (422, 1)
    told = client.get(address("new-head", house), {"head": house.grandson.pk}).text
    assert "马小宝未满 16 周岁" in told
    assert "未满" not in client.get(address("new-head", house), {"head": house.son.pk}).text


@pytest.mark.parametrize("name", ["leave", "back", "new-head", "split", "merge"])
@pytest.mark.parametrize("junk", ["", "x", "-1", "9" * 40, "１", "<script>"])
def test_whatever_is_sent_is_answered(house, client, name, junk):
    more = [house.daughter.pk] if name in ("leave", "back") else []
    sent = dict.fromkeys(("head", "other", "members", "on", "why", "reason", "relation", f"relation_{house.son.pk}"), junk)
    assert client.get(address(name, house, *more), sent).status_code == 200
    assert client.post(address(name, house, *more), sent).status_code == 422
    assert not FamilyAct.objects.exists()


def test_the_head_cannot_be_chosen_for_those_who_go(house, client):
    chosen = {"members": [house.head.pk, house.son.pk], "head": house.son.pk}
    assert client.get(address("split", house), chosen).context["form"] is None


def test_a_member_of_another_household_is_not_there(house, client, small_county):
    other = small.household(small_county.gaolinwan, 5).members.first()
    assert client.get(address("leave", house, other.pk)).status_code == 404


def test_the_hub_says_what_needs_a_signal(house, client):
    page = client.get(reverse("households:entry", args=[house.home.pk])).content.decode()
    assert address("leave", house, house.son.pk) in page and "要有信号才能办" in page


def test_nobody_is_entered_as_having_come_by_a_split(house, client):
    page = client.get(reverse("households:member-step", args=[house.home.pk, house.son.pk, "joining"]))
    assert {value for value, _label in page.context["form"].fields["joined_by"].choices} == {
        "",
        "registered",
        "birth",
        "marriage",
        "move",
    }


def test_the_card_and_the_village_say_since_when_the_split_off_household_stands(house, client):
    chosen = {"members": house.son.pk, "head": house.son.pk}
    client.post(address("split", house), {**chosen, "on": "2015-09-01", "reason": "另过"})
    new = Household.objects.exclude(pk=house.home.pk).get()
    card = client.get(f"/households/{new.pk}/").text
    assert "2014-05-01（2015-09-01 分户）" in card
    assert "2015-09-01 分户以来没有自己的措施" in client.get(f"/tasks/{new.village.code}/").text
    assert "分户）" not in client.get(f"/households/{house.home.pk}/").text.split("贫困户属性")[0]


def test_a_card_asks_no_more_for_telling_its_acts(house, client):
    def asked(home):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("households:detail", args=[home])).status_code == 200
        return len(captured)

    asked(house.home.pk)
    before = asked(house.home.pk)
    chosen = {"members": [house.son.pk], "head": house.son.pk}
    client.post(address("split", house), {**chosen, "on": "2015-09-01", "reason": "另过"})
    new = Household.objects.exclude(pk=house.home.pk).get()
    asked(new.pk)  # the message of the split
    assert (asked(house.home.pk), asked(new.pk)) == (before, before)
