"""What may be done with a row of a list from the list itself: the rooms above register it, a list offers it to who may."""

_acts = []


def register(act):
    """`act(user, model)` gives (label, beginning of the address, its end, done), or None; the row's key stands between the two.

    `done(keys)` gives {key: (label, address)} of the rows for which it stands already: these say so and lead there."""
    if act not in _acts:
        _acts.append(act)


def acts_of(user, model):
    """[(label, beginning, end, done)] for the rows of a list of `model`."""
    return [found for act in _acts if (found := act(user, model))]
