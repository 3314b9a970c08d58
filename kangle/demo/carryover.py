"""Money of 2013 and 2014 that was not all spent: what the age of carried-over money is read from."""

from funds.models import Allotment, Appropriation, Document, Expenditure
from kangle.demo.drawing import after, between, day, stream
from projects.models import Progress, Project, Site, Step

# (year, how many projects, least and most share spent by the end of that year)
YEARS = ((2013, 8, 0.7, 0.92), (2014, 18, 0.66, 0.94))
WORKS = ("road", "industry", "stage", "water")
_STAGES = ("01-proposed", "06-in-library", "08-approved", "09-works", "10-accepted")


def write(county, book, channels):
    rng = stream("carry-over")
    for year, count, least, most in YEARS:
        issued_on = day(4, 18, year)
        document = book.add(
            Document, area=county.pk, number=f"甘财农〔{year}〕31号", title=f"关于下达{year}年财政专项扶贫资金的通知",
            issuer="县财政局", on=issued_on, batch=1, purpose="财政专项扶贫",
        )  # fmt: skip
        for serial, village in enumerate(rng.sample(county.poor_villages, count), 1):
            project = _project(book, rng, village, year, serial)
            yuan = rng.randint(30, 95) * 10_000
            allotment = book.add(
                Allotment, document=document, channel=channels["central-special"], area=village.pk, on=issued_on,
                amount_fen=yuan * 100, received_on=day(5, 20, year), purpose="整村推进",
            )  # fmt: skip
            _spend(book, rng, allotment, project, year, yuan, rng.uniform(least, most))


def _project(book, rng, village, year, serial):
    works = rng.choice(WORKS)
    number = f"KL{year}-{serial:04d}"
    start, accepted = day(6, 5, year), between(rng, day(10, 10, year), day(12, 20, year))
    project = book.add(
        Project, area=village.pk, number=number, name=f"{village.name}{year}年整村推进项目", year=year, works=works,
        industry="livestock" if works == "industry" else "", content="整村推进建设内容", authority="县扶贫办",
        executor=village.name,
        planned_start_on=start, planned_finish_on=day(12, 31, year),
    )  # fmt: skip
    dates = (day(1, 12, year), day(2, 20, year), day(5, 4, year), start, accepted)
    for stage, on in zip(_STAGES, dates, strict=True):
        book.add(Step, project=project, stage=stage, on=on)
    quantity = {"road": 1_200, "industry": 40, "water": 36}.get(works, 1)
    site = book.add(Site, project=project, area=village.pk, planned=quantity)
    book.add(Progress, site=site, on=accepted, quantity=quantity)
    return project


def _spend(book, rng, allotment, project, year, yuan, share):
    """Most paid in its own year, a part of the rest in 2015, the remainder not at all."""
    own_year = round(yuan * share)
    later = round((yuan - own_year) * rng.choice((0, 0, 0.4, 0.7)))
    key = book.add(
        Appropriation, allotment=allotment, project=project, on=day(6, 20, year), amount_fen=yuan * 100,
        spent_fen=(own_year + later) * 100,
    )  # fmt: skip
    payments = [(between(rng, day(8, 1, year), day(12, 20, year)), own_year), (between(rng, day(2, 1), day(9, 30)), later)]
    for on, amount in payments:
        if amount:
            book.add(
                Expenditure, appropriation=key, on=on, amount_fen=amount * 100, payee="县扶贫办项目办",
                voucher=f"记-{on:%Y%m}-{key:04d}", settled_on=after(on, 15) if on.year == 2015 else on,
            )  # fmt: skip
