"""Which language a page is in: Chinese, until the person chooses English by the switch."""

from django.middleware.locale import LocaleMiddleware


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Django's own, but deaf to the browser: what language an office computer was installed in says nothing of its user."""

    def process_request(self, request):
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)
