"""The data directory is its owner's alone, with all that lies at its top; the settings keep it so for every process."""

import os
import stat

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def keep(folder):
    """Take from others what an earlier version, or a copy, left open to them: the directory, and files and folders at its top.

    Folders are closed, which closes what lies in them. What belongs to somebody else stays as it is.
    """
    with os.scandir(folder) as found:
        paths = [folder, *(entry.path for entry in found if not entry.is_symlink())]
    for path in paths:
        try:
            at = os.stat(path)
            if at.st_mode & OTHERS and at.st_uid == os.geteuid():
                os.chmod(path, stat.S_IMODE(at.st_mode) & ~OTHERS)
        except FileNotFoundError:
            continue  # the database's side files come and go


def write(file, text):
    """Keep a text in a file that is there whole or not at all: a full disk leaves no empty one behind."""
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_text(text, encoding="ascii")
        os.replace(beside, file)
    finally:
        beside.unlink(missing_ok=True)
