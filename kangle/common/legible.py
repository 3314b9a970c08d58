"""What was sent that no form reads, as text that every database can keep and look for."""

NUL, SHOWN = "\x00", "\ufffd"
LONGEST_SEARCH = 60  # characters of what is looked for, in every list and choice


def line(sent, name, most=200):
    """A line of what was sent (`sent` is a QueryDict): trimmed and cut; "" for none.

    NUL, which no keyboard types and PostgreSQL refuses, is shown as �, where anything else was sent beside it.
    """
    text = sent.get(name, "").strip()
    return text.replace(NUL, SHOWN)[:most] if text.strip(NUL) else ""
