"""The sentence of a document that a task was read from, as it stands there."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from dashboard.importing.documents.source import clean_line, source_from_lines

_ENDS: Final = "。;；!！?？"
_CELL: Final = "\t"
"""What parts the cells of a table's row."""

_EDGES: Final = (6, 3, 2)
"""Characters at either end of a task's text that find it; fewer where a page mark stands there."""

_REACH: Final = 40
"""Lines that a text may run over, in a copy with its lines broken."""

_BRACKET: Final = re.compile(r" *[(（【〔\[][^()（）【】]*[)）】〕\]]")


def quote_tasks(lines: Sequence[str], tasks: Iterable[tuple[int, str]]) -> list[str]:
    """Return the sentence of each task, given by the number of its line and its text."""
    # a task's text is in Simplified script and half-width digits: found in those, quoted as printed
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
    """Return the printed words from the start to the end of the sentences that hold a text."""
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
    """Return where the sentence ends that goes on at a place, with a bracket of offices behind."""
    while place < len(whole) and place not in line_ends and whole[place] not in _ENDS + _CELL:
        place += 1
    place += whole[place : place + 1] in tuple(_ENDS)
    bracket = _BRACKET.match(whole, place)
    return bracket.end() if bracket else place
