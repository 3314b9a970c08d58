"""The money of 2015: documents, allotments line by line, what went down to projects, what was paid out."""

from funds.models import Allotment, Appropriation, Budget, Channel, Document, Expenditure
from kangle.demo.county import County, Township, Village
from kangle.demo.drawing import LAST_DAY, after, apportion, between, day, stream

# Whole-year sums in yuan: (channel group, lies at a key poor village) → total.
TOTALS = {
    ("fiscal", True): 276_000_000,
    ("fiscal", False): 434_000_000 - 276_000_000,
    ("sector", True): 490_000_000,
    ("sector", False): 889_000_000 - 490_000_000,
}
# Of the fiscal money at areas other than poor villages, what the county put in from its own means.
OWN_MEANS = {"county-revenue-increment": 5_380_000, "county-recovered-stock": 16_950_000}
REVENUE_INCREMENT = 14_780_000
RECOVERED_STOCK = 29_870_000
INTEGRATED = 420_000_000
STEP = 100

CHANNELS = [
    ("central-special", "中央财政专项扶贫资金", "fiscal", "县扶贫办", "甘财农"),
    ("provincial-special", "省级财政专项扶贫资金", "fiscal", "县扶贫办", "甘财农二"),
    ("prefectural-special", "州级财政专项扶贫资金", "fiscal", "县扶贫办", "临州财农"),
    ("county-special", "县级财政专项扶贫资金", "fiscal", "县财政局", "康财农"),
    ("county-revenue-increment", "县级财政收入增量安排扶贫资金", "fiscal", "县财政局", "康财预"),
    ("county-recovered-stock", "清理收回存量资金安排扶贫支出", "fiscal", "县财政局", "康财存"),
    ("water", "水利行业资金", "sector", "县水务局", "甘水规计"),
    ("transport", "交通行业资金", "sector", "县交通局", "甘交规划"),
    ("education", "教育行业资金", "sector", "县教育局", "甘教财"),
    ("health", "卫生计生行业资金", "sector", "县卫计局", "甘卫财务"),
    ("housing", "住建行业资金", "sector", "县住建局", "甘建村"),
    ("power", "电力通信行业资金", "sector", "县工信局", "甘发改能源"),
    ("culture", "文化行业资金", "sector", "县文广局", "甘文财"),
    ("agriculture", "农林行业资金", "sector", "县农牧局", "甘农计"),
    ("resettlement", "易地搬迁行业资金", "sector", "县发改局", "甘发改地区"),
    ("cooperation", "东西部扶贫协作资金", "cooperation", "县扶贫办", "厦合办"),
    ("social", "社会帮扶资金", "social", "县扶贫办", "康扶办"),
    ("own", "群众自筹资金", "own", "各乡镇", "康乡"),
]
# Works → (sector channel, share of the cost that fiscal money carries, yuan for one unit of quantity).
COSTS = {
    "water": ("water", 0.3, 5_200), "road": ("transport", 0.35, 520), "kindergarten": ("education", 0.2, 1_150_000),
    "primary-school": ("education", 0.1, 3_600_000), "village-office": ("culture", 0.6, 260_000),
    "clinic": ("health", 0.3, 160_000),
    "stage": ("culture", 0.5, 130_000), "power": ("power", 0.1, 900_000), "housing": ("housing", 0.2, 14_000),
    "relocation": ("resettlement", 0.3, 62_000), "broadband": ("power", 0.2, 150_000), "industry": ("agriculture", 0.5, 9_000),
    "other": ("agriculture", 0.3, 6_000_000),
}  # fmt: skip
# What these cost is known by the piece; the others take up what is left of each total.
STRETCHED = {"industry", "other"}
# How large other works are, by where they lie.
OTHER_SIZES = {County: 2.4, Township: 1.0, Village: 0.4}
OTHER_CHANNELS = {
    "县水务局": "water",
    "县卫计局": "health",
    "县教育局": "education",
    "县交通局": "transport",
    "县供电公司": "power",
}


