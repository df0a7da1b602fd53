"""Read the values of a workbook with calamine, in a separate process.

A damaged workbook can make calamine hang, or use so much memory that the process is killed. So it
runs in a process of its own: this file, run as a script, from stdin to stdout. The script imports
no other module of ours, so that it starts fast and from any folder.
"""

import contextlib
import pickle
import subprocess
import sys
from io import BytesIO
from typing import Any, Final, NamedTuple

import python_calamine as calamine

Span = tuple[tuple[int, int], tuple[int, int]]

_SECONDS: Final = 60
"""The timeout in seconds; a workbook of 20 MB takes a few."""

_MEMORY: Final = 4 * 2**30
"""The memory limit of the reader in bytes, on systems that support one."""


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
    command = [sys.executable, "-P", __file__, str(most_rows), str(most_cells)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableError from error
    sheets = pickle.loads(done.stdout)
    if sheets is None:
        raise LockedError
    return [RawSheet(*sheet) for sheet in sheets]


def _main() -> None:
    """Send plain tuples to the parent process, or None when the file has a password."""
    with contextlib.suppress(ImportError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    most_rows, most_cells = map(int, sys.argv[1:])
    try:
        sheets = _read_sheets(sys.stdin.buffer.read(), most_rows, most_cells)
        answer = [tuple(sheet) for sheet in sheets]
    except calamine.PasswordError:
        answer = None
    sys.stdout.buffer.write(pickle.dumps(answer))


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


if __name__ == "__main__":
    _main()
