"""What every act on a family shares: who may, which households are locked, how the act is put down."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from households.ages import age_on
from households.checks.rules.members import fits
from households.checks.sheet import RULE
from households.codes import Relation
from households.family.wording import told
from households.models import Household, Measure, Member, StatusEvent
from households.models.querysets import head_among
from households.standing import GONE
from kangle.accounts.roles import Capability
from kangle.audit import actions as audit
from kangle.audit.models import Entry
from kangle.common.fields import fitting

HEAD_AGE = RULE["household.head-child"].threshold  # in years; who is younger cannot set up house


def in_the_records_language():
    """Records are kept in Chinese, whatever the one who acts reads."""
    return translation.override(settings.LANGUAGE_CODE)


def locked(*keys, by):
    """The households of some keys, locked until the end and in the order asked; only for who may enter in their village.

    Each has `status` and `status_on` as of today. Raises ValidationError.
    """
    if not by.may(Capability.ENTER):
        raise ValidationError(_("只有本村驻村工作队或县扶贫办可以办理。"))
    Household.objects.filter(pk__in=keys).lock()
    found = Household.objects.with_status(timezone.localdate()).select_related("village").in_bulk(keys)
    homes = [found[key] for key in keys]
    audit.ensure_within(by, *homes)
    return homes


def living(household):
    """{key: Member} of those who have not left, the head first."""
    rows = Member.objects.filter(household=household, left_on__isnull=True).order_by("relation", "pk")
    return {member.pk: member for member in rows}


def head_of(members):
    return head_among(members.values())


def is_child(person, on):
    return age_on(person.born_on, on) < HEAD_AGE


def head_too_young(person):
    words = {"name": person.name, "born_on": person.born_on, "age": HEAD_AGE}
    return _("%(name)s（%(born_on)s 出生）未满 %(age)d 周岁，不能另立一户当户主：请选分出去的成年人当户主。") % words


def ensure_joined(members, on):
    """Refuse a day on which somebody concerned did not belong to the household yet."""
    late = next((member for member in members if member.joined_on > on), None)
    if late is not None:
        words = {"name": late.name, "joined": late.joined_on}
        raise ValidationError({"on": _("%(name)s在 %(joined)s 才加入这一户：日期不能更早。") % words})


def ensure_related(people, relations):
    """Refuse unless it is said of every one of `people` what somebody of his sex can be to the head; one is the head."""
    missing = [person.name for person in people if relations.get(person.pk) not in Relation.values]
    if missing:
        raise ValidationError(_("请写明每个人与户主的关系，还缺：%(names)s。") % {"names": "、".join(missing)})
    wrong = [person for person in people if not fits(relations[person.pk], person.sex)]
    if wrong:
        told = [f"{person.name}（{person.get_sex_display()}）：{Relation(relations[person.pk]).label}" for person in wrong]
        raise ValidationError(_("与户主关系同性别不符，请改正：%(people)s。") % {"people": _("；").join(told)})
    second = next((person for person in people if relations[person.pk] == Relation.HEAD), None)
    if second is not None:
        raise ValidationError(_("一户只有一个户主：请改%(name)s与户主的关系。") % {"name": second.name})


def ensure_standing(household, on):
    """Refuse for a household that is off the register, with a case under way, or whose standing changed after the day."""
    if household.status in GONE:
        raise ValidationError(_("%(home)s户已不在册，不能分户或合户。") % {"home": household})
    pending = household.cases.pending().first()
    if pending is not None:
        raise ValidationError(_("办件“%(case)s”还在办：请先办结或撤回，再分户或合户。") % {"case": pending.case})
    if household.status_on and household.status_on > on:
        event = StatusEvent(kind=household.status).get_kind_display()
        words = {"home": household, "day": household.status_on, "event": event}
        raise ValidationError({"on": _("%(home)s户在 %(day)s 已有“%(event)s”：日期不能更早。") % words})


def relate(people, relations, act):
    """Write what each of some people is to the head; returns them as an act keeps them."""
    kept = []
    for person in people:
        before, person.relation = person.relation, relations[person.pk]
        if before != person.relation:
            act.write(person)
        kept.append(as_kept(person, before=before, after=person.relation))
    return kept


def as_kept(person, **more):
    """A person as an act keeps him."""
    return {"member": person.pk, "name": person.name, **more}


def stop_measures(measures, act, on, reason=None):
    """End some measures on a day; returns their keys."""
    stopped = []
    for measure in measures:
        measure.stopped_on = measure.ends_on(on)
        act.write(measure, reason=reason)
        stopped.append(measure.pk)
    return stopped


def run_on(measures, act):
    """Take back that some measures ended."""
    for measure in measures:
        measure.stopped_on = None
        act.write(measure)


def running(household, on, **which):
    """The measures of a household that go on beyond a day, those planned for later too."""
    return Measure.objects.filter(household=household, **which).unended(on)


def put_down(deed, act):
    """Keep a FamilyAct, and say it in words in the history of each household it concerns; returns it."""
    deed.by_name = act.by.name
    act.write(deed)
    with in_the_records_language():
        for household in filter(None, (deed.household, deed.other)):
            words = " ".join(filter(None, (f"{deed.on:%Y-%m-%d}", told(deed, household), deed.reason)))
            audit.record(by=act.by, act=Entry.Act.CHANGE, on=household, reason=fitting(Entry, "reason", words))
    return deed
