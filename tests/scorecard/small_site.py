"""Fill an empty database for a site of real processes: `python -m tests.scorecard.small_site` writes the small
county with some hundred households and one signed-in county official, and prints the key of the official's session."""

import datetime
import os

import django


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kangle.settings")
    django.setup()
    from django.test import Client

    from kangle.accounts.roles import Role
    from tests import county

    small = county.small_county()
    for village in (small.gaolinwan, small.fengtai, small.banpo):
        for number in range(1, 41):
            # The year has something to show: one household of each village left poverty.
            county.household(village, number, persons=3, exited_on=datetime.date(2015, 11, 20) if number == 1 else None)
    official = county.person("li.guoqing", "李国庆", Role.POVERTY_OFFICE, small.county)
    client = Client()
    client.force_login(official, backend="kangle.accounts.backends.PostBackend")
    print(client.cookies["sessionid"].value)


if __name__ == "__main__":
    main()
