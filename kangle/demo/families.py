"""Who lives together: families of an exact size, with ages and relations that could be true."""

from households.codes import Relation, Sex

M, F = Sex.MALE, Sex.FEMALE
_OTHER = {M: F, F: M}


def family(rng, size):
    """`size` persons as (relation, sex, age at the start of 2015), the head first."""
    if size == 1:
        return [(Relation.HEAD, M if rng.random() < 0.74 else F, rng.randint(46, 84))]
    shape = rng.random()
    if shape < 0.5 and size >= 3:
        return _young(rng, size)
    if shape < 0.88:
        return _old(rng, size)
    return _one_parent(rng, size)


def _young(rng, size):
    """A couple, their children, and perhaps the head's parents."""
    age = rng.randint(29, 48)
    head = M if rng.random() < 0.93 else F
    people = [(Relation.HEAD, head, age), (Relation.SPOUSE, _OTHER[head], max(21, age - rng.randint(-2, 5)))]
    rest = size - 2
    elders = min(rest, rng.choice((0, 0, 1, 1, 2)))
    children = min(rest - elders, 4, max(1, (age - 20) // 2))
    people += _children(rng, children, min(person[2] for person in people))
    people += _parents(rng, age, elders)
    return _filled_up(rng, people, size, age)


def _old(rng, size):
    """An older couple, with their grown child, his wife and their children where the house is larger."""
    age = rng.randint(50, 73)
    people = [(Relation.HEAD, M, age), (Relation.SPOUSE, F, age - rng.randint(-1, 6))]
    rest = size - 2
    heir = rng.randint(24, min(44, age - 21))
    if rest == 1 or (rest == 2 and rng.random() < 0.4):
        sexes = (M, M, F)
        for _ in range(rest):
            sex = rng.choice(sexes)
            people.append((Relation.SON if sex == M else Relation.DAUGHTER, sex, rng.randint(16, min(30, age - 22))))
    elif rest >= 2:
        people += [(Relation.SON, M, heir), (Relation.DAUGHTER_IN_LAW, F, max(20, heir - rng.randint(0, 4)))]
        people += _grandchildren(rng, min(rest - 2, 4, max(1, (heir - 20) // 2)), heir)
        if len(people) < size and age <= 68 and rng.random() < 0.5:
            people += _parents(rng, age, 1)
    return _filled_up(rng, people, size, age)


def _one_parent(rng, size):
    """A widow or widower with children, or a single child with an old mother."""
    age = rng.randint(32, 66)
    head = M if rng.random() < 0.6 else F
    people = [(Relation.HEAD, head, age)]
    rest = size - 1
    elders = 1 if age <= 60 and rng.random() < 0.55 else 0
    people += _children(rng, min(rest - elders, 4, max(1, (age - 20) // 2)), age) if rest > elders else []
    people += _parents(rng, age, elders)
    return _filled_up(rng, people[:size], size, age)


def _children(rng, count, youngest_parent):
    """Sons and daughters, spaced by one to four years, none born before the parents were nineteen."""
    age = min(26, max(0, youngest_parent - 19 - rng.randint(1, 6)))
    children = []
    for _ in range(count):
        sex = M if rng.random() < 0.53 else F
        children.append((Relation.SON if sex == M else Relation.DAUGHTER, sex, age))
        age = max(0, age - rng.randint(1, 4))
    return children


def _grandchildren(rng, count, parent):
    return [
        (Relation.GRANDSON if sex == M else Relation.GRANDDAUGHTER, sex, age)
        for _relation, sex, age in _children(rng, count, parent)
    ]


def _parents(rng, age, count):
    """The head's mother, then the father."""
    mother = (Relation.MOTHER, F, min(91, age + rng.randint(19, 27)))
    father = (Relation.FATHER, M, min(92, mother[2] + rng.randint(0, 4)))
    return [mother, father][:count]


def _filled_up(rng, people, size, age):
    """The family brought to its size: a parent where one may live, then brothers, sisters and their children."""
    relations = {person[0] for person in people}
    if len(people) < size and age <= 60 and Relation.MOTHER not in relations:
        people.append((Relation.MOTHER, F, min(90, age + rng.randint(19, 26))))
    if len(people) < size and age <= 38 and rng.random() < 0.5:
        people.append((Relation.GRANDMOTHER, F, min(93, age + rng.randint(42, 50))))
    while len(people) < size:
        people.append((Relation.OTHER, M if rng.random() < 0.5 else F, rng.randint(8, 40)))
    return people
