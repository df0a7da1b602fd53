"""Copy a spreadsheet that openpyxl cannot open: its values, merged cells and hidden rows.

Hidden sheets are left out, since the import ignores them.
"""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exports.workbooks import FORBIDDEN, write_cell
from dashboard.importing.spreadsheets.workbook import Sheet, read_workbook
from dashboard.importing.spreadsheets.workbook_facts import Span

CopiedSheets = Mapping[str, Worksheet]
"""The sheets of a copy, by their names in the file; Excel does not allow every name."""

_WIDTH: Final = 16


def copy_workbook_values(content: bytes, name: str) -> tuple[Workbook, CopiedSheets]:
    """Return a new workbook with the values of the file.

    Raises:
        InputError: the file cannot be read at all.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {}
    for read in read_workbook(content, name):
        if not read.is_hidden:
            sheets[read.name] = book.create_sheet(_title_of(read.name))
            _copy_values(read, sheets[read.name])
    return book, sheets


def _title_of(name: str) -> str:
    """Convert a name to one that Excel allows for a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", FORBIDDEN.sub("", name))[:31].strip("' ") or "表格"


def _copy_values(read: Sheet, sheet: Worksheet) -> None:
    """Write the values of one sheet, each into the same cell."""
    sheet.sheet_format.defaultColWidth = _WIDTH
    for row, values in enumerate(read.rows):
        for column, value in enumerate(values):
            if value is None or (row, column) in read.filled:
                continue
            cell = write_cell(sheet, row + 1, column + 1, _without_midnight(value))
            if (row, column) in read.percent_cells:
                cell.number_format = "0.00%"
    for row in read.hidden_rows:
        sheet.row_dimensions[row + 1].hidden = True
    for (top, left), (bottom, right) in _disjoint_ranges(read.merged):
        sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)


def _without_midnight(value: Any) -> Any:
    """Convert a timestamp at midnight to a date."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value


def _disjoint_ranges(spans: tuple[Span, ...]) -> list[Span]:
    """Return the ranges without overlapping ones, which Excel rejects."""
    kept: list[Span] = []
    for span in spans:
        if not any(_overlap(span, other) for other in kept):
            kept.append(span)
    return kept


def _overlap(one: Span, other: Span) -> bool:
    (top, left), (bottom, right) = one
    (other_top, other_left), (other_bottom, other_right) = other
    return (
        top <= other_bottom and other_top <= bottom and left <= other_right and other_left <= right
    )
