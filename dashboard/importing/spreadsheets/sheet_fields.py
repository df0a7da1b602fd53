"""The cells of a sheet's task rows become values, and every problem with one is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from dashboard.core.errors import Problem
from dashboard.importing.changes.draft import PROGRESS_FIELDS
from dashboard.importing.spreadsheets.office_names import NEAR, Offices, named_offices
from dashboard.importing.spreadsheets.sheet_columns import Layout
from dashboard.importing.spreadsheets.sheet_dates import day
from dashboard.importing.spreadsheets.sheet_rows import Body, body_of
from dashboard.importing.spreadsheets.sheet_values import (
    ERROR_VALUE,
    NOTHING,
    Parsed,
    PercentColumn,
    line,
    number,
    percent,
    percent_column,
    quantity,
    shown,
    state,
    task_number,
    text,
)
from dashboard.importing.spreadsheets.spelling import nearest_among
from dashboard.importing.spreadsheets.workbook import Sheet, Value, cell_name

Parser = Callable[[Value, bool], Parsed]
"""From a cell and whether it is formatted as a percentage to what it means."""

DAYS: Final = ("start_date", "due_date", "done_on", "verified_on", "reported_on")
PERCENTS: Final = ("percent", "q1_target", "q2_target", "q3_target", "q4_target")
OFFICES: Final = ("lead_office", "support_offices")
LINES: Final = ("theme", "theme_title", "group_title", "item", "leader", "unit", "reported_by")
OF_PROGRESS: Final = ("number", "item", "text", *PROGRESS_FIELDS)
"""What is read of a progress report: the words beside the number tell which task it means."""

LONGEST_SEEN: Final = 40
SAVED_FORMULA: Final = "存有结果的公式(请用 Excel 或 WPS 打开后保存一次)"


@dataclass
class Table:
    """A sheet that is being read: its rows of tasks, and the list that its problems go to."""

    sheet: Sheet
    layout: Layout
    problems: list[Problem]
    body: Body = field(init=False)
    wrong: set[int] = field(default_factory=set)
    """Rows with an error: they stay out of the draft."""

    told: set[tuple[int, int | None]] = field(default_factory=set)
    """Cells of which an error was told already."""

    def __post_init__(self) -> None:
        self.body = body_of(self.sheet, self.layout)

    def where(self, at: int) -> str:
        """Return where a row stands."""
        return f"{self.sheet.name}!{at + 1}"

    def tell(
        self,
        at: int,
        column: int | None,
        expected: str,
        seen: str,
        suggestion: str = "",
        *,
        is_warning: bool = False,
    ) -> None:
        """Add a problem of a cell, or of a row when the sheet has no such column."""
        cell = "" if column is None else cell_name(at, column)
        where = f"{self.sheet.name}!{cell or at + 1}"
        self.problems.append(
            Problem(where, expected, seen, suggestion, is_warning, self.sheet.name, cell)
        )
        if not is_warning:
            self.block(at, column)

    def block(self, at: int, column: int | None) -> None:
        """Keep a row out of the draft because of one of its cells."""
        self.wrong.add(at)
        self.told.add((at, column))

    def seen(self, at: int, column: int | None) -> str:
        """Return what stands in a cell, as a problem tells it."""
        return quoted(None if column is None else self.sheet.rows[at][column])


@dataclass
class Entry:
    """One row of tasks on its way into the draft."""

    table: Table
    at: int
    values: dict[str, Any]

    def tell(
        self,
        name: str,
        expected: str,
        seen: str = "",
        suggestion: str = "",
        *,
        is_warning: bool = False,
    ) -> None:
        """Add a problem of one field of the row."""
        column = self.table.layout.column(name)
        seen = seen or self.table.seen(self.at, column)
        self.table.tell(self.at, column, expected, seen, suggestion, is_warning=is_warning)

    def is_told(self, name: str) -> bool:
        """Say whether the field is empty because of an error in its cell that was told."""
        return (self.at, self.table.layout.column(name)) in self.table.told

    def is_filled(self, name: str) -> bool:
        """Say whether the field's cell has its value from a merged cell above."""
        return (self.at, self.table.layout.column(name)) in self.table.sheet.filled


def quoted(value: Value) -> str:
    """Return a value as a problem tells it, cut when it is long."""
    words = " ".join(shown(value).split())
    if len(words) > LONGEST_SEEN:
        words = f"{words[:LONGEST_SEEN]}…"
    return f"“{words}”" if words else "空"


def entries_of(table: Table, year: int, offices: Offices) -> list[Entry]:
    """Read every column that is a field; a row has None where its cell is empty or wrong."""
    columns: dict[str, list[Any]] = {}
    for column, name in table.layout.columns.items():
        if table.layout.kind == "ledger" or name in OF_PROGRESS:
            columns[name] = read_column(
                table, column, parser_of(table, column, name, year, offices)
            )
    if table.layout.kind == "ledger":
        tell_unknown_offices(table, columns, offices)
    names = list(columns)
    rows = zip(*columns.values(), strict=True)
    return [
        Entry(table, at, dict(zip(names, values, strict=True)))
        for at, values in zip(table.body.rows, rows, strict=True)
    ]


