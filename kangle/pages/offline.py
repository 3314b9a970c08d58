"""What makes the site usable without signal: the worker that keeps pages on the phone, the manifest, the queue's page."""

from django.http import JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

# What a page without signal is made of. A changed file has another address, so the list changes and the phone loads it anew.
SHELL = (
    "css/tokens.css",
    "css/kangle.css",
    "css/card.css",
    "css/entry.css",
    "django_htmx/htmx-2.min.js",
    "js/site.js",
    "js/store.js",
    "js/queue.js",
    "js/offline.js",
    "js/held.js",
    "js/sitting.js",
    "js/identity.js",
    "js/blanks.js",
    "js/derived.js",
    "js/last_year.js",
    "js/photos.js",
    "js/position.js",
    "js/entry.js",
    "js/menu.js",
    "js/hub.js",
    "js/outbox.js",
    "icon.svg",
)


@require_GET
@cache_control(no_cache=True)
def worker(request):
    """The service worker: served from the top, for it may only keep what lies below its own address."""
    context = {"shell": [static(name) for name in SHELL], "offline": reverse("pages:offline"), "outbox": reverse("pages:outbox")}
    return render(request, "pages/worker.js", context, content_type="text/javascript")


@require_GET
@cache_control(max_age=3600)
def manifest(request):
    """What the phone shows when the site is put on its home screen."""
    return JsonResponse(
        {
            "name": _("康乐：精准扶贫"),
            "short_name": _("康乐"),
            "start_url": reverse("pages:my-village"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#f5f3f0",
            "theme_color": "#9b1c1f",
            "icons": [{"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
        },
        content_type="application/manifest+json",
    )


@require_GET
def offline(request):
    """What is shown without signal in place of a page that the phone does not carry."""
    return render(request, "pages/offline.html", {"title": _("没有信号")})


@never_cache
@require_GET
def outbox(request):
    """暂存箱: what waits on this phone, what was sent, what was refused and why. The phone itself fills it in."""
    return render(request, "pages/outbox.html", {"title": _("暂存箱")})
