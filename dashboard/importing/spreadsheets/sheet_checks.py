"""Check the rows of tasks and reports: required fields, and fields that contradict each other."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from dashboard.core.labels import STATES
from dashboard.importing.changes.fields import of_kind
from dashboard.importing.spreadsheets.office_names import NamedOffice
from dashboard.importing.spreadsheets.sheet_fields import SheetRow
from dashboard.importing.spreadsheets.sheet_values import percent_of_state
from dashboard.ledger.tables import LEDGER_TABLES

_REPORT_TEXTS: Final = [name for name in of_kind("text") if name in LEDGER_TABLES["progress"]]
_REPORT_FIELDS: Final = ("percent", "state", *_REPORT_TEXTS, "done_on", "verified_on")
"""A row with any of these fields is a report; a day and a name alone are not enough."""


def has_report(entry: SheetRow) -> bool:
    """Whether any report field of a row is filled in."""
    filled = any(entry.values.get(name) is not None for name in _REPORT_FIELDS)
    return filled or entry.at in entry.table.wrong_rows


def check_tasks(entries: Iterable[SheetRow], year: int) -> None:
    """Report missing fields and invalid values of a ledger's tasks."""
    for entry in entries:
        _check_task(entry, year)
        _resolve_offices(entry.values)


def _check_task(entry: SheetRow, year: int) -> None:
    """Report a task's missing fields and its invalid dates and numbers."""
    own = entry.values
    for name in ("number", "item", "lead_office"):
        if not own.get(name) and not entry.has_error(name):
            entry.add_problem(name, _REQUIRED[name])
    start, due = own.get("start_date"), own.get("due_date")
    first = start or date(year, 1, 1)
    if due and first > due:
        entry.add_problem("due_date", f"不早于开始时间({first})")
    for name, day in (("start_date", start), ("due_date", due)):
        if day and day.year != year and not entry.has_error("due_date"):
            entry.add_problem(name, f"{year} 年内的日期", is_warning=True)
    if (weight := own.get("weight")) is not None and weight <= 0:
        entry.add_problem("weight", "大于 0 的数字")
    if isinstance(own.get("target"), tuple):
        own["target"], unit = own["target"]
        own["unit"] = own.get("unit") or unit or None


_REQUIRED: Final = {
    "number": "任务的序号",
    "item": "工作任务的文字",
    "lead_office": "牵头股室的名称",
}


def _resolve_offices(own: dict[str, Any]) -> None:
    """Merge the offices of both columns: one lead office, the others support."""
    named: tuple[NamedOffice, ...] = own.get("lead_office") or ()
    helping: tuple[NamedOffice, ...] = own.get("support_offices") or ()
    lead = next((office for office in (*named, *helping) if office.role == "lead"), None)
    lead = lead or (named[0] if named else None)
    others = dict.fromkeys(office.name for office in (*named, *helping) if office != lead)
    own["lead_office"] = lead.name if lead else None
    if "support_offices" in own or len(named) > 1:
        own["support_offices"] = tuple(name for name in others if not lead or name != lead.name)


def check_progress(entry: SheetRow, reported_on: date | None, today: date | None) -> None:
    """Derive state, percentage and dates of a report, and report contradictions between them."""
    own = entry.values
    _resolve_percent(entry)
    _require_percent(entry)
    own.pop("state", None)
    if own.get("percent") is not None and not own.get("reported_on"):
        _resolve_report_day(entry, reported_on)
    for name in _PAST_DAYS:
        if today and (day := own.get(name)) and day > today:
            entry.add_problem(name, f"不晚于今天({today})的日期", is_warning=True)


_PAST_DAYS: Final = ("reported_on", "done_on", "verified_on")


def _resolve_report_day(entry: SheetRow, reported_on: date | None) -> None:
    """Set the day of a report; for finished work it defaults to the completion date."""
    own = entry.values
    is_finished = own["percent"] == 100
    if is_finished and own.get("done_on"):
        return
    own["reported_on"] = (is_finished and own.get("verified_on")) or reported_on
    if not own["reported_on"] and not entry.has_error("reported_on"):
        entry.add_problem("reported_on", "填报日期")


def _resolve_percent(entry: SheetRow) -> None:
    """Derive one percentage from state, percentage and completion date."""
    own = entry.values
    implied = percent_of_state(own.get("state"))
    if implied == 0 and entry.table.layout.kind == "ledger":
        implied = None  # an exported ledger has this state for tasks without any report
    finished = own.get("done_on") or own.get("verified_on")
    percent = own.get("percent")
    if percent is None and not entry.has_error("percent"):
        own["percent"] = 100.0 if implied is None and finished else implied
    elif percent is not None and implied is not None and percent != implied:
        seen = f"状态为“{own['state']}”,进度却为 {percent:g}%"
        entry.add_problem("percent", f"与状态相符的进度({implied:g}%),或改正状态", seen)
    elif percent is not None and finished and percent < 100:
        name = "done_on" if own.get("done_on") else "verified_on"
        entry.add_problem(name, "进度为 100% 才有的日期", f"进度为 {percent:g}%", is_warning=True)


def _require_percent(entry: SheetRow) -> None:
    """Report a row with text but no percentage: an error in a report, a warning in a ledger."""
    is_ledger = entry.table.layout.kind == "ledger"
    own = entry.values
    if own.get("percent") is not None or entry.has_error("percent"):
        return
    if own.get("state") == STATES["cancelled"].label:
        return
    if any(entry.values.get(name) for name in (_REPORT_TEXTS if is_ledger else _REPORT_FIELDS)):
        words = "进度(百分比),或 已完成、未启动 这样的状态"
        entry.add_problem("percent", words, is_warning=is_ledger)
