"""Parse the cells of a sheet's task rows, and report every invalid cell."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from dashboard.core.clean_text import name_key
from dashboard.core.errors import Problem
from dashboard.core.spelling import is_same_office, nearest_among
from dashboard.importing.changes.draft import PROGRESS_FIELDS
from dashboard.importing.changes.fields import FIELDS, FieldKind, of_kind
from dashboard.importing.spreadsheets.chinese_dates import Period
from dashboard.importing.spreadsheets.office_names import (
    OfficeLookup,
    parse_offices,
)
from dashboard.importing.spreadsheets.sheet_columns import SheetLayout
from dashboard.importing.spreadsheets.sheet_dates import parse_day
from dashboard.importing.spreadsheets.sheet_rows import TaskRows, find_task_rows
from dashboard.importing.spreadsheets.sheet_values import (
    ERROR_VALUE,
    NO_VALUE,
    ParsedValue,
    PercentColumn,
    detect_percent_column,
    format_cell,
    parse_line,
    parse_number,
    parse_percent,
    parse_quantity,
    parse_state,
    parse_task_number,
    parse_text,
)
from dashboard.importing.spreadsheets.workbook import CellValue, Sheet, cell_name

_CellParser = Callable[[CellValue, bool], ParsedValue]
"""Parses a cell's value; the flag says whether it has a percent format."""

REPORT_COLUMNS: Final = ("number", "item", "text", *PROGRESS_FIELDS)
"""The fields parsed from a progress report; the texts beside the number identify the task."""

_LONGEST_SEEN: Final = 40
_SAVED_FORMULA: Final = "存有结果的公式(请用 Excel 或 WPS 打开后保存一次)"


@dataclass
class SheetTable:
    """A sheet being parsed: its task rows, and the list to which problems are added."""

    sheet: Sheet
    layout: SheetLayout
    problems: list[Problem]
    body: TaskRows = field(init=False)
    wrong_rows: set[int] = field(default_factory=set)
    """Rows with an error, which are excluded from the draft."""

    error_cells: set[tuple[int, int | None]] = field(default_factory=set)
    """Cells with a reported error."""

    def __post_init__(self) -> None:
        self.body = find_task_rows(self.sheet, self.layout)

    def where(self, at: int) -> str:
        """Return the place of a row, for messages."""
        return f"{self.sheet.name}!{at + 1}"

    def add_problem(
        self,
        at: int,
        column: int | None,
        expected: str,
        seen: str,
        suggestion: str = "",
        *,
        is_warning: bool = False,
    ) -> None:
        """Add a problem of a cell, or of the row when the sheet does not have the column."""
        cell = "" if column is None else cell_name(at, column)
        where = f"{self.sheet.name}!{cell or at + 1}"
        self.problems.append(
            Problem(where, expected, seen, suggestion, is_warning, self.sheet.name, cell)
        )
        if not is_warning:
            self.block(at, column)

    def block(self, at: int, column: int | None) -> None:
        """Exclude a row from the draft because of one of its cells."""
        self.wrong_rows.add(at)
        self.error_cells.add((at, column))

    def seen(self, at: int, column: int | None) -> str:
        """Return the value of a cell, formatted for a problem."""
        return _quoted(None if column is None else self.sheet.rows[at][column])


