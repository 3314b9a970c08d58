"""Who is what to a new head, as far as it follows from what everybody was to the old one.

An offer, never a decision: where a word could mean two people (one of three sons) or the form has no word, nothing is offered.
"""

from typing import NamedTuple

from households.codes import Relation as R
from households.codes import Sex

CHILDREN = {R.SON: R.DAUGHTER_IN_LAW, R.DAUGHTER: R.SON_IN_LAW}  # a child, and whom it brought home
GRANDCHILDREN = {R.SON: (R.GRANDSON, R.GRANDDAUGHTER), R.DAUGHTER: (R.DAUGHTERS_SON, R.DAUGHTERS_DAUGHTER)}
OWN_CHILDREN = (R.SON, R.DAUGHTER)
BELOW = (*CHILDREN, *CHILDREN.values(), *GRANDCHILDREN[R.SON], *GRANDCHILDREN[R.DAUGHTER])


class Kin(NamedTuple):
    """A person by what he is to the old head (R.HEAD: the old head himself), and by sex."""

    relation: str
    sex: str


def offers(people, new_head):
    """{key: the relation to the new head, "" where it cannot be told} of `people` ({key: Kin}) but the one of key `new_head`."""
    family = _Family(people.values())
    told = family.seen_by(people[new_head])
    return {key: str(told(kin) or "") for key, kin in people.items() if key != new_head}


def _by_sex(male, female):
    """A reading that only the other's sex decides."""
    return lambda kin: male if kin.sex == Sex.MALE else female


class _Family:
    """Everybody of a household, as seen from its old head."""

    def __init__(self, people):
        self.relations = [kin.relation for kin in people]
        heads = [kin.sex for kin in people if kin.relation == R.HEAD]
        self.through_father = heads == [Sex.MALE]  # what the old head's children call his parents

    def one(self, relation):
        """Whether nobody else is meant by a word."""
        return self.relations.count(relation) <= 1

    def seen_by(self, head):
        """The reading of everybody's relation to a new head; it gives None for what cannot be told."""
        readings = self._readings(R(head.relation), head.sex)

        def told(kin):
            reading = readings.get(R(kin.relation))
            return reading(kin) if callable(reading) else reading

        return told

    def _readings(self, relation, sex):
        """{relation to the old head: relation to the new one, or a function of the Kin}."""
        if relation == R.SPOUSE:
            return _spouse(sex)
        if relation in CHILDREN:
            return self._child(relation)
        if relation in CHILDREN.values():
            return self._child_in_law(relation)
        if relation in BELOW:
            return self._grandchild(relation)
        if relation in (R.FATHER, R.MOTHER):
            return self._parent(relation)
        return ELDERS.get(relation, {})

    def _child(self, relation):
        up = (R.GRANDFATHER, R.GRANDMOTHER) if self.through_father else (R.MOTHERS_FATHER, R.MOTHERS_MOTHER)
        parent = _by_sex(R.FATHER, R.MOTHER)
        found = {R.HEAD: parent, R.SPOUSE: parent, R.SON: R.OTHER, R.DAUGHTER: R.OTHER, R.FATHER: up[0], R.MOTHER: up[1]}
        found |= {R.WIFES_FATHER: R.MOTHERS_FATHER, R.WIFES_MOTHER: R.MOTHERS_MOTHER}
        found |= {R.HUSBANDS_FATHER: R.GRANDFATHER, R.HUSBANDS_MOTHER: R.GRANDMOTHER}
        other = R.DAUGHTER if relation == R.SON else R.SON
        found |= dict.fromkeys((CHILDREN[other], *GRANDCHILDREN[other]), R.OTHER)
        return found | self._own_branch(relation, CHILDREN[relation])

    def _child_in_law(self, relation):
        child = R.SON if relation == R.DAUGHTER_IN_LAW else R.DAUGHTER
        parents = (R.HUSBANDS_FATHER, R.HUSBANDS_MOTHER) if child == R.SON else (R.WIFES_FATHER, R.WIFES_MOTHER)
        other = R.DAUGHTER if child == R.SON else R.SON
        found = dict.fromkeys((R.HEAD, R.SPOUSE), _by_sex(*parents))
        found |= dict.fromkeys((other, CHILDREN[other], *GRANDCHILDREN[other], R.FATHER, R.MOTHER), R.OTHER)
        return found | self._own_branch(child, child)

    def _own_branch(self, child, partner):
        """A child's husband or wife and children; they can be told only where there is no other such child."""
        if not (self.one(child) and self.one(CHILDREN[child])):
            return {}
        return {partner: R.SPOUSE, **dict(zip(GRANDCHILDREN[child], OWN_CHILDREN, strict=True))}

    def _grandchild(self, relation):
        child = R.SON if relation in GRANDCHILDREN[R.SON] else R.DAUGHTER
        parents = (R.GRANDFATHER, R.GRANDMOTHER) if child == R.SON else (R.MOTHERS_FATHER, R.MOTHERS_MOTHER)
        found = dict.fromkeys((R.HEAD, R.SPOUSE), _by_sex(*parents))
        found |= dict.fromkeys((*GRANDCHILDREN[R.SON], *GRANDCHILDREN[R.DAUGHTER]), R.OTHER)
        other = R.DAUGHTER if child == R.SON else R.SON
        found |= {other: R.OTHER, CHILDREN[other]: R.OTHER}
        if self.one(child) and self.one(CHILDREN[child]):
            found |= dict.fromkeys((child, CHILDREN[child]), _by_sex(R.FATHER, R.MOTHER))
        return found

    def _parent(self, relation):
        sons, daughters = GRANDCHILDREN[R.SON if self.through_father else R.DAUGHTER]
        found = {R.HEAD: _by_sex(*OWN_CHILDREN), R.SPOUSE: _by_sex(R.SON_IN_LAW, R.DAUGHTER_IN_LAW), R.FATHER: R.SPOUSE}
        found |= {R.MOTHER: R.SPOUSE, R.SON: sons, R.DAUGHTER: daughters}
        found |= dict.fromkeys((*CHILDREN.values(), *GRANDCHILDREN[R.SON], *GRANDCHILDREN[R.DAUGHTER]), R.OTHER)
        if relation == R.FATHER:
            found |= {R.GRANDFATHER: R.FATHER, R.GRANDMOTHER: R.MOTHER}
            return found | {R.MOTHERS_FATHER: R.WIFES_FATHER, R.MOTHERS_MOTHER: R.WIFES_MOTHER}
        found |= {R.MOTHERS_FATHER: R.FATHER, R.MOTHERS_MOTHER: R.MOTHER}
        return found | {R.GRANDFATHER: R.HUSBANDS_FATHER, R.GRANDMOTHER: R.HUSBANDS_MOTHER}


