"""Find the task of each row of a report, and say where number and words do not agree."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from dashboard.importing.changes.report_matching import (
    OFFERS,
    Match,
    ReportedTask,
    TaskIndex,
    match_report,
    task_words,
)
from dashboard.importing.spreadsheets.offers import Accepted, Offer
from dashboard.importing.spreadsheets.office_names import OfficeLookup, parse_offices
from dashboard.importing.spreadsheets.reporting_office import find_reporting_office
from dashboard.importing.spreadsheets.sheet_fields import SheetRow, SheetTable
from dashboard.ledger.rows import Row

_LONGEST: Final = 40
_MOST_LISTED: Final = 4


def match_reports(
    entries: Sequence[SheetRow],
    tasks: Iterable[Row],
    offices: OfficeLookup,
    file_name: str,
    accepted: Accepted,
) -> list[Offer]:
    """Set the task of each row, report the rows without one, and return what is offered."""
    index = TaskIndex(tasks)
    tables = {id(entry.table): entry.table for entry in entries}
    offices_of = {key: _office_of(table, offices, file_name) for key, table in tables.items()}
    named = [_reported_task(entry, offices, offices_of[id(entry.table)]) for entry in entries]
    matches = [match_report(row, index) for row in named]
    taken = {
        match.tasks[0]["task_id"] for match in matches if match.verdict in ("agreed", "by_words")
    }
    offers = []
    for entry, row, found in zip(entries, named, matches, strict=True):
        match = found
        if match.verdict in OFFERS and match.tasks[0]["task_id"] in taken:
            match = Match("taken", match.tasks)
        elif match.verdict in OFFERS:
            offers.append(_offer_of(entry, row, match))
            match = Match("agreed", match.tasks) if accepted(offers[-1].key) else match
        _settle(entry, row, match)
    return offers


def _office_of(table: SheetTable, offices: OfficeLookup, file_name: str) -> frozenset[str]:
    """Return the office that a sheet is the report of, if one is named."""
    found = find_reporting_office(table.sheet, table.layout, file_name, offices)
    return frozenset([found] if found else [])


def _reported_task(
    entry: SheetRow, offices: OfficeLookup, of_sheet: frozenset[str]
) -> ReportedTask:
    """Return how a row names its task; an office in the row counts more than the sheet's."""
    own, column = entry.values, entry.table.layout.column("lead_office")
    named = (
        parse_offices(entry.table.sheet.rows[entry.at][column], offices)
        if column is not None
        else ()
    )
    known = frozenset(office.name for office in named if office.is_known)
    return ReportedTask(
        own.get("number") or "",
        own.get("item") or "",
        own.get("text") or "",
        known or of_sheet,
        entry.table.body.themes.get(entry.at, ""),
    )


def _settle(entry: SheetRow, named: ReportedTask, match: Match) -> None:
    """Set the task of a row, or report why there is none."""
    if match.verdict in ("agreed", "by_words"):
        task = match.tasks[0]
        entry.values |= {"task_id": task["task_id"], "number": task["number"]}
        if match.verdict == "by_words":
            expected = f"{task['number']}(台账中“{short(named.words)}”的序号)"
            seen = f"“{named.number}”,已按文字记入 {task['number']}"
            entry.add_problem("number", expected, seen, is_warning=True)
    elif not entry.has_error("number"):
        field = _words_field(entry) if named.words else "number"
        entry.add_problem(field, *_why_none(named, match))


def _words_field(entry: SheetRow) -> str:
    return "text" if entry.values.get("text") else "item"


def _why_none(named: ReportedTask, match: Match) -> tuple[str, str]:
    """Return what was expected of a row without a task, and what was seen."""
    words, tasks = f"“{short(named.words or named.number)}”", match.tasks
    whose = "、".join(sorted(named.offices))
    match match.verdict:
        case "alike":
            seen = f"{words},与序号 {with_office(tasks[0])}相近,待确认"
            return "台账中任务的文字", seen
        case "number_only":
            seen = f"只有序号“{named.number}”(序号 {with_office(tasks[0])}),待确认"
            return "序号和任务文字(只凭序号不能确定任务)", seen
        case "not_own":
            seen = f"{words},在台账中是序号 {with_office(tasks[0])},待确认"
            return f"{whose}牵头或配合的任务", seen
        case "taken":
            seen = f"{words}(序号 {with_office(tasks[0])},已由另一行填报)"
            return "一项任务只填一行", seen
        case "several":
            numbers = "、".join(task["number"] for task in tasks[:_MOST_LISTED])
            more = "等" if len(tasks) > _MOST_LISTED else ""
            seen = f"{words},对应 {len(tasks)} 项(序号 {numbers}{more})"
            return "只对应一项任务的文字;请写上台账的序号或股室", seen
    return _why_unknown(named, tasks, words)


def _why_unknown(named: ReportedTask, tasks: Collection[Row], words: str) -> tuple[str, str]:
    """Return the problem of words or a number that the ledger does not have."""
    if not named.words and not named.number:
        return "任务的序号和文字", "空"
    if not named.words and not tasks:
        return "台账中已有的序号", f"“{named.number}”"
    others = "".join(f"(序号 {with_office(task)})" for task in tasks)
    if not named.words:
        return "本股室任务的序号", f"“{named.number}”{others}"
    return "台账中已有的任务;新任务请先加入台账", f"{words}{others}"


def with_office(task: Row) -> str:
    """Return a task's number, its office and its words: '1 是办公室的“开展培训”'."""
    whose = f"{task['lead_office']}的" if task["lead_office"] else ""
    return f"{task['number']} 是{whose}“{short(ledger_words(task))}”"


def ledger_words(task: Row) -> str:
    """Return the words of a task in the ledger."""
    return task_words(task["item"], task["text"])


def short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


_WHY: Final = {
    "alike": "文字相近",
    "number_only": "只有序号",
    "not_own": "其他股室的任务",
}


def _offer_of(entry: SheetRow, named: ReportedTask, match: Match) -> Offer:
    task = match.tasks[0]
    whose = f"({task['lead_office']})" if task["lead_office"] else ""
    where = entry.table.where(entry.at)
    return Offer(
        f"match {where} {task['task_id']}",
        "match",
        where,
        f"{named.number} {named.words}".strip(),
        f"{task['number']} {ledger_words(task)}{whose}",
        _WHY[match.verdict],
    )
