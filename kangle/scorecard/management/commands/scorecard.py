"""Print one area's published scorecard, for people or (with --json) for machines."""

import json

from django.core.management.base import BaseCommand, CommandError

from kangle.areas.codes import area_for
from kangle.common.reading import one_moment
from kangle.programme.items import ITEMS
from kangle.scorecard.management.days import day, fail, year
from kangle.scorecard.readings import as_json, newest, reported_of, sheet_of


class Command(BaseCommand):
    help = "打印一个地区已发布的 663 评分：scorecard 622922 --period 2015 [--as-of 2015-06-30] [--json]"

    def add_arguments(self, parser):
        parser.add_argument("code", help="区划代码：6、9 或 12 位")
        parser.add_argument("--period", required=True, help="年度，如 2015")
        parser.add_argument("--as-of", help="截至日期，如 2015-06-30；省略则为最新")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *, code, period, as_of, **options):
        try:
            area = area_for(code)
        except ValueError as error:
            raise fail(error) from error
        wanted_year, wanted_day = year(period), day(as_of)
        with one_moment():
            snapshot = newest(area, wanted_year, wanted_day)
            sheet = snapshot and sheet_of(snapshot, area)
        if not sheet:
            when = f"截至 {wanted_day} " if wanted_day else ""
            way_out = f"可运行 recompute --area {area.county} --period {wanted_year}"
            raise CommandError(f"{area} {wanted_year} 年度没有{when}已发布的评分数据；{way_out}", returncode=2)
        if options["json"]:
            content = as_json(sheet, reported_of(area, wanted_year))
            self.stdout.write(json.dumps(content, ensure_ascii=False, indent=1))
        else:
            self._print(sheet)

    def _print(self, sheet):
        self.stdout.write(f"{sheet.area} {sheet.snapshot.year} 年度 截至 {sheet.snapshot.as_of} 663总评 {_points(sheet.whole)}")
        for item in ITEMS:
            self.stdout.write(f"\n{item.name} {_points(sheet.marks[item.code])}")
            for figure in sheet.of_item(item.code):
                value = "—" if figure.value is None else f"{float(figure.value):,.4g}"
                parts = "" if figure.denominator is None else f"  {float(figure.numerator):,.0f}/{float(figure.denominator):,.0f}"
                self.stdout.write(f"  {figure.indicator.name} {value} {figure.indicator.unit.name}{parts}  {_points(figure)}")


def _points(scored):
    return "不计" if scored.score is None else f"{scored.score / 100:.2f}"
