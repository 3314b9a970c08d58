"""Whose each row is: the stored household it names, or the new one it belongs to."""

from dataclasses import dataclass, field

from households.models import Household, Member
from households.workbook.contradictions import Whose
from households.workbook.sheets import HEAD, HOUSEHOLDS, MEMBERS, VILLAGE, VILLAGE_NAME, YEARS
from kangle.areas.models import Area
from kangle.areas.naming import spoken, villages_called
from kangle.common.bulk import portions
from kangle.common.sayings import said as _

MOST_VILLAGES = 20  # a file of more is a county's: its rows say for themselves where they belong


@dataclass
class Home:
    """The rows of one household. `key`: that of the stored one; None for a new one, whose village is then told by its own row.

    `household`: the record as its own row makes it, once it is weighed; None where it is new and cannot be taken in. `aside`:
    the rows of members and years that do nothing.
    """

    key: int | None
    village: Area | None = None
    own: object = None
    household: Household | None = None
    members: list = field(default_factory=list)
    years: list = field(default_factory=list)
    aside: list = field(default_factory=list)

    @property
    def rows(self):
        return [*([self.own] if self.own else []), *self.members, *self.years, *self.aside]

    def put_aside(self, row):
        """Let a row of a member or a year do nothing: it is weighed no further."""
        row.is_left = True
        self.members = [each for each in self.members if each is not row]
        self.years = [each for each in self.years if each is not row]
        self.aside.append(row)


def homes(sheets, area):
    """The Homes of all rows in the order in which they come; rows that are nobody's are refused, with the reason.

    `sheets`: those that were read; `area`: within which a household may be named. A number told twice is refused the second time.
    """
    rows = [row for sheet in sheets for row in sheet.rows]
    by_number = _households_by_number(rows, area)
    by_head = _households_by_head(rows, area)
    own = {sheet.form.code: sheet.rows for sheet in sheets}
    new = {}
    for row in own.get(HOUSEHOLDS.code, ()):
        if not row.values.get(HEAD):
            continue  # a new household tells its head, even where it brings a number along: else the number is a mistake
        for reference in (("number", row.values.get("number")), ("head", row.values.get(HEAD))):
            new.setdefault(reference, row)
    _put_codes(own.get(HOUSEHOLDS.code, ()), area)
    villages = _villages(own.get(HOUSEHOLDS.code, ()), area)
    placed = {id(row): _place(row, by_number, by_head, new) for row in rows}
    whose = Whose(rows, placed, by_head, area)
    found = {}
    for row in rows:
        place = placed[id(row)]
        if place is None:
            continue
        whose.check(row, place)
        home = found.get(place)
        if home is None:
            home = found[place] = Home(place if isinstance(place, int) else None)
        _settle_in(row, home, villages, area)
        if home.own is row:
            whose.check_village(row, home.village or whose.villages.get(place))
    _refuse_twice([row for home in found.values() for row in home.members], "identity_number", _("证件号码"))
    return list(found.values())


def refusal(sheets, area):
    """Why a workbook is not for an area at all, in a sentence: all households it names lie in villages outside; else ""."""
    own = next((sheet.rows for sheet in sheets if sheet.form is HOUSEHOLDS), ())
    codes = {_code_told(row) for row in own or [row for sheet in sheets for row in sheet.rows]}
    if not codes or None in codes or len(codes) > MOST_VILLAGES:
        return ""
    villages = list(Area.objects.current().filter(code__in=codes).order_by("code"))
    if len(villages) < len(codes) or any(village.path.startswith(area.path) for village in villages):
        return ""
    words = {"theirs": "、".join(village.short_name for village in villages), "area": area.short_name}
    return _("这份表是%(theirs)s的，您导入的是%(area)s：一行也没有收。请下载%(area)s的表填写，或请%(theirs)s的人上传。") % words


def _code_told(row):
    """The code of the village a stored household's row tells, or that its number begins with; None for one without a number."""
    number = row.values.get("number") or ""
    return (row.values.get(VILLAGE) or number[: Area.CODE_LENGTH[Area.Level.VILLAGE]]) if number else None


def _reference(row):
    """What names a household that is not stored yet: the number given, else its head's."""
    number, head = row.values.get("number"), row.values.get(HEAD)
    return ("number", number) if number else ("head", head) if head else None