@dataclass
class SheetRow:
    """One task row being parsed for the draft."""

    table: SheetTable
    at: int
    values: dict[str, Any]

    def add_problem(
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
        self.table.add_problem(self.at, column, expected, seen, suggestion, is_warning=is_warning)

    def has_error(self, name: str) -> bool:
        """Whether the field is empty because of a reported error in its cell."""
        return (self.at, self.table.layout.column(name)) in self.table.error_cells

    def is_filled(self, name: str) -> bool:
        """Whether the field's value comes from a merged cell above."""
        return (self.at, self.table.layout.column(name)) in self.table.sheet.filled


def _quoted(value: CellValue) -> str:
    """Format a value for a problem, shortened if it is long."""
    words = " ".join(format_cell(value).split())
    if len(words) > _LONGEST_SEEN:
        words = f"{words[:_LONGEST_SEEN]}…"
    return f"“{words}”" if words else "空"


def parse_rows(table: SheetTable, period: Period, offices: OfficeLookup) -> list[SheetRow]:
    """Parse every recognised column; empty and invalid cells become None."""
    columns: dict[str, list[Any]] = {}
    for column, name in table.layout.columns.items():
        if table.layout.kind == "ledger" or name in REPORT_COLUMNS:
            columns[name] = _read_column(
                table, column, _cell_parser(table, column, name, period, offices)
            )
    if table.layout.kind == "ledger":
        _report_unknown_offices(table, columns, offices)
    names = list(columns)
    rows = zip(*columns.values(), strict=True)
    return [
        SheetRow(table, at, dict(zip(names, values, strict=True)))
        for at, values in zip(table.body.rows, rows, strict=True)
    ]


def _cell_parser(
    table: SheetTable, column: int, name: str, period: Period, offices: OfficeLookup
) -> _CellParser:
    """Return the parser of a field's cells."""
    parse: Callable[[CellValue], ParsedValue]
    match FIELDS[name].kind:
        case "percent":
            convention = _percent_convention(table, column)
            return lambda value, is_percent_cell: parse_percent(
                value, convention, is_percent_cell=is_percent_cell
            )
        case "quantity":
            return _parse_target
        case "day":
            parse = partial(parse_day, when=period, is_start=name == "start_date")
        case "offices":
            parse = partial(_parse_office_cell, offices=offices)
        case plain:
            parse = _PARSERS[plain]
    return lambda value, _is_percent_cell: parse(value)


def _percent_convention(table: SheetTable, column: int) -> PercentColumn:
    """Detect a column's percent notation; if it has only 0 and 1, use the other columns' values."""
    kind = detect_percent_column(table.layout.headings.get(column, ""), _bare_values(table, column))
    if kind.is_certain:
        return kind
    percents = of_kind("percent")
    others = [at for at, name in table.layout.columns.items() if name in percents]
    every = detect_percent_column("", (value for at in others for value in _bare_values(table, at)))
    return every if every.is_fraction else kind


def _bare_values(table: SheetTable, column: int) -> Iterator[CellValue]:
    """Yield the values of a column that do not have a percent format."""
    sheet = table.sheet
    for at in table.body.rows:
        if (at, column) not in sheet.percent_cells:
            yield sheet.rows[at][column]


def _parse_target(value: CellValue, is_percent_cell: bool) -> ParsedValue:
    if is_percent_cell and isinstance(value, float):
        return ParsedValue((round(value * 100, 9), "%"))
    return parse_quantity(value)


def _parse_office_cell(value: CellValue, offices: OfficeLookup) -> ParsedValue:
    return ParsedValue(parse_offices(value, offices) or None)


def _parse_text_cell(value: CellValue) -> ParsedValue:
    return ParsedValue(parse_text(value))


def _parse_line_cell(value: CellValue) -> ParsedValue:
    return ParsedValue(parse_line(value))


_PARSERS: Final[dict[FieldKind, Callable[[CellValue], ParsedValue]]] = {
    "text": _parse_text_cell,
    "line": _parse_line_cell,
    "mark": parse_task_number,
    "number": parse_number,
    "state": parse_state,
}
"""The parsers that need nothing but the cell's value."""


def _read_column(table: SheetTable, column: int, parse: _CellParser) -> list[Any]:
    """Return the parsed values of a column per task row; report a merged cell's problem once."""
    rows, percents = table.sheet.rows, table.sheet.percent_cells
    known: dict[tuple[type, CellValue, bool], ParsedValue] = {}
    values: list[Any] = []
    for at in table.body.rows:
        value = rows[at][column]
        if value is None and not table.sheet.unsaved:
            values.append(None)
            continue
        key = (type(value), value, (at, column) in percents)
        parsed = known.get(key) or known.setdefault(key, _without_errors(value, key[2], parse))
        if (at, column) in table.sheet.unsaved:
            parsed = ParsedValue(None, _SAVED_FORMULA)
        values.append(parsed.value)
        if parsed.expected:
            _report_cell(table, at, column, parsed)
    return values


def _without_errors(value: CellValue, is_percent_cell: bool, parse: _CellParser) -> ParsedValue:
    """Parse a cell; an error value such as #REF! is a problem."""
    if value is None:
        return NO_VALUE
    if isinstance(value, str) and ERROR_VALUE.fullmatch(value.strip()):
        return ParsedValue(None, "能算出结果的公式或文字")
    return parse(value, is_percent_cell)


def _report_cell(table: SheetTable, at: int, column: int, parsed: ParsedValue) -> None:
    """Report the problem of a cell; a cell filled from a merged one is not reported again."""
    is_warning = parsed.value is not None
    if (at, column) in table.sheet.filled and at - 1 in table.body.themes:
        if not is_warning:
            table.block(at, column)
        return
    seen = "没有存结果的公式" if parsed.expected == _SAVED_FORMULA else table.seen(at, column)
    table.add_problem(at, column, parsed.expected, seen, parsed.suggestion, is_warning=is_warning)


def _report_unknown_offices(
    table: SheetTable, columns: dict[str, list[Any]], offices: OfficeLookup
) -> None:
    """Warn of offices that are not in the ledger; they may be new, so no row is excluded."""
    if not offices.full_names:
        return
    nearest = nearest_among(offices.full_names, is_same_office)
    for name in of_kind("offices"):
        column = table.layout.column(name)
        for at, named in zip(
            table.body.rows, columns.get(name, ()), strict=bool(columns.get(name))
        ):
            for office in named or ():
                if not office.is_known:
                    seen = f"“{office.name}”"
                    near = offices.full_names.get(nearest(name_key(office.name)), "")
                    table.add_problem(at, column, "账本中已有的股室", seen, near, is_warning=True)