class Line:
    """Money for one project at one place in one channel, before it is gathered into allotments."""

    def __init__(self, draft, place, channel, group, batch, yuan):
        self.draft, self.place, self.channel, self.group, self.batch, self.yuan = draft, place, channel, group, batch, yuan

    @property
    def kind(self):
        return self.group, getattr(self.place, "is_poor", False)


def share_out(drafts):
    """Lines of money for every project, adding up to the published sums; marks the projects of the integration plan."""
    rng = stream("money")
    lines = [line for draft in drafts for line in _lines(rng, draft)]
    for kind, total in TOTALS.items():
        of_kind = [line for line in lines if line.kind == kind]
        if kind == ("fiscal", False):
            total -= _own_means(rng, of_kind)
            of_kind = [line for line in of_kind if line.channel not in OWN_MEANS]
        _fill(of_kind, total)
    lines += _cooperation(rng, drafts)
    _integrate(rng, drafts, lines)
    return lines


def _cooperation(rng, drafts):
    """What the partner city in the east gives: beside the two groups, for the herds and herbs of four poor villages."""
    industry = [draft for draft in drafts if draft.works == "industry" and draft.fate == "done" and len(draft.sites) == 1]
    return [
        Line(draft, draft.sites[0][0], "cooperation", "cooperation", 2, yuan)
        for draft, yuan in zip(rng.sample(industry, 4), (1_900_000, 1_600_000, 1_500_000, 1_200_000), strict=True)
    ]


def _lines(rng, draft):
    sector, share, price = COSTS[draft.works]
    if draft.works == "other":
        sector = OTHER_CHANNELS.get(draft.authority, sector)
    for place, planned, _done in draft.sites:
        size = OTHER_SIZES[type(place)] if draft.works == "other" else 1
        cost = planned * price * rng.uniform(0.88, 1.15) * size
        fiscal = rng.choices(
            ("central-special", "provincial-special", "prefectural-special", "county-special"), (45, 33, 10, 12)
        )[0]
        batch = min(3, 1 + (draft.start.month > 4) + (draft.start.month > 5))
        yield Line(draft, place, fiscal, "fiscal", batch, cost * share)
        yield Line(draft, place, sector, "sector", batch, cost * (1 - share))


