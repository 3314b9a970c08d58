"""The forms of the acts on a family: a few plain questions, and what everybody is to the head."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from households.codes import GOES_BY, Left, Relation
from kangle.common.forms import Form

RELATION = "relation_"
# Who is not the head: he has a field of his own.
RELATIONS = [("", "—"), *((value, label) for value, label in Relation.choices if value != Relation.HEAD)]


def day_field(label):
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


def reason_field(label, *, required):
    return forms.CharField(label=label, max_length=200, required=required)


class ActForm(Form):
    """What every act asks; `people` ({key: Member}) are those of whom it must be said what they are to the head, `offered` what
    can be told already.
    """

    presets = ("on", "address")  # the county's day in hand; where the household lives that somebody splits off from
    on = day_field(_("哪一天"))

    def __init__(self, data=None, *, people=(), offered=(), initial=None):
        super().__init__(data, initial=initial)
        self.presets = (*self.presets, *(f"{RELATION}{key}" for key in dict(offered)))  # what follows from the kinship on record
        for key, person in dict(people).items():
            told = dict(offered).get(key, "")
            self.fields[f"{RELATION}{key}"] = forms.ChoiceField(
                label=gettext("%(name)s是新户主的什么人") % {"name": person.name}, choices=RELATIONS, initial=told, required=False
            )
            self.fields[f"{RELATION}{key}"].asked = True  # by the act, which names everybody of whom it is not said

    @property
    def relations(self):
        """{key: relation} as chosen."""
        return {int(name.removeprefix(RELATION)): self.cleaned_data[name] for name in self.fields if name.startswith(RELATION)}

    @property
    def answers(self):
        """Everything else that was answered, by name."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith(RELATION)}


class LeaveForm(ActForm):
    why = forms.ChoiceField(label=_("为什么离开"), choices=[("", "—"), *((each.value, each.label) for each in GOES_BY)])
    stop = forms.TypedChoiceField(
        label=_("名下还在进行的措施"),
        choices=[("stop", _("到这一天停止")), ("keep", _("由这一户继续"))],
        coerce=lambda chosen: chosen == "stop",
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("说明"), required=False)

    def __init__(self, *args, has_measures, **more):
        super().__init__(*args, **more)
        self.fields["why"].help_text = gettext("选了“%(other)s”，请在下面说明。") % {"other": Left.OTHER.label}
        if not has_measures:
            del self.fields["stop"]


class BackForm(Form):
    presets = ("relation",)  # what he was before he left
    relation = forms.ChoiceField(label=_("与户主关系"), choices=RELATIONS)
    reason = reason_field(_("为什么撤销"), required=True)


class HeadForm(ActForm):
    reason = reason_field(_("为什么换户主"), required=True)


class SplitForm(ActForm):
    address = forms.CharField(label=_("新户的家庭住址"), max_length=80, required=False)
    reason = reason_field(_("为什么分户"), required=True)


class MergeForm(ActForm):
    reason = reason_field(_("为什么合户"), required=True)


class UndoMergingForm(ActForm):
    reason = reason_field(_("为什么撤销"), required=True)
