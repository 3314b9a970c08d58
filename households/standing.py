"""Where a household may stand, once: in which words, who is poor, in which order it changes. Nobody leaves poverty who was not in
it.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Standing:
    """Where a household stands after an event of the kind `code`: the `word` for it and its `tone`, what may `follow`.

    `poor`: whether it is counted among the poor; `registered`: whether it stands in the register (建档立卡). Who is watched need
    not be poor (脱贫不稳定户, 边缘易致贫户 and 突发严重困难户 of 2021).
    """

    code: str
    word: str | Promise
    tone: str
    follow: tuple[str, ...]
    poor: bool = False
    registered: bool = False


# The national system's colours: red is not yet out of poverty, green is out, yellow has fallen back.
STANDINGS = (
    Standing("identified", _("未脱贫"), "poor", ("exited", "removed", "deregistered"), poor=True, registered=True),
    Standing("exited", _("已脱贫"), "good", ("returned", "removed", "deregistered"), registered=True),
    Standing("returned", _("返贫"), "fair", ("exited", "removed", "deregistered"), poor=True, registered=True),
    Standing("removed", _("已清退"), "none", ("identified",)),
    Standing("deregistered", _("已销号"), "none", ("identified",)),
)
NONE = Standing("", _("未识别"), "none", ("identified",))  # before the first event

POOR = tuple(each.code for each in STANDINGS if each.poor)
REGISTERED = tuple(each.code for each in STANDINGS if each.registered)
GONE = tuple(each.code for each in STANDINGS if not each.registered)  # off the register: nobody keeps its records any more
# What may follow each kind of event; None: before the first.
FOLLOWS = {None: set(NONE.follow), **{each.code: set(each.follow) for each in STANDINGS}}
WORDS = [(each.code, each.word) for each in STANDINGS]
TONES = {each.code: each.tone for each in STANDINGS}


def of_status(status):
    """The Standing of a status (the kind of the last event, None where there is none)."""
    return next((each for each in STANDINGS if each.code == status), NONE)


def owed_since(on, put_down_at):
    """The day from which on is counted what is owed to a household that stands somewhere since a day: what was decided before
    this system could not be answered here before it was put down.
    """
    return on if put_down_at is None else max(on, timezone.localtime(put_down_at).date())


def is_kept(household, members):
    """Whether a household (with `status`) of these members is kept on: not where it is off the register or left by all."""
    return household.status not in GONE and (not members or any(member.left_on is None for member in members))


def fault_among(event, others):
    """What is wrong with an event between the household's `others` (in the order they happened), in a sentence; "" if nothing.

    A new event (without a key) is judged by the one before it alone.
    """
    before, after = None, None
    for other in others:
        if other.on < event.on or (other.on == event.on and (not event.pk or other.pk < event.pk)):
            before = other
        elif after is None:
            after = other
    neighbours = ((before, event), (event, after)) if event.pk else ((before, event),)
    for first, then in neighbours:
        if then is not None and then.kind not in FOLLOWS[first.kind if first else None]:
            return _sentence(first, then)
    return ""


def _sentence(first, then):
    if first is None:
        return gettext("这一户在 %(day)s 之前还没有识别，不能%(kind)s。") % {"day": then.on, "kind": then.get_kind_display()}
    return gettext("%(first)s（%(since)s）之后不能是%(then)s（%(day)s）：请核对先后。") % {
        "first": first.get_kind_display(),
        "since": first.on,
        "then": then.get_kind_display(),
        "day": then.on,
    }
