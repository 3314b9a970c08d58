"""How the scorecard's commands read their arguments: one clear sentence and exit status 2 for whatever is wrong."""

import datetime

from django.core.management.base import CommandError


def fail(error):
    """A refusal of the command line: the sentence, and exit status 2."""
    messages = getattr(error, "messages", None)
    return CommandError(" ".join(str(message) for message in messages) if messages else str(error), returncode=2)


def year(text):
    """A programme year from the command line; None where the option was left out."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise CommandError(f"“{text}”不是年度：请写四位数字，例如 --period 2015。", returncode=2)
    return int(text)


def day(text):
    """A day from the command line; None where the option was left out."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}”不是日期：请写成 2015-06-30 的样子。", returncode=2) from error
