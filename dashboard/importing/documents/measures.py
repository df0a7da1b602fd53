"""Split an item's text into measures: sentences, or parts of one between semicolons."""

import re
from collections.abc import Iterator
from typing import Final

from dashboard.importing.documents.marks import MARK_PATTERNS, ORDERED_MEASURE, mark_value
from dashboard.importing.documents.source import Piece

_PAIRS: Final = {"“": "”", "《": "》", "(": ")", "（": "）", "「": "」", "【": "】", "〔": "〕"}
_SENTENCE_ENDS: Final = "。！？!?"
_CLAUSE_ENDS: Final = "；;"
_LISTED: Final = re.compile(f"{MARK_PATTERNS['measure'].pattern}|{MARK_PATTERNS['arabic'].pattern}")
_QUOTED_SENTENCE: Final = re.compile(r"(?:^|(?<=[。！？：:]))“[^”]*[。！？]”(?![，,、；;的])")
_CLOCK: Final = re.compile(r"\d[:：]\d")
_MAX_OPEN: Final = 200
"""A bracket that is not closed within so many characters is ignored as a typing error."""


def _outside_brackets(text: str) -> list[bool]:
    """Return, for each character, whether it is outside of brackets and quotation marks."""
    outside = [True] * len(text)
    place = 0
    while place < len(text):
        closing = _PAIRS.get(text[place])
        end = text.find(closing, place, place + _MAX_OPEN) if closing else -1
        if end > 0:
            outside[place : end + 1] = [False] * (end + 1 - place)
            place = end
        place += 1
    return outside


def title_end(text: str) -> int:
    """Return the end of a title: the first 。 or colon outside of brackets, or the text's end."""
    outside = _outside_brackets(text)
    places = (
        at
        for at, character in enumerate(text)
        if character in "。：:！!" and outside[at] and not _CLOCK.match(text[max(0, at - 1) :])
    )
    return next(places, len(text))


def heading_end(text: str) -> int:
    """Return the end of a section's heading; a colon ends it only before complete sentences."""
    end = title_end(text)
    if text[end : end + 1] in {":", "："} and "。" not in text[end:]:
        return len(text)
    return end


def split_measures(piece: Piece) -> Iterator[Piece]:
    """Yield the measures of a paragraph; the introduction of a list stays with its first one."""
    lead_in: Piece | None = None
    for part in piece.split_at(measure_boundaries(piece.text)):
        measure = part.strip()
        if lead_in is not None:
            measure, lead_in = lead_in + measure, None
        if measure.text.endswith(("：", ":")):
            lead_in = measure
        elif any(map(str.isalnum, measure.text)):
            yield measure
    if lead_in is not None:
        yield lead_in


def measure_boundaries(text: str) -> list[int]:
    """Return the positions between measures."""
    outside = _outside_brackets(text)
    ends = {
        at + 1
        for at, character in enumerate(text)
        if outside[at] and character in _SENTENCE_ENDS + _CLAUSE_ENDS
    }
    # a quotation may be a whole sentence; one inside a sentence is not a boundary
    ends |= {found.end() for found in _QUOTED_SENTENCE.finditer(text)}
    return sorted(ends | set(list_starts(text)))


def list_starts(text: str) -> Iterator[int]:
    """Yield the start positions of list entries: 一是 …,二是 …; ① … ② …; (1) … (2) …."""
    yield from _ordered_starts(text, ORDERED_MEASURE)
    yield from _ordered_starts(text, _LISTED)


def _ordered_starts(text: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Yield the positions of marks that count up from one; a single mark is not a list."""
    starts: list[int] = []
    for found in pattern.finditer(text):
        before = text[: found.start()]
        value = mark_value(next(group for group in found.groups() if group))
        is_free = not before or before[-1] in "。；;：:，,！!、)） "
        if is_free and value == len(starts) + 1:
            starts.append(found.start())
        elif is_free and value == 1:
            yield from starts if len(starts) > 1 else []
            starts = [found.start()]
    if len(starts) > 1:
        yield from starts


def trim_measure(measure: Piece) -> Piece:
    """Return a measure without the semicolon at its end."""
    return measure.strip("；;，,、 -•·●■◆▪➢★※*")
