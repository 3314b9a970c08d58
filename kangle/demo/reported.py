"""What documents state about 2015, kept beside what the records say; the scheme of scoring; scores given by people."""

import csv
from decimal import Decimal
from pathlib import Path

from kangle.demo.drawing import YEAR, between, day, stream
from kangle.scorecard.models import ManualScore, Reported, Scheme

FIGURES = Path(__file__).with_name("figures.csv")
DOCUMENT = "2015年“663”工作总结"
APPRAISED = "planning.appraisal"


def figures():
    """The published figures: id, phrase, indicator, field, value, unit, note (all text)."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(county, book):
    book.add(
        Scheme,
        version=1,
        name="第一版（暂拟）",
        source="各项权重相等；到位90分、基本到位70分，待文件明确",
        provisional=True,
        in_force_from=day(1, 1, 2014),
    )
    for row in figures():
        # `reported` marks a figure that no count of records can reach: it is a value like the others, only not computed.
        field = "value" if row["field"] == "reported" else row["field"]
        book.add(
            Reported,
            area=county.pk,
            year=YEAR,
            indicator=row["indicator"],
            field=field,
            value=Decimal(row["value"]),
            phrase=row["phrase"],
            document=DOCUMENT,
            document_on=day(12, 31),
            as_of=day(12, 31),
            note=row["note"],
        )
    _appraisals(county, book)


def _appraisals(county, book):
    """The county's office appraises each township's planning at midyear and at its end."""
    rng = stream("appraisals")
    for township in county.townships:
        first = rng.randint(152, 184) * 50
        last = min(9_800, first + rng.randint(0, 14) * 50)
        for score, start, end, evidence in (
            (first, day(6, 22), day(6, 30), "半年工作汇报及实施方案评议"),
            (last, day(12, 16), day(12, 25), "年度计划执行情况评议及会议记录"),
        ):
            on = between(rng, start, end)
            book.add(
                ManualScore,
                area=township.pk,
                indicator=APPRAISED,
                year=YEAR,
                on=on,
                score=score,
                evidence=evidence,
                given_by="县扶贫办考核股",
            )
