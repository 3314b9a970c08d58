"""What a page presets though nobody has said it, read from its forms and from its selects."""

from html.parser import HTMLParser

from django import forms

from kangle.common.forms import Answering
from kangle.common.presets import meant

# Selects written by hand whose first choice is meant, by name: what the opening of a year proposes to carry, line by line.
MEANT = {"pages:year-open"}
# What narrows a list or leads to another page saves nothing.
NARROWS = "kangle.exchange.filters"


class Selects(HTMLParser):
    """`found`: the names of the selects in a page's posted forms that offer choices, no empty one, and stand on none; and of
    those in whatever form of which a choice is called by dashes.
    """

    def __init__(self, page):
        super().__init__()
        self.posted, self.name, self.open, self.offers, self.found = False, "", False, 0, []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "form":
            self.posted = told.get("method", "get").lower() == "post" and told.get("id") != "changelist-form"
        elif tag == "select" and self.posted and "multiple" not in told:
            self.name, self.open, self.offers = told.get("name", "?"), False, 0
        elif tag == "option" and self.name:
            self.offers += 1
            self.open = self.open or not told.get("value", "filled") or "selected" in told

    def handle_data(self, text):
        if text.strip() == "---------":
            self.found.append(f"{self.name or '?'} {text.strip()}")

    def handle_endtag(self, tag):
        if tag == "form":
            self.posted = False
        elif tag == "select" and self.name:
            self.found += [] if self.open or not self.offers else [self.name]
            self.name = ""


def forms_of(answer):
    """Every form that a page was made with, those of the records within it too."""
    found, seen, waiting = {}, {}, [dict(each) for layer in answer.context or () for each in layer]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:  # the template of each button knows all that its page knows
            continue
        seen[id(each)] = each
        if isinstance(each, dict):
            waiting += list(each.values())
        elif isinstance(each, (list, tuple)) and len(each) < 50:
            waiting += list(each)
        elif isinstance(each, forms.BaseForm):
            found[id(each)] = each
        else:
            inner = getattr(each, "formset", None) or getattr(each, "form", None)
            waiting += [inner] if isinstance(inner, forms.BaseForm) else list(getattr(inner, "forms", ()))
            waiting += [inner.empty_form] if hasattr(inner, "empty_form") else []
    return [form for form in found.values() if isinstance(form, Answering) and type(form).__module__ != NARROWS]


def unsaid(form):
    """The fields in which something stands that nobody has said and no declaration names; of what is stored already, none."""
    is_record = isinstance(form, forms.ModelForm)
    if is_record and not form.instance._state.adding and not getattr(form, "blank", False):
        return []
    found = []
    for name, field in form.fields.items():
        told = form.get_initial_for_field(field, name)
        is_unticked = is_record and isinstance(field, forms.BooleanField) and name in form._meta.model._meta._forward_fields_map
        is_said = told is not None and told is not False and told not in ("", [])
        if (is_said or is_unticked) and not field.widget.is_hidden and name not in meant(form):
            found.append(f"{type(form).__name__}.{name}")
    return found


def presets(answer, where):
    """What a page presets, as sentences."""
    undeclared = [each for form in forms_of(answer) for each in unsaid(form)]
    undeclared += [] if where in MEANT else [f"select {name}" for name in Selects(answer.content.decode()).found]
    return [f"{where}: {each}" for each in undeclared]
