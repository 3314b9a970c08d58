"""Requests that no browser would send and that arrive all the same: fields missing, doubled, huge, of another area, not text.

Everything is drawn from one `random.Random`: the same seed gives the same requests.
"""

from dataclasses import dataclass
from urllib.parse import quote_from_bytes, quote_plus

FORM, BOUNDARY = "application/x-www-form-urlencoded", "kangle-boundary"

# As bytes, so that what is no UTF-8 (a lone surrogate, half a character) is among them.
VALUES = [
    *(each.encode() for each in ("", " ", "abc", "一二三", "0", "-1", "1", "2015", "2", "true", "None", "null", "[]", "{", "on")),
    *(each.encode() for each in ("12元", "1e400", "NaN", "inf", "²", "１２", "٣", "½", "9" * 19, "9" * 30, "-" + "9" * 30)),
    *(each.encode() for each in ("9" * 400, "9" * 5000, "0." + "1" * 400, "1e-400", "9223372036854775808", "2147483648")),
    *(each.encode() for each in ("2015-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "99999-01-01", "2015-06-31 25:61")),
    *(each.encode() for each in ("2015-06-01", "2015-13", "=1+1", "../../etc/passwd", "<script>", "%s%s%n", "'; --", "\r\nX: y")),
    *(each.encode() for each in ("康" * 300, "康" * 70000, "a,b,c", "1,2", "id", "pk", "-pk", "__all__", "number__startswith")),
    *(b"\x00", b"a\x00b", b"1\x00", b"\xed\xa0\x80", b"\xff\xfe", b"\xe5\xba", "\u202e\u2066\ufeff".encode()),
]
# What filters, tables, the admin and the exports read from an address, beside what a page itself offers.
ASKED = [
    *("q", "page", "per_page", "sort", "o", "p", "all", "e", "_to_field", "_popup", "_changelist_filters", "_facets"),
    *("area", "year", "period", "as_of", "format", "_export", "export", "columns", "next", "village", "kind", "level", "of"),
    *("term", "app_label", "model_name", "field_name", "id__in", "id", "village__id__exact", "year__gte", "nonsense__exact"),
]
# Beside the common one; a body that is not what its type says.
TYPES = [
    *("application/json", "text/plain", "", "multipart/form-data", "multipart/form-data; boundary=" + "x" * 300),
    *("application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=nonsense", "康/乐"),
    *(f"multipart/form-data; boundary={BOUNDARY}; charset=gb18030", "multipart/form-data; boundary=\x00"),
]
HEADERS = [
    *({}, {}, {}, {}, {}, {}),
    *({"HTTP_X_KANGLE_QUEUE": "1"}, {"HTTP_X_KANGLE_QUEUE": "1", "HTTP_X_KANGLE_PERSON": "abc"}, {"HTTP_HX_REQUEST": "true"}),
    *({"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[half"}, {"HTTP_REFERER": "http://[half"}),
    *({"HTTP_ACCEPT_LANGUAGE": "zz-;q=x," * 50}, {"HTTP_ACCEPT": "*/*;q=x"}, {"HTTP_RANGE": "bytes=9-1"}),
    *({"HTTP_IF_MODIFIED_SINCE": "never"}, {"HTTP_IF_NONE_MATCH": "\u00ff"}),
]


@dataclass(frozen=True)
class Sent:
    """One request as it goes out."""

    method: str
    path: str
    body: bytes = b""
    type: str = FORM
    headers: tuple = ()

    def __str__(self):
        return f"{self.method} {self.path[:300]} [{self.type[:60]}] {dict(self.headers)} {self.body[:1500]!r}"


class Junk:
    """Draws requests; `others` are the numbers of records of another area, offered as values like the rest."""

    def __init__(self, random, others=()):
        self.random = random
        self.values = VALUES + [str(each).encode() for each in others] * 3

    def value(self):
        return self.random.choice(self.values)

    def spoiled(self, form):
        """A form as a page has it, and some of it spoilt: often one field, sometimes many, sometimes all gone."""
        pairs = [[name, value.encode("utf-8", "surrogatepass"), is_file] for name, value, is_file in form.fields]
        how, draw = self.random.random(), self.random
        if not pairs or how < 0.04:
            return []
        count = 1 if how < 0.6 else draw.randint(1, len(pairs))
        for chosen in draw.sample(range(len(pairs)), count):
            act = draw.random()
            if act < 0.75:
                pairs[chosen][1] = self.value()
            elif act < 0.87:
                pairs[chosen][0] = None  # missing
            else:
                pairs.append([pairs[chosen][0], self.value(), draw.random() < 0.3])  # twice, or as a file
        return [pair for pair in pairs if pair[0] is not None]

    def posted(self, form):
        pairs = self.spoiled(form)
        headers = tuple(self.random.choice(HEADERS).items())
        if any(is_file for _name, _value, is_file in pairs) or self.random.random() < 0.1:
            return Sent("POST", form.action, self._parts(pairs), f"multipart/form-data; boundary={BOUNDARY}", headers)
        body = b"&".join(quote_plus(name).encode() + b"=" + quote_from_bytes(value).encode() for name, value, _is_file in pairs)
        kind = self.random.choice(TYPES) if self.random.random() < 0.08 else FORM
        return Sent(self.random.choice(["POST"] * 12 + ["PUT", "DELETE"]), form.action, body, kind, headers)

    def _parts(self, pairs):
        """The fields as parts, each a file where it says so; now and then cut off in the middle."""
        parts = []
        for name, value, is_file in pairs:
            file = f'; filename="{self.random.choice(["表.xlsx", "a.jpg", "", "..", "x" * 300])}"' if is_file else ""
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
            parts += [head.encode(), value, b"\r\n"]
        whole = b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])
        return whole[: self.random.randint(0, len(whole))] if self.random.random() < 0.1 else whole

    def asked(self, path, names):
        """A page with what is asked of it spoilt: some of the names that it knows, each with one value."""
        known = self.random.sample(names, min(len(names), self.random.randint(1, 3)))
        chosen = known + self.random.sample(ASKED, self.random.randint(0 if known else 1, 2))
        query = "&".join(f"{quote_plus(name)}={quote_from_bytes(self.value())}" for name in chosen)
        return Sent("GET", f"{path.partition('?')[0]}?{query}", headers=tuple(self.random.choice(HEADERS).items()))

    def aimed(self, path, arguments):
        """A path, one of its numbers or codes being another."""
        chosen = self.random.choice(arguments)
        other = self.value().decode("utf-8", "replace")[:200] or "0"
        return path.replace(f"/{chosen}/", f"/{quote_plus(other, safe='')}/", 1)
