"""Group the lines of a table that has one cell a line into its rows."""

from collections.abc import Collection, Sequence
from typing import Final

from dashboard.importing.documents.marks import parse_mark
from dashboard.importing.documents.office_bodies import SUFFIX
from dashboard.importing.documents.office_names import SEPARATOR
from dashboard.importing.documents.source import Piece
from dashboard.importing.documents.table_columns import Columns

_THEME_LEVELS: Final = ("part", "formal", "section", "chinese", "bracketed")
"""The marks of a line between two rows that is the heading of those below it."""


_LONGEST_NAME: Final = 10


def flat_rows(
    lines: Sequence[Piece], start: int, columns: Columns, width: int
) -> tuple[list[list[Piece]], int]:
    """Return the rows of a table of one cell a line, and the number of the line below them.

    A theme between them is a row of one cell.
    """
    filled = [place for place in range(start, len(lines)) if lines[place].text.strip()]
    cells = [lines[place].strip() for place in filled]
    rows: list[list[Piece]] = []
    at = count = 0
    while at + width <= len(cells):
        row, below = cells[at : at + width], cells[at + 1 : at + 1 + width]
        if _fits(row, columns, [count + 1]):
            count, at = count + 1, at + width
            rows.append(row)
        elif _is_theme(row[0]) and len(below) == width and _fits(below, columns, [count + 1, 1]):
            count = 0 if _is_number(below, columns, 1) else count
            rows.append(row[:1])
            at += 1
        else:
            break
    return rows, filled[at] if at < len(filled) else len(lines)


def _is_theme(cell: Piece) -> bool:
    """Whether a line has the mark of a theme."""
    mark = parse_mark(cell.text)
    return mark is not None and mark.level in _THEME_LEVELS


def _is_number(row: Sequence[Piece], columns: Columns, number: int) -> bool:
    """Whether a row has a number in the column of numbers."""
    texts = [row[at].text for at, role in columns.items() if role == "number"]
    return any(text.strip(".、 ") == str(number) for text in texts)


def _fits(row: Sequence[Piece], columns: Columns, numbers: Collection[int]) -> bool:
    """Whether the cells of a row are what its columns hold; `numbers` are those it may have.

    A number in its place tells enough: who supports may then be anybody, who leads any short name.
    """
    is_numbered = any(_is_number(row, columns, number) for number in numbers)
    for at, role in columns.items():
        text = row[at].text
        if role == "number" and not is_numbered:
            return False
        names = SEPARATOR.split(text)
        is_office = any(map(SUFFIX.search, names)) or (
            is_numbered and (role == "support" or max(map(len, names)) <= _LONGEST_NAME)
        )
        if role in ("lead", "support") and not is_office:
            return False
        if role == "item" and text.isdecimal():
            return False
    return True
