"""A closed round or a published ranking as plain data: what a bulletin is written from and holds to."""

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.programme.items import ITEMS
from kangle.rankings.canonical import dumps, sha256
from kangle.rankings.kinds import rounds
from kangle.rankings.models import Publication
from kangle.supervision.models import Finding, Interview, Round

FORMAT = "kangle-bulletin/1"
ROUND = "round-"  # before the number of a round, in the subject of its published ranking
STATES = ("rectified", "rectified-late", "overdue", "open")


def sealed(basis):
    """(canonical text, SHA-256) of what was frozen."""
    text = dumps(basis)
    return text, sha256(text)


def freeze_ranking(publication):
    """A published ranking as it is carried, under its own digest."""
    return {"format": FORMAT, "of": "ranking", "publication": _published(publication), "ranking": publication.document}


def round_of(publication):
    """The very round that a published ranking ranks, as it ended; None where it ranks something else."""
    number = publication.subject.removeprefix(ROUND)
    if publication.kind != Publication.Kind.ROUND or not number.isdecimal():
        return None
    same = {"area": publication.area, "year": publication.year, "finished_on": publication.as_of}
    return Round.objects.filter(number=int(number), **same).first()


def ranking_of(round_):
    """The ranking of this very round that is published and in force; None where there is none."""
    of_year = Publication.objects.filter(year=round_.year)
    told = {"area": round_.area, "kind": Publication.Kind.ROUND, "level": Publication.Level.TOWNSHIP}
    return of_year.of_day(round_.finished_on, subject=f"{ROUND}{round_.number}", communities=None, **told)


def of_another_round(bulletin):
    """That a bulletin's ranking is not that of its round, whose scores are others, in a sentence; "" where all is well."""
    publication, round_ = bulletin.publication, bulletin.round
    if publication is None or round_ is None or round_of(publication) == round_:
        return ""
    told = {"reference": publication.reference, "round": round_}
    return _("排名 %(reference)s 不是%(round)s的排名，不能作它的通报的依据：请用这一轮自己的排名。") % told


def standing_ranking(bulletin):
    """The ranking a bulletin may rest on now: its own, or what was published in place of a withdrawn one; None without any."""
    old = new = bulletin.publication
    if old is None or old.withdrawn_at is None and not of_another_round(bulletin):
        return old
    if bulletin.round is not None:
        return ranking_of(bulletin.round)
    while new is not None and new.withdrawn_at is not None:
        new = getattr(new, "replaced_by", None)
    told = {"area": old.area, "kind": old.kind, "subject": old.subject, "level": old.level}
    communities = old.document["rule"].get("communities")
    return new or Publication.objects.filter(year=old.year).of_day(old.as_of, communities=communities, **told)


def ensure_standing(bulletin):
    """`standing_ranking`; raises ValidationError where a bulletin of a ranking alone has nothing left to rest on."""
    found = standing_ranking(bulletin)
    if found is None and bulletin.round is None:
        told = {"reference": bulletin.publication.reference}
        raise ValidationError(_("排名 %(reference)s 已经撤回，还没有重新发布：请先重新发布排名，再起草。") % told)
    return found


def _published(publication):
    if publication is None:
        return None
    return {"reference": publication.reference, "sha256": publication.sha256, "sm3": publication.sm3}


def ensure_come(day):
    """Raises ValidationError for a day after today: how things will stand then nobody knows."""
    if day > timezone.localdate():
        raise ValidationError(_("数据截至的日期 %(day)s 还没有到：请填今天或更早的一天。") % {"day": day})


def freeze_round(round_, *, as_of, publication=None):
    """A round as plain data on the day `as_of`: integers, texts, lists. Points are hundredths, days ISO texts.

    Places are those of the round's published ranking where it has one. Raises ValidationError for a round under way.
    """
    ensure_come(as_of)
    if round_.finished_on is None or round_.finished_on > as_of:
        raise ValidationError(_("%(round)s到 %(day)s 还没有结束：督查结束以后才能起草通报。") % {"round": round_, "day": as_of})
    previous = previous_of(round_)
    return {
        "format": FORMAT,
        "of": "round",
        "publication": _published(publication),
        "county": {"code": round_.area.code, "name": round_.area.name},
        "as_of": as_of.isoformat(),
        "round": {**_named(round_), "basis": round_.basis, "interviews_required": round_.interviews_required}
        | {"started_on": round_.started_on.isoformat(), "finished_on": round_.finished_on.isoformat()},
        **_ranked(round_, previous, publication),
        "findings": _findings(round_, as_of),
        "interviews": _interviews(round_, as_of),
        "previous": _followed(previous, as_of) if previous else None,
    }


