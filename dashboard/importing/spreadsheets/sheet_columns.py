"""Which column of somebody's sheet is which field: by the headings, then by what stands below."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from dashboard.core.errors import Problem
from dashboard.importing.changes.draft import LEDGER_FIELDS, PROGRESS_FIELDS
from dashboard.importing.spreadsheets.column_doubts import settled
from dashboard.importing.spreadsheets.headings import (
    Candidate,
    candidates,
    is_reminder,
    meaning,
    squeezed,
)
from dashboard.importing.spreadsheets.sheet_values import shown
from dashboard.importing.spreadsheets.workbook import Sheet, Value

Kind = Literal["ledger", "progress"]
FIELDS: Final = {**LEDGER_FIELDS, **PROGRESS_FIELDS}

FORM_SHEET: Final = "填报表"
"""How our own progress form calls its sheet: it shows offices, too, but is no ledger."""

EXPLANATIONS: Final = ("填写说明", "说明", "填报说明", "填表说明", "问题清单")
LISTS: Final = "选项"
"""The hidden sheet of our own forms that holds what their drop-down lists offer."""

SEARCHED: Final = 40
"""Rows among which a header is looked for."""

TALLEST: Final = 3
"""Rows that a header may have."""

FEWEST: Final = 2
"""Headings below which a row is no header."""

LONGEST: Final = 60
"""Characters above which a text is no heading."""

YEAR: Final = re.compile(r"(20\d\d)\s*年")

SAMPLE: Final = 300
"""Rows below the header that are looked at when a heading leaves a doubt."""


@dataclass(frozen=True)
class Layout:
    """What the columns of a sheet are; `header_rows` is its last row of headings, counted from 0.

    Without any heading that is known it is -1, and there are no columns.
    """

    kind: Kind
    header_rows: int
    columns: dict[int, str]
    headings: dict[int, str]
    unknown: list[str]
    missing: list[str]

    @property
    def is_table(self) -> bool:
        """Whether this is a sheet of tasks at all."""
        fields = set(self.columns.values())
        reports = "number" in fields and bool(fields & {"percent", "state"})
        return "item" in fields or reports or ("number" in fields and len(fields) > FEWEST)

    def column(self, field: str) -> int | None:
        """Return the column of a field."""
        return next((at for at, name in self.columns.items() if name == field), None)


def recognised(
    sheets: Iterable[Sheet], kind: Kind | None = None
) -> tuple[list[tuple[Sheet, Layout]], list[Problem]]:
    """Return the sheets that hold tasks, with their layouts, and a warning for each other sheet.

    When one is a ledger, all are read as parts of it.
    """
    visible, warnings = [], []
    for sheet in sheets:
        if sheet.is_hidden and sheet.name != LISTS:
            warnings.append(unread(sheet, "可见的工作表", "隐藏的工作表,未读取"))
        elif not sheet.is_hidden and sheet.rows and sheet.name.strip() not in EXPLANATIONS:
            visible.append((sheet, recognise(sheet, kind)))
    tables = [(sheet, layout) for sheet, layout in visible if layout.is_table]
    whole = kind or ("ledger" if any(one.kind == "ledger" for _, one in tables) else "progress")
    tables = [(sheet, with_columns(layout, layout.columns, kind=whole)) for sheet, layout in tables]
    complete = [(sheet, layout) for sheet, layout in tables if not layout.missing]
    taken = complete or tables
    names = {sheet.name for sheet, _ in taken}
    for sheet, layout in visible:
        if sheet.name not in names:
            warnings.append(unread(sheet, *why_not(layout, whole)))
    return taken, warnings


def named_year(file_name: str, tables: Iterable[tuple[Sheet, Layout]]) -> int | None:
    """Return the year that a file's name, its sheets' names or their titles speak of."""
    words = [file_name]
    for sheet, layout in tables:
        rows = sheet.rows[: max(layout.header_rows, 0)]
        words += [sheet.name, *(str(value) for row in rows for value in row if value is not None)]
    found = YEAR.search(" ".join(words))
    return int(found.group(1)) if found else None


def unread(sheet: Sheet, expected: str, seen: str) -> Problem:
    where = f"工作表“{sheet.name}”"
    return Problem(where, expected, seen, is_warning=True, sheet=sheet.name)


def why_not(layout: Layout, kind: Kind) -> tuple[str, str]:
    """Return what was expected of a sheet and what was seen instead."""
    if not layout.is_table:
        return "带有序号、工作任务等表头的表格", "没有认出表头,未读取"
    lost = "、".join(FIELDS[field] for field in missing_fields(kind, layout.columns.values()))
    return "列齐全的表格", f"缺少“{lost}”列,未读取"


def recognise(sheet: Sheet, kind: Kind | None = None) -> Layout:
    """Return the layout of a sheet: the header is the rows with most headings that are known."""
    found = max(headers(sheet), key=lambda header: header[0], default=None)
    if not found or found[0][0] < FEWEST:
        return Layout(kind or "ledger", -1, {}, {}, [], missing_fields(kind or "ledger", ()))
    _, first, last = found
    meanings = meanings_of(sheet, first, last)
    columns = settled(assigned(meanings), meanings, samples_of(sheet, last))
    headings = {column: heading_of(sheet, first, last, column) for column in meanings}
    layout = Layout("ledger", last, {}, headings, [], [])
    return with_columns(layout, columns, kind=kind or kind_of(sheet, columns))


def samples_of(sheet: Sheet, last: int) -> dict[int, list[Value]]:
    """Return the values that stand below each heading, as far as a doubt needs them."""
    rows = sheet.rows[last + 1 : last + 1 + SAMPLE]
    return {
        column: [value for value in values if value is not None]
        for column, values in enumerate(zip(*rows, strict=True))
    }


def with_columns(layout: Layout, columns: Mapping[int, str], *, kind: Kind | None = None) -> Layout:
    """Return the layout with other columns, as a person corrects it."""
    kind = kind or layout.kind
    unknown = [
        heading
        for column, heading in layout.headings.items()
        if column not in columns and not is_reminder(heading)
    ]
    missing = missing_fields(kind, columns.values())
    return replace(layout, kind=kind, columns=dict(columns), unknown=unknown, missing=missing)


def kind_of(sheet: Sheet, columns: Mapping[int, str]) -> Kind:
    """Return what a sheet is: a progress report speaks of percent or state, not of offices."""
    if sheet.name.startswith(FORM_SHEET):
        return "progress"
    lacks_ledger = missing_fields("ledger", columns.values())
    lacks_progress = missing_fields("progress", columns.values())
    return "progress" if len(lacks_progress) < len(lacks_ledger) else "ledger"


def missing_fields(kind: Kind, fields: Iterable[str]) -> list[str]:
    """Return the fields without which a sheet of this kind says nothing."""
    given = set(fields)
    if kind == "ledger":
        return [field for field in ("number", "item", "lead_office") if field not in given]
    return [
        *(["number"] if "number" not in given else []),
        *(["percent"] if not given & {"percent", "state"} else []),
    ]


def headers(sheet: Sheet) -> Iterator[tuple[tuple[int, int, int], int, int]]:
    """Yield each place where a header may stand, its first and last row, after what speaks for it:
    how many headings are known, few rows, an early place."""
    known = [known_headings(sheet, row) for row in range(min(SEARCHED, len(sheet.rows)))]
    for last in range(len(known)):
        for first in range(last, max(last - TALLEST, -1), -1):
            if first < last and (known[first + 1] < FEWEST or is_title(sheet, first)):
                break
            count = len(assigned(meanings_of(sheet, first, last)))
            # a row above that groups the columns says of what their headings are parts
            groups = first == last and last and known[last - 1] and not is_title(sheet, last - 1)
            yield (count, first - last, -last), first - bool(groups), last


def known_headings(sheet: Sheet, row: int) -> int:
    """Count the cells of a row that alone are known headings."""
    texts = (text for text in sheet.rows[row] if isinstance(text, str) and len(text) < LONGEST)
    return sum(bool(candidates(squeezed(text))) for text in texts)


def is_title(sheet: Sheet, row: int) -> bool:
    """Say whether a row says but one thing, in one cell or merged over many."""
    return len({value for value in sheet.rows[row] if value is not None}) < FEWEST


def meanings_of(sheet: Sheet, first: int, last: int) -> dict[int, tuple[Candidate, ...]]:
    """Return for each column the fields that its headings may mean."""
    width = len(sheet.rows[last])
    found = {}
    for column in range(width):
        lines = lines_of(sheet, first, last, column)
        if lines:
            found[column] = meaning("".join(lines[:-1]), lines[-1])
    return found


def lines_of(sheet: Sheet, first: int, last: int, column: int) -> list[str]:
    """Return the squeezed headings of a column from above, each once."""
    texts = [sheet.rows[row][column] for row in range(first, last + 1)]
    words = [squeezed(text) for text in texts if isinstance(text, str) and len(text) < LONGEST]
    return [word for word in dict.fromkeys(words) if word]


def heading_of(sheet: Sheet, first: int, last: int, column: int) -> str:
    """Return the heading of a column as printed, on one line."""
    texts = [shown(sheet.rows[row][column]) for row in range(first, last + 1)]
    return " ".join(dict.fromkeys("".join(text.split()) for text in texts if text))


def assigned(meanings: Mapping[int, tuple[Candidate, ...]]) -> dict[int, str]:
    """Give each column the best field that no other column means better."""
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
