"""Addresses of pages by name, remembered: a page links to the same few hundred places every time it is made."""

from functools import lru_cache

from django.urls import get_urlconf, reverse


def address(name, *arguments):
    """The address of a URL name with its arguments; raises NoReverseMatch as `reverse` does."""
    return _address(get_urlconf(), name, arguments)


@lru_cache(maxsize=4096)
def _address(_urlconf, name, arguments):
    return reverse(name, args=arguments)
