"""Join the marks that stand on a line of their own to the titles below them, as web pages set them.

01, 一 or PART 2 above a title. A bare number may be a page's, too: it is a mark only where all such
numbers count up from one, each right above a short title.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dashboard.importing.documents.marks import mark_value, parse_mark
from dashboard.importing.documents.source import Piece

_KINDS: Final[Mapping[str, re.Pattern[str]]] = {
    "padded": re.compile(r"(?:(?:no|part)\s?[.．]?\s?)?(0[1-9]|[1-9]\d)", re.IGNORECASE),
    "named": re.compile(r"(?:no|part)\s?[.．]?\s?(\d{1,2})", re.IGNORECASE),
    "dotted": re.compile(r"(\d{1,2})\s?[.．、]"),
    "bare": re.compile(r"(\d{1,2})"),
    "chinese": re.compile(r"([一二三四五六七八九十]{1,3})\s?[、.．]?"),
    "formal": re.compile(r"([壹贰叁肆伍陆柒捌玖拾]{1,2})\s?[、.．]?"),
    "bracketed": re.compile(r"[(（]([一二三四五六七八九十]{1,3})[)）]"),
    "circled": re.compile(r"([①-⑳])"),
}
_STOPS: Final = {"padded": ".", "named": ".", "bare": ".", "chinese": "、", "formal": "、"}
"""What is put between a mark and its title, so that it reads as other marks do."""

_LONGEST_TITLE: Final = 40
_NO_TITLE: Final = re.compile("[。；;]|^[，,、；;。:：)）】》]|^(?:年|月|日|个|名|所|万|亿|%)")
_LEAST: Final = {"bare": 3}
"""The least number of marks of a kind; of others two."""


@dataclass(frozen=True)
class _LoneMark:
    at: int
    below: int
    """The number of the title's line."""
    value: int
    start: int
    end: int


def join_lone_marks(lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines, with each mark on a line of its own joined to the title below it."""
    joined = list(lines)
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    has_entries = any(_is_entry(line.text.strip()) for line in lines)
    for kind in _KINDS:
        marks = list(_marks_of(kind, lines, filled))
        if not _counts_up(marks, _LEAST.get(kind, 2)):
            continue
        for mark in marks:
            if joined[mark.at] is lines[mark.at]:
                joined[mark.at] = _joined(
                    lines[mark.at], lines[mark.below], mark, _form(kind, above_entries=has_entries)
                )
                joined[mark.below] = Piece("", ())
    return joined


def _marks_of(kind: str, lines: Sequence[Piece], filled: Sequence[int]) -> Iterator[_LoneMark]:
    """Yield the marks of a kind that stand alone right above a title."""
    for at, below in pairwise(filled):
        found = _KINDS[kind].fullmatch(lines[at].text.strip())
        title = lines[below].text.strip()
        value = mark_value(found.group(1)) if found else None
        if found and value and _is_title(title):
            indent = len(lines[at].text) - len(lines[at].text.lstrip())
            yield _LoneMark(at, below, value, indent + found.start(1), indent + found.end())


def _is_title(text: str) -> bool:
    """Whether a line may be the title below a mark."""
    is_lone = any(pattern.fullmatch(text) for pattern in _KINDS.values())
    is_plain = not _NO_TITLE.search(text) and parse_mark(text) is None
    return 1 < len(text) <= _LONGEST_TITLE and is_plain and not is_lone


def _counts_up(marks: Sequence[_LoneMark], least: int) -> bool:
    """Whether marks count up from one, and again from one in each section."""
    values = [0, *(mark.value for mark in marks)]
    return len(marks) >= least and all(
        value in (1, before + 1) for before, value in pairwise(values)
    )


def _joined(line: Piece, title: Piece, mark: _LoneMark, form: tuple[str, str]) -> Piece:
    """Return a mark and its title as one line, with the signs around the mark's number."""
    own = line[mark.start : mark.end]
    before, after = form if own.text[-1:].isalnum() else ("", "")
    return (
        Piece(before, own.at[:1] * len(before))
        + own
        + Piece(after, own.at[-1:] * len(after))
        + title.strip()
    )


def _is_entry(text: str) -> bool:
    """Whether a line begins with 1. and goes on."""
    mark = parse_mark(text)
    return mark is not None and mark.level == "arabic" and len(text) > mark.end


def _form(kind: str, *, above_entries: bool) -> tuple[str, str]:
    """Return the signs around a number by which it reads as a mark; above 1. as that of a part."""
    if above_entries and kind in ("padded", "named"):
        return ("第", "部分 ")
    return ("", _STOPS.get(kind, ""))
