"""Anybody's spreadsheet becomes grids of values: .xlsx, .xls, .ods, and text with separators."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import PurePath
from typing import Any, Final

from lxml import etree

from dashboard.core.errors import InputError
from dashboard.importing.spreadsheets.decoding import decoded
from dashboard.importing.spreadsheets.file_kinds import Kind, kind_of
from dashboard.importing.spreadsheets.raw_sheets import (
    LockedError,
    RawSheet,
    UnreadableError,
    raw_sheets,
)
from dashboard.importing.spreadsheets.separated_text import separated_rows
from dashboard.importing.spreadsheets.workbook_facts import (
    MOST_CELLS,
    MOST_ROWS,
    Cell,
    Facts,
    Span,
    check_size,
    column_letters,
    ods_facts,
    xlsx_facts,
)

Value = str | float | int | bool | date | datetime | None

DAMAGES: Final = (
    UnreadableError,
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    OSError,
)
"""What a damaged file makes the readers say."""

FACTS: Final[dict[Kind, Callable[[bytes], dict[str, Facts]]]] = {
    "xlsx": xlsx_facts,
    "ods": ods_facts,
}


@dataclass(frozen=True)
class Sheet:
    """One sheet as a rectangle of values that starts at A1; cells are (row, column) from 0.

    A merged range has its value in all its cells; `filled` are those where nobody typed it. A
    formula without a saved result is in `unsaved`, an error value stands as text such as #REF!.
    """

    name: str
    rows: list[list[Value]]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    percent_cells: frozenset[Cell] = frozenset()
    unsaved: frozenset[Cell] = frozenset()
    merged: tuple[Span, ...] = ()
    filled: frozenset[Cell] = frozenset()


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, such as C5."""
    return f"{column_letters(column)}{row + 1}"


def read_workbook(content: bytes, name: str) -> list[Sheet]:
    """Read every sheet of a file; hidden sheets come without their rows.

    Raises:
        InputError: it is no table, too large, locked or damaged, in one sentence.
    """
    kind = kind_of(content, name)
    if kind in ("csv", "text"):
        return [text_sheet(content, name)]
    if kind not in ("xlsx", "xls", "ods"):
        raise InputError(f"{name} 不是表格文件;请用 Excel 或 WPS 打开,另存为 xlsx 后再试。")
    try:
        return [as_sheet(raw, facts) for raw, facts in raw_and_facts(content, kind)]
    except LockedError as error:
        raise InputError(f"{name} 设有密码,无法读取;请打开后取消密码,另存一份再试。") from error
    except DAMAGES as error:
        raise damaged(name) from error


def damaged(name: str) -> InputError:
    return InputError(f"{name} 已损坏或不完整,无法读取;请用 Excel 或 WPS 打开并另存一份后再试。")


def raw_and_facts(content: bytes, kind: Kind) -> Iterator[tuple[RawSheet, Facts]]:
    """Yield each sheet with its facts; these rule out a sheet too large before it is read."""
    known = FACTS[kind](content) if kind in FACTS else {}
    for raw in raw_sheets(content, MOST_ROWS, MOST_CELLS):
        check_size(raw.name, raw.last)
        facts = known.get(raw.name, Facts())
        facts.merged.extend(raw.merged)
        yield raw, facts


def text_sheet(content: bytes, name: str) -> Sheet:
    """Return the one sheet of a text file, called as the file is."""
    rows = separated_rows(decoded(content, name), name)
    width = max(map(len, rows), default=0)
    title = PurePath(name).stem or "CSV"
    check_size(title, (len(rows) - 1, width - 1))
    return Sheet(title, rectangle(rows, len(rows), width))


def as_sheet(raw: RawSheet, facts: Facts) -> Sheet:
    """Join the values of a sheet with what else is known of it."""
    if raw.is_hidden:
        return Sheet(raw.name, [], is_hidden=True)
    height = max(len(raw.rows), facts.last[0] + 1)
    width = max(len(raw.rows[0]) if raw.rows else 0, facts.last[1] + 1)
    rows = rectangle(raw.rows, height, width)
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
    )


def rectangle(rows: list[list[Any]], height: int, width: int) -> list[list[Value]]:
    """Return rows of equal length, in which a cell without anything to see is None."""
    even = [[plain(value) for value in row] + [None] * (width - len(row)) for row in rows]
    return even + [[None] * width for _ in range(height - len(rows))]


def plain(value: Any) -> Value:
    """Return a value as one of the few kinds that are told apart."""
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    if isinstance(value, (time, timedelta)):
        return str(value)
    typed: Value = value
    return typed


def fill_merged(rows: list[list[Value]], merged: list[Span]) -> list[Cell]:
    """Put the value of each merged range into all its cells; return those that got it."""
    height, width = len(rows), len(rows[0]) if rows else 0
    filled: list[Cell] = []
    for (top, left), (bottom, right) in merged:
        places = (
            (row, column)
            for row in range(top, min(bottom + 1, height))
            for column in range(left, min(right + 1, width))
        )
        # Ranges do not overlap, but a damaged file may say so thousands of times.
        room = height * width - len(filled)
        for row, column in islice(places, 1, max(room, 1)):
            rows[row][column] = rows[top][left]
            filled.append((row, column))
    return filled
