"""The random facts of a county, kind by kind: each function makes unsaved rows that the models' constraints allow."""


def unique(rows, *names):
    """The rows without those that repeat an earlier one's `names`."""
    kept = {}
    for row in rows:
        kept.setdefault(tuple(getattr(row, name) for name in names), row)
    return list(kept.values())


def only_last_open(rows, name):
    """The rows, of which no two of one `name` are still open: the earlier ones end on the day they began."""
    taken = set()
    for row in rows:
        key = getattr(row, name)
        if row.until is None and key in taken:
            row.until = row.since
        if row.until is None:
            taken.add(key)
    return rows
