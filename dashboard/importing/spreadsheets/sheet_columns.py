"""Recognise the header row of a sheet and the field of each column, by headings and values."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from dashboard.core.errors import Problem
from dashboard.importing.changes.draft import LEDGER_FIELDS, PROGRESS_FIELDS
from dashboard.importing.spreadsheets.column_doubts import resolve_columns
from dashboard.importing.spreadsheets.headings import (
    FieldCandidate,
    field_candidates,
    heading_candidates,
    is_reminder,
    normalise_heading,
)
from dashboard.importing.spreadsheets.sheet_values import format_cell
from dashboard.importing.spreadsheets.workbook import CellValue, Sheet

SheetKind = Literal["ledger", "progress"]
SHEET_FIELDS: Final = {**LEDGER_FIELDS, **PROGRESS_FIELDS}

KIND_LABELS: Final[dict[SheetKind, str]] = {"ledger": "任务台账", "progress": "进展填报表"}

_REPORT_TEXTS: Final = frozenset({"work_done", "problem", "next_step", "evidence"})
"""The fields of a report in words; an office that fills in its own report names no lead."""

_FORM_SHEET: Final = "填报表"
"""The sheet name of our own progress form, which has office columns but is not a ledger."""

_EXPLANATION_SHEETS: Final = ("填写说明", "说明", "填报说明", "填表说明", "问题清单")
_OPTIONS_SHEET: Final = "选项"
"""The hidden sheet of our own forms with the entries of the drop-down lists."""

_SEARCHED_ROWS: Final = 40
"""The first rows of a sheet, in which a header row is searched."""

_MAX_HEADER_ROWS: Final = 3
"""The maximum number of header rows."""

_MIN_HEADINGS: Final = 2
"""The minimum number of known headings in a header row."""

_LONGEST_HEADING: Final = 60
"""The maximum length of a heading."""

_YEAR: Final = re.compile(r"(20\d\d)\s*年")

_SAMPLE_ROWS: Final = 300
"""Rows below the header that are examined when a heading is ambiguous."""


@dataclass(frozen=True)
class SheetLayout:
    """The fields of a sheet's columns; `header_rows` is the last header row, counted from 0.

    Without a known heading it is -1, and there are no columns.
    """

    kind: SheetKind
    header_rows: int
    columns: dict[int, str]
    headings: dict[int, str]
    unknown: list[str]
    missing: list[str]

    @property
    def is_table(self) -> bool:
        """Whether the sheet is a table of tasks."""
        fields = set(self.columns.values())
        reports = "number" in fields and bool(fields & {"percent", "state"})
        return "item" in fields or reports or ("number" in fields and len(fields) > _MIN_HEADINGS)

    def column(self, field: str) -> int | None:
        """Return the column of a field."""
        return next((at for at, name in self.columns.items() if name == field), None)


def recognise_sheets(
    sheets: Iterable[Sheet], kind: SheetKind | None = None
) -> tuple[list[tuple[Sheet, SheetLayout]], list[Problem]]:
    """Return the sheets of tasks with their layouts, and a warning for each other sheet.

    If one of them is a ledger, all are read as parts of a ledger.
    """
    visible, warnings = [], []
    for sheet in sheets:
        if sheet.is_hidden and sheet.name != _OPTIONS_SHEET:
            warnings.append(_unread_warning(sheet, "可见的工作表", "隐藏的工作表,未读取"))
        elif not sheet.is_hidden and sheet.rows and sheet.name.strip() not in _EXPLANATION_SHEETS:
            visible.append((sheet, recognise_layout(sheet, kind)))
    tables = [(sheet, layout) for sheet, layout in visible if layout.is_table]
    whole = kind or ("ledger" if any(one.kind == "ledger" for _, one in tables) else "progress")
    tables = [(sheet, with_columns(layout, layout.columns, kind=whole)) for sheet, layout in tables]
    complete = [(sheet, layout) for sheet, layout in tables if not layout.missing]
    taken = complete or tables
    names = {sheet.name for sheet, _ in taken}
    for sheet, layout in visible:
        if sheet.name not in names:
            warnings.append(_unread_warning(sheet, *_unread_reason(layout, whole)))
    return taken, warnings


def year_in_names(file_name: str, tables: Iterable[tuple[Sheet, SheetLayout]]) -> int | None:
    """Return the year in a file's name, its sheets' names or their titles."""
    words = [file_name]
    for sheet, layout in tables:
        rows = sheet.rows[: max(layout.header_rows, 0)]
        words += [sheet.name, *(str(value) for row in rows for value in row if value is not None)]
    found = _YEAR.search(" ".join(words))
    return int(found.group(1)) if found else None


def _unread_warning(sheet: Sheet, expected: str, seen: str) -> Problem:
    where = f"工作表“{sheet.name}”"
    return Problem(where, expected, seen, is_warning=True, sheet=sheet.name)


def _unread_reason(layout: SheetLayout, kind: SheetKind) -> tuple[str, str]:
    """Return why a sheet is ignored: what was expected, and what was found."""
    if not layout.is_table:
        return "带有序号、工作任务等表头的表格", "没有认出表头,未读取"
    missing = _missing_fields(kind, layout.columns.values())
    expected, seen = missing_columns(replace(layout, kind=kind, missing=missing))
    return expected, f"{seen};未读取"


def recognise_layout(sheet: Sheet, kind: SheetKind | None = None) -> SheetLayout:
    """Return the layout of a sheet; its header is the rows with the most known headings."""
    found = max(_header_candidates(sheet), key=lambda header: header[0], default=None)
    if not found or found[0][0] < _MIN_HEADINGS:
        return SheetLayout(kind or "ledger", -1, {}, {}, [], _missing_fields(kind or "ledger", ()))
    _, first, last = found
    meanings = _column_candidates(sheet, first, last)
    columns = resolve_columns(_assign_fields(meanings), meanings, _sample_values(sheet, last))
    headings = {column: _printed_heading(sheet, first, last, column) for column in meanings}
    layout = SheetLayout("ledger", last, {}, headings, [], [])
    return with_columns(layout, columns, kind=kind or _detect_sheet_kind(sheet, columns))


def _sample_values(sheet: Sheet, last: int) -> dict[int, list[CellValue]]:
    """Return the first values below each heading, to resolve ambiguous headings."""
    rows = sheet.rows[last + 1 : last + 1 + _SAMPLE_ROWS]
    return {
        column: [value for value in values if value is not None]
        for column, values in enumerate(zip(*rows, strict=True))
    }


def with_columns(
    layout: SheetLayout, columns: Mapping[int, str], *, kind: SheetKind | None = None
) -> SheetLayout:
    """Return the layout with columns as corrected by the user."""
    kind = kind or layout.kind
    unknown = [
        heading
        for column, heading in layout.headings.items()
        if column not in columns and not is_reminder(heading)
    ]
    missing = _missing_fields(kind, columns.values())
    return replace(layout, kind=kind, columns=dict(columns), unknown=unknown, missing=missing)


def _detect_sheet_kind(sheet: Sheet, columns: Mapping[int, str]) -> SheetKind:
    """Return the kind of a sheet: a ledger names the lead of each task, a report need not."""
    if sheet.name.startswith(_FORM_SHEET):
        return "progress"
    fields = set(columns.values())
    if "lead_office" not in fields and fields & _REPORT_TEXTS:
        return "progress"
    if {"item", "lead_office"} <= fields:
        return "ledger"
    lacks_ledger, lacks_progress = (_missing_fields(kind, fields) for kind in KIND_LABELS)
    return "progress" if len(lacks_progress) < len(lacks_ledger) else "ledger"


def _missing_fields(kind: SheetKind, fields: Iterable[str]) -> list[str]:
    """Return the missing required fields of a sheet of this kind."""
    given = set(fields)
    if kind == "ledger":
        return [field for field in ("number", "item", "lead_office") if field not in given]
    return [
        *(["number"] if not given & {"number", "item", "text"} else []),
        *(["percent"] if not given & {"percent", "state"} else []),
    ]


def missing_columns(layout: SheetLayout) -> tuple[str, str]:
    """Return what a sheet lacks, and what it would lack as the other kind."""
    other: SheetKind = "progress" if layout.kind == "ledger" else "ledger"
    lacks = _missing_fields(other, layout.columns.values())
    as_other = f",作为{KIND_LABELS[other]}则缺少{_column_words(lacks)}列" if lacks else ""
    kind = KIND_LABELS[layout.kind]
    return f"列齐全的{kind}", f"作为{kind}缺少{_column_words(layout.missing)}列{as_other}"


def _column_words(fields: Iterable[str]) -> str:
    """Return the names of fields; a report may have a state in place of its percentage."""
    named = {"percent": "“进度”或“状态”"}
    return "、".join(named.get(field, f"“{SHEET_FIELDS[field]}”") for field in fields)


def _header_candidates(sheet: Sheet) -> Iterator[tuple[tuple[int, int, int], int, int]]:
    """Yield each candidate for the header as its score, first and last row. The score prefers many
    known headings, few rows, and an early position."""
    known = [_known_headings(sheet, row) for row in range(min(_SEARCHED_ROWS, len(sheet.rows)))]
    for last in range(len(known)):
        for first in range(last, max(last - _MAX_HEADER_ROWS, -1), -1):
            if first < last and (known[first + 1] < _MIN_HEADINGS or _is_title(sheet, first)):
                break
            count = len(_assign_fields(_column_candidates(sheet, first, last)))
            # A group row above completes the headings below it: 目标 over 一季度, 二季度.
            groups = first == last and last and known[last - 1] and not _is_title(sheet, last - 1)
            yield (count, first - last, -last), first - bool(groups), last


def _known_headings(sheet: Sheet, row: int) -> int:
    """Count the cells of a row that are known headings on their own."""
    texts = (
        text for text in sheet.rows[row] if isinstance(text, str) and len(text) < _LONGEST_HEADING
    )
    return sum(bool(field_candidates(normalise_heading(text))) for text in texts)


def _is_title(sheet: Sheet, row: int) -> bool:
    """Whether a row has only one text, in one cell or merged over several."""
    return len({value for value in sheet.rows[row] if value is not None}) < _MIN_HEADINGS


def _column_candidates(
    sheet: Sheet, first: int, last: int
) -> dict[int, tuple[FieldCandidate, ...]]:
    """Return the fields that the headings of each column may mean."""
    width = len(sheet.rows[last])
    found = {}
    for column in range(width):
        lines = _normalised_headings(sheet, first, last, column)
        if lines:
            found[column] = heading_candidates("".join(lines[:-1]), lines[-1])
    return found


def _normalised_headings(sheet: Sheet, first: int, last: int, column: int) -> list[str]:
    """Return the normalised headings of a column from top to bottom, without repetitions."""
    texts = [sheet.rows[row][column] for row in range(first, last + 1)]
    words = [
        normalise_heading(text)
        for text in texts
        if isinstance(text, str) and len(text) < _LONGEST_HEADING
    ]
    return [word for word in dict.fromkeys(words) if word]


def _printed_heading(sheet: Sheet, first: int, last: int, column: int) -> str:
    """Return the heading of a column as printed, on one line."""
    texts = [format_cell(sheet.rows[row][column]) for row in range(first, last + 1)]
    return " ".join(dict.fromkeys("".join(text.split()) for text in texts if text))


def _assign_fields(meanings: Mapping[int, tuple[FieldCandidate, ...]]) -> dict[int, str]:
    """Assign to each column the best field that no other column matches better."""
    columns: dict[int, str] = {}
    wishes = sorted(
        (rank, place, column, field)
        for column, fields in meanings.items()
        for place, (rank, field) in enumerate(fields)
    )
    taken: set[str] = set()
    for _rank, _place, column, field in wishes:
        if column not in columns and field not in taken:
            columns[column] = field
            taken.add(field)
    return dict(sorted(columns.items()))
