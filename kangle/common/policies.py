"""What a page may ask a device for: where it is, by a button, and nothing else. A camera is opened outside the page."""

PERMISSIONS = "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), display-capture=()"


class PermissionsPolicyMiddleware:
    """Adds the Permissions-Policy header to every answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
