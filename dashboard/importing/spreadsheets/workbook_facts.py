"""Read facts beyond the values from a workbook's XML: hidden rows, percent formats, lost results.

Cells are (row, column), counted from 0. The XML is parsed in one streaming pass without building a
tree, and external entities are never loaded.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from lxml import etree

from dashboard.core.errors import InputError

Cell = tuple[int, int]
Span = tuple[Cell, Cell]
"""A merged range: its first and its last cell."""

MAX_ROWS: Final = 50_000
MAX_CELLS: Final = 4_000_000
"""The maximum of cells between A1 and the last cell, since the grid is held in memory."""

_COLUMN: Final = re.compile("[A-Z]{1,3}")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a number format that are literal text, a colour or a locale."""

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_EXTENDED: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ODS_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")

_SAFE: Final[dict[str, Any]] = {"resolve_entities": False, "no_network": True, "load_dtd": False}


@dataclass
class SheetFacts:
    """The facts of one sheet; `last` is the lowest row and the rightmost column in use."""

    hidden_rows: set[int] = field(default_factory=set)
    percent_cells: set[Cell] = field(default_factory=set)
    unsaved: set[Cell] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    last: Cell = (-1, -1)


def check_sheet_size(sheet: str, last: Cell) -> None:
    """Raise an InputError for a sheet that is too large.

    Raises:
        InputError: with its size and its last cell.
    """
    rows, columns = last[0] + 1, last[1] + 1
    where = f"最后一个有内容的单元格在 {column_letters(last[1])}{rows}"
    if rows > MAX_ROWS:
        raise InputError(
            f"工作表“{sheet}”有 {rows} 行,超过 {MAX_ROWS} 行的上限({where});"
            "请删去多余的行,或拆成几个文件后再试。"
        )
    if rows * columns > MAX_CELLS:
        raise InputError(
            f"工作表“{sheet}”有 {rows} 行 {columns} 列,范围太大({where});请删去右侧多余的列后再试。"
        )


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: A, Z, AA."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


def xlsx_facts(content: bytes) -> dict[str, SheetFacts]:
    """Return the facts of the visible sheets of an .xlsx file, by sheet name.

    Raises:
        InputError: a sheet is too large.
        KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError: the file is damaged.
    """
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = _sheet_parts(package)
        percent_styles = _styles_of_percent(package)
        return {
            name: _sheet_facts(package, part, name, percent_styles) for name, part in parts.items()
        }


