"""Which cadre an account is: tied by an administrator, who is offered those at hand in its area, or looks for another."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.models import Pairing
from kangle.accounts.models import User
from kangle.common.legible import LONGEST_SEARCH, line
from kangle.common.texts import half_width, one_dot
from villages.actions import tie, untie
from villages.models import Cadre, Post

SHOWN = 40


@require_http_methods(["GET", "POST"])
def cadre_of_account(request, pk):
    """GET shows the cadre an account is tied to, else those it may be; POST ties it to `cadre`, or unties it (`do=untie`)."""
    account = get_object_or_404(User.objects.visible_to(request.user).select_related("area"), pk=pk)
    cadres = Cadre.objects.visible_to(request.user).select_related("area", "user")
    if request.method == "POST":
        return _written(request, account, cadres)
    words = one_dot(half_width(line(request.GET, "q", LONGEST_SEARCH))).split()
    found = list(_found(cadres, account, words).with_posts(timezone.localdate()).order_by("name", "pk")[: SHOWN + 1])
    context = {
        "title": _("%(name)s 是哪一位干部") % {"name": account.name},
        "account": account,
        "tied": cadres.filter(user=account).first(),
        "cadres": [(cadre, dict(Post.Kind.choices).get(cadre.post, "")) for cadre in found[:SHOWN]],
        "more": len(found) > SHOWN,
        "words": " ".join(words),
    }
    return render(request, "accounts/cadre.html", context)


def _found(cadres, account, words):
    """The cadres with all the words in name or unit; without words those who serve, hold a post or are paired there."""
    for word in words:
        cadres = cadres.filter(Q(name__icontains=word) | Q(unit__icontains=word))
    if words or account.area is None:
        return cadres
    today, mine = timezone.localdate(), {"cadre": OuterRef("pk")}
    posted, paired = (model.objects.within(account.area).held(today).filter(**mine) for model in (Post, Pairing))
    return cadres.filter(Q(area=account.area) | Exists(posted) | Exists(paired))


def _written(request, account, cadres):
    """Tied or untied; what cannot be is said on the page one comes back to."""
    try:
        if request.POST.get("do") == "untie":
            untie(account, by=request.user)
            messages.success(request, _("%(name)s 的账号不再对应干部。") % {"name": account.name})
        else:
            chosen = request.POST.get("cadre", "")
            cadre = get_object_or_404(cadres, pk=chosen if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else 0)
            tie(cadre, account, by=request.user)
            messages.success(request, _("%(name)s 的账号现在对应%(cadre)s。") % {"name": account.name, "cadre": cadre.with_unit})
    except ValidationError as refused:
        for sentence in refused.messages:
            messages.error(request, sentence)
    return redirect("accounts:cadre", account.pk)
