"""When a project was proposed, begun, measured and accepted; and the rows that say so."""

from kangle.demo.county import Village
from kangle.demo.drawing import after, apportion, before, between, day
from projects.models import Progress, Project, Site, Step

# Days from one step of the library to the next, counted back from the approval.
_BEFORE_APPROVAL = ("07-planned", "06-in-library", "05-noticed", "04-decided", "03-appraised", "02-reviewed", "01-proposed")
_BY = {
    "01-proposed": "村委会", "02-reviewed": "乡镇人民政府", "03-appraised": "主管部门", "04-decided": "县扶贫开发领导小组",
    "05-noticed": "县扶贫办", "06-in-library": "县扶贫办", "07-planned": "县扶贫办", "08-approved": "县发改局",
    "09-works": "实施单位",
    "10-accepted": "县验收组", "11-settled": "县财政局", "12-handed-over": "村委会", "13-upkeep": "村委会",
    "99-withdrawn": "县扶贫办",
}  # fmt: skip
LAST_COMPLETION = day(12, 14)


def carry_out(rng, draft):
    """Set the draft's planned and real dates by how it is to go: done, late, building, stalled, withdrawn or by-measure."""
    draft.start = between(rng, day(3, 5), day(6, 20))
    draft.finish = between(rng, max(after(draft.start, 50), day(6, 10)), LAST_COMPLETION)
    if draft.fate == "by-measure":
        draft.start, draft.finish = between(rng, day(3, 20), day(4, 25)), day(12, 20)
    draft.approved = before(draft.start, rng.randint(8, 35))
    draft.accepted = None
    if draft.fate in ("done", "late"):
        draft.accepted = after(draft.finish, rng.randint(4, 13))
        if draft.fate == "done":
            draft.planned_finish = after(draft.accepted, rng.randint(0, 30))
        else:
            draft.planned_finish = max(before(draft.accepted, rng.randint(10, 45)), draft.start)
    elif draft.fate == "by-measure":
        draft.accepted = day(12, 26) if all(planned == done for _place, planned, done in draft.sites) else None
        draft.planned_finish = day(12, 31)
    else:
        draft.planned_finish = between(rng, day(9, 30), day(12, 20)) if rng.random() < 0.6 else day(6, 30, 2016)


def write(county, book, drafts, rng):
    """Put every project with its sites, steps and progress into the book; villages learn the day each of their works was done."""
    for village in county.villages:
        village.completed, village.served_by = {}, {}
    for serial, draft in enumerate(drafts, 1):
        draft.number = f"KL2015-{serial:04d}"
        draft.pk = book.add(
            Project, area=draft.area.pk, number=draft.number, name=draft.name, year=2015, works=draft.works,
            industry=draft.industry,
            content=f"{draft.name}，涉及{len(draft.sites)}处", benefit=draft.benefit, authority=draft.authority,
            executor=draft.executor,
            approval_number=f"康发改〔2015〕{serial + 20}号", integrated=draft.integrated, planned_start_on=draft.start,
            planned_finish_on=draft.planned_finish,
        )  # fmt: skip
        _steps(book, rng, draft)
        for place, planned, done in draft.sites:
            site = book.add(Site, project=draft.pk, area=place.pk, planned=planned)
            for on, quantity in _progress(rng, draft, place, done):
                book.add(Progress, site=site, on=on, quantity=quantity)
            _remember(draft, place, planned, done)


def _steps(book, rng, draft):
    """The steps of its life, each at least a day after the one before; none after the year."""
    dates = {"08-approved": draft.approved}
    on = draft.approved
    for stage in _BEFORE_APPROVAL:
        on = before(on, rng.randint(4, 16))
        dates[stage] = on
    if draft.fate == "withdrawn":
        dates["99-withdrawn"] = between(rng, day(6, 1), day(10, 20))
    elif draft.fate != "stalled":
        dates["09-works"] = draft.start
    if draft.accepted:
        dates["10-accepted"] = draft.accepted
        on = draft.accepted
        for stage, least, most in (("11-settled", 10, 35), ("12-handed-over", 5, 20), ("13-upkeep", 10, 30)):
            on = on.fromordinal(on.toordinal() + rng.randint(least, most))
            if on <= day(12, 31):
                dates[stage] = on
    for stage in sorted(dates):
        book.add(Step, project=draft.pk, stage=stage, on=dates[stage], by=_BY[stage])


def _progress(rng, draft, place, done):
    """(day, quantity) that add up to what was done at a site."""
    if draft.fate == "by-measure":
        kind = "renovation" if draft.works == "housing" else "relocation"
        counted = {}
        for house in place.houses:
            measure = house.done.get(kind)
            if measure:
                month_day = measure[1].replace(day=1 if measure[1].day <= 15 else 16)
                on = max(after(month_day, 15), measure[1])
                counted[on] = counted.get(on, 0) + 1
        return sorted(counted.items())
    if not done:
        return []
    parts = 1 if done < 4 else rng.choice((1, 2, 3))
    first = after(draft.start, 20)
    days = {draft.finish}
    while len(days) < parts:
        days.add(between(rng, first, draft.finish))
    step = 100 if draft.works == "road" else 1
    quantities = apportion(done // step, [rng.uniform(0.6, 1.4) for _ in days])
    return [(on, quantity * step) for on, quantity in zip(sorted(days), quantities, strict=True) if quantity]


def _remember(draft, place, planned, done):
    """What the village's facility record and gaps refer to."""
    if isinstance(place, Village):
        place.served_by.setdefault(draft.works, draft)
        if done:
            place.completed[draft.works] = max(place.completed.get(draft.works, draft.finish), draft.finish)
