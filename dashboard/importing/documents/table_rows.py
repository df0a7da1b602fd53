"""Find the tables in a document's lines, whatever parts their cells: tabs, bars, blanks, lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from dashboard.importing.documents.flat_rows import flat_rows
from dashboard.importing.documents.marks import parse_mark
from dashboard.importing.documents.source import Piece
from dashboard.importing.documents.table_columns import Columns, columns_of, role_of
from dashboard.importing.documents.table_guesses import guess_columns
from dashboard.importing.documents.table_shapes import Row, realigned, shapes_of

_SEPARATORS: Final = (
    re.compile(r"\t"),
    re.compile(r"\s*[|│┃¦]\s*"),
    re.compile(r"\s{2,}|\u3000+"),
)
_OUTER: Final = re.compile(r"^\s*[|│┃¦]|[|│┃¦]\s*$")
_RULE: Final = re.compile(r"[\s\-:—|│┃┼├┤┌┐└┘─━+=]+")
_TELLS: Final = re.compile("[:：].")
"""What a cell has that tells who filled the table in and when, which is no heading."""

_LEAST_COLUMNS: Final = 3
"""A table of one cell a line has at least so many columns."""

_LEAST_ROWS: Final = 2
"""A table without a header has at least so many rows."""

_MOST_HEADS: Final = 40
"""More lines of one cell are no header; else each of many short lines is searched to the end."""

_LEAST_SPACED: Final = 4
"""A table whose cells single blanks part has at least so many columns."""


@dataclass(frozen=True)
class Table:
    """A table: the numbers of its first line and of the one after it, its columns and its rows."""

    start: int
    end: int
    columns: Columns
    headings: Sequence[str]
    rows: Sequence[Row]
    header: Sequence[Row] = ()
    """The header rows."""


def find_tables(lines: Sequence[Piece], levels: Mapping[int, int]) -> Iterator[Table]:
    """Yield the task tables of a document; one without a header is the continuation of the last.

    A line that is a heading by its format (`levels`, by first position) ends a table.
    """
    last: Table | None = None
    tried = dict.fromkeys(_SEPARATORS, 0)
    start = 0
    stops = [at for at, line in enumerate(lines) if line and levels.get(line.at[0], 0) > 0]
    parts = dict(pairwise([0, *stops, len(lines)]))
    part: Sequence[Piece] = lines
    while start < len(lines):
        part = lines[: parts[start]] if start in parts else part
        table = _table_at(part, start, last, tried) if lines[start].text.strip() else None
        if table is None:
            start += 1
            continue
        yield table
        last, start = table, table.end


def _table_at(
    lines: Sequence[Piece], start: int, last: Table | None, tried: dict[re.Pattern[str], int]
) -> Table | None:
    """Return the task table in the cells that begin at a line, or None.

    `tried` are the ends of the cells in which none was found, so that each line is searched once.
    """
    for separator in _SEPARATORS:
        if start < tried[separator]:
            continue
        end = _end_of_table(lines, start, separator)
        if end > start:
            rows = _rows_of(lines[start:end], separator)
            if table := _card(rows, start) or _with_header(rows, start, end, last):
                return table
            if separator is not _SEPARATORS[2] and (table := _without_header(rows, start, end)):
                return table
            tried[separator] = end
    return _spaced_table(lines, start) or _flat_table(lines, start)


def _spaced_table(lines: Sequence[Piece], start: int) -> Table | None:
    """Return the table whose cells single blanks part; each of its headings must be known."""
    header = _words_of(lines[start])
    columns = columns_of([cell.text for cell in header])
    if len(columns) < _LEAST_SPACED or len(columns) < len(header):
        return None
    end = start + 1
    while end < len(lines) and len(_words_of(lines[end])) == len(header):
        end += 1
    rows = [_words_of(line) for line in lines[start + 1 : end]]
    return Table(start, end, columns, [cell.text for cell in header], rows, [header])


def _words_of(line: Piece) -> Row:
    return [line[found.start() : found.end()] for found in re.finditer(r"\S+", line.text)]


def _end_of_table(lines: Sequence[Piece], start: int, separator: re.Pattern[str]) -> int:
    """Return the end of the lines of cells that begin at a line; the line itself without any."""
    end = at = start
    while at < len(lines):
        if len(_cells_of(lines[at], separator)) > 1:
            end = at + 1
        elif end == start or at - end > 1:
            break
        at += 1
    return end


def _rows_of(lines: Sequence[Piece], separator: re.Pattern[str]) -> list[Row]:
    """Return the rows of a table; bars at the ends of its first line are not separators."""
    has_outer = bool(_OUTER.match(lines[0].text))
    width = len(_cells_of(lines[0], separator, has_outer=has_outer))
    rows: list[Row] = []
    for line in lines:
        row = _cells_of(line, separator, has_outer=has_outer)
        if separator is _SEPARATORS[2] and len(row) != width:  # columns that are set too close
            row = _words_of(line) or [line]
        rows.append(row)
    return rows


def _card(rows: Sequence[Row], start: int) -> Table | None:
    """Return the table of one task that has its headings at the left, in one or two columns."""
    labels: Row = []
    values: Row = []
    for row in rows:
        own, told = row[::2], row[1::2]
        is_pairs = len(row) in (2, 4) and all(role_of(cell.text) for cell in own)
        is_next = any(cell.text in {label.text for label in labels} for cell in own)
        is_header = not labels and all(role_of(cell.text) for cell in told)
        if not is_pairs or is_next or is_header:
            break
        labels += own
        values += told
    headings = [label.text for label in labels]
    columns = columns_of(headings)
    if len(labels) < _LEAST_COLUMNS or not columns:
        return None
    height = len(labels) // max(len(rows[0]) // 2, 1)
    return Table(start, start + height, columns, headings, [values], [labels])


def _joined_rows(rows: Sequence[Row], width: int) -> list[Row]:
    """Return the rows, each whole, of which a line break in a cell has torn some."""
    whole: list[Row] = []
    for row in rows:
        if whole and _continues_row(whole[-1], row, width):
            whole[-1] = [*whole[-1][:-1], whole[-1][-1] + row[0], *row[1:]]
        else:
            whole.append(row)
    return whole


def _continues_row(above: Row, row: Row, width: int) -> bool:
    """Whether a line goes on with a row that a line break in one of its cells cut in two."""
    mark = parse_mark(row[0].text)
    begins = row[0].text.isdecimal() or (mark and mark.level in ("part", "chinese", "arabic"))
    is_half = 1 < len(above) < width and len(above) + len(row) - 1 == width
    return is_half and not begins and bool(row[0])


def _cells_of(line: Piece, separator: re.Pattern[str], *, has_outer: bool = True) -> Row:
    """Return the cells of a line."""
    if separator is not _SEPARATORS[0]:
        line = line.strip()
    if separator is _SEPARATORS[1] and has_outer:
        for _ in range(2):
            outer = _OUTER.search(line.text)
            if outer:
                line = line[outer.end() :] if outer.start() == 0 else line[: outer.start()]
    cells, start = [], 0
    for found in separator.finditer(line.text):
        cells.append(line[start : found.start()].strip())
        start = found.end()
    return [*cells, line[start:].strip()]


def _with_header(rows: list[Row], start: int, end: int, last: Table | None) -> Table | None:
    """Return the table of some rows by its header, else by that of the table above it."""
    for at in range(len(rows)):
        for height in (2, 1):
            header = rows[at : at + height]
            headings = _headings(header)
            columns = columns_of(headings)
            if columns and (height == 1 or _is_second_header(header, columns)):
                below = _joined_rows(rows[at + height :], len(headings))
                below = [realigned(row, columns) for row in below]
                columns = columns_of(headings, *shapes_of(below))
                return Table(start + at, end, columns, headings, below, header)
    if last and end - start > 1 and {len(row) for row in rows} == {len(last.headings)}:
        return Table(start, end, last.columns, last.headings, rows)
    return None


def _without_header(rows: Sequence[Row], start: int, end: int) -> Table | None:
    """Return the table of rows without a header; without columns, if what it holds is unknown."""
    filled = [row for row in rows if any(row)]
    is_grid = all(sum(map(bool, row)) >= _LEAST_COLUMNS for row in filled)
    if len(filled) < _LEAST_ROWS or not is_grid:
        return None
    columns = guess_columns([[cell.text for cell in row] for row in filled])
    return Table(start, end, columns, [""] * max(map(len, rows)), rows if columns else [])


def _headings(rows: Sequence[Row]) -> list[str]:
    """Return the headings of one or two header rows; the upper one groups the lower."""
    width = max(map(len, rows))
    columns = []
    for at in range(width):
        words = [row[at].text for row in rows if at < len(row)]
        columns.append("".join(dict.fromkeys(words)))
    return columns


def _is_second_header(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether the second of two rows is part of the header: short words of columns, no numbers."""
    if len(rows) < 2 or len({cell.text for cell in rows[0] if cell}) < 2:
        return False
    if any(_TELLS.search(cell.text) for cell in rows[0]):
        return False
    above, below = ([cell.text for cell in row] for row in rows)
    own = [text for text in below if text]
    known = sum(
        role_of(text) is not None or _is_grouped(above, at) for at, text in enumerate(below) if text
    )
    return len(own) > 1 and known == len(own) and above != below and len(columns) > 1


