"""Read the values of a workbook with calamine.

A damaged workbook can make calamine hang, or use so much memory that the process is killed: files
of strangers are read in a process of their own (processes).
"""

from io import BytesIO
from typing import Any, Final, NamedTuple

import python_calamine as calamine

Span = tuple[tuple[int, int], tuple[int, int]]

_PANIC: Final = "PanicException"
"""What calamine raises where it breaks down over a damaged file; it is no Exception."""


class RawSheet(NamedTuple):
    """One sheet; the rows start at A1, and are empty for a hidden or too large sheet."""

    name: str
    is_hidden: bool
    last: tuple[int, int]
    merged: list[Span]
    rows: list[list[Any]]


class UnreadableError(Exception):
    """The workbook cannot be read; the reader's message would not help the user."""


class LockedError(UnreadableError):
    """The file has a password."""


def read_raw_sheets(content: bytes, most_rows: int, most_cells: int) -> list[RawSheet]:
    """Read every worksheet that is neither hidden nor too large.

    Raises:
        LockedError: the file has a password.
        UnreadableError: it is damaged.
    """
    try:
        return _read_sheets(content, most_rows, most_cells)
    except calamine.PasswordError as error:
        raise LockedError from error
    except calamine.CalamineError as error:
        raise UnreadableError from error
    except BaseException as error:
        if type(error).__name__ == _PANIC:
            raise UnreadableError from error
        raise


def _read_sheets(content: bytes, most_rows: int, most_cells: int) -> list[RawSheet]:
    """Read the worksheets; chart and macro sheets are skipped."""
    with calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        return [
            _read_sheet(book, sheet, most_rows, most_cells)
            for sheet in book.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]


def _read_sheet(
    book: calamine.CalamineWorkbook,
    described: calamine.SheetMetadata,
    most_rows: int,
    most_cells: int,
) -> RawSheet:
    """Read one sheet, unless it is hidden or too large."""
    if described.visible != calamine.SheetVisibleEnum.Visible:
        return RawSheet(described.name, True, (-1, -1), [], [])
    sheet = book.get_sheet_by_name(described.name)
    row, column = sheet.end or (-1, -1)
    fits = row < most_rows and (row + 1) * (column + 1) <= most_cells
    values = sheet.to_python(skip_empty_area=False) if fits else []
    return RawSheet(described.name, False, (row, column), sheet.merged_cell_ranges or [], values)
