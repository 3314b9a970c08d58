"""The kinds of long work: each room registers its own when it is ready, so that this room needs to know none of them."""

from django.utils.translation import gettext as _

_DO = {}


class UnknownKind(LookupError):
    """No room has registered the kind; str() is a sentence."""


def register(kind, do):
    """Let `do(shard, lease)` do the shards of `kind`; it returns the number of rows written (None counts as 0).

    `do` calls `lease.beat()` at least every few seconds and `lease.confirm()` inside the transaction that makes its result
    visible; both raise LeaseLost, which it lets pass. Doing a shard twice must do no harm. Registering a kind again replaces it.
    """
    _DO[kind] = do


def registered():
    """The kinds that can be done here."""
    return tuple(_DO)


def do_for(kind):
    """The function that does the shards of `kind`; raises UnknownKind."""
    try:
        return _DO[kind]
    except KeyError:
        raise UnknownKind(_("没有程序会做“%(kind)s”这种任务。") % {"kind": kind}) from None
