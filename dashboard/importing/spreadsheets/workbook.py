"""Read a spreadsheet into grids of values: .xlsx, .xls, .ods, and text with separators."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import PurePath
from typing import Any, Final

from lxml import etree

from dashboard.core.clean_text import clean_text, odd_characters
from dashboard.core.errors import InputError
from dashboard.importing.spreadsheets.cell_looks import Look
from dashboard.importing.spreadsheets.decoding import decode_text
from dashboard.importing.spreadsheets.file_kinds import FileKind, detect_file_kind
from dashboard.importing.spreadsheets.ods_facts import ods_facts
from dashboard.importing.spreadsheets.raw_sheets import (
    LockedError,
    RawSheet,
    UnreadableError,
    read_raw_sheets,
)
from dashboard.importing.spreadsheets.separated_text import parse_separated_text
from dashboard.importing.spreadsheets.workbook_facts import (
    MAX_CELLS,
    MAX_ROWS,
    Cell,
    SheetFacts,
    Span,
    check_sheet_size,
    column_letters,
    xlsx_facts,
)

CellValue = str | float | int | bool | date | datetime | None

_DAMAGE_ERRORS: Final = (
    UnreadableError,
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    OSError,
)
"""The exceptions that the readers raise for a damaged file."""

_FACTS: Final[dict[FileKind, Callable[[bytes], dict[str, SheetFacts]]]] = {
    "xlsx": xlsx_facts,
    "ods": ods_facts,
}


@dataclass(frozen=True)
class Sheet:
    """One sheet as a rectangle of values from A1; cells are (row, column), counted from 0.

    A merged range has its value in all its cells; `filled` are those other than its first one.
    Formulas without a cached result are in `unsaved`; error values are text such as #REF!.
    """

    name: str
    rows: list[list[CellValue]]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    percent_cells: frozenset[Cell] = frozenset()
    unsaved: frozenset[Cell] = frozenset()
    merged: tuple[Span, ...] = ()
    filled: frozenset[Cell] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: Mapping[Cell, str] = field(default_factory=dict)
    """Cells with text that is struck through, and what is left of it without the struck parts."""
    looks: Mapping[Look, Set[Cell]] = field(default_factory=dict)
    comments: Mapping[Cell, str] = field(default_factory=dict)
    has_looks: bool = True
    """Whether the format of the file lets us read what cells look like, and what is hidden."""
    odd_cells: Mapping[Cell, str] = field(default_factory=dict)
    """The original text of each cell that had invisible characters or lookalikes in it."""


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, such as C5."""
    return f"{column_letters(column)}{row + 1}"


def read_workbook(content: bytes, name: str) -> list[Sheet]:
    """Read every sheet of a file; hidden sheets have no rows.

    Raises:
        InputError: it is not a table, too large, password-protected or damaged.
    """
    kind = detect_file_kind(content, name)
    if kind in ("csv", "text"):
        return [_text_sheet(content, name)]
    if kind not in ("xlsx", "xls", "ods"):
        raise InputError(f"{name} 不是表格文件;请用 Excel 或 WPS 打开,另存为 xlsx 后再试。")
    try:
        sheets = [_as_sheet(raw, facts) for raw, facts in _raw_and_facts(content, kind)]
        return [replace(sheet, has_looks=kind in _FACTS) for sheet in sheets]
    except LockedError as error:
        raise InputError(f"{name} 设有密码,无法读取;请打开后取消密码,另存一份再试。") from error
    except _DAMAGE_ERRORS as error:
        raise _damaged_file_error(name) from error


def _damaged_file_error(name: str) -> InputError:
    return InputError(f"{name} 已损坏或不完整,无法读取;请用 Excel 或 WPS 打开并另存一份后再试。")


def _raw_and_facts(content: bytes, kind: FileKind) -> Iterator[tuple[RawSheet, SheetFacts]]:
    """Yield each sheet with its facts, which reject a too large sheet before it is read."""
    known = _FACTS[kind](content) if kind in _FACTS else {}
    for raw in read_raw_sheets(content, MAX_ROWS, MAX_CELLS):
        check_sheet_size(raw.name, raw.last)
        facts = known.get(raw.name, SheetFacts())
        facts.merged.extend(raw.merged)
        yield raw, facts


def _text_sheet(content: bytes, name: str) -> Sheet:
    """Return the one sheet of a text file, named like the file."""
    rows = parse_separated_text(decode_text(content, name), name)
    width = max(map(len, rows), default=0)
    title = PurePath(name).stem or "CSV"
    check_sheet_size(title, (len(rows) - 1, width - 1))
    grid, odd_cells = _rectangle(rows, len(rows), width)
    return Sheet(title, grid, odd_cells=odd_cells)


def _as_sheet(raw: RawSheet, facts: SheetFacts) -> Sheet:
    """Combine the values of a sheet with its facts."""
    if raw.is_hidden:
        return Sheet(raw.name, [], is_hidden=True)
    height = max(len(raw.rows), facts.last[0] + 1)
    width = max(len(raw.rows[0]) if raw.rows else 0, facts.last[1] + 1)
    rows, odd_cells = _rectangle(raw.rows, height, width)
    for (row, column), shown in facts.errors.items():
        rows[row][column] = shown
    filled = fill_merged(rows, facts.merged)
    return Sheet(
        raw.name,
        rows,
        hidden_rows=frozenset(row for row in facts.hidden_rows if row < height),
        percent_cells=frozenset(facts.percent_cells),
        unsaved=frozenset(facts.unsaved),
        merged=tuple(facts.merged),
        filled=frozenset(filled),
        hidden_columns=frozenset(column for column in facts.hidden_columns if column < width),
        struck=facts.struck,
        looks=facts.looks,
        comments=facts.comments,
        odd_cells=odd_cells,
    )


def _rectangle(
    rows: list[list[Any]], height: int, width: int
) -> tuple[list[list[CellValue]], dict[Cell, str]]:
    """Return rows of equal length, and the original text of cells with odd characters.

    Cells without visible content are None.
    """
    even = [[_cell_value(value) for value in row] + [None] * (width - len(row)) for row in rows]
    odd_cells = {
        (row, column): value
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if isinstance(value, str) and value != even[row][column] and odd_characters(value)
    }
    return even + [[None] * width for _ in range(height - len(rows))], odd_cells


def _cell_value(value: Any) -> CellValue:
    """Convert a value to one of the types in CellValue."""
    if isinstance(value, str):
        clean = clean_text(value)
        return clean if clean and not clean.isspace() else None
    if isinstance(value, (time, timedelta)):
        return str(value)
    typed: CellValue = value
    return typed


def fill_merged(rows: list[list[CellValue]], merged: list[Span]) -> list[Cell]:
    """Copy the value of each merged range into all its cells; return the filled cells."""
    height, width = len(rows), len(rows[0]) if rows else 0
    filled: list[Cell] = []
    for (top, left), (bottom, right) in merged:
        places = (
            (row, column)
            for row in range(top, min(bottom + 1, height))
            for column in range(left, min(right + 1, width))
        )
        # Ranges never overlap in a valid file, but a damaged one may have thousands that do.
        room = height * width - len(filled)
        for row, column in islice(places, 1, max(room, 1)):
            rows[row][column] = rows[top][left]
            filled.append((row, column))
    return filled
