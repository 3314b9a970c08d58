"""What was sent from a case's page and refused: that form is shown again with what was typed, and what is wrong where it is.

Every form of the page has a key, by which a phone keeps its draft too (data-held): `notice`, `act-passed`, `settle-3`.
"""

from dataclasses import dataclass

from django import forms

from kangle.common.forms import Form
from kangle.procedures.actions import LACKS_REASON
from kangle.procedures.forms import ActForm, AskedForm, NoticeForm, ObjectionForm, SettleForm

FORMS = {"act": ActForm, "amend": AskedForm, "object": ObjectionForm, "settle": SettleForm}


@dataclass(frozen=True)
class Refused:
    key: str
    form: forms.Form

    @property
    def sentences(self):
        """What is wrong with no field of its own that the page shows; the cursor comes to lie here where no field has it."""
        unseen = [name for name, field in self.form.fields.items() if name in self.form.errors and not field.label]
        return [*self.form.non_field_errors(), *(each for name in unseen for each in self.form.errors[name])]

    def stands_on(self, page):
        """Whether the page still has the form: somebody may have acted since, or it was never offered."""
        kind, _dash, which = self.key.partition("-")
        if kind == "act":
            return any(each["act"] == which and not each["barred"] for each in page["acts"])
        if kind == "settle":
            objections = [each for _notice, _left, found in page["notices"] for each in found]
            return page["may_settle"] and any(str(each.pk) == which and each.settled_on is None for each in objections)
        offered = {"answers": "answers", "amend": "asked_form", "notice": "notice_form", "object": "objection_form"}
        return bool(page.get(offered.get(kind, "")))


def sent(data, called):
    """(key, form bound to what was sent) of a POST to the page, on which a notice is `called` so."""
    what = data.get("do", "")
    which = data.get({"act": "act", "settle": "objection"}.get(what, ""), "")
    form = NoticeForm(data, called=called) if what == "notice" else FORMS.get(what, Form)(data)
    return (f"{what}-{which}" if which else what), form


def tell(form, error):
    """Put what an act refused at the field it names, else over the form; the cursor goes to the first field so named."""
    if getattr(error, "code", None) == LACKS_REASON:
        error = forms.ValidationError({"reason": error})
    for name, found in error.error_dict.items() if hasattr(error, "error_dict") else [(None, error.error_list)]:
        field = form.fields.get(name)
        form.add_error(name if field else None, found)
        if field and not any("autofocus" in each.widget.attrs for each in form.fields.values()):
            field.widget.attrs["autofocus"] = True
