"""Anybody's ledger or report becomes a checked draft, and the list of all that is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.errors import Problem
from dashboard.ingest.draft import LEDGER_FIELDS, PROGRESS_FIELDS, WHERE
from dashboard.ingest.office_names import Named, offices_of
from dashboard.ingest.sheet_columns import FIELDS, Layout
from dashboard.ingest.sheet_fields import Entry, Table, entries_of
from dashboard.ingest.sheet_values import percent_of_state
from dashboard.ingest.spelling import nearest_among
from dashboard.ingest.task_numbers import fill_down, name_reports, name_tasks
from dashboard.ingest.workbook import Sheet

SAYS: Final = (
    *("percent", "state", "work_done", "problem", "next_step", "evidence"),
    *("done_on", "verified_on"),
)
"""Fields of which one filled makes a row a report; a day and a name alone do not."""

TEXTS: Final = SAYS[2:6]
MOST_ROWS_TOLD: Final = 10
NEAR: Final = 0.5


@dataclass(frozen=True)
class Known:
    """What the ledger knows: the plan's year, the offices, and the numbers of the plan's tasks."""

    year: int
    offices: tuple[str, ...] = ()
    aliases: Mapping[str, str] | None = None
    task_numbers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Checked:
    """The rows that can be imported, as a draft, and every problem, errors and warnings.

    `blocked` counts the rows that an error keeps out.
    """

    draft: pd.DataFrame
    problems: list[Problem]
    blocked: int

    @property
    def has_errors(self) -> bool:
        """Whether something must be mended before the whole file can be imported."""
        return any(not problem.is_warning for problem in self.problems)


def checked_draft(
    tables: Sequence[tuple[Sheet, Layout]],
    known: Known,
    *,
    reported_on: date | None,
    today: date | None = None,
) -> Checked:
    """Read the rows of all sheets of a file.

    `reported_on` is the day of reports that name none; a later one than `today` is told.
    """
    problems: list[Problem] = []
    offices = offices_of(known.offices, known.aliases or {})
    read = [Table(sheet, layout, problems) for sheet, layout in tables]
    entries: list[Entry] = []
    for table in read:
        tell_sheet(table)
        if not table.layout.missing:
            own = entries_of(table, known.year, offices)
            fill_down(own)
            entries += own
    numbered = [entry for entry in entries if entry.values.get("number")]
    if any(layout.kind == "ledger" for _, layout in tables):
        name_tasks(numbered, problems)
        check_tasks(entries, known.year)
    else:
        name_reports(numbered, known.task_numbers)
        entries = [entry for entry in entries if says_something(entry)]
        check_reports(entries, known.task_numbers)
    for entry in entries:
        check_progress(entry, reported_on, today)
    kept = [entry for entry in entries if entry.at not in entry.table.wrong]
    problems.sort(key=lambda problem: problem.is_warning)
    return Checked(draft_of(kept), problems, len(entries) - len(kept))


def tell_sheet(table: Table) -> None:
    """Tell of missing columns, hidden rows, and rows that are no tasks."""
    name, layout = table.sheet.name, table.layout
    for field in layout.missing:
        where = f"工作表“{name}”"
        table.problems.append(Problem(where, f"“{FIELDS[field]}”列", "没有认出这一列", sheet=name))
    hidden = sorted(table.sheet.hidden_rows & set(table.body.rows))
    if hidden:
        rows = "、".join(str(at + 1) for at in hidden[:MOST_ROWS_TOLD])
        more = "等" if len(hidden) > MOST_ROWS_TOLD else ""
        seen = f"第 {rows} {more}行是隐藏的,已一并读取"
        table.problems.append(
            Problem(f"工作表“{name}”", "可见的行", seen, is_warning=True, sheet=name)
        )
    for at, column, what in table.body.unread:
        table.tell(at, column, "一条任务", f"{what},未读取", is_warning=True)


def says_something(entry: Entry) -> bool:
    """Whether a row of a report was filled in at all."""
    filled = any(entry.values.get(name) is not None for name in SAYS)
    return filled or entry.at in entry.table.wrong


def check_tasks(entries: Iterable[Entry], year: int) -> None:
    """Tell what tasks of a ledger lack, and what cannot be."""
    for entry in entries:
        check_task(entry, year)
        settle_offices(entry.values)


def check_task(entry: Entry, year: int) -> None:
    """Tell what a task of a ledger lacks, and dates and numbers that cannot be."""
    own = entry.values
    for name in ("number", "item", "lead_office"):
        if not own.get(name) and not entry.is_told(name):
            entry.tell(name, REQUIRED[name])
    start, due = own.get("start_date"), own.get("due_date")
    first = start or date(year, 1, 1)
    if due and first > due:
        entry.tell("due_date", f"不早于开始时间({first})的日期")
    for name, day in (("start_date", start), ("due_date", due)):
        if day and day.year != year and not entry.is_told("due_date"):
            entry.tell(name, f" {year} 年内的日期", is_warning=True)
    if (weight := own.get("weight")) is not None and weight <= 0:
        entry.tell("weight", "大于 0 的数字")
    if isinstance(own.get("target"), tuple):
        own["target"], unit = own["target"]
        own["unit"] = own.get("unit") or unit or None


REQUIRED: Final = {
    "number": "任务的序号",
    "item": "工作任务的文字",
    "lead_office": "牵头股室的名称",
}


def settle_offices(own: dict[str, Any]) -> None:
    """Put the offices of both columns in their places: one leads, the others support."""
    named: tuple[Named, ...] = own.get("lead_office") or ()
    helping: tuple[Named, ...] = own.get("support_offices") or ()
    lead = next((office for office in (*named, *helping) if office.role == "lead"), None)
    lead = lead or (named[0] if named else None)
    others = dict.fromkeys(office.name for office in (*named, *helping) if office != lead)
    own["lead_office"] = lead.name if lead else None
    if "support_offices" in own or len(named) > 1:
        own["support_offices"] = tuple(name for name in others if not lead or name != lead.name)


def check_reports(entries: Iterable[Entry], numbers: frozenset[str]) -> None:
    """Tell of reports without a number, or with one that no task of the plan has."""
    nearest = nearest_among(numbers, NEAR)
    for entry in entries:
        number = entry.values.get("number")
        if number and number not in numbers:
            entry.tell("number", "台账中已有的序号", f"“{number}”", nearest(number))
        elif not number and not entry.is_told("number"):
            entry.tell("number", REQUIRED["number"])


def check_progress(entry: Entry, reported_on: date | None, today: date | None) -> None:
    """Settle state, percentage and days of a report; tell where they contradict each other."""
    own = entry.values
    settle_percent(entry)
    tell_silence(entry)
    own.pop("state", None)
    day = own.get("reported_on") or (own.get("done_on") if own.get("percent") == 100 else None)
    if own.get("percent") is not None and day is None:
        own["reported_on"] = reported_on
        if reported_on is None and not entry.is_told("reported_on"):
            entry.tell("reported_on", "填报日期")
    for name in OF_THE_PAST:
        if today and (told := own.get(name)) and told > today:
            entry.tell(name, f"不晚于今天({today})的日期", is_warning=True)


OF_THE_PAST: Final = ("reported_on", "done_on", "verified_on")


def settle_percent(entry: Entry) -> None:
    """Make state, percentage and the day of completion one percentage."""
    own = entry.values
    implied = percent_of_state(own.get("state"))
    if implied == 0 and entry.table.layout.kind == "ledger":
        implied = None  # a ledger says of tasks without any report that they are not started
    finished = own.get("done_on") or own.get("verified_on")
    percent = own.get("percent")
    if percent is None and not entry.is_told("percent"):
        own["percent"] = 100.0 if implied is None and finished else implied
    elif percent is not None and implied is not None and percent != implied:
        seen = f"状态为“{own['state']}”,进度却为 {percent:g}%"
        entry.tell("percent", f"与状态相符的进度({implied:g}%)", seen, f"{implied:g}%")
    elif percent is not None and finished and percent < 100:
        name = "done_on" if own.get("done_on") else "verified_on"
        entry.tell(name, "进度为 100% 才有的日期", f"进度为 {percent:g}%", is_warning=True)


def tell_silence(entry: Entry) -> None:
    """Tell of a report that says much but not how far; a ledger may do so, it is no report."""
    is_ledger = entry.table.layout.kind == "ledger"
    if entry.values.get("percent") is not None or entry.is_told("percent"):
        return
    if any(entry.values.get(name) for name in (TEXTS if is_ledger else SAYS)):
        words = "进度(百分比),或 已完成、未启动 这样的状态"
        entry.tell("percent", words, is_warning=is_ledger)


def draft_of(entries: Iterable[Entry]) -> pd.DataFrame:
    """Return the rows as a draft; one without a measure of its own is its item's."""
    rows = [{**entry.values, WHERE: entry.table.where(entry.at)} for entry in entries]
    for row in rows:
        if row.get("item") and "text" in row:
            row["text"] = row["text"] or row["item"]
    names = [
        name for name in (*LEDGER_FIELDS, *PROGRESS_FIELDS) if any(name in row for row in rows)
    ]
    columns = [*names, WHERE]
    values = [[row.get(name) for name in columns] for row in rows]
    return pd.DataFrame(values, columns=columns, dtype="object")
