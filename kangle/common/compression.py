"""What is worth compressing on its way: texts; photos, papers and workbooks are compressed already."""

from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/json", "application/manifest+json", "image/svg+xml")


class TextGZipMiddleware(GZipMiddleware):
    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)
