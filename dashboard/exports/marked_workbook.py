"""The workbook that somebody gave, with every problem marked in its cell and listed in front.

What openpyxl reads it writes again: values, formulas, formats, widths, drop-down lists, conditional
formats, comments, pictures and plain charts. It drops macros, text boxes and drawn shapes, form
controls, slicers, what newer Excels keep in extensions (drop-down lists and conditional formats
that point at another sheet), the size of comment boxes, and the saved results of formulas until a
spreadsheet program has opened the file. A file that it cannot open (.xls, .ods, .csv, an odd .xlsx)
is copied into a new workbook by its values alone.
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

_MARK: Final = "【导入检查】"
"""What our part of a comment begins with, so that the next check can take it away."""

_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
"""What a sheet has room for."""

_SPREADSHEET: Final = re.compile(r"\.(xlsx|xlsm|xltx|xls|et|ods|csv|txt)$", re.IGNORECASE)

_UNREADABLE: Final = (
    BadZipFile, InvalidFileException, LookupError, ValueError, TypeError, AttributeError,
    SyntaxError, OSError,
)  # fmt: skip
"""What openpyxl raises for a file that it cannot read or write; broken XML is a SyntaxError."""


def marked_file_name(name: str) -> str:
    """Return the name of the marked copy of a file: '台账.xls' gives '台账(问题标注).xlsx'."""
    bare = _SPREADSHEET.sub("", PureWindowsPath(name).name)
    return f"{bare.removesuffix('(问题标注)')}(问题标注).xlsx"


def mark_problems(content: bytes, name: str, problems: list[Problem]) -> bytes:
    """Return the workbook with its problems marked, commented and listed on a first sheet.

    Raises:
        InputError: the file cannot be read at all.
    """
    if book := _open_workbook(content):
        _mark_cells(book, {sheet.title: sheet for sheet in book.worksheets}, problems)
        try:
            return workbook_bytes(book)
        except _UNREADABLE:
            pass  # what openpyxl has read it cannot always write: the values are copied instead
    book, sheets = copy_workbook_values(content, name)
    _mark_cells(book, sheets, problems)
    return workbook_bytes(book)


def _open_workbook(content: bytes) -> Workbook | None:
    """Return the workbook as openpyxl knows it, without marks that we made before, or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl leaves out
            book = load_workbook(BytesIO(content), rich_text=True)
    except _UNREADABLE:
        return None
    book.template = False
    if remove_problem_sheet(book):
        for sheet in book.worksheets:
            _remove_marks(sheet)
    return book if book.worksheets else None


def _mark_cells(book: Workbook, sheets: CopiedSheets, problems: list[Problem]) -> None:
    """Mark the cells and add the list."""
    cells = [_find_cell(sheets, problem) for problem in problems]
    found: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for cell, problem in zip(cells, problems, strict=True):
        if cell is not None:
            found[cell.parent.title, cell.coordinate].append(problem)
    for (title, coordinate), of_cell in found.items():
        _mark_cell(cast("Cell", book[title][coordinate]), of_cell)
    add_problem_sheet(book, list(zip(problems, cells, strict=True)))


def _find_cell(sheets: CopiedSheets, problem: Problem) -> Cell | None:
    """Return the cell of a problem, of merged ones the one that shows their value, or None."""
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
    """Colour a cell by its worst problem, and say all of them below what its comment says."""
    worst = min(problems, key=lambda problem: problem.is_warning)
    cell.fill = PatternFill("solid", fgColor=LEVEL_FILLS[problem_level(worst)])
    lines = [_format_problem(problem) for problem in problems]
    own = cell.comment
    text = "\n".join([*([own.text, ""] if own else []), _MARK, *lines])
    height = 24 + 18 * sum(1 + len(line) // 20 for line in text.split("\n"))
    author = own.author if own else "导入检查"
    cell.comment = Comment(FORBIDDEN.sub("", text), author, min(height, 600), 300)


def _format_problem(problem: Problem) -> str:
    """Return a problem as a comment says it: without its place, where the comment stands."""
    line = f"{problem_level(problem)}:应为{problem.expected},实为{problem.seen}"
    return f"{line};是否为“{problem.suggestion}”?" if problem.suggestion else line


def _remove_marks(sheet: Worksheet) -> None:
    """Take away the marks of an earlier check; the file's own comments stay."""
    for cell in list(sheet._cells.values()):
        comment = cell.comment
        if comment is None or _MARK not in comment.text:
            continue
        own = comment.text.partition(_MARK)[0].strip()
        cell.comment = Comment(own, comment.author) if own else None
        if cell.fill.fgColor.rgb in LEVEL_FILLS.values():
            cell.fill = PatternFill()
