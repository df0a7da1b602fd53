"""Quote the sentence of the document from which a task was parsed."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from dashboard.importing.documents.source import clean_line, source_from_lines

_ENDS: Final = "。;；!！?？"
_CELL: Final = "\t"
"""The separator of cells in a table row."""

_EDGES: Final = (6, 3, 2)
"""How many characters at both ends of a task's text to search; fewer if a page mark interrupts."""

_REACH: Final = 40
"""The maximum number of lines of a text, in a copy with broken lines."""

_BRACKET: Final = re.compile(r" *[(（【〔\[][^()（）【】]*[)）】〕\]]")


def quote_tasks(lines: Sequence[str], tasks: Iterable[tuple[int, str]]) -> list[str]:
    """Return the sentence of each task, given as line number and text."""
    # a task's text is normalised (Simplified, half-width): search normalised, quote as printed
    printed = [clean_line(line) for line in lines]
    read = [
        "".join(_CELL if old == _CELL else new for old, new in zip(line, piece.text, strict=True))
        for line, piece in zip(printed, source_from_lines(lines).lines, strict=True)
    ]
    found = []
    for line, text in tasks:
        first = max(line - 1, 0)
        part = slice(first, first + _REACH)
        found.append(_quote_task(read[part], printed[part], text))
    return found


def _quote_task(read: Sequence[str], printed: Sequence[str], text: str) -> str:
    """Return the printed text of the complete sentences that contain a text."""
    whole, bare = "".join(read), text.rstrip(_ENDS)
    for edge in _EDGES:
        start = whole.find(bare[:edge])
        last = whole.find(bare[-edge:], start + len(bare[:-edge]) // 2) if start >= 0 else -1
        if last >= 0:
            begin = max(whole.rfind(mark, 0, start) for mark in _ENDS + _CELL) + 1
            stop = _sentence_end(whole, last + len(bare[-edge:]), set(accumulate(map(len, read))))
            return "".join(printed)[begin:stop].strip()
    return printed[0].strip() if printed else ""


def _sentence_end(whole: str, place: int, line_ends: set[int]) -> int:
    """Return the end of the sentence at a position, including a bracket of offices after it."""
    while place < len(whole) and place not in line_ends and whole[place] not in _ENDS + _CELL:
        place += 1
    place += whole[place : place + 1] in tuple(_ENDS)
    bracket = _BRACKET.match(whole, place)
    return bracket.end() if bracket else place
