"""Convert the visible sheets of a workbook to tables of formatted text."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from dashboard.importing.documents.blocks import Block, Heading
from dashboard.importing.spreadsheets.workbook import CellValue, Sheet, read_workbook

_NO_NAME: Final = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)


def read_sheets(content: bytes, name: str) -> list[Block]:
    """Return one table per visible sheet; a sheet with a single column gives lines.

    Of several sheets, the name of each is the heading above its table.

    Hidden rows are included, since they are usually hidden by a forgotten filter.

    Raises:
        InputError: the workbook cannot be used.
    """
    shown = [sheet for sheet in read_workbook(content, name) if not sheet.is_hidden]
    named = len(shown) > 1
    return [block for sheet in shown for block in _named_blocks(sheet, is_named=named)]


def _named_blocks(sheet: Sheet, *, is_named: bool) -> Iterator[Block]:
    """Yield the table of a sheet below its name, unless that says nothing."""
    blocks = list(_sheet_blocks(sheet))
    name = sheet.name.strip()
    if is_named and blocks and not _NO_NAME.fullmatch(name):
        yield Heading(name, 1)
    yield from blocks


def _sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    """Yield the table of a sheet without empty rows and columns at its edges."""
    texts = [
        [
            _format_value(value, (at, column) in sheet.percent_cells)
            for column, value in enumerate(row)
        ]
        for at, row in enumerate(sheet.rows)
    ]
    height = max((at for at, row in enumerate(texts) if any(row)), default=-1) + 1
    used = [column for column in range(len(texts[0]) if texts else 0) if _in_use(texts, column)]
    if len(used) == 1:
        yield from (row[used[0]] for row in texts[:height])
    elif used:
        yield [row[: used[-1] + 1] for row in texts[:height]]


def _in_use(texts: list[list[str]], column: int) -> bool:
    return any(row[column] for row in texts)


def _format_value(value: CellValue, is_percent: bool) -> str:
    """Format a value as a person would write it: 3 for 3.0, 2023年6月30日 for a date."""
    if value is None:
        return ""
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{_format_value(value.date(), False)}{value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = value * 100 if is_percent else value
        return f"{number:.15g}" + ("%" if is_percent else "")
    return str(value).strip()
