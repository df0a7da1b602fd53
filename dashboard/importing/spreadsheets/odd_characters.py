"""Warn once of the invisible characters and lookalikes that were cleaned out of a file's cells."""

from collections.abc import Iterable
from typing import Final

from dashboard.core.clean_text import clean_text, odd_characters
from dashboard.core.errors import Problem
from dashboard.importing.spreadsheets.workbook import Sheet, cell_name

_LONGEST_SEEN: Final = 20


def odd_character_warnings(sheets: Iterable[Sheet]) -> list[Problem]:
    """Return one warning with the number of cleaned cells and the first of them, or none."""
    cells = [(sheet, cell) for sheet in sheets for cell in sorted(sheet.odd_cells)]
    if not cells:
        return []
    sheet, cell = cells[0]
    original, name = sheet.odd_cells[cell], cell_name(*cell)
    shown = " ".join(clean_text(original).split())[:_LONGEST_SEEN]
    more = f";文件中共有 {len(cells)} 格如此" if len(cells) > 1 else ""
    return [
        Problem(
            f"{sheet.name}!{name}",
            "没有隐形字符和异形字的文字",
            f"“{shown}”中有{odd_characters(original)[0].words},已清理后读取{more}",
            is_warning=True,
            sheet=sheet.name,
            cell=name,
        )
    ]
