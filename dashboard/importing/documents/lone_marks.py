"""Spell the marks of titles in the usual way that stand alone above them, or beside them oddly.

01, 一 or PART 2 above a title, as web pages set them; 一 党建, Ⅰ.党建, A.党建, 01 党建. Each may be
anything else, too: it is a mark only where all such count up from one, each at a short title.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dashboard.importing.documents.marks import Mark, mark_value, parse_mark
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
_BESIDE: Final[Mapping[str, re.Pattern[str]]] = {
    "spaced": re.compile(r"([一二三四五六七八九十])(?:\s+|\s?[:：]\s*)(?=[\u4e00-\u9fff“])"),
    "roman": re.compile(r"([Ⅰ-Ⅹ]|I{1,3}|IV|VI{0,3}|IX|X)\s?[、.．:：\s]\s*(?=[\u4e00-\u9fff“])"),
    "letter": re.compile(r"([A-J])\s?[、.．:：]\s*(?=[\u4e00-\u9fff“])"),
    "padded": re.compile(r"(0[1-9]|10)\s?[、.．:：/|]?\s*(?=[\u4e00-\u9fff“])"),
}
"""The marks that stand on the line of their title."""

_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NUMERALS: Final = "一二三四五六七八九十"
_STOPS: Final = {
    "padded": ".",
    "named": ".",
    "bare": ".",
    "chinese": "、",
    "formal": "、",
    "spaced": "、",
    "roman": "、",
    "letter": "、",
}
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
    """Return the lines, with each such mark before its title on one line."""
    joined = list(lines)
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    levels = {own.level for line in lines if (own := _entry_mark(line.text.strip()))}
    for kind, marks in [
        *((kind, list(_marks_of(kind, lines, filled))) for kind in _KINDS),
        *(
            (kind, list(_marks_beside(kind, lines, filled)))
            for kind in _BESIDE
            if kind != "padded" or "arabic" in levels  # 01. is a mark as it stands
        ),
    ]:
        if not _counts_up(marks, _LEAST.get(kind, 2)):
            continue
        for mark in marks:
            if joined[mark.at] is lines[mark.at]:
                joined[mark.at] = _joined(lines, mark, _form(kind, levels))
                if mark.below != mark.at:
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


def _marks_beside(kind: str, lines: Sequence[Piece], filled: Sequence[int]) -> Iterator[_LoneMark]:
    """Yield the marks of a kind that stand before a title on its line."""
    for at in filled:
        text = lines[at].text.strip()
        found = _BESIDE[kind].match(text)
        if found and _is_title(text[found.end() :]):
            indent = len(lines[at].text) - len(lines[at].text.lstrip())
            yield _LoneMark(at, at, _value(found.group(1)), indent, indent + found.end())


def _value(printed: str) -> int:
    """Return the number of a mark, also in Roman numerals and letters; 0 of none."""
    plain = unicodedata.normalize("NFKC", printed)
    if plain in _ROMAN:
        return _ROMAN.index(plain) + 1
    return ord(plain) - ord("A") + 1 if plain.isupper() else mark_value(plain) or 0


def _is_title(text: str) -> bool:
    """Whether a line may be the title at a mark."""
    is_lone = any(pattern.fullmatch(text) for pattern in _KINDS.values())
    is_plain = not _NO_TITLE.search(text) and parse_mark(text) is None
    return 1 < len(text) <= _LONGEST_TITLE and is_plain and not is_lone


def _counts_up(marks: Sequence[_LoneMark], least: int) -> bool:
    """Whether marks count up from one, and again from one in each section."""
    values = [0, *(mark.value for mark in marks)]
    return len(marks) >= least and all(
        value in (1, before + 1) for before, value in pairwise(values)
    )


def _joined(lines: Sequence[Piece], mark: _LoneMark, form: tuple[str, str]) -> Piece:
    """Return a mark and its title as one line, with the signs around the mark's number."""
    line = lines[mark.at]
    if mark.below == mark.at:
        before, after = form
        own, title = line[mark.start : mark.end], line[mark.end :]
        spelled = f"{before}{_NUMERALS[mark.value - 1]}{after}".ljust(len(own.at))
        places = (*own.at, *own.at[-1:] * len(spelled))
        return Piece(spelled, places[: len(spelled)]) + title.strip()
    own, title = line[mark.start : mark.end], lines[mark.below]
    before, after = form if own.text[-1:].isalnum() else ("", "")
    return (
        Piece(before, own.at[:1] * len(before))
        + own
        + Piece(after, own.at[-1:] * len(after))
        + title.strip()
    )


def _entry_mark(text: str) -> Mark | None:
    """Return the mark of a line that goes on, unless it is one of those beside a title: 01 党建."""
    mark = parse_mark(text)
    is_entry = mark is not None and len(text) > mark.end
    return mark if is_entry and not _BESIDE["padded"].match(text) else None


def _form(kind: str, levels: Collection[str]) -> tuple[str, str]:
    """Return the signs around a number by which it reads as a mark; above others as a part's."""
    is_number = kind in ("padded", "named")
    above = "arabic" if is_number else "chinese"
    if above in levels and (is_number or kind in _BESIDE):
        return ("第", "部分 ")
    return ("", _STOPS.get(kind, ""))
