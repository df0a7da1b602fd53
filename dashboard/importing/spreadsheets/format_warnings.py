"""Warn of what the looks of a sheet mean: struck through, hidden, coloured, commented on.

The look of every row, or of every second one, is decoration and means nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Final

from dashboard.core.errors import Problem
from dashboard.importing.spreadsheets.sheet_fields import SheetTable
from dashboard.importing.spreadsheets.workbook import cell_name
from dashboard.importing.spreadsheets.workbook_facts import Cell, column_letters

_MOST_LISTED: Final = 10
_LONGEST: Final = 40
_FEW: Final = 0.5
"""The share of rows from which on a look is taken for decoration."""

_WORDS: Final = ("text", "item")
_SHEET_LOOKS: Final = "xlsx 或 ods 格式(xls 读不出划掉、隐藏、颜色和批注)"


def format_warnings(table: SheetTable) -> Iterator[Problem]:
    """Yield the warnings about a sheet, in the order of their weight."""
    yield from _unknown_looks(table)
    yield from _hidden(table)
    yield from _struck_parts(table)
    yield from _coloured(table)
    yield from _commented(table)


def is_struck(table: SheetTable, at: int) -> bool:
    """Whether the words of a row are struck through as a whole."""
    words = [column for name in _WORDS if (column := table.layout.column(name)) is not None]
    filled = [column for column in words if table.sheet.rows[at][column] is not None]
    return bool(filled) and all(table.sheet.struck.get((at, column)) == "" for column in filled)


def _warning(table: SheetTable, expected: str, seen: str) -> Problem:
    name = table.sheet.name
    return Problem(f"工作表“{name}”", expected, seen, is_warning=True, sheet=name)


def _cell_warning(
    table: SheetTable, cell: Cell, expected: str, seen: str, suggestion: str = ""
) -> Problem:
    sheet, name = table.sheet.name, cell_name(*cell)
    where = f"{sheet}!{name}"
    return Problem(where, expected, seen, suggestion, is_warning=True, sheet=sheet, cell=name)


def _unknown_looks(table: SheetTable) -> Iterator[Problem]:
    if not table.sheet.has_looks:
        seen = "旧版 xls,只读了文字和数字;有这类标记的请另存为 xlsx 再导入"
        yield _warning(table, _SHEET_LOOKS, seen)


def _hidden(table: SheetTable) -> Iterator[Problem]:
    """Yield warnings of hidden rows with tasks and of hidden columns with values."""
    rows = table.sheet.rows
    if hidden := sorted(table.sheet.hidden_rows & set(table.body.rows)):
        seen = f"第 {_listed(str(at + 1) for at in hidden)} 行是隐藏的,已一并读取"
        yield _warning(table, "可见的行", seen)
    columns = [
        f"{column_letters(column)}“{table.layout.headings.get(column, '')}”"
        for column in sorted(table.sheet.hidden_columns)
        if any(rows[at][column] is not None for at in table.body.rows)
    ]
    if columns:
        yield _warning(table, "可见的列", f"{_listed(columns)} 列是隐藏的,已一并读取")


def _listed(places: Iterable[str]) -> str:
    """Return the first of several places."""
    every = list(places)
    return "、".join(every[:_MOST_LISTED]) + (" 等" if len(every) > _MOST_LISTED else "")


def _struck_parts(table: SheetTable) -> Iterator[Problem]:
    """Yield a warning of each cell with struck text in a row that is not struck as a whole."""
    for cell, left in sorted(table.sheet.struck.items()):
        at, column = cell
        value = table.sheet.rows[at][column]
        if at not in table.body.themes or value is None or is_struck(table, at):
            continue
        seen = f"{table.seen(at, column)}{'中有一部分' if left else ''}被划掉,仍按全文读取"
        yield _cell_warning(table, cell, "没有划掉的内容", seen, left[:_LONGEST])


def _coloured(table: SheetTable) -> Iterator[Problem]:
    """Yield a warning of each look that sets a few rows or cells apart."""
    for look, cells in sorted(table.sheet.looks.items()):
        by_row: dict[int, set[int]] = defaultdict(set)
        for at, column in cells:
            if at in table.body.themes and table.sheet.rows[at][column] is not None:
                by_row[at].add(column)
        places = _set_apart(table, by_row)
        if places:
            seen = f"{_listed(places)} 是{look},颜色没有读入;若表示取消、暂缓等,请写进“状态”列"
            yield _warning(table, "用文字写明的状态", seen)


def _set_apart(table: SheetTable, by_row: dict[int, set[int]]) -> list[str]:
    """Return the rows, or the cells, that have a look which most others do not have."""
    body = table.body.rows
    whole = [at for at in sorted(by_row) if len(by_row[at]) * 2 > len(_filled(table, at))]
    if _is_decoration(whole, body):
        whole = []
    columns: dict[int, list[int]] = defaultdict(list)
    for at in sorted(by_row):
        for column in by_row[at] if at not in whole else ():
            columns[column].append(at)
    cells = [
        cell_name(at, column)
        for column, rows in sorted(columns.items())
        if not _is_decoration(rows, body)
        for at in rows
    ]
    return [*(f"第 {at + 1} 行" for at in whole), *cells]


def _filled(table: SheetTable, at: int) -> list[int]:
    return [column for column, value in enumerate(table.sheet.rows[at]) if value is not None]


def _is_decoration(marked: Collection[int], body: Collection[int]) -> bool:
    """Whether so many rows are marked that it says nothing, or every second one is."""
    places = [at for at, row in enumerate(body) if row in set(marked)]
    gaps = {later - earlier for earlier, later in pairwise(places)}
    is_striped = len(places) > 2 and gaps == {2}
    return is_striped or len(places) > _FEW * len(body) or len(places) == len(body)


def _commented(table: SheetTable) -> Iterator[Problem]:
    """Yield a warning of each comment, as far as they are few; one of the others together."""
    comments = sorted(table.sheet.comments.items())
    for cell, words in comments[:_MOST_LISTED]:
        plain = " ".join(words.split())
        shown = plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
        yield _cell_warning(table, cell, "写在格中的内容", f"批注“{shown}”,未读取")
    if len(comments) > _MOST_LISTED:
        seen = f"另有 {len(comments) - _MOST_LISTED} 条批注,未读取"
        yield _warning(table, "写在格中的内容", seen)
