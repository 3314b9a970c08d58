"""What a page is asked, as text that every database can look for."""

NUL, SHOWN = "\x00", "\ufffd"


class LegibleMiddleware:
    """NUL, which no keyboard types and PostgreSQL refuses, stands as � in what an address asks; nothing is found by it.

    What is posted is left to the forms, which say it of their field and keep the rest; `line` is for what no form reads.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "%00" in request.META.get("QUERY_STRING", ""):
            asked = request.GET.copy()
            for name, values in request.GET.lists():
                asked.setlist(name, [value.replace(NUL, SHOWN) for value in values])
            asked._mutable = False
            request.GET = asked
        return self.get_response(request)


def line(posted, name, most):
    """A line of what was posted that no form reads (a reason beside a button), trimmed and cut; '' for none.

    A reason of nothing but NUL is none.
    """
    return posted.get(name, "").replace(NUL, "").strip()[:most]
