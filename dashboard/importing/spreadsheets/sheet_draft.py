"""Convert the sheets of a ledger or report to a draft, with the list of their problems."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.core.errors import Problem
from dashboard.core.school_calendar import CalendarDays
from dashboard.core.spelling import is_typo, nearest_among
from dashboard.importing.changes.draft import CANCEL, LEDGER_FIELDS, PROGRESS_FIELDS, TASK_ID, WHERE
from dashboard.importing.spreadsheets.cancel_offers import offer_cancelling, why_cancelled
from dashboard.importing.spreadsheets.chinese_dates import Period
from dashboard.importing.spreadsheets.format_warnings import format_warnings
from dashboard.importing.spreadsheets.headings import is_reminder
from dashboard.importing.spreadsheets.ledger_numbers import check_numbers
from dashboard.importing.spreadsheets.odd_characters import odd_character_warnings
from dashboard.importing.spreadsheets.offers import NONE_ACCEPTED, Accepted, Offer
from dashboard.importing.spreadsheets.office_names import office_lookup
from dashboard.importing.spreadsheets.report_checks import match_reports
from dashboard.importing.spreadsheets.sheet_checks import (
    check_progress,
    check_tasks,
    has_report,
)
from dashboard.importing.spreadsheets.sheet_columns import (
    SHEET_FIELDS,
    SheetLayout,
    missing_columns,
)
from dashboard.importing.spreadsheets.sheet_fields import SheetRow, SheetTable, parse_rows
from dashboard.importing.spreadsheets.task_numbers import fill_down, number_tasks, report_repeated
from dashboard.importing.spreadsheets.workbook import Sheet
from dashboard.ledger.rows import Row


@dataclass(frozen=True)
class KnownPlan:
    """Facts of the ledger for checks: the plan's year, its offices, its tasks (plan_rows), and the
    bureau's school calendar."""

    year: int
    offices: tuple[str, ...] = ()
    aliases: Mapping[str, str] | None = None
    tasks: tuple[Row, ...] = ()
    calendar: CalendarDays = ()


@dataclass(frozen=True)
class CheckedSheets:
    """The draft of the valid rows, and every problem (errors and warnings).

    `blocked` is the number of rows excluded because of errors; `offers` are all the proposals,
    including the accepted ones.
    """

    draft: pd.DataFrame
    problems: list[Problem]
    blocked: int
    offers: tuple[Offer, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether the file has errors, which exclude rows from the import."""
        return any(not problem.is_warning for problem in self.problems)


def check_sheets(
    tables: Sequence[tuple[Sheet, SheetLayout]],
    known: KnownPlan,
    *,
    reported_on: date | None,
    today: date | None = None,
    file_name: str = "",
    accepted: Accepted = NONE_ACCEPTED,
) -> CheckedSheets:
    """Parse and check the rows of all sheets of a file.

    `reported_on` is the day of reports without a date; a date after `today` is a problem;
    `accepted` says of the key of an offer whether it was accepted.
    """
    problems: list[Problem] = []
    offices = office_lookup(known.offices, known.aliases or {})
    period = Period(known.year, calendar=known.calendar)
    read = [SheetTable(sheet, layout, problems) for sheet, layout in tables]
    entries: list[SheetRow] = []
    offers: list[Offer] = []
    for table in read:
        _report_sheet(table)
        if not table.layout.missing:
            own = parse_rows(table, period, offices)
            fill_down(own)
            entries += own
    if any(layout.kind == "ledger" for _, layout in tables):
        numbered = [entry for entry in entries if entry.values.get("number")]
        number_tasks(numbered, problems)
        offers += check_numbers(numbered, known.tasks, accepted)
        report_repeated(numbered)
        check_tasks(entries, known.year)
        offers += offer_cancelling(entries, accepted)
    else:
        entries = [entry for entry in entries if has_report(entry) or why_cancelled(entry)]
        offers += match_reports(entries, known.tasks, offices, file_name, accepted)
        offers += offer_cancelling(entries, accepted)
    for entry in entries:
        check_progress(entry, reported_on, today)
    kept = [entry for entry in entries if entry.at not in entry.table.wrong_rows]
    problems += odd_character_warnings(sheet for sheet, _ in tables)
    problems.sort(key=lambda problem: problem.is_warning)
    return CheckedSheets(_draft_frame(kept), problems, len(entries) - len(kept), tuple(offers))


def _report_sheet(table: SheetTable) -> None:
    """Report missing columns, looks that mean something, and rows that are not tasks."""
    name, layout = table.sheet.name, table.layout
    if layout.missing:
        expected, seen = missing_columns(layout)
        table.problems.append(Problem(f"工作表“{name}”", expected, seen, sheet=name))
    table.problems.extend(format_warnings(table))
    for at, column, what in table.body.unread:
        table.add_problem(at, column, "一条任务", f"{what},未读取", is_warning=True)
    _report_unread_columns(table)


def _report_unread_columns(table: SheetTable) -> None:
    """Report columns that have values but are not recognised."""
    nearest = nearest_among(list(SHEET_FIELDS.values()), is_typo)
    rows, header = table.sheet.rows, table.layout.header_rows
    for column in range(len(rows[0]) if rows else 0):
        heading = table.layout.headings.get(column, "")
        is_known = column in table.layout.columns or is_reminder(heading)
        if not is_known and any(rows[at][column] is not None for at in table.body.rows):
            seen = f"“{heading}”,这一列未读取" if heading else "没有列名,这一列未读取"
            near = nearest(heading) if heading else ""
            table.add_problem(header, column, "认得的列名", seen, near, is_warning=True)


def _draft_frame(entries: Iterable[SheetRow]) -> pd.DataFrame:
    """Return the rows as a draft; a row without task text is the task of its item."""
    rows = [{**entry.values, WHERE: entry.table.where(entry.at)} for entry in entries]
    for row in rows:
        if row.get("item") and "text" in row:
            row["text"] = row["text"] or row["item"]
    names = [
        name
        for name in (*LEDGER_FIELDS, *PROGRESS_FIELDS, TASK_ID, CANCEL)
        if any(name in row for row in rows)
    ]
    columns = [*names, WHERE]
    values = [[row.get(name) for name in columns] for row in rows]
    return pd.DataFrame(values, columns=columns, dtype="object")
