"""Read facts beyond the values from a workbook's XML: hidden rows, percent formats, lost results.

Cells are (row, column), counted from 0. The XML is parsed in one streaming pass without building a
tree, and external entities are never loaded.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any, Final, NamedTuple

from lxml import etree

from dashboard.core.errors import InputError
from dashboard.importing.spreadsheets.cell_looks import (
    CellLook,
    Look,
    struck_runs,
    xlsx_cell_looks,
    xlsx_struck_strings,
)
from dashboard.importing.spreadsheets.comments import xlsx_comments
from dashboard.importing.spreadsheets.xml_parts import SAFE, free_element, parse_part

Cell = tuple[int, int]
Span = tuple[Cell, Cell]
"""A merged range: its first and its last cell."""

MAX_ROWS: Final = 50_000
MAX_CELLS: Final = 4_000_000
"""The maximum of cells between A1 and the last cell, since the grid is held in memory."""

_COLUMN: Final = re.compile("[A-Z]{1,3}")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a number format that are literal text, a colour or a locale."""

_MAX_COLUMNS: Final = 16_384

_PLAIN: Final = CellLook()


@dataclass
class SheetFacts:
    """The facts of one sheet; `last` is the lowest row and the rightmost column in use."""

    hidden_rows: set[int] = field(default_factory=set)
    percent_cells: set[Cell] = field(default_factory=set)
    unsaved: set[Cell] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    struck: dict[Cell, str] = field(default_factory=dict)
    """Cells with text that is struck through, and what is left without it."""
    looks: dict[Look, set[Cell]] = field(default_factory=dict)
    comments: dict[Cell, str] = field(default_factory=dict)
    last: Cell = (-1, -1)

    def add_look(self, look: CellLook, places: Iterable[Cell], left: str | None) -> None:
        """Add what the style of cells says; `left`: their text without struck parts, if any."""
        if look.is_struck or left is not None:
            self.struck.update(dict.fromkeys(places, left or ""))
        for each in look.looks:
            self.looks.setdefault(each, set()).update(places)


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
        styles = _Styles(
            _styles_of_percent(package), xlsx_cell_looks(package), xlsx_struck_strings(package)
        )
        found = {name: _sheet_facts(package, part, name, styles) for name, part in parts.items()}
        for name, part in parts.items():
            found[name].comments.update(xlsx_comments(package, part))
        return found


class _Styles(NamedTuple):
    """What styles say, by their index in cells, and shared strings with struck parts."""

    percents: set[str]
    looks: dict[str, CellLook]
    strings: dict[str, tuple[str | None, str | None]]


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the package part of each visible sheet, by sheet name."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in parse_part(package, "xl/_rels/workbook.xml.rels").iterchildren("{*}*")
        if relation.get("Type", "").endswith("/worksheet")
    }
    members = {part.lower(): part for part in package.namelist()}
    parts = {}
    for sheet in parse_part(package, "xl/workbook.xml").iter("{*}sheet"):
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
    styles = parse_part(package, "xl/styles.xml")
    codes = {"9": "0%", "10": "0.00%"}
    for form in styles.iter("{*}numFmt"):
        codes[form.get("numFmtId", "")] = _QUOTED.sub("", form.get("formatCode", ""))
    formats = styles.find("{*}cellXfs")
    used = [] if formats is None else [style.get("numFmtId", "") for style in formats]
    return {str(at) for at, key in enumerate(used) if "%" in codes.get(key, "")}


def _sheet_facts(package: zipfile.ZipFile, part: str, name: str, styles: _Styles) -> SheetFacts:
    """Collect the facts of a sheet in one pass over its cells."""
    facts, at, count = SheetFacts(), (-1, -1), 0
    with package.open(part) as stream:
        for event, element in _parsed_sheet(stream):
            kind = element.tag.rpartition("}")[2]
            if event == "end":
                if kind == "c":
                    at, count = (at[0], _column_after(element, *at)), count + 1
                    _check_cell_count(name, count, at)
                    _add_cell(facts, element, at, styles)
                free_element(element)
            elif kind == "row":
                at = _row_after(element, at[0]), -1
                if element.get("hidden") in ("1", "true"):
                    facts.hidden_rows.add(at[0])
            elif kind == "col":
                _add_columns(facts, element)
    check_sheet_size(name, facts.last)
    return facts


