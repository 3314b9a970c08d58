"""The form of one screen, made from its declaration: nothing presumed, digits taken however typed, nobody overwritten unseen."""

import copy

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy

from households import identity
from households.actions import taken
from households.codes import COMES_BY
from households.entry.merging import fingerprint, merge, plain, values_of
from households.form import FORM, PHONE, presumed
from households.models import Household, Member, Pairing, Visit
from households.writing import refuse
from kangle.areas.models import Group
from kangle.audit.changes import MASKS
from kangle.audit.forms import WHY, RecordForm
from kangle.common.masking import tidy_identity
from kangle.common.positions import told
from kangle.common.sayings import said as _
from kangle.common.texts import half_width
from villages.models import Cadre, Post

# Why a record is changed: to choose from, or to write in one's own words.
REASONS = [gettext_lazy("情况有变化"), gettext_lazy("原来录错了"), gettext_lazy("核查后更正"), gettext_lazy("补充漏填")]
UNEXPLAINED = gettext_lazy("改动已有的内容要写明原因。")
TAKE = "take_"  # take_phone=mine|theirs: what a person decided about a field that two have changed


class Keeper:
    """What a write from the phone is refused for: the same as everywhere. `act`: the one in which it is to be written."""

    def __init__(self, act=None):
        self.act = act

    def refuse_write(self, user, old, new):
        refuse(old, new, by=user, closed=self.act and self.act.closed)


