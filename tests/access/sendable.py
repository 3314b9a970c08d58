"""What a page offers to be sent: its forms, read from the page as a browser reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin


@dataclass
class Sendable:
    """One form: where it goes, how, and its fields as [(name, value as the page has it, is it a file)]."""

    action: str
    method: str
    fields: list = field(default_factory=list)

    @property
    def names(self):
        return list(dict.fromkeys(name for name, _value, _is_file in self.fields))


class _Reader(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.path, self.found = path, []
        self.form = self.select = self.area = None

    def handle_starttag(self, tag, attributes):
        told = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.form = self._opened(told.get("action", ""), told.get("method", "get"))
        elif "hx-post" in told:
            self._opened(told["hx-post"], "post")
        if self.form is None or ("name" not in told and tag not in {"option"}):
            return
        if tag == "select":
            self.select = told["name"]
            self._has(told["name"], "")
        elif tag == "option" and self.select:
            if "selected" in told:
                self._has(self.select, told.get("value", ""))
        elif tag == "textarea":
            self.area = (told["name"], [])
        elif tag in {"input", "button"} and told.get("type") not in {"radio", "checkbox"}:
            self._has(told["name"], told.get("value", ""), told.get("type") == "file")
        elif tag == "input":
            self._has(told["name"], told.get("value", "on") if "checked" in told else "")

    def handle_data(self, text):
        if self.area:
            self.area[1].append(text)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area:
            self._has(self.area[0], "".join(self.area[1]).removeprefix("\n"))
            self.area = None

    def _opened(self, action, method):
        form = Sendable(urljoin(self.path, action), method.lower())
        self.found.append(form)
        return form

    def _has(self, name, value, is_file=False):
        """A value takes the place of a blank one of its name: a select, a box or a set of radio buttons begins as blank."""
        if value and (name, "", is_file) in self.form.fields:
            self.form.fields[self.form.fields.index((name, "", is_file))] = (name, value, is_file)
        elif value or name not in self.form.names:
            self.form.fields.append((name, value, is_file))


def sendable(html, path):
    """The forms of a page that lies at `path`, in its order."""
    reader = _Reader(path)
    reader.feed(html)
    return reader.found
