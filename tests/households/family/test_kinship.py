"""Who is what to a new head: what can be told, and what is left for a person to say."""

import pytest

from households.family.kinship import Kin, offers
from tests.households.family.homes import PEOPLE

FAMILY = {key: Kin(relation, sex) for key, _name, relation, sex, _born in PEOPLE}

# One line a new head; what each of the family is to him. A dot: himself.
TOLD = """
head      wife son daughter bride grandson granny | new head
02        .    03  04       05    07       16     | wife
11        12   .   99       02    03       18     | son
11        12   99  .        99    99       18     | daughter
15        16   02  99       .     03       99     | bride
17        18   11  99       12    .        __     | grandson
03        05   07  08       99    99       .      | granny
"""


@pytest.mark.parametrize("line", TOLD.strip().splitlines()[1:])
def test_the_family_as_its_new_head_sees_it(line):
    told, new_head = line.split("|")
    others = ["head", "wife", "son", "daughter", "bride", "grandson", "granny"]
    expected = {key: code.strip("_") for key, code in zip(others, told.split(), strict=True) if code != "."}
    assert offers(FAMILY, new_head.strip()) == expected


def test_where_there_are_two_sons_nobody_says_whose_the_bride_and_the_child_are():
    two = FAMILY | {"brother": Kin("03", "male")}
    told = offers(two, "son")
    assert (told["bride"], told["grandson"], told["brother"]) == ("", "", "99")
    assert offers(two, "bride")["son"] == ""


def test_a_woman_head_is_a_mother_and_her_parents_are_on_the_mothers_side():
    home = {"head": Kin("01", "female"), "husband": Kin("02", "male"), "son": Kin("03", "male"), "granny": Kin("12", "female")}
    home["law"] = Kin("15", "male")  # the husband's father
    assert offers(home, "husband") == {"head": "02", "son": "03", "granny": "14", "law": "11"}
    assert offers(home, "son") == {"head": "12", "husband": "11", "granny": "20", "law": "17"}
    assert offers(home, "law") == {"head": "05", "husband": "03", "son": "07", "granny": ""}


def test_of_somebody_who_is_no_kin_by_the_form_nothing_is_told():
    assert offers({"head": Kin("01", "male"), "guest": Kin("99", "male")}, "guest") == {"head": ""}