def _parse(package: zipfile.ZipFile, part: str) -> Any:
    return etree.fromstring(package.read(part), etree.XMLParser(**_SAFE))


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the package part of each visible sheet, by sheet name."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _parse(package, "xl/_rels/workbook.xml.rels")
        if relation.get("Type", "").endswith("/worksheet")
    }
    members = {part.lower(): part for part in package.namelist()}
    parts = {}
    for sheet in _parse(package, "xl/workbook.xml").iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        if key in targets and sheet.get("state", "visible") == "visible":
            target = targets[key]
            part = target.removeprefix("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
            parts[sheet.get("name", "")] = members.get(part.lower(), part)
    return parts


def _styles_of_percent(package: zipfile.ZipFile) -> set[str]:
    """Return the style indexes, as used in cells, that have a percent format."""
    if "xl/styles.xml" not in package.namelist():
        return set()
    styles = _parse(package, "xl/styles.xml")
    codes = {"9": "0%", "10": "0.00%"}
    for form in styles.iter("{*}numFmt"):
        codes[form.get("numFmtId", "")] = _QUOTED.sub("", form.get("formatCode", ""))
    formats = styles.find("{*}cellXfs")
    used = [] if formats is None else [style.get("numFmtId", "") for style in formats]
    return {str(at) for at, key in enumerate(used) if "%" in codes.get(key, "")}


def _sheet_facts(
    package: zipfile.ZipFile, part: str, name: str, percent_styles: set[str]
) -> SheetFacts:
    """Collect the facts of a sheet in one pass over its rows."""
    facts = SheetFacts()
    at = -1
    with package.open(part) as stream:
        for _event, row in etree.iterparse(stream, tag="{*}row", **_SAFE):
            at = int(row.get("r", at + 2)) - 1
            if row.get("hidden") in ("1", "true"):
                facts.hidden_rows.add(at)
            _add_row(facts, row, at, percent_styles)
            _free_element(row)
    check_sheet_size(name, facts.last)
    return facts


def _free_element(element: Any) -> None:
    """Free a processed element and the elements before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _add_row(facts: SheetFacts, row: Any, at: int, percent_styles: set[str]) -> None:
    """Add the facts of one row's cells; empty cells are skipped."""
    column, last, number = -1, -1, str(at + 1)
    for cell in row:
        reference = cell.get("r")
        column = column + 1 if reference is None else _column_of(reference, number)
        if not len(cell):
            continue
        last = max(last, column)
        kind = cell.get("t")
        if kind == "e":
            facts.errors[at, column] = "".join(cell.itertext("{*}v"))
        elif kind != "str" and cell[0].tag.endswith("}f") and not "".join(cell.itertext("{*}v")):
            facts.unsaved.add((at, column))
        elif cell.get("s") in percent_styles:
            facts.percent_cells.add((at, column))
    if last >= 0:
        facts.last = max(facts.last[0], at), max(facts.last[1], last)


def _column_of(reference: str, number: str) -> int:
    """Return the column of a cell reference in the row of this number.

    Raises:
        ValueError: the reference is in another row.
    """
    letters = reference.removesuffix(number)
    if letters == reference:
        raise ValueError(f"{reference} is no cell of row {number}")
    return _column_index(letters)


@lru_cache(maxsize=20_000)
def _column_index(letters: str) -> int:
    """Return the column index, counted from 0, of column letters.

    Raises:
        ValueError: there is no such column.
    """
    if not _COLUMN.fullmatch(letters):
        raise ValueError(f"no column: {letters}")
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def ods_facts(content: bytes) -> dict[str, SheetFacts]:
    """Return the facts of all sheets of an .ods file, since its reader reads hidden sheets, too.

    Raises:
        InputError: a sheet is too large.
        KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError: the file is damaged.
    """
    found: dict[str, SheetFacts] = {}
    with zipfile.ZipFile(BytesIO(content)) as package, package.open("content.xml") as stream:
        for name, at, repeated, row in _ods_rows(stream):
            _add_ods_row(found.setdefault(name, SheetFacts()), name, row, at, repeated)
    return found


def _ods_rows(stream: Any) -> Iterator[tuple[str, int, int, Any]]:
    """Yield each row of each sheet: the sheet's name, the row's index, its repetitions, the row."""
    name, at = "", 0
    tags = (f"{_TABLE}table", f"{_TABLE}table-row")
    for event, element in etree.iterparse(stream, events=("start", "end"), tag=tags, **_SAFE):
        if element.tag == tags[0]:
            if event == "start":
                name, at = element.get(f"{_TABLE}name", ""), 0
        elif event == "end":
            repeated = int(element.get(f"{_TABLE}number-rows-repeated", 1))
            yield name, at, repeated, element
            at += repeated
            _free_element(element)


def _add_ods_row(facts: SheetFacts, name: str, row: Any, at: int, repeated: int) -> None:
    """Add the facts of one row; the size is checked before repetitions are expanded."""
    column = 0
    for cell in row.iterchildren(*_ODS_CELLS):
        times = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
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
    rows = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
    columns = int(cell.get(f"{_TABLE}number-columns-spanned", 1))
    if rows * columns > 1:
        first = places[0]
        facts.merged.append((first, (first[0] + rows - 1, first[1] + columns - 1)))


def _has_result(cell: Any) -> bool:
    """Whether a cell has a value, or a formula has a cached result; empty text has a paragraph."""
    return bool(cell.get(f"{_OFFICE}value-type")) or cell.find(f"{_TEXT}p") is not None
