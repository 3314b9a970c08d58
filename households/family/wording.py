"""Acts on a family in the words of a person who reads a card."""

from django.utils.translation import gettext as _

from households.codes import Relation
from households.models.family import FamilyAct

KIND = FamilyAct.Kind


def told(act, household):
    """What an act was to one of its households, in a sentence without its day and reason."""
    from_here = act.household_id == household.pk
    words = {"names": act.names, "head": _new_head(act)}
    if act.kind == KIND.LEFT:
        return _left(act)
    if act.kind == KIND.BACK:
        return _("撤销离开：%(names)s仍在这一户。") % words
    if act.kind == KIND.HEAD:
        return _("更换户主：新户主%(head)s。") % words
    if act.kind == KIND.SPLIT and from_here:
        return _("分户：%(names)s另立一户。") % words
    if act.kind == KIND.SPLIT:
        return _("分户：%(names)s从%(other)s户分出，立为本户。") % {**words, "other": _named(act, "household")}
    if act.kind == KIND.UNMERGED and from_here:
        return _("撤销合户：%(names)s从%(other)s户转回，本户恢复。") % {**words, "other": _named(act, "other")}
    if act.kind == KIND.UNMERGED:
        return _("撤销合户：%(names)s转回%(other)s户。") % {**words, "other": _named(act, "household")}
    if from_here:
        return _("合户：%(names)s并入%(other)s户，本户销号。") % {**words, "other": _named(act, "other")}
    return _("合户：%(names)s并入本户。") % words


def _named(act, key):
    """One of the act's households by name; a card has read the names with its acts (FamilyActQuerySet.with_names)."""
    return getattr(act, f"{key}_name", None) or str(getattr(act, key))


def _left(act):
    leaver = act.persons[0]["name"]
    sentence = _("%(name)s离开：%(why)s。") % {"name": leaver, "why": act.get_why_display()}
    head = _new_head(act)
    return f"{sentence}{_('新户主%(head)s。') % {'head': head}}" if head else sentence


def _new_head(act):
    return next((person["name"] for person in act.persons if person.get("after") == Relation.HEAD), "")
