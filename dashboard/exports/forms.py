"""Write a form sheet: title, header row, formatted cells (some locked), and the sheet 填写说明."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exports.form_columns import FormColumn, FormColumnKind
from dashboard.exports.workbooks import (
    FIRST_ROW,
    FONT,
    INK,
    QUIET,
    fit_height,
    print_landscape,
    set_column_widths,
    thin_border,
    write_cell,
    write_header,
    write_title,
)

_LOCKED_FILL: Final = "E3E7ED"

_FORMATS: Final[dict[FormColumnKind, str]] = {
    # "@" keeps the typed text: 1.10 stays 1.10, and 1/2 does not become a date.
    "text": "@",
    "date": "yyyy-mm-dd",
    "percent": "0%",
    "number": "General",
}


def _cell_value(value: Any, kind: FormColumnKind) -> Any:
    """Convert a draft's value for a cell: lists to joined text, percents to fractions, dates."""
    if not pd.api.types.is_scalar(value):
        return "、".join(value) or None
    if pd.isna(value):
        return None
    if kind == "percent":
        return round(float(value) / 100, 12)  # removes float rounding errors
    if kind == "number":
        return int(value) if float(value).is_integer() else float(value)
    if kind == "date":
        return value.date() if isinstance(value, datetime) else value
    return str(value) or None


def write_form(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[FormColumn],
    tasks: pd.DataFrame,
    *,
    locked: Sequence[str],
    spare: int = 0,
) -> None:
    """Write the header row, one row per task, and empty rows for more.

    The fields in `locked` are read-only in the rows of tasks; the empty rows are not locked.
    """
    editable = [column for column in columns if spare or column.field not in locked]
    deep = [column.heading for column in editable if column.required]
    write_header(sheet, [column.heading for column in columns], deep)
    widths = [column.width for column in columns]
    set_column_widths(sheet, widths)
    styles = [
        _style(book, column.kind, locked=column.field in locked, ruled=True) for column in columns
    ]
    for row, task in enumerate(tasks.to_dict("records"), FIRST_ROW):
        values = [_cell_value(task.get(column.field), column.kind) for column in columns]
        for at, (value, named) in enumerate(zip(values, styles, strict=True), 1):
            cell = write_cell(sheet, row, at, value, named)
            if named.endswith("percent") and value is not None:
                cell.number_format = _percent_format(value)
        fit_height(sheet, row, values, widths)
    for at, column in enumerate(columns, 1):
        if spare:
            _unlock_below(book, sheet, at, column.kind, FIRST_ROW + len(tasks), spare)
    _protect(sheet)
    print_landscape(sheet, widths)


def _percent_format(fraction: float) -> str:
    """Return the format of a percentage with all its decimals: 99.6 % is not shown as 100%."""
    decimals = f"{100 * fraction:.9f}".rstrip("0").partition(".")[2]
    return f"0.{'0' * len(decimals)}%" if decimals else "0%"


def _unlock_below(
    book: Workbook, sheet: Worksheet, at: int, kind: FormColumnKind, first: int, spare: int
) -> None:
    """Format the empty cells of a column, and unlock the column below them by its own style."""
    blank = _style(book, kind, locked=False, ruled=False)
    for row in range(first, first + spare):
        sheet.cell(row, at).style = blank
    whole = sheet.column_dimensions[get_column_letter(at)]
    whole.font = Font(name=FONT, size=10, color=INK)
    whole.alignment = _alignment(kind)
    whole.number_format = _FORMATS[kind]
    whole.protection = Protection(locked=False)


def _alignment(kind: FormColumnKind) -> Alignment:
    return Alignment("left" if kind == "text" else "center", "center", wrap_text=True)


def _style(book: Workbook, kind: FormColumnKind, *, locked: bool, ruled: bool) -> str:
    """Return the name of a cell style, created at its first use."""
    name = f"{'锁定' if locked else '填写'}{'有框' if ruled else '无框'}{kind}"
    if name not in book.named_styles:
        made = NamedStyle(
            name,
            font=Font(name=FONT, size=10, color=QUIET if locked else INK),
            fill=PatternFill("solid", fgColor=_LOCKED_FILL) if locked else PatternFill(),
            border=thin_border() if ruled else Border(),
            alignment=_alignment(kind),
            number_format=_FORMATS[kind],
            protection=Protection(locked=locked),
        )
        book.add_named_style(made)
    return name


def _protect(sheet: Worksheet) -> None:
    """Protect the sheet's locked cells, without a password so that everybody can unlock them."""
    guard = sheet.protection
    guard.sheet = True
    guard.formatColumns = guard.formatRows = guard.formatCells = False
    guard.insertRows = guard.deleteRows = guard.sort = guard.autoFilter = False


def add_explanation_sheet(
    book: Workbook,
    columns: Sequence[FormColumn],
    notes: Sequence[str],
    *,
    locked: Sequence[str] = (),
) -> None:
    """Add the sheet 填写说明: an explanation of every column, and notes below."""
    sheet = book.create_sheet("填写说明")
    write_title(sheet, "填写说明")
    headings = ["栏目", "是否必填", "怎样填写", "示例"]
    write_header(sheet, headings, headings)
    widths = [16, 14, 74, 40]
    set_column_widths(sheet, widths)
    ruled = _style(book, "text", locked=False, ruled=True)
    for row, column in enumerate(columns, FIRST_ROW):
        need = "必填" if column.required else "选填"
        need = "不要改动" if column.field in locked else need
        texts = [column.heading, need, column.hint, column.example]
        for at, words in enumerate(texts, 1):
            write_cell(sheet, row, at, words, ruled)
        fit_height(sheet, row, texts, widths)
    for row, note in enumerate(notes, FIRST_ROW + len(columns) + 1):
        write_cell(sheet, row, 1, note).font = Font(name=FONT, size=10, color=INK)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    print_landscape(sheet, widths)
