"""What the tests of this room share."""

from tests.audit.one_of_each import here  # noqa: F401 (a fixture)
