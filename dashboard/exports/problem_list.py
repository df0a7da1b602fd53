"""The sheet 问题清单: every problem of a file, with links to the cells."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.core.errors import Problem
from dashboard.exports.workbooks import (
    ACCENT,
    FIRST_ROW,
    FONT,
    HEADER_ROW,
    INK,
    fit_height,
    print_landscape,
    set_column_widths,
    thin_border,
    write_cell,
    write_header,
    write_title,
)

_TITLE: Final = "问题清单"
_COLUMNS: Final = {
    "级别": 8, "工作表": 14, "单元格": 9, "位置": 26, "应为": 44, "实为": 32, "建议": 24,
}  # fmt: skip
"""The headings of the list and their widths."""

LEVEL_FILLS: Final = {"错误": "FFFF9C9C", "警告": "FFFFD966"}

Placed = tuple[Problem, Cell | None]


def problem_level(problem: Problem) -> str:
    return "警告" if problem.is_warning else "错误"


def add_problem_sheet(book: Workbook, problems: Sequence[Placed]) -> None:
    """Insert the list as the first sheet; an existing sheet of the same name is kept."""
    sheet = book.create_sheet(_TITLE, 0)
    write_title(sheet, _summary([problem for problem, _ in problems]))
    write_header(sheet, list(_COLUMNS), list(_COLUMNS))
    set_column_widths(sheet, list(_COLUMNS.values()))
    for row, (problem, cell) in enumerate(problems, FIRST_ROW):
        _write_problem(sheet, row, problem, cell)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    last = f"{get_column_letter(len(_COLUMNS))}{HEADER_ROW + len(problems)}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}"
    print_landscape(sheet, list(_COLUMNS.values()))
    _show_first(book, sheet)


def _summary(problems: Sequence[Problem]) -> str:
    """Return the number of problems and their consequence."""
    counts = Counter(problem_level(problem) for problem in problems)
    if not problems:
        return "没有发现问题"
    parts = []
    if counts["错误"]:
        parts.append(f"错误 {counts['错误']} 处,改正后才能导入")
    if counts["警告"]:
        parts.append(f"警告 {counts['警告']} 处,不影响导入")
    return f"共 {len(problems)} 处问题:{';'.join(parts)}。在本文件中改好后,可直接重新导入。"


def _write_problem(sheet: Worksheet, row: int, problem: Problem, cell: Cell | None) -> None:
    """Write one row of the list."""
    level = problem_level(problem)
    texts = [
        level,
        cell.parent.title if cell else problem.sheet,
        cell.coordinate if cell else problem.cell,
        problem.where,
        problem.expected,
        problem.seen,
        problem.suggestion,
    ]
    for at, text in enumerate(texts, 1):
        written = write_cell(sheet, row, at, text)
        written.font = Font(name=FONT, size=10, color=INK)
        written.alignment = Alignment("left", "center", wrap_text=True)
        written.border = thin_border()
    sheet.cell(row, 1).fill = PatternFill("solid", fgColor=LEVEL_FILLS[level])
    if cell:
        link = sheet.cell(row, 3)
        place = f"{quote_sheetname(cell.parent.title)}!{cell.coordinate}"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
        link.font = Font(name=FONT, size=10, color=ACCENT, underline="single")
    fit_height(sheet, row, texts, list(_COLUMNS.values()))


def _show_first(book: Workbook, first: Worksheet) -> None:
    """Make this the only selected sheet: sheets selected together are edited together."""
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is first
    book.active = first
    for view in book.views:
        view.firstSheet = 0


def remove_problem_sheet(book: Workbook) -> bool:
    """Remove the list of an earlier check; return whether there was one."""
    old = [
        sheet
        for sheet in book.worksheets
        if sheet.title.startswith(_TITLE)
        and [cell.value for cell in sheet[HEADER_ROW]] == list(_COLUMNS)
    ]
    for sheet in old:
        book.remove(sheet)
    return bool(old)
