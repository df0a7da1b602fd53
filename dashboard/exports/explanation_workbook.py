"""The workbook that explains a number: its tasks and its definition."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exports.workbooks import (
    FIRST_ROW,
    FONT,
    INK,
    fit_height,
    new_book,
    print_landscape,
    set_column_widths,
    thin_border,
    workbook_bytes,
    write_cell,
    write_header,
    write_title,
)

_WIDTHS: Final = {"措施": 40.0, "进展情况": 46.0, "牵头股室": 16.0, "状态": 14.0, "提示": 16.0}
_USUAL: Final = 12.0
_WORDS: Final = (16.0, 100.0)
"""Column widths, in characters, of the sheet 口径."""


def explained_workbook(title: str, facts: Mapping[str, str], tasks: pd.DataFrame) -> bytes:
    """Return a workbook of two sheets: 措施, one row per task, and 口径, the definition."""
    book, sheet = new_book("措施")
    widths = [_WIDTHS.get(heading, _USUAL) for heading in tasks.columns]
    write_title(sheet, title)
    write_header(sheet, list(tasks.columns), deep=())
    for at, row in enumerate(tasks.itertuples(index=False), FIRST_ROW):
        _write_row(sheet, at, [_plain(value) for value in row], widths)
    set_column_widths(sheet, widths)
    print_landscape(sheet, widths)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    words = book.create_sheet("口径")
    write_title(words, title)
    for at, (label, text) in enumerate(facts.items(), FIRST_ROW):
        _write_row(words, at, [label, text], _WORDS)
    set_column_widths(words, _WORDS)
    return workbook_bytes(book)


def _write_row(sheet: Worksheet, row: int, values: list[Any], widths: Any) -> None:
    """Write one row with wrapped text."""
    for at, value in enumerate(values, 1):
        cell = write_cell(sheet, row, at, value)
        cell.font = Font(name=FONT, size=10, color=INK)
        cell.border = thin_border()
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    fit_height(sheet, row, ["" if value is None else value for value in values], widths)


def _plain(value: Any) -> Any:
    """Convert a value for a cell: timestamps to dates, missing values to None."""
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value