def previous_of(round_):
    """The county's round before this one, of the same year or an earlier; None before the first."""
    earlier = Q(year=round_.year, number__lt=round_.number) | Q(year__lt=round_.year)
    return Round.objects.filter(earlier, area=round_.area).order_by("-year", "-number").first()


def _named(round_):
    return {"year": round_.year, "number": round_.number}


def _ranked(round_, previous, publication):
    """The sheet, and the townships in order of place, those that take none last, each with how it was inspected."""
    rule, inputs = rounds.freeze(round_)
    result = rounds.compute(rule, inputs)
    if publication is not None:
        rule, inputs, result = (publication.document[part] for part in ("rule", "inputs", "result"))
    before = {row["code"]: row["place"] for row in rounds.compute(*_finished(previous))} if previous else {}
    units = {unit["code"]: unit for unit in inputs["units"]}
    visits = {visit.area.path: visit for visit in round_.inspections.select_related("area")}
    found = []
    for row in result:
        visit, unit = visits.get(row["code"]), units[row["code"]]
        told = {name: row[name] for name in ("code", "place", "tied", "score", "reason", "lost")}
        told |= {"name": unit["name"], "sampled": unit["sampled"], "findings": unit["findings"], "marks": unit["marks"]}
        told |= {"on": visit.on.isoformat() if visit else "", "team": visit.team if visit else ""}
        found.append(told | {"before": before.get(row["code"])})
    return {"items": rule["items"], "least_n": rule["least_n"], "units": found}


def _finished(round_):
    """The rule and inputs of an earlier round: one that nobody closed is at its end all the same."""
    round_.finished_on = round_.finished_on or round_.started_on
    return rounds.freeze(round_)


def _findings(round_, as_of):
    """What was found, township by township. Where it lies, who puts it right, by when, and its state on the day."""
    found = Finding.objects.filter(inspection__round=round_).with_state(as_of).select_related("area", "responsible")
    words = {item.code: str(item.name) for item in ITEMS}
    return [
        {
            "unit": unit,
            "place": finding.area.short_name,
            "item": words.get(finding.item, finding.item),
            "content": finding.content,
            "evidence": finding.evidence,
            "responsible": finding.responsible.name if finding.responsible else "",
            "found_on": finding.found_on.isoformat(),
            "due_on": finding.due_on.isoformat(),
            "state": finding.state,
        }
        for finding, unit in (
            (finding, finding.inspection.area.path)
            for finding in found.select_related("area", "responsible", "inspection__area").order_by(
                "inspection__area__path", "area__path", "pk"
            )
        )
    ]


def _interviews(round_, as_of):
    rows = (
        Interview.objects.filter(round=round_, required_on__lte=as_of)
        .select_related("area", "cadre")
        .order_by("area__path", "pk")
    )
    return [
        {
            "unit": each.area.short_name,
            "name": each.cadre.name,
            "reason": each.reason,
            "required_on": each.required_on.isoformat(),
            "held_on": each.held_on.isoformat() if each.held_on and each.held_on <= as_of else "",
        }
        for each in rows
    ]


def _followed(previous, as_of):
    """What became of the last round's findings: how many stand how, and those not put right by township."""
    rows = Finding.objects.filter(inspection__round=previous).with_state(as_of)
    counted = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    left = rows.filter(state__in=["overdue", "open"]).select_related("inspection__area").order_by("inspection__area__path", "pk")
    return {
        **_named(previous),
        "states": {state: counted.get(state, 0) for state in STATES},
        "left": [
            {
                "unit": each.inspection.area.short_name,
                "content": each.content,
                "state": each.state,
                "due_on": each.due_on.isoformat(),
            }
            for each in left
        ],
    }
