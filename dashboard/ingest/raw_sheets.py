"""The values of a workbook as its reader, calamine, gives them.

An old .xls file has no checksums, and a damaged one can make the reader end the whole process. So
it is read in a process of its own: this file, run as a program, from its input to its output. It
must import nothing of ours, so that it starts in a moment from wherever it is run.
"""

import pickle
import subprocess
import sys
from io import BytesIO
from typing import Any, BinaryIO, Final, NamedTuple

import python_calamine as calamine

Span = tuple[tuple[int, int], tuple[int, int]]

SECONDS: Final = 60
"""How long an old file may take; one of 20 MB has been seen to take two."""


class RawSheet(NamedTuple):
    """One sheet; the rows start at A1, and there are none of one that is hidden or too large."""

    name: str
    is_hidden: bool
    last: tuple[int, int]
    merged: list[Span]
    rows: list[list[Any]]


class UnreadableError(Exception):
    """The reader gave up; why is of no use to a person."""


class LockedError(UnreadableError):
    """The file has a password."""


def visible_names(content: bytes) -> list[str]:
    """Return the names of the sheets that a person sees."""
    with book_of(BytesIO(content)) as book:
        return [sheet.name for sheet in worksheets(book) if not is_hidden(sheet)]


def book_of(stream: BinaryIO) -> calamine.CalamineWorkbook:
    return calamine.CalamineWorkbook.from_filelike(stream)


def worksheets(book: calamine.CalamineWorkbook) -> list[calamine.SheetMetadata]:
    """Return the sheets that hold cells, not those of charts or macros."""
    return [
        sheet for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]


def is_hidden(sheet: calamine.SheetMetadata) -> bool:
    return bool(sheet.visible != calamine.SheetVisibleEnum.Visible)


def raw_sheets(content: bytes, most_rows: int, most_cells: int) -> list[RawSheet]:
    """Read every visible sheet that is not too large."""
    with book_of(BytesIO(content)) as book:
        return [
            RawSheet(sheet.name, True, (-1, -1), [], [])
            if is_hidden(sheet)
            else raw_sheet(book.get_sheet_by_name(sheet.name), most_rows, most_cells)
            for sheet in worksheets(book)
        ]


def raw_sheet(sheet: calamine.CalamineSheet, most_rows: int, most_cells: int) -> RawSheet:
    rows, columns = sheet.end or (-1, -1)
    fits = rows < most_rows and (rows + 1) * (columns + 1) <= most_cells
    values = sheet.to_python(skip_empty_area=False) if fits else []
    return RawSheet(sheet.name, False, (rows, columns), sheet.merged_cell_ranges or [], values)


def raw_sheets_apart(content: bytes, most_rows: int, most_cells: int) -> list[RawSheet]:
    """Read as raw_sheets does, in a process of its own.

    Raises:
        LockedError: the file has a password.
        UnreadableError: it is damaged.
    """
    command = [sys.executable, "-P", __file__, str(most_rows), str(most_cells)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableError from error
    sheets = pickle.loads(done.stdout)
    if sheets is None:
        raise LockedError
    return [RawSheet(*sheet) for sheet in sheets]


def main() -> None:
    """Answer the parent process with plain tuples, or None when the file has a password."""
    try:
        sheets = raw_sheets(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2]))
        answer = [tuple(sheet) for sheet in sheets]
    except calamine.PasswordError:
        answer = None
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    main()
