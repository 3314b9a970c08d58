"""A static files finder that serves plotly.js, and only that file, from the installed plotly package."""

from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

FOLDER = "vendor"
FILE = "plotly.min.js"


def package_data():
    """The folder in which the plotly package keeps plotly.js; found without importing the package."""
    return Path(find_spec("plotly").submodule_search_locations[0]) / "package_data"


class PlotlyFinder(BaseFinder):
    """Offers `vendor/plotly.min.js` to runserver, whitenoise and collectstatic."""

    def __init__(self, *args, **options):
        self.storage = FileSystemStorage(location=package_data())
        self.storage.prefix = FOLDER

    def check(self, **options):
        return []

    def find(self, path, find_all=False, **options):
        if path != f"{FOLDER}/{FILE}":
            return []
        found = self.storage.path(FILE)
        return [found] if find_all else found

    def list(self, ignore_patterns):
        if not matches_patterns(FILE, ignore_patterns or []):
            yield FILE, self.storage
