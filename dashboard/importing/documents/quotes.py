"""The sentence of a document that a task was read from, as it stands there."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from dashboard.importing.documents.source import source_of, tidied

ENDS: Final = "。;；!！?？"
CELL: Final = "\t"
"""What parts the cells of a table's row."""

EDGES: Final = (6, 3, 2)
"""Characters at either end of a task's text that find it; fewer where a page mark stands there."""

REACH: Final = 40
"""Lines that a text may run over, in a copy with its lines broken."""

BRACKET: Final = re.compile(r" *[(（【〔\[][^()（）【】]*[)）】〕\]]")


def quotes(lines: Sequence[str], tasks: Iterable[tuple[int, str]]) -> list[str]:
    """Return the sentence of each task, given by the number of its line and its text."""
    # a task's text is in Simplified script and half-width digits: found in those, quoted as printed
    printed = [tidied(line) for line in lines]
    read = [
        "".join(CELL if old == CELL else new for old, new in zip(line, piece.text, strict=True))
        for line, piece in zip(printed, source_of(lines).lines, strict=True)
    ]
    found = []
    for line, text in tasks:
        first = max(line - 1, 0)
        part = slice(first, first + REACH)
        found.append(quote(read[part], printed[part], text))
    return found


def quote(read: Sequence[str], printed: Sequence[str], text: str) -> str:
    """Return the printed words from the start to the end of the sentences that hold a text."""
    whole, bare = "".join(read), text.rstrip(ENDS)
    for edge in EDGES:
        start = whole.find(bare[:edge])
        last = whole.find(bare[-edge:], start + len(bare[:-edge]) // 2) if start >= 0 else -1
        if last >= 0:
            begin = max(whole.rfind(mark, 0, start) for mark in ENDS + CELL) + 1
            stop = sentence_end(whole, last + len(bare[-edge:]), set(accumulate(map(len, read))))
            return "".join(printed)[begin:stop].strip()
    return printed[0].strip() if printed else ""


def sentence_end(whole: str, place: int, line_ends: set[int]) -> int:
    """Return where the sentence ends that goes on at a place, with a bracket of offices behind."""
    while place < len(whole) and place not in line_ends and whole[place] not in ENDS + CELL:
        place += 1
    place += whole[place : place + 1] in tuple(ENDS)
    bracket = BRACKET.match(whole, place)
    return bracket.end() if bracket else place
