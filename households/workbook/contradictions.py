"""Whether the cells of a row that say whose it is agree: the household's number, its head's number and name, its village.

A column sorted without the others puts one family's number beside another's name; the row is then nobody's. Where only a name
differs somebody must say that it is the same household.
"""

from households.models import Household, Member
from households.workbook.sheets import HEAD, HEAD_NAME, MEMBERS, VILLAGE_NAME
from kangle.areas.naming import formerly, spoken
from kangle.common.bulk import portions
from kangle.common.sayings import said as _


class Whose:
    """What the records say of the households that rows name: `heads` {key: {identity number: name}} of the living heads,
    `numbers` {key: number of the household}, `belonged` {identity number: {key of a household he is or was of: name}} within the
    area, of whoever is named as a head and is none; `origins`: what the workbook was made from.
    """

    def __init__(self, rows, placed, by_head, area):
        keys = sorted({key for key in placed.values() if isinstance(key, int)} | set(by_head.values()))
        self.heads, self.numbers, self.villages, self.called = {}, {}, {}, {}
        for some in portions(keys):
            heads = Member.objects.heads().filter(household__in=some)
            for key, identity, name in heads.values_list("household_id", "identity_number", "name"):
                self.heads.setdefault(key, {})[identity] = name
            for household in Household.objects.filter(pk__in=some).select_related("village"):
                self.numbers[household.pk], self.villages[household.pk] = household.number, household.village
        self.by_head = by_head
        self.origins = list({id(row.sheet): row.sheet.origin for row in rows}.values())
        self.belonged = self._belonged(rows, placed, area)
        self.new_heads = {
            row.values["identity_number"]: row.values.get("name")
            for row in rows
            if row.sheet.form is MEMBERS and "identity_number" in row.values
        }

    def _belonged(self, rows, placed, area):
        """To which households those belong or belonged, who left or died too, that rows name as a head and that are none."""
        strange = {row.values[HEAD] for row in rows if self._is_strange(row, placed.get(id(row)))}
        found = {}
        for some in portions(sorted(strange)):
            members = Member.objects.within(area).filter(identity_number__in=some).order_by("pk")
            for identity, key, name in members.values_list("identity_number", "household_id", "name"):
                found.setdefault(identity, {})[key] = name
        return found

    def _was_told(self, key, name, value):
        """Whether a cell says what it said of the household when the workbook was made."""
        return any(origin.held(key, name, value) for origin in self.origins)

    def _is_strange(self, row, key):
        return isinstance(key, int) and row.values.get(HEAD) and self.heads.get(key) and row.values[HEAD] not in self.heads[key]

    def check(self, row, key):
        """Refuse a row whose cells name two households, ask about one in which only a name differs."""
        if self._is_strange(row, key):
            self._check_head(row, key)
        if not row.is_refused:
            self._check_name(row, key)

    def _check_head(self, row, key):
        other = self.by_head.get(row.values[HEAD])
        if key in self.belonged.get(row.values[HEAD], ()) or self._was_told(key, HEAD, row.values[HEAD]):
            return  # somebody of the same household: who is its head, or his number, has changed since
        words = {"number": self.numbers[key], "head": "、".join(self.heads[key].values())}
        if other is None:
            sentence = _("户编号 %(number)s 登记的户主是%(head)s，户主证件号码却不是这一户的：请核对有没有错行。")
            row.refuse(sentence % words, HEAD)
            return
        words |= {"other": "、".join(self.heads[other].values()), "theirs": self.numbers[other]}
        sentence = _(
            "户编号 %(number)s 是%(head)s户，户主证件号码却是%(other)s（户编号 %(theirs)s）的：请核对有没有错行，这一行没有收。"
        )
        row.refuse(sentence % words, HEAD)

    def _check_name(self, row, key):
        told, heads = row.shown.get(HEAD_NAME), self.heads.get(key) if isinstance(key, int) else None
        if told and heads is None and self.new_heads.get(row.values.get(HEAD)):
            heads = {row.values[HEAD]: self.new_heads[row.values[HEAD]]}
        former = self.belonged.get(row.values.get(HEAD), {}).get(key)
        if told and heads and told not in heads.values() and told != former and not self._was_told(key, HEAD_NAME, told):
            words = {"head": "、".join(heads.values()), "told": told}
            _ask(row, _("号码是%(head)s户的，户主姓名写的是“%(told)s”：请核对是不是这一户，有没有错行。") % words, HEAD_NAME)

    def check_village(self, row, village):
        """Ask about a row of a household whose village's name is another than that of the village it lies in."""
        told = row.values.get(VILLAGE_NAME)
        if told and village is not None and not self._is_called(village, told):
            words = {"village": village.short_name, "told": told}
            _ask(row, _("这一行是%(village)s的，“村”写的是“%(told)s”：请核对村代码和户编号有没有错行。") % words, VILLAGE_NAME)

    def _is_called(self, village, told):
        """Whether people call a village so: by a name it bears or bore, with or without what stands before it."""
        if village.pk not in self.called:
            self.called[village.pk] = {spoken(name) for name in (village.name, village.short_name, *formerly(village))}
        return any(spoken(told).endswith(name) for name in self.called[village.pk])


def _ask(row, sentence, name):
    if not row.ask(sentence, name):
        row.is_left = True