def _is_grouped(headings: Sequence[str], at: int) -> bool:
    """Whether the heading of a column reaches over its neighbour, too, and has others below it."""
    return any(
        0 <= other < len(headings) and headings[at : at + 1] == [headings[other]]
        for other in (at - 1, at + 1)
    )


@lru_cache(maxsize=4096)
def _is_heading(text: str) -> bool:
    """Whether a line may be the heading of a column: with a mark, it is that of a theme."""
    return len(text) > 1 and role_of(text) is not None and parse_mark(text) is None


def _flat_table(lines: Sequence[Piece], start: int) -> Table | None:
    """Return the table that begins at a line and has one cell a line, or None."""
    heads: list[str] = []
    at = start
    while at < len(lines) and len(heads) <= _MOST_HEADS and _is_heading(lines[at].text.strip()):
        heads.append(lines[at].text.strip())
        at += 1
    if not _LEAST_COLUMNS <= len(heads) <= _MOST_HEADS:
        return None
    columns = columns_of(heads)
    if len(columns) < _LEAST_COLUMNS:
        return None
    rows, end = flat_rows(lines, at, columns, len(heads))
    header = [line.strip() for line in lines[start:at]]
    return Table(start, end, columns, heads, rows, [header]) if rows else None


def is_rule(line: str) -> bool:
    """Whether a line only rules a table off: |---|---|."""
    return bool(_RULE.fullmatch(line))
