"""Shared helpers of our workbooks: text cells, titles, header rows, print setup."""

import re
from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Any, Final, cast
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exports.csv_file import FORMULA_STARTS

_TITLE_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3

FONT: Final = "Microsoft YaHei"
INK, QUIET, ACCENT, _LINE_COLOUR = "1B2733", "4A5868", "1F4E8C", "C3CAD4"

_WIDEST: Final = 280
"""The maximum of characters across an A4 page that are still legible."""

_REPEATED: Final = "A:C"
"""The columns repeated on every page of a sheet that is several pages wide."""

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, and so a workbook, cannot contain."""


def write_cell(sheet: Worksheet, row: int, column: int, value: Any, style: str = "Normal") -> Cell:
    """Write a value; text is never converted to a formula, an error value or a number."""
    cell = cast("Cell", sheet.cell(row, column))
    cell.style = style
    if isinstance(value, str):
        value = FORBIDDEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        # Otherwise Excel would convert the text to a formula when the cell is edited.
        cell.quotePrefix = value.startswith(FORMULA_STARTS)
    return cell


def new_book(title: str) -> tuple[Workbook, Worksheet]:
    """Return a workbook with one empty sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    return book, sheet


def thin_border() -> Border:
    """Return a border of thin lines."""
    side = Side("thin", color=_LINE_COLOUR)
    return Border(side, side, side, side)


def write_title(sheet: Worksheet, title: str) -> None:
    """Write the title into the first cell; it overflows into the empty cells beside it."""
    cell = write_cell(sheet, _TITLE_ROW, 1, title)
    cell.font = Font(name=FONT, size=14, bold=True, color=INK)
    cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[_TITLE_ROW].height = 30


def write_header(sheet: Worksheet, headings: Sequence[str], deep: Sequence[str]) -> None:
    """Write the header row; the headings in `deep` have a darker fill."""
    sheet.row_dimensions[HEADER_ROW].height = 30
    for at, heading in enumerate(headings, 1):
        cell = write_cell(sheet, HEADER_ROW, at, heading)
        cell.font = Font(name=FONT, size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=ACCENT if heading in deep else QUIET)
        cell.border = thin_border()
        cell.alignment = Alignment("center", "center", wrap_text=True)


def set_column_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the widths of the columns, in characters."""
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width


class _GrowingRow(RowDimension):
    """A row whose height a spreadsheet program may adapt when its text changes."""

    customHeight = False  # noqa: N815


def fit_height(sheet: Worksheet, row: int, texts: Sequence[Any], widths: Sequence[float]) -> None:
    """Set a row's height to fit its wrapped texts, since not every program does so on opening."""
    lines = max(
        sum(ceil(_width_of(part) / (width - 1)) or 1 for part in str(text).split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    sheet.row_dimensions[row] = _GrowingRow(sheet, index=row, ht=min(16 * lines + 4, 409))


def _width_of(text: str) -> int:
    """Return the width of a text in column characters: a Chinese character counts two."""
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)


def print_landscape(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set up printing: A4 landscape, fitted to the page's width, title and header on every page.

    A sheet that would become illegible is spread over several pages, each with the first columns.
    """
    across = ceil(sum(widths) / _WIDEST)
    if across > 1:
        sheet.print_title_cols = _REPEATED
        sheet.page_setup.pageOrder = "overThenDown"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
    sheet.print_title_rows = f"{_TITLE_ROW}:{HEADER_ROW}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    footer = HeaderFooterItem()
    footer.center.text = "第 &P 页,共 &N 页"
    sheet.HeaderFooter.oddFooter = footer


def workbook_bytes(book: Workbook) -> bytes:
    """Return the bytes of the workbook's file."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
