"""Find the office that filled in a report: in the sheet, its title and name, or the file's name."""

import re
from collections.abc import Iterator
from typing import Final

from dashboard.core.clean_text import name_key
from dashboard.importing.spreadsheets.office_names import OfficeLookup
from dashboard.importing.spreadsheets.sheet_columns import SheetLayout
from dashboard.importing.spreadsheets.sheet_values import format_cell
from dashboard.importing.spreadsheets.workbook import Sheet

_LABEL: Final = re.compile(
    r"(?:填报|填表|报送|上报|责任|牵头|制表|编制)?(?:股室|科室|处室|单位|部门)(?:名称)?"
    r"(?:[(（].*?[)）])?[:：](?P<rest>.*)",
    re.DOTALL,
)


def find_reporting_office(
    sheet: Sheet, layout: SheetLayout, file_name: str, offices: OfficeLookup
) -> str | None:
    """Return the full name of the only office that is named first, or None."""
    for words in (*_labelled(sheet, layout), *_titles(sheet, layout), sheet.name, file_name):
        named = _names_in(words, offices)
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _labelled(sheet: Sheet, layout: SheetLayout) -> Iterator[str]:
    """Yield what stands behind 填报单位: in the same cell or the next one, outside the rows."""
    for at, row in enumerate(sheet.rows):
        if at == layout.header_rows:
            continue
        texts = [format_cell(value) for value in row]
        for column, text in enumerate(texts):
            if found := _LABEL.search(text):
                following = next(filter(None, texts[column + 1 :]), "")
                yield found["rest"].strip() or following


def _titles(sheet: Sheet, layout: SheetLayout) -> Iterator[str]:
    """Yield the texts above the header."""
    for row in sheet.rows[: max(layout.header_rows, 0)]:
        yield from dict.fromkeys(value for value in row if isinstance(value, str))


def _names_in(words: str, offices: OfficeLookup) -> set[str]:
    """Return the full names of the offices in a text; a longer name covers those inside it."""
    left, found = name_key(words), set()
    for key in sorted(offices.full_names, key=len, reverse=True):
        if len(key) > 1 and key in left:
            found.add(offices.full_names[key])
            left = left.replace(key, "\n")
    return found
