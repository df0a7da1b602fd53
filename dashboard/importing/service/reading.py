"""Recognise an uploaded file, and check a workbook against the ledger."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dashboard.core.errors import InputError, Problem
from dashboard.core.school_calendar import CalendarDays
from dashboard.importing.processes import reader_process
from dashboard.importing.processes.contents import (
    PlanFile,
    PlanNames,
    Tables,
    Workbook,
    read_file,
    read_tables,
)
from dashboard.importing.processes.reader_process import Reading
from dashboard.importing.spreadsheets.offers import NONE_ACCEPTED, Accepted
from dashboard.importing.spreadsheets.sheet_columns import (
    SheetKind,
    recognise_sheets,
    year_in_names,
)
from dashboard.importing.spreadsheets.sheet_draft import CheckedSheets, KnownPlan, check_sheets
from dashboard.ledger.rows import records
from dashboard.ledger.store import Ledger

NO_TABLE: Final = (
    "没有认出任务表:任务台账的表头至少要有序号、工作任务、牵头股室;"
    "进展填报表至少要有工作任务(或具体措施)和进度(或状态),最好有序号。"
)


@dataclass(frozen=True)
class Purpose:
    """How to import a spreadsheet; `reported_on` is the day of reports without a date."""

    kind: SheetKind
    year: int
    reported_on: date


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


def start_reading(content: bytes, name: str, names: PlanNames) -> Reading[Workbook | PlanFile]:
    """Begin to read a file: a spreadsheet as its tables, any other one as a plan document.

    Raises:
        InputError: too many files are being read.
    """
    return reader_process.start_reading(read_file, name, content, name, names)


def read_sheets(content: bytes, name: str) -> Workbook:
    """Read a workbook and recognise its tables, which determine its kind.

    Raises:
        InputError: it cannot be read.
    """
    return reader_process.run_reader(read_tables, name, content, name)


def as_kind(workbook: Workbook, kind: SheetKind) -> Workbook:
    """Return a workbook with another kind than the recognised one."""
    if workbook.kind == kind:
        return workbook
    tables, unread = recognise_sheets(workbook.sheets, kind)
    return Workbook(workbook.sheets, kind, tables, unread)


def default_year(
    ledger: Ledger, workbook: Workbook, name: str, *, today: date, looked_at: int | None = None
) -> int:
    """Return the default year of a workbook.

    A ledger names it in its title or file name. Otherwise it is the year of the selected plan, or
    of the newest one; for a ledger, the demo plan does not count.
    """
    if workbook.kind == "ledger" and (named := year_in_names(name, workbook.tables)):
        return named
    plans = ledger.query("plans", {})
    if workbook.kind == "ledger":
        plans = plans.query("not is_demo")
    years = [int(year) for year in plans["year"]]
    return looked_at if looked_at in years else max(years, default=today.year)


def known(ledger: Ledger, purpose: Purpose, today: date) -> KnownPlan:
    """Return the offices and tasks known to the ledger.

    Those of the demo are left out for a ledger of the bureau's own.
    """
    is_first = purpose.kind == "ledger" and bool(ledger.query("plans", {})["is_demo"].all())
    parameters = {"as_of": today, "known_at": None, "year": purpose.year}
    aliases = ledger.query("office_aliases", {})
    return KnownPlan(
        year=purpose.year,
        offices=tuple(offices(ledger, with_demo=purpose.kind == "progress")),
        aliases=dict(zip(aliases["alias"], aliases["office_name"], strict=True)),
        tasks=() if is_first else tuple(records(ledger.query("plan_rows", parameters))),
        calendar=calendar_days(ledger),
    )


def calendar_days(ledger: Ledger) -> CalendarDays:
    """Return the days of the bureau's school calendar."""
    days = ledger.query("calendar_days", {})
    return tuple(zip(days["event"], days["day"].dt.date, strict=True))


def offices(ledger: Ledger, *, with_demo: bool) -> list[str]:
    """Return the offices of the ledger, with or without those of the demo plan."""
    if not with_demo and ledger.query("plans", {})["is_demo"].all():
        return []
    return list(ledger.query("office_names", {})["name"])


def check_workbook(
    ledger: Ledger,
    tables: Tables,
    unread: list[Problem],
    purpose: Purpose,
    today: date,
    *,
    file_name: str,
    accepted: Accepted = NONE_ACCEPTED,
) -> CheckedSheets:
    """Return the draft of a workbook, all its problems, and what is offered.

    `accepted` says of the key of an offer whether it was accepted.

    Raises:
        InputError: it reports on a year without tasks in the ledger.
    """
    names = known(ledger, purpose, today)
    if purpose.kind == "progress" and not names.tasks:
        raise InputError(
            f"账本中没有 {purpose.year} 年的任务,无处填报进展;请先导入工作要点或台账。"
        )
    checked = check_sheets(
        tables,
        names,
        reported_on=purpose.reported_on,
        today=today,
        file_name=file_name,
        accepted=accepted,
    )
    return replace(checked, problems=[*checked.problems, *unread])


def why_nothing(checked: CheckedSheets) -> str:
    """Return why a checked file has no rows to import; '' when it has some."""
    if len(checked.draft):
        return ""
    why = "每一行都有错误" if checked.blocked else "表里没有填写内容"
    return f"没有可以导入的行:{why};请改好后重新导入。"
