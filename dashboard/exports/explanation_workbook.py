"""A number as a workbook: the tasks that make it, and what it is."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exports.workbooks import (
    FIRST_ROW,
    FONT,
    INK,
    as_bytes,
    fit_height,
    framed,
    new_book,
    print_landscape,
    put,
    widen,
    write_header,
    write_title,
)

WIDTHS: Final = {"措施": 40.0, "进展情况": 46.0, "牵头股室": 16.0, "状态": 14.0, "提示": 16.0}
USUAL: Final = 12.0
WORDS: Final = (16.0, 100.0)
"""Characters of the two columns of the sheet of words."""


def explained_workbook(title: str, facts: Mapping[str, str], tasks: pd.DataFrame) -> bytes:
    """Return a workbook of two sheets: one row per task under its headings, and the words."""
    book, sheet = new_book("措施")
    widths = [WIDTHS.get(heading, USUAL) for heading in tasks.columns]
    write_title(sheet, title)
    write_header(sheet, list(tasks.columns), deep=())
    for at, row in enumerate(tasks.itertuples(index=False), FIRST_ROW):
        write_row(sheet, at, [plain(value) for value in row], widths)
    widen(sheet, widths)
    print_landscape(sheet, widths)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    words = book.create_sheet("口径")
    write_title(words, title)
    for at, (label, text) in enumerate(facts.items(), FIRST_ROW):
        write_row(words, at, [label, text], WORDS)
    widen(words, WORDS)
    return as_bytes(book)


def write_row(sheet: Worksheet, row: int, values: list[Any], widths: Any) -> None:
    """Write one row with wrapped text."""
    for at, value in enumerate(values, 1):
        cell = put(sheet, row, at, value)
        cell.font = Font(name=FONT, size=10, color=INK)
        cell.border = framed()
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    fit_height(sheet, row, ["" if value is None else value for value in values], widths)


def plain(value: Any) -> Any:
    """Return a value as a workbook keeps it: a day without a time, nothing for what is missing."""
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value