def _place(row, by_number, by_head, new):
    """The key of the household a row names, or the reference of a new one; None, and the row refused, where it names none."""
    number, head = row.values.get("number"), row.values.get(HEAD)
    if by_number.get(number) is not None:
        return by_number[number]
    if number in by_number:
        _refuse_unknown(row, number)
        return None
    if not number and head in by_head:
        return by_head[head]
    if number and head in by_head and row.sheet.form is HOUSEHOLDS:
        row.refuse(_("户编号没有登记，户主却已登记在另一户：请核对户编号。"), "number")
        return None
    for reference in (("number", number), ("head", head)):
        if reference[1] and reference in new:
            return _reference(new[reference])
    if number:
        _refuse_unknown(row, number)
    elif head:
        row.refuse(_("没有以这个证件号码为户主的户：请核对号码；新户要先在“户”表里写一行。"), HEAD)
    elif not row.is_refused:
        row.refuse(_("没有写是哪一户：请填户编号，新户填户主证件号码。"), "number")
    return None


def _refuse_unknown(row, number):
    """One sentence whether nobody bears the number or somebody outside: who lives elsewhere is not told."""
    sentence = _("户编号 %(number)s 在您的地区查不到：请核对；登记新户不写户编号，写户主证件号码。")
    row.refuse(sentence % {"number": number}, "number")


def _settle_in(row, home, villages, area):
    form = row.sheet.form
    if form is MEMBERS:
        home.members.append(row)
    elif form is YEARS:
        year = row.values.get("year")
        if year and any(other.values.get("year") == year for other in home.years):
            row.refuse(_("这一户 %(year)d 年在表里写了两行：请只留一行。") % {"year": year}, "year")
        home.years.append(row)
    elif home.own is not None:
        row.refuse(_("这一户在表里写了两行（另一行是第 %(row)d 行）：请只留一行。") % {"row": home.own.number}, "number")
    else:
        home.own = row
        home.village = _village_of(row, home, villages, area)


def _village_of(row, home, villages, area):
    """The village a household's own row names; None for a stored one that does not say, and, refused, for one that is unknown."""
    code = row.values.get(VILLAGE)
    if not code:
        if home.key is None and not area.is_village and not row.values.get(VILLAGE_NAME):
            row.refuse(_("新户要写村代码（十二位）。"), VILLAGE)
        return area if home.key is None and area.is_village else None
    if code not in villages:
        row.refuse(_("没有代码为 %(code)s 的村，或者它不在您的地区：请核对村代码。") % {"code": code}, VILLAGE)
    return villages.get(code)


def _refuse_twice(rows, name, label):
    first = {}
    for row in rows:
        value = row.values.get(name)
        if value and value in first:
            words = {"label": label, "sheet": first[value].sheet.name, "row": first[value].number}
            row.refuse(_("%(label)s与“%(sheet)s”第 %(row)d 行相同：请核对，同一个人只写一行。") % words, name)
        elif value:
            first[value] = row


def _put_codes(rows, area):
    """Give rows that tell their village by its name alone its code; a name it bore before does as well (areas.naming).

    Refused where no village or several of the area answer to the name. A stored household's row says by its number where it is.
    """
    rows = [row for row in rows if row.values.get(VILLAGE_NAME) and not row.values.get(VILLAGE) and not row.values.get("number")]
    called = villages_called(area) if rows else {}
    for row in rows:
        name = row.values[VILLAGE_NAME]
        found = called.get(spoken(name), [])
        if len(found) == 1:
            row.values[VILLAGE] = found[0].code
        elif found:
            told = {"name": name, "where": _("、").join(f"{each.parent}{each} {each.code}" for each in found)}
            row.refuse(_("叫“%(name)s”的村不止一个（%(where)s）：请写村代码。") % told, VILLAGE_NAME)
        else:
            row.refuse(_("您的地区没有叫“%(name)s”的村（曾用名也查过）：请核对，或者写村代码。") % {"name": name}, VILLAGE_NAME)


def _villages(rows, area):
    """{code: village} of the villages that the households' rows name, within the area."""
    codes = sorted({row.values[VILLAGE] for row in rows if row.values.get(VILLAGE)})
    found = {}
    for some in portions(codes):
        for village in Area.objects.within(area).current().filter(code__in=some).select_related("parent"):
            if village.is_village:
                found[village.code] = village
    return found


def _households_by_number(rows, area):
    """{number: key} of the stored households that rows name by their number; the key of one outside the area is None."""
    numbers = sorted({row.values["number"] for row in rows if row.values.get("number")})
    found = {}
    for some in portions(numbers):
        for number, key, path in Household.objects.filter(number__in=some).values_list("number", "pk", "village__path"):
            found[number] = key if path.startswith(area.path) else None
    return found


def _households_by_head(rows, area):
    """{identity number of a living head: household's key} within the area, of those that rows name so."""
    heads = sorted({row.values[HEAD] for row in rows if row.values.get(HEAD)})
    living = Member.objects.within(area).heads()
    found = {}
    for some in portions(heads):
        found.update(living.filter(identity_number__in=some).values_list("identity_number", "household_id"))
    return found
