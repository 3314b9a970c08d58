"""Measure the figures this project promises; standard output carries `name value unit` lines and nothing else."""

import datetime
import gc
import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kangle.areas.models import Area
from kangle.demo.bench import exporting, homes, ranking
from kangle.demo.bench.checking import households_checked_a_second
from kangle.demo.bench.floor import recompute_in_sql
from kangle.demo.bench.importing import Importing
from kangle.demo.bench.measuring import Pages, in_turn, process
from kangle.demo.county import COUNTY
from kangle.scorecard.actions import recompute

AS_OF = datetime.date(2015, 12, 31)
LISTED = "/households/"


class Command(BaseCommand):
    help = "测量承诺的性能数字（在空的、已迁移的数据库上）：每行“名称 数值 单位”"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="也打印与数据库无关的数字")
        parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="只测这些（不带数据库后缀）")

    def handle(self, *, once, only, **options):
        self.only = only
        names = [name for name, *_rest in [*self.per_database(), *self.once()]]
        if unknown := set(only) - set(names):
            raise CommandError(f"没有这些数字：{', '.join(sorted(unknown))}；有：{', '.join(names)}", returncode=2)
        self._load()
        for name, measure, unit in self.per_database():
            self._print(f"{name}.{connection.vendor}", name, measure, unit)
        for name, measure, unit in self.once() if once else ():
            self._print(name, name, measure, unit)

    def _load(self):
        """The demo county; how long it took is one of the figures."""
        if Area.objects.exists():
            raise CommandError("测量要用空的数据库：请用 make bench。", returncode=2)
        self.load_seconds, _peak = process("demo")

    def per_database(self):
        """(name, what measures it, unit) of the figures that depend on the database."""
        importing, members = Importing(), exporting.Members()
        return [
            ("demo.load_s", lambda: self.load_seconds, "s"),
            ("recompute.full_vs_sql", self._full_vs_sql, "ratio"),
            ("recompute.peak_mb", lambda: process("recompute", "--area", COUNTY[:6], "--period", "2015")[1], "MB"),
            ("page.overview_vs_bare.cold", lambda: Pages().over_bare("/", cold=True), "ratio"),
            ("page.overview_vs_bare.warm", lambda: Pages().over_bare("/"), "ratio"),
            ("page.list_vs_bare", lambda: Pages().over_bare(LISTED), "ratio"),
            ("entry.step_vs_bare", homes.step_over_bare, "ratio"),
            ("booklet.village_s", homes.village_seconds, "s"),
            ("checks.households_per_s", households_checked_a_second, "1/s"),
            # Lists leave before anything is imported: what is measured is of the demo county as it stands.
            ("export.xlsx_30k_vs_bare", exporting.over_bare, "ratio"),
            ("export.csv_30k_s", exporting.csv_seconds, "s"),
            ("export.members_s", members.took, "s"),
            ("export.peak_mb", members.peak_megabytes, "MB"),
            ("import.rows_per_s", importing.rows_a_second, "1/s"),
            ("import.peak_mb", importing.peak_megabytes, "MB"),
            ("import.vs_copy", importing.over_copy, "ratio"),
            ("ranking.ms.152", ranking.page_milliseconds, "ms"),
        ]

    def once(self):
        """The figures that are the same on every database."""
        return [
            ("page.overview_kb", lambda: Pages().kilobytes("/"), "kB"),
            ("page.list_kb", lambda: Pages().kilobytes(LISTED), "kB"),
            ("page.overview_queries", lambda: Pages().queries("/"), "queries"),
            ("card.kb", lambda: Pages(homes.WRITER).kilobytes(homes.card()), "kB"),
            ("ranking.ms.17656", ranking.province_milliseconds, "ms"),
            ("ranking.queries", ranking.page_queries, "queries"),
            ("card.queries", lambda: Pages(homes.WRITER).queries(homes.card()), "queries"),
        ]

    def _full_vs_sql(self):
        county = Area.objects.by_code(COUNTY)
        gc.collect()
        return in_turn(
            lambda: recompute(county, year=AS_OF.year, as_of=AS_OF),
            lambda: recompute_in_sql(county, year=AS_OF.year, as_of=AS_OF),
            rounds=9,
        )

    def _print(self, shown, name, measure, unit):
        if self.only and name not in self.only:
            return
        self.stdout.write(f"{shown} {measure():.2f} {unit}")
        sys.stdout.flush()
