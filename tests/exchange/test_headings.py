"""Headings of lists: what a record's field is called, as a heading."""

from django.utils.translation import override

from households.models import MenuItem
from households.tables.help import MenuItemTable


def test_an_english_heading_begins_with_a_capital():
    with override("en"):
        table = MenuItemTable(MenuItem.objects.none())
        headings = [table.header(column) for _name, column in table.listed]
    assert "Provisional" in headings
    assert all(heading[:1] == heading[:1].upper() for heading in headings)
