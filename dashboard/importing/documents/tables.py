"""Find task tables (任务分解表) in a document, and convert their rows to paragraphs with cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dashboard.importing.documents.marks import Mark, parse_mark
from dashboard.importing.documents.paragraphs import Paragraph
from dashboard.importing.documents.source import Piece
from dashboard.importing.spreadsheets.sheet_columns import recognise_layout
from dashboard.importing.spreadsheets.workbook import CellValue, Sheet

_LEAST_CELLS: Final = 3
"""A line with fewer cells is indented text."""

_NO_TASK: Final = re.compile(r"\s*(?:合\s*计|小\s*计|总\s*计|共\s*计|注|说明|备注|填表)")
_RULE: Final = re.compile(r"[\s\-:—|]+")


@dataclass(frozen=True)
class TaskTable:
    """The line numbers of a table: its header, and its rows from `start` to before `end`."""

    header: int
    start: int
    end: int
    columns: dict[int, str]


def find_task_tables(lines: list[Piece]) -> Iterator[TaskTable]:
    """Yield the tables of a document that have tasks and their lead offices."""
    start = 0
    while start < len(lines):
        end = _end_of_table(lines, start)
        if end == start:
            start += 1
            continue
        rows = [
            [cell.text.strip() or None for cell in _cells_of(line)] for line in lines[start:end]
        ]
        layout = recognise_layout(Sheet(name="", rows=_rectangular(rows)))
        if {"item", "lead_office"} <= set(layout.columns.values()):
            yield TaskTable(start, start + layout.header_rows + 1, end, layout.columns)
        start = end


def _end_of_table(lines: list[Piece], start: int) -> int:
    """Return the end of a table that starts at a line; the line itself without a table."""
    end = at = start
    while at < len(lines):
        if len(_cells_of(lines[at])) >= _LEAST_CELLS:
            end = at + 1
        elif end == start or at - end > 1:
            break
        at += 1
    return end


def _rectangular(rows: list[list[str | None]]) -> list[list[CellValue]]:
    """Pad the rows to equal length."""
    width = max(map(len, rows))
    return [[*row, *[None] * (width - len(row))] for row in rows]


def _cells_of(line: Piece) -> list[Piece]:
    """Return the cells of a line, separated by tabs or vertical bars."""
    inner = line.strip()
    mark = "|" if inner.text.startswith("|") else "\t"
    if mark == "|":
        inner = inner.strip("|")
    cells, start = [], 0
    for at in [
        *(at for at, character in enumerate(inner.text) if character == mark),
        len(inner.text),
    ]:
        cells.append(inner[start:at].strip())
        start = at + 1
    return cells


def table_paragraphs(table: TaskTable, lines: list[Piece]) -> Iterator[Paragraph]:
    """Yield a heading paragraph for each theme of a table, and a paragraph with cells per row."""
    theme, last, count = "", "", 0
    for line in lines[table.start : table.end]:
        cells = _cells_of(line)
        words = {cell.text for cell in cells if cell}
        first = next((cell for cell in cells if cell), None)
        if first is None or _RULE.fullmatch(line.text) or _NO_TASK.match(first.text):
            continue
        if len(words) == 1:
            count += 1
            yield _theme_heading(first, count)
            continue
        named = {field: cells[at] for at, field in table.columns.items() if at < len(cells)}
        if (theme_cell := named.get("theme")) and theme_cell.text != theme:
            theme, count = theme_cell.text, count + 1
            yield _theme_heading(theme_cell, count)
        own = "\t".join(named[field].text for field in ("number", "item") if field in named)
        yield Paragraph(line, None if own == last else _row_mark(named), False, named)
        last = own


def _theme_heading(piece: Piece, count: int) -> Paragraph:
    """Return the heading paragraph of a theme; without a mark it gets the next number."""
    mark = parse_mark(piece.text)
    if mark is None or mark.level in ("arabic", "measure"):
        mark = Mark("chinese", count, 0)
    return Paragraph(piece, mark, False)


def _row_mark(cells: dict[str, Piece]) -> Mark:
    """Return the mark of a row, with the number printed in its cell."""
    number = cells["number"].text if "number" in cells else ""
    return Mark("arabic", int(number) if number.isdecimal() else 0, 0)
