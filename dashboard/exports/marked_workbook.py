"""A copy of the user's workbook with every problem marked in its cell and listed on a first sheet.

openpyxl keeps values, formulas, formats, widths, drop-down lists, conditional formats, comments,
pictures and plain charts. It drops macros, text boxes and shapes, form controls, slicers,
extensions of newer Excel versions (drop-down lists and conditional formats that refer to another
sheet), the size of comment boxes, and the cached results of formulas until a spreadsheet program
has opened the file. If openpyxl cannot open a file (.xls, .ods, .csv, an unusual .xlsx), only its
values are copied into a new workbook.
"""

import re
import warnings
from collections import defaultdict
from io import BytesIO
from pathlib import PureWindowsPath
from typing import Final, cast
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.core.errors import Problem
from dashboard.exports.problem_list import (
    LEVEL_FILLS,
    add_problem_sheet,
    problem_level,
    remove_problem_sheet,
)
from dashboard.exports.value_copy import CopiedSheets, copy_workbook_values
from dashboard.exports.workbooks import FORBIDDEN, workbook_bytes
from dashboard.importing.spreadsheets.comments import OUR_MARK

_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
"""The size limits of an Excel sheet."""

_SPREADSHEET: Final = re.compile(r"\.(xlsx|xlsm|xltx|xls|et|ods|csv|txt)$", re.IGNORECASE)

_UNREADABLE: Final = (
    BadZipFile, InvalidFileException, LookupError, ValueError, TypeError, AttributeError,
    SyntaxError, OSError,
)  # fmt: skip
"""The exceptions of openpyxl for a file it cannot read or write; broken XML is a SyntaxError."""


def marked_file_name(name: str) -> str:
    """Return the name of the marked copy of a file: '台账.xls' gives '台账(问题标注).xlsx'."""
    bare = _SPREADSHEET.sub("", PureWindowsPath(name).name)
    return f"{bare.removesuffix('(问题标注)')}(问题标注).xlsx"


def mark_problems(content: bytes, name: str, problems: list[Problem]) -> bytes:
    """Return the workbook with its problems marked, commented and listed on a first sheet.

    Raises:
        InputError: the file cannot be read at all.
    """
    return _marked_original(content, problems) or _marked_values(content, name, problems)


def _marked_original(content: bytes, problems: list[Problem]) -> bytes | None:
    """Mark the workbook itself; None if openpyxl cannot read it, or cannot write what it read."""
    book = _open_workbook(content)
    if book is None:
        return None
    _mark_cells(book, {sheet.title: sheet for sheet in book.worksheets}, problems)
    try:
        return workbook_bytes(book)
    except _UNREADABLE:
        return None


def _marked_values(content: bytes, name: str, problems: list[Problem]) -> bytes:
    """Mark a new workbook that has the values of the file alone."""
    book, sheets = copy_workbook_values(content, name)
    _mark_cells(book, sheets, problems)
    return workbook_bytes(book)


def _open_workbook(content: bytes) -> Workbook | None:
    """Open the workbook with openpyxl and remove our earlier marks; None if it cannot be opened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that openpyxl drops
            book = load_workbook(BytesIO(content), rich_text=True)
    except _UNREADABLE:
        return None
    book.template = False
    if remove_problem_sheet(book):
        for sheet in book.worksheets:
            _remove_marks(sheet)
    return book if book.worksheets else None


def _mark_cells(book: Workbook, sheets: CopiedSheets, problems: list[Problem]) -> None:
    """Mark the cells and add the list of problems."""
    cells = [_find_cell(sheets, problem) for problem in problems]
    found: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for cell, problem in zip(cells, problems, strict=True):
        if cell is not None:
            found[cell.parent.title, cell.coordinate].append(problem)
    for (title, coordinate), of_cell in found.items():
        _mark_cell(cast("Cell", book[title][coordinate]), of_cell)
    add_problem_sheet(book, list(zip(problems, cells, strict=True)))


def _find_cell(sheets: CopiedSheets, problem: Problem) -> Cell | None:
    """Return the cell of a problem, or None; in a merged range, its top left cell."""
    sheet, place = sheets.get(problem.sheet), _PLACE.fullmatch(problem.cell)
    if not sheet or not place:
        return None
    row, column = int(place[2]), column_index_from_string(place[1])
    if row > _MAX_ROWS or column > _MAX_COLUMNS:
        return None
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        around = next(cells for cells in sheet.merged_cells.ranges if problem.cell in cells)
        return cast("Cell", around.start_cell)
    return cell


def _mark_cell(cell: Cell, problems: list[Problem]) -> None:
    """Colour a cell by its worst problem, and append all its problems to its comment."""
    worst = min(problems, key=lambda problem: problem.is_warning)
    cell.fill = PatternFill("solid", fgColor=LEVEL_FILLS[problem_level(worst)])
    lines = [_format_problem(problem) for problem in problems]
    own = cell.comment
    text = "\n".join([*([own.text, ""] if own else []), OUR_MARK, *lines])
    height = 24 + 18 * sum(1 + len(line) // 20 for line in text.split("\n"))
    author = own.author if own else "导入检查"
    cell.comment = Comment(FORBIDDEN.sub("", text), author, min(height, 600), 300)


def _format_problem(problem: Problem) -> str:
    """Format a problem for a comment, without its place."""
    line = f"{problem_level(problem)}:应为{problem.expected},实为{problem.seen}"
    return f"{line};是否为“{problem.suggestion}”?" if problem.suggestion else line


def _remove_marks(sheet: Worksheet) -> None:
    """Remove the marks of an earlier check; the user's own comments are kept."""
    for cell in list(sheet._cells.values()):
        comment = cell.comment
        if comment is None or OUR_MARK not in comment.text:
            continue
        own = comment.text.partition(OUR_MARK)[0].strip()
        cell.comment = Comment(own, comment.author) if own else None
        if cell.fill.fgColor.rgb in LEVEL_FILLS.values():
            cell.fill = PatternFill()