def _spouse(sex):
    """Husband and wife have their children in common; one's parents are the other's parents-in-law."""
    found = {R.HEAD: R.SPOUSE, **{relation: relation for relation in BELOW}}
    if sex == Sex.FEMALE:
        found |= {R.FATHER: R.HUSBANDS_FATHER, R.MOTHER: R.HUSBANDS_MOTHER}
    else:
        found |= {R.FATHER: R.WIFES_FATHER, R.MOTHER: R.WIFES_MOTHER}
    own = dict.fromkeys((R.WIFES_FATHER, R.HUSBANDS_FATHER), R.FATHER)
    return found | own | dict.fromkeys((R.WIFES_MOTHER, R.HUSBANDS_MOTHER), R.MOTHER)


_SIDES = (
    ((R.WIFES_FATHER, R.WIFES_MOTHER), {R.HEAD: R.SON_IN_LAW, R.SPOUSE: R.DAUGHTER}, GRANDCHILDREN[R.DAUGHTER]),
    ((R.HUSBANDS_FATHER, R.HUSBANDS_MOTHER), {R.HEAD: R.DAUGHTER_IN_LAW, R.SPOUSE: R.SON}, GRANDCHILDREN[R.SON]),
)
_BY_BLOOD = {pair: told | dict(zip(OWN_CHILDREN, children, strict=True)) for pair, told, children in _SIDES} | {
    (R.GRANDFATHER, R.GRANDMOTHER): {
        R.HEAD: _by_sex(*GRANDCHILDREN[R.SON]),
        R.FATHER: R.SON,
        R.MOTHER: R.DAUGHTER_IN_LAW,
    },
    (R.MOTHERS_FATHER, R.MOTHERS_MOTHER): {
        R.HEAD: _by_sex(*GRANDCHILDREN[R.DAUGHTER]),
        R.MOTHER: R.DAUGHTER,
        R.FATHER: R.SON_IN_LAW,
    },
}
# What everybody is to an elder of the old head; two elders of a side are husband and wife.
ELDERS = {elder: told | dict.fromkeys(pair, R.SPOUSE) for pair, told in _BY_BLOOD.items() for elder in pair}