def _own_means(rng, lines):
    """Give some lines of the townships and better-off villages to the county's own two channels; returns what they carry."""
    drawn = rng.sample([line for line in lines if line.draft.works in STRETCHED], 26)
    for channel, part in (("county-revenue-increment", drawn[:9]), ("county-recovered-stock", drawn[9:])):
        for line in part:
            line.channel = channel
        amounts = apportion(OWN_MEANS[channel] // STEP, [rng.uniform(0.5, 1.5) for _ in part])
        for line, amount in zip(part, amounts, strict=True):
            line.yuan = amount * STEP
    return sum(OWN_MEANS.values())


def _fill(lines, total):
    """Bring lines to `total`: those priced by the piece keep their price, the others are stretched to what is left."""
    fixed = [line for line in lines if line.draft.works not in STRETCHED]
    for line in fixed:
        line.yuan = round(line.yuan / STEP) * STEP
    stretched = [line for line in lines if line.draft.works in STRETCHED]
    rest = total - sum(line.yuan for line in fixed)
    amounts = apportion(rest // STEP, [line.yuan for line in stretched])
    for line, amount in zip(stretched, amounts, strict=True):
        line.yuan = max(1, amount) * STEP
    if sum(line.yuan for line in lines) != total:
        raise ValueError(f"lines of {total} do not add up")


def _integrate(rng, drafts, lines):
    """Projects enter the integration plan until more than four hundred million has been passed down to them."""
    passed = {}
    for line in lines:
        line.down = line.yuan if rng.random() < 0.9 else round(line.yuan * rng.uniform(0.6, 0.95) / STEP) * STEP
        if line.draft.fate in ("stalled", "withdrawn"):
            line.down = 0
        passed[line.draft] = passed.get(line.draft, 0) + line.down
    total = 0
    for draft in rng.sample(drafts, len(drafts)):
        draft.integrated = total < INTEGRATED
        total += passed[draft] if draft.integrated else 0


def write_channels(book):
    """The channels, as {code: key}."""
    return {
        code: book.add(Channel, code=code, name=name, group=group, owner=owner) for code, name, group, owner, _sign in CHANNELS
    }


def write(county, book, lines):
    """Documents, allotments, appropriations and expenditures of the year; only after the projects have their keys."""
    rng = stream("money rows")
    channels = write_channels(book)
    book.add(
        Budget, area=county.pk, year=2015, on=day(1, 20), revenue_increment_fen=REVENUE_INCREMENT * 100,
        recovered_stock_fen=RECOVERED_STOCK * 100, source="2015年县级财政预算草案报告",
    )  # fmt: skip
    gathered = {}
    for line in lines:
        gathered.setdefault((line.channel, line.batch), {}).setdefault(line.place, []).append(line)
    for position, (code, name, _group, _owner, sign) in enumerate(CHANNELS):
        for batch in (1, 2, 3):
            places = gathered.get((code, batch))
            if places:
                document = _document(county, book, rng, name, sign, batch, position)
                for place, of_place in places.items():
                    _allot(book, rng, document, channels[code], place, of_place)
    return channels


def _document(county, book, rng, name, sign, batch, position):
    on = between(rng, day((1, 3, 5)[batch - 1], 8), day((2, 4, 6)[batch - 1], 12))
    number = f"{sign}〔2015〕{batch * 17 + position}号"
    title = f"关于下达2015年第{batch}批{name}的通知"
    key = book.add(
        Document, area=county.pk, number=number, title=title, issuer="县财政局", on=on, batch=batch, purpose="精准扶贫精准脱贫"
    )  # fmt: skip
    return key, on


def _allot(book, rng, document, channel, place, lines):
    """One allotment for a place, received some weeks later, passed down to each project and paid out as the works go on."""
    key, issued_on = document
    on = after(issued_on, rng.randint(0, 9))
    received_on = after(on, rng.randint(4, 38))
    allotment = book.add(
        Allotment, document=key, channel=channel, area=place.pk, on=on, amount_fen=sum(line.yuan for line in lines) * 100,
        received_on=received_on, purpose=lines[0].draft.name[:40],
    )  # fmt: skip
    for line in lines:
        if line.down:
            passed_on = max(after(received_on, rng.randint(3, 40)), line.draft.approved)
            _pass_down(book, rng, allotment, line.draft, passed_on, line.down)


def _pass_down(book, rng, allotment, draft, on, yuan):
    spent_share = 1.0 if rng.random() < 0.55 else rng.uniform(0.7, 0.97)
    if draft.fate == "building":
        spent_share = rng.uniform(0.35, 0.75)
    spent = round(yuan * spent_share / STEP) * STEP
    paid = [part * STEP for part in apportion(spent // STEP, rng.choice(((1,), (3, 7), (3, 4, 3)))) if part]
    key = book.add(Appropriation, allotment=allotment, project=draft.pk, on=on, amount_fen=yuan * 100, spent_fen=sum(paid) * 100)
    first = max(on, draft.start)
    for position, part in enumerate(paid):
        paid_on = min(LAST_DAY, after(first, 8 + (position * 55) + rng.randint(0, 45)))
        settled_on = after(paid_on, rng.randint(5, 30)) if paid_on <= day(12, 1) else None
        book.add(
            Expenditure, appropriation=key, on=paid_on, amount_fen=part * 100, payee=draft.executor or draft.authority,
            voucher=f"记-{paid_on:%m}-{key:04d}-{position + 1}", settled_on=settled_on,
        )  # fmt: skip
