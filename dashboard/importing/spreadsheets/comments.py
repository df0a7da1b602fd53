"""Read the comments of the cells of an .xlsx sheet."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from dashboard.importing.spreadsheets.xml_parts import parse_part

_REFERENCE: Final = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")

OUR_MARK: Final = "【导入检查】"
"""The beginning of what our own check writes into comments."""


def xlsx_comments(package: zipfile.ZipFile, sheet: str) -> dict[tuple[int, int], str]:
    """Return the comments of the sheet in a package part, by cell; of a thread the first one."""
    found = dict[tuple[int, int], str]()
    for part in _parts_with_comments(package, sheet):
        root = parse_part(package, part)
        for comment in root.iter("{*}comment", "{*}threadedComment"):
            place = _REFERENCE.fullmatch(comment.get("ref", ""))
            words = (
                "".join(map(str, comment.itertext("{*}t", "{*}text")))
                .partition(OUR_MARK)[0]
                .strip()
            )
            if place and words and not words.startswith("[Threaded comment]"):
                found.setdefault((int(place[2]) - 1, _column(place[1])), words)
    return found


def _parts_with_comments(package: zipfile.ZipFile, sheet: str) -> Iterator[str]:
    """Yield the parts with the comments of a sheet."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    names = package.namelist()
    if relations not in names:
        return
    for relation in parse_part(package, relations).iterchildren("{*}*"):
        if relation.get("Type", "").endswith(("/comments", "/threadedComment")):
            target = relation.get("Target", "")
            part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if part in names:
                yield part


def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
