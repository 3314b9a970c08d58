"""Every text that some sheets print, so that a page and a file can be asked whether they say it."""

from dataclasses import fields, is_dataclass

# Names of looks, not texts to be read.
LOOKS = {"size", "kind", "grade", "tone"}


def sayings(value):
    """The texts in a structure of dataclasses and tuples, in their order."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list | tuple):
        return [saying for each in value for saying in sayings(each)]
    if is_dataclass(value):
        return [saying for field in fields(value) if field.name not in LOOKS for saying in sayings(getattr(value, field.name))]
    return []


def squeezed(text):
    """A text without its blanks and breaks, which a line's end may put anywhere."""
    return "".join(character for character in text if not character.isspace() and character != "\u200b")