def _parsed_sheet(stream: Any) -> Iterator[tuple[str, Any]]:
    """Yield the start and the end of each run of columns, row and cell.

    Each is to be freed as soon as it was looked at: a row may have millions of empty cells.
    """
    tags = ("{*}row", "{*}c", "{*}col")
    return iter(etree.iterparse(stream, events=("start", "end"), tag=tags, **SAFE))


def _row_after(row: Any, before: int) -> int:
    """Return the index of a row, counted from 0; without a number it follows the one before.

    Raises:
        ValueError: its number is not one of a row.
    """
    index = int(row.get("r", before + 2)) - 1
    if index < 0:
        raise ValueError(f"no row: {index + 1}")
    return index


def _column_after(cell: Any, row: int, before: int) -> int:
    """Return the column of a cell; without a reference it follows the one before.

    Raises:
        ValueError: its reference is in another row, or there is no such column.
    """
    reference = cell.get("r")
    if reference is not None:
        return _column_of(reference, str(row + 1))
    if before + 1 >= _MAX_COLUMNS:
        raise ValueError(f"no column: {before + 2}")
    return before + 1


def _check_cell_count(sheet: str, count: int, place: Cell) -> None:
    """Raise an InputError when a sheet has more cells, even empty ones, than fit one."""
    if count > MAX_CELLS:
        raise InputError(
            f"工作表“{sheet}”有超过 {MAX_CELLS // 10_000} 万个单元格"
            f"(读到 {column_letters(place[1])}{place[0] + 1} 为止);"
            "请删去空白的行和列,另存后再试。"
        )


def _add_columns(facts: SheetFacts, columns: Any) -> None:
    """Add a run of columns if it is hidden."""
    if columns.get("hidden") in ("1", "true"):
        last = min(int(columns.get("max", 1)), _MAX_COLUMNS)
        facts.hidden_columns.update(range(int(columns.get("min", 1)) - 1, last))


def _add_cell(facts: SheetFacts, cell: Any, place: Cell, styles: _Styles) -> None:
    """Add the facts of one cell; an empty one is skipped."""
    if not len(cell):
        return
    last_row, last_column = facts.last
    facts.last = max(last_row, place[0]), max(last_column, place[1])
    kind, style = cell.get("t"), cell.get("s", "0")
    if kind == "e":
        facts.errors[place] = "".join(cell.itertext("{*}v"))
    elif kind != "str" and _is_formula(cell) and not "".join(cell.itertext("{*}v")):
        facts.unsaved.add(place)
    elif style in styles.percents:
        facts.percent_cells.add(place)
    look = styles.looks.get(style, _PLAIN)
    left = _without_struck(cell, kind, look, styles)
    if look is not _PLAIN or left is not None:
        facts.add_look(look, [place], left)


def _is_formula(cell: Any) -> bool:
    return cell.find("{*}f") is not None


def _has_runs(cell: Any) -> bool:
    return cell.find("{*}is/{*}r") is not None


def _without_struck(cell: Any, kind: str | None, look: CellLook, styles: _Styles) -> str | None:
    """Return what is left of the text of a cell without its struck parts; None if none is."""
    if kind == "s":
        runs = styles.strings.get("".join(cell.itertext("{*}v"))) if styles.strings else None
        return runs[look.is_struck] if runs else None
    if kind != "inlineStr" or not (look.is_struck or _has_runs(cell)):
        return None
    inline = cell.find("{*}is")
    return None if inline is None else struck_runs(inline, is_struck=look.is_struck)


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
