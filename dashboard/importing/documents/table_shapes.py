"""Tell what the columns of a table are by the shape of its rows: merged cells, numbers, lists."""

import re
from collections.abc import Sequence
from typing import Final

from dashboard.importing.documents.marks import parse_mark
from dashboard.importing.documents.source import Piece
from dashboard.importing.documents.table_columns import Columns
from dashboard.importing.documents.table_guesses import are_offices

Row = list[Piece]

_SAMPLE: Final = 40
"""The rows below a header that tell which columns group the others."""

_LEAST_DISTINCT: Final = 3
"""In fewer rows, that all texts differ tells nothing."""


def shapes_of(rows: Sequence[Row]) -> tuple[set[int], set[int]]:
    """Return the columns that group others, and those that have another text in each row."""
    sample = [row for row in rows[:_SAMPLE] if sum(map(bool, row)) > 1]
    return _grouping_columns(sample), _distinct_columns(sample)


_NOTHING: Final = Piece("", ())
_TIME: Final = re.compile(
    r"\d{1,2}\s*[月.日]|季度|半年|年[底末内]|全年|长期|每[月周季年]|学期|[寒暑]假|开学|[上中下]旬"
)


def realigned(row: Row, columns: Columns) -> Row:
    """Return a row that lacks merged cells with them empty: those left of its number, or one beside
    it, where its time or its offices stand one column too early."""
    at = next((at for at, role in columns.items() if role == "number"), 0)
    rest = row[len(row) - at :]
    if at > 0 and len(row) > at and row[0].text.isdecimal() and not any(rest):
        return [*[_NOTHING] * at, *row[: len(row) - at]]
    last = max((at for at, role in columns.items() if role in ("due", "lead")), default=0)
    is_numbered = at + 2 < last < len(row) and row[at].text.isdecimal()
    if is_numbered and not row[last] and _ends(row[last - 1].text, columns[last]):
        return [*row[: at + 1], _NOTHING, *row[at + 1 : last], *row[last + 1 :]]
    return row


def _ends(cell: str, role: str) -> bool:
    """Whether a cell is what the last column of a row holds: a time, or offices."""
    return bool(_TIME.search(cell)) if role == "due" else are_offices(cell)


def _distinct_columns(rows: Sequence[Row]) -> set[int]:
    """Return the columns that have another text in each row."""
    width = min(map(len, rows), default=0)
    texts = {at: {row[at].text for row in rows} - {""} for at in range(width)}
    is_list = len(rows) >= _LEAST_DISTINCT
    return {at for at, own in texts.items() if is_list and len(own) == len(rows)}


def _grouping_columns(rows: Sequence[Row]) -> set[int]:
    """Return the columns whose cells are merged over several rows, or are headings: 一、."""
    width = max(map(len, rows), default=0)
    found = set()
    for at in range(width):
        texts = [row[at].text for row in rows if at < len(row)]
        is_merged = len(set(texts)) < len(texts) or "" in texts[1:]
        marks = [parse_mark(text) for text in texts]
        if is_merged or any(mark and mark.level == "chinese" for mark in marks):
            found.add(at)
    return found