def parser_of(table: Table, column: int, name: str, year: int, offices: Offices) -> Parser:
    """Return how the cells of a field are read."""
    if name in PERCENTS:
        kind = percents_of(table, column)
        return lambda value, is_percent_cell: percent(value, kind, is_percent_cell=is_percent_cell)
    parse: Callable[[Value], Parsed]
    if name in DAYS:
        parse = partial(day, year=year, is_start=name == "start_date")
    elif name in OFFICES:
        parse = partial(as_offices, offices=offices)
    elif name == "target":
        return as_target
    else:
        parse = SIMPLE.get(name, as_line if name in LINES else as_text)
    return lambda value, _is_percent_cell: parse(value)


def percents_of(table: Table, column: int) -> PercentColumn:
    """Judge how percentages are typed in a column; when it has only 0 and 1, by the others."""
    kind = percent_column(table.layout.headings.get(column, ""), bare_values(table, column))
    if kind.is_certain:
        return kind
    others = [at for at, name in table.layout.columns.items() if name in PERCENTS]
    every = percent_column("", (value for at in others for value in bare_values(table, at)))
    return every if every.is_fraction else kind


def bare_values(table: Table, column: int) -> Iterator[Value]:
    """Yield the values of a column that are not formatted as percentages."""
    sheet = table.sheet
    for at in table.body.rows:
        if (at, column) not in sheet.percent_cells:
            yield sheet.rows[at][column]


def as_target(value: Value, is_percent_cell: bool) -> Parsed:
    if is_percent_cell and isinstance(value, float):
        return Parsed((round(value * 100, 9), "%"))
    return quantity(value)


def as_offices(value: Value, offices: Offices) -> Parsed:
    return Parsed(named_offices(value, offices) or None)


def as_text(value: Value) -> Parsed:
    return Parsed(text(value))


def as_line(value: Value) -> Parsed:
    return Parsed(line(value))


SIMPLE: Final[dict[str, Callable[[Value], Parsed]]] = {
    "number": task_number,
    "item_number": task_number,
    "weight": number,
    "state": state,
}


def read_column(table: Table, column: int, parse: Parser) -> list[Any]:
    """Return the values of a column, one a task row; a problem of a merged cell is told once."""
    rows, percents = table.sheet.rows, table.sheet.percent_cells
    known: dict[tuple[type, Value, bool], Parsed] = {}
    values: list[Any] = []
    for at in table.body.rows:
        value = rows[at][column]
        if value is None and not table.sheet.unsaved:
            values.append(None)
            continue
        key = (type(value), value, (at, column) in percents)
        parsed = known.get(key) or known.setdefault(key, without_errors(value, key[2], parse))
        if (at, column) in table.sheet.unsaved:
            parsed = Parsed(None, SAVED_FORMULA)
        values.append(parsed.value)
        if parsed.expected:
            tell_cell(table, at, column, parsed)
    return values


def without_errors(value: Value, is_percent_cell: bool, parse: Parser) -> Parsed:
    """Return what a cell means, unless it holds an error value such as #REF!."""
    if value is None:
        return NOTHING
    if isinstance(value, str) and ERROR_VALUE.fullmatch(value.strip()):
        return Parsed(None, "能算出结果的公式或文字")
    return parse(value, is_percent_cell)


def tell_cell(table: Table, at: int, column: int, parsed: Parsed) -> None:
    """Tell what is wrong with a cell; a cell filled from the one above tells what that one told."""
    is_warning = parsed.value is not None
    if (at, column) in table.sheet.filled and at - 1 in table.body.themes:
        if not is_warning:
            table.block(at, column)
        return
    seen = "没有存结果的公式" if parsed.expected == SAVED_FORMULA else table.seen(at, column)
    table.tell(at, column, parsed.expected, seen, parsed.suggestion, is_warning=is_warning)


def tell_unknown_offices(table: Table, columns: dict[str, list[Any]], offices: Offices) -> None:
    """Warn of offices that the ledger has not; they may be new ones, so nothing is blocked."""
    if not offices.full_names:
        return
    nearest = nearest_among(offices.full_names, NEAR)
    for name in OFFICES:
        column = table.layout.column(name)
        for at, named in zip(
            table.body.rows, columns.get(name, ()), strict=bool(columns.get(name))
        ):
            for office in named or ():
                if not office.is_known:
                    seen = f"“{office.name}”"
                    near = offices.full_names.get(nearest(office.name), "")
                    table.tell(at, column, "账本中已有的股室", seen, near, is_warning=True)