class StepForm(RecordForm):
    """One screen of `instance`, as `writer` may fill it in.

    `blank`: it is filled in for the first time, so nothing stands in it but `initial`. `explain`: what stood there is not altered
    without a reason.

    `base` carries the values as the form was read, so that what another saved since is neither overwritten nor lost: fields the
    person did not touch keep the stored value, and a field both have changed is put before him (`contested`, name → their
    plain value). He decides by `take_NAME`, and the decision holds as long as `seen` is what is stored.
    """

    # What `screens.presumed` fills in: as the form says, and of what hangs on a household days and who does it.
    presets = (*(name for model in FORM for name in presumed(model, PHONE)), "on", "since", "planned_on", "cadre")
    notes = {}  # field → what is to be known of what is filled in
    base = forms.JSONField(widget=forms.HiddenInput, required=False)
    seen = forms.JSONField(widget=forms.HiddenInput, required=False)
    sending = forms.UUIDField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(
        label=gettext_lazy("为什么改"), max_length=200, required=False, error_messages={"required": UNEXPLAINED}
    )

    def __init__(self, data=None, *, instance, writer, blank, explain, initial=None, act=None):
        if blank:
            # A zero or a "no" that nobody said must not look like an answer.
            initial = {**dict.fromkeys(self._meta.fields), **(initial or {})}
        self.writer, self.explain, self.blank, self.contested, self.told = writer, explain, blank, {}, set()
        self.keeper = Keeper(act)
        super().__init__(self._tidied(data), instance=instance, initial=initial)
        self.before = None if instance._state.adding else copy.copy(instance)
        self.stored_values = values_of(instance, self._meta.fields) if self.before else {}
        self.initial["base"] = self.stored_values
        if explain:
            self.fields[WHY].widget.attrs |= {"list": "reasons", "autocomplete": "off"}
        else:
            del self.fields[WHY]
        for name, value in self._untouched().items():
            self.data[name] = value
        if "number" in self.fields:  # the site has given one, which a phone without signal does not know
            self.fields["number"].required = False
        if "joined_by" in self.fields:  # by a split or a joining nobody comes who is entered here
            ways = {*COMES_BY, instance.joined_by}
            self.fields["joined_by"].choices = [each for each in self.fields["joined_by"].choices if each[0] in {"", *ways}]

    def choices(self):
        return choices(self.instance, self.writer)

    def _untouched(self):
        """A phone carries no full numbers: those it did not type over (`untouched`) stay as they are stored."""
        names = self.data.get("untouched", "").split(",") if self.before else ()
        return {name: self.stored_values[name] for name in MASKS.keys() & self.stored_values.keys() & set(names)}

    def _tidied(self, data):
        """What was typed, at half width: a Chinese keyboard writes digits at full width."""
        if data is None:
            return None
        data = data.copy()
        for name in set(self._meta.fields).intersection(data):
            data[name] = half_width(data[name]).strip()
        return data

    @property
    def shown(self):
        """The fields of the screen, in order."""
        return [self[name] for name in self._meta.fields]

    @property
    def touched(self):
        """The fields whose stored value the save would change (valid forms only)."""
        if self.before is None:
            return list(self._meta.fields)
        return [name for name, value in values_of(self.instance, self._meta.fields).items() if value != self.stored_values[name]]

    @property
    def reason(self):
        """What the history will say of this save."""
        return self.cleaned_data.get(WHY) or (_("补充漏填") if self.explain else _("入户采集"))

    def stored(self):
        return self.before

    def validate_unique(self):
        """The database's rules are held against the whole record: what stands on other screens belongs to it as well."""
        for validate in (self.instance.validate_unique, self.instance.validate_constraints):
            try:
                validate(exclude=set(self.errors))
            except ValidationError as broken:
                self._update_errors(broken)

    def _update_errors(self, errors):
        """A fault of a field that stands on another screen is said above the form, by that field's name."""
        by_field = getattr(errors, "error_dict", {})
        for name in set(by_field) - set(self.fields) - {NON_FIELD_ERRORS}:
            label = self._meta.model._meta.get_field(name).verbose_name
            told = ValidationError(by_field.pop(name)).messages
            faults = [_("%(field)s：%(fault)s") % {"field": label, "fault": fault} for fault in told]
            by_field.setdefault(NON_FIELD_ERRORS, []).extend(ValidationError(faults).error_list)
        super()._update_errors(errors)

    # --- what is judged ---------------------------------------------------------------------------------------------------

    def clean_number(self):
        return self.cleaned_data["number"] or self.instance.number

    def clean_identity_number(self):
        number = tidy_identity(self.cleaned_data["identity_number"])
        if self.before and number == self.before.identity_number:
            return number  # what stood there before keeps nobody from correcting something else
        fault = identity.fault_of(number, document=self.data.get("document"), sex="", born_on=None)
        if fault := fault or taken(number, self.instance, self.writer):
            raise ValidationError(fault)
        self._fill_in(number)
        return number

    def _fill_in(self, number):
        """Birthday and sex as the number tells them, where they are blank: nobody types the same thing twice."""
        told = identity.told_by(number, self.data.get("document"))
        blank = {name: str(value) for name, value in told.items() if not self.data.get(name)}
        self.data = self.data.copy()
        for name, value in blank.items():
            self.data[name] = value
        self.told.update(blank)

    def clean(self):
        cleaned = super().clean()
        if self.before is None:
            return cleaned
        mine = {name: plain(cleaned[name]) for name in self._meta.fields if name in cleaned}
        kept, contested = merge(self._base(), self.stored_values, mine)
        for name in contested:
            if self._decided(name) == "theirs":
                kept.append(name)
            elif self._decided(name) != "mine":
                self.contested[name] = self.stored_values[name]
                self.add_error(name, _("您打开这一页以后，别人已经改过这一项：请选择用哪一个。"))
        cleaned |= {name: getattr(self.before, name) for name in kept}
        altered = [name for name in mine if name not in kept and mine[name] != self.stored_values[name] != ""]
        if altered and self.explain and not cleaned.get(WHY):
            self.add_error(WHY, UNEXPLAINED)
        if self.contested:
            self.data = self.data.copy()
            self.data["seen"] = forms.JSONField().prepare_value(self.stored_values)
        return cleaned

    def _told(self, name):
        """The values a form brings back in a hidden field; none where it is not what this site put there."""
        told = self.cleaned_data.get(name)
        return told if isinstance(told, dict) else {}

    def _base(self):
        """The values the form was read with; of a number that the phone knew by its fingerprint only, the number."""
        told = self._told("base")
        base = {name: value for name, value in told.items() if name in self.stored_values}
        for name in MASKS.keys() & base.keys():
            if base[name] == fingerprint(self.stored_values[name]):
                base[name] = self.stored_values[name]
        if self.cleaned_data.get("base") == {} and not self.blank:
            base = dict.fromkeys(self.stored_values, "")  # it was read as a blank screen, and has been filled in meanwhile
        return base | self._untouched()

    def _decided(self, name):
        """'mine', 'theirs' or '': what the person chose, knowing what is stored now."""
        seen = self._told("seen")
        return self.data.get(TAKE + name, "") if seen.get(name) == self.stored_values[name] else ""


class VisitForm(StepForm):
    """A visit, with where the phone stood if the person had it put down: '35.371234,103.708912', or 'none' to take it away."""

    position = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    @property
    def touched(self):
        moved = self.before is not None and self.before.position != self.instance.position
        return super().touched + (["position"] if moved else [])

    def clean(self):
        cleaned = super().clean()
        where = told(cleaned.get("position"))
        if where or cleaned.get("position") == "none":
            self.instance.latitude, self.instance.longitude = where or (None, None)
        return cleaned


FORMS = {Visit: VisitForm}


def choices(record, writer):
    """{field: rows} a key of the record may be chosen from: of the own village, the own household.

    A cadre is one who is entered as the village's own, is paired with a household of it or holds a post there or in its township,
    or the writer himself.
    """
    household = record if isinstance(record, Household) else record.household
    village = household.village
    at_hand = Pairing.objects.filter(household__village=village).values("cadre")
    posted = Post.objects.filter(area__in=[village.pk, village.parent_id], until__isnull=True).values("cadre")
    cadres = Cadre.objects.filter(Q(area=village) | Q(pk__in=at_hand) | Q(pk__in=posted) | Q(user=writer)).order_by("name", "pk")
    return {
        "group": Group.objects.filter(village=village),
        "cadre": cadres,
        "responsible": cadres,
        "member": Member.objects.filter(household=household.pk, left_on__isnull=True),
    }
