"""Read facts beyond the values from the XML of an .ods file, as workbook_facts does of .xlsx."""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

from lxml import etree

from dashboard.importing.spreadsheets.cell_looks import (
    CellLook,
    ods_cell_looks,
    ods_struck_text,
)
from dashboard.importing.spreadsheets.workbook_facts import (
    MAX_ROWS,
    Cell,
    SheetFacts,
    check_sheet_size,
)
from dashboard.importing.spreadsheets.xml_parts import SAFE, free_element

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_EXTENDED: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ODS_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def ods_facts(content: bytes) -> dict[str, SheetFacts]:
    """Return the facts of all sheets of an .ods file, since its reader reads hidden sheets, too.

    Raises:
        InputError: a sheet is too large.
        KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError: the file is damaged.
    """
    found: dict[str, SheetFacts] = {}
    with zipfile.ZipFile(BytesIO(content)) as package:
        looks = ods_cell_looks(package)
        with package.open("content.xml") as stream:
            for name, at, repeated, row in _ods_rows(stream):
                _add_ods_row(found.setdefault(name, SheetFacts()), name, row, at, repeated, looks)
    return found


def _ods_rows(stream: Any) -> Iterator[tuple[str, int, int, Any]]:
    """Yield each row of each sheet: the sheet's name, the row's index, its repetitions, the row."""
    name, at = "", 0
    tags = (f"{_TABLE}table", f"{_TABLE}table-row")
    for event, element in etree.iterparse(stream, events=("start", "end"), tag=tags, **SAFE):
        if element.tag == tags[0]:
            if event == "start":
                name, at = element.get(f"{_TABLE}name", ""), 0
        elif event == "end":
            repeated = _count(element, "number-rows-repeated")
            yield name, at, repeated, element
            at += repeated
            free_element(element)


def _count(element: Any, attribute: str) -> int:
    """Return how often an element is repeated, or how many rows or columns it spans.

    Raises:
        ValueError: it is not a positive number.
    """
    count = int(element.get(f"{_TABLE}{attribute}", 1))
    if count < 1:
        raise ValueError(f"{attribute} is {count}")
    return count


def _add_ods_row(
    facts: SheetFacts, name: str, row: Any, at: int, repeated: int, looks: Mapping[str, CellLook]
) -> None:
    """Add the facts of one row; the size is checked before repetitions are expanded."""
    column = 0
    for cell in row.iterchildren(*_ODS_CELLS):
        times = _count(cell, "number-columns-repeated")
        if _has_result(cell) or cell.get(f"{_TABLE}formula"):
            end = at + repeated - 1, column + times - 1
            facts.last = max(facts.last[0], end[0]), max(facts.last[1], end[1])
            check_sheet_size(name, facts.last)
            places = [
                (row_at, column_at)
                for row_at in range(at, end[0] + 1)
                for column_at in range(column, end[1] + 1)
            ]
            _add_ods_cell(facts, cell, places)
            _add_ods_look(facts, cell, places, looks)
        column += times
    if row.get(f"{_TABLE}visibility") in ("collapse", "filter"):
        facts.hidden_rows.update(range(at, min(at + repeated, MAX_ROWS)))


def _add_ods_cell(facts: SheetFacts, cell: Any, places: list[Cell]) -> None:
    """Add the facts of one cell, at each of its repeated positions."""
    shown = "".join("".join(line.itertext()) for line in cell.iterchildren(f"{_TEXT}p"))
    if cell.get(f"{_EXTENDED}value-type") == "error":
        facts.errors.update(dict.fromkeys(places, shown))
    elif cell.get(f"{_OFFICE}value-type") == "percentage":
        facts.percent_cells.update(places)
    elif cell.get(f"{_TABLE}formula") and not _has_result(cell):
        facts.unsaved.update(places)
    rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
    if rows * columns > 1:
        first = places[0]
        facts.merged.append((first, (first[0] + rows - 1, first[1] + columns - 1)))


def _add_ods_look(
    facts: SheetFacts, cell: Any, places: list[Cell], looks: Mapping[str, CellLook]
) -> None:
    """Add what the style of a cell says, the struck parts of its text, and its comment."""
    look = looks.get(cell.get(f"{_TABLE}style-name", ""), CellLook())
    facts.add_look(look, places, ods_struck_text(cell, looks))
    note = cell.find(f"{_OFFICE}annotation")
    if note is not None:
        facts.comments[places[0]] = "".join(note.itertext(f"{_TEXT}p", f"{_TEXT}span"))


def _has_result(cell: Any) -> bool:
    """Whether a cell has a value, or a formula has a cached result; empty text has a paragraph."""
    return bool(cell.get(f"{_OFFICE}value-type")) or cell.find(f"{_TEXT}p") is not None
