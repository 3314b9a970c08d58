"""The text of a bulletin made of its frozen data, for the first time and anew beside what people edited."""

from kangle.bulletins.composing import text_of
from kangle.bulletins.freezing import freeze_ranking, freeze_round, sealed
from kangle.bulletins.writing import editable


def generate(bulletin, *, keep_edits):
    """Freeze the data anew and write the text from them; a block that somebody edited stays as edited."""
    if bulletin.round is not None:
        basis = freeze_round(bulletin.round, as_of=bulletin.as_of, publication=bulletin.publication)
    else:
        basis = freeze_ranking(bulletin.publication)
    title, made = text_of(basis)
    before = {block["key"]: editable(block) for block in bulletin.made}
    bulletin.basis, bulletin.basis_sha256 = sealed(basis)
    bulletin.title = bulletin.title if keep_edits else title
    bulletin.blocks = _merged(bulletin.blocks, before, made) if keep_edits else [editable(block) for block in made]
    bulletin.made = made


def _merged(blocks, before, made):
    """The edited blocks with those that nobody touched as they are written now; what is written for the first time goes after
    the block it follows, what is written no longer goes unless it was edited, what was removed stays away."""
    now = {block["key"]: editable(block) for block in made}
    here = {block["key"] for block in blocks}
    found = []
    for block in blocks:
        key = block["key"]
        untouched = before.get(key) == block
        if not untouched:
            found.append(block)
        elif key in now:
            found.append(now[key])
    order = [block["key"] for block in made]
    for number, key in enumerate(order):
        if key not in here and key not in before:
            earlier = set(order[:number])
            place = max((n for n, block in enumerate(found, 1) if block["key"] in earlier), default=0)
            found.insert(place, now[key])
    return found
