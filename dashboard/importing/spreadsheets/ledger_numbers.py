"""Compare the numbers of a ledger sheet with the ledger's: they must not stand for other tasks.

A list that somebody numbered anew would otherwise rewrite the tasks that have these numbers.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from dashboard.importing.changes.report_matching import ReportedTask, TaskIndex, words_likeness
from dashboard.importing.spreadsheets.offers import Accepted, Offer
from dashboard.importing.spreadsheets.report_checks import ledger_words, short, with_office
from dashboard.importing.spreadsheets.sheet_fields import SheetRow
from dashboard.ledger.rows import Row

_REWORDED: Final = 0.5
"""The likeness at which words are taken for a new version of those of the ledger."""


def check_numbers(
    entries: Sequence[SheetRow], tasks: Iterable[Row], accepted: Accepted
) -> list[Offer]:
    """Report numbered rows whose number is another task's, and return what is offered.

    A row whose words are those of another task keeps that task's number; unknown words are offered
    as a new wording. Where the task of the number stands in another row, numbers have only moved.
    """
    index = TaskIndex(tasks)
    named = [(entry, _named(entry)) for entry in entries]
    known = [_only([*index.worded(row.text or row.item)]) for _, row in named]
    in_file = {task["task_id"] for task in known if task}
    offers: list[Offer] = []
    for (entry, row), own in zip(named, known, strict=True):
        owner = _only(index.numbered(row.number))
        if not owner or owner["cancelled_on"] or owner["task_id"] in in_file or not row.words:
            continue
        if any(words_likeness(other, owner) >= _REWORDED for _, other in named):
            continue
        if own:
            _keep_number(entry, row, own, owner)
        else:
            offers.append(_offer(entry, row, owner))
            _report(entry, row, owner, is_accepted=accepted(offers[-1].key))
    return offers


def _named(entry: SheetRow) -> ReportedTask:
    own = entry.values
    return ReportedTask(own["number"], own.get("item") or "", own.get("text") or "")


def _only(tasks: Sequence[Row]) -> Row | None:
    return tasks[0] if len(tasks) == 1 else None


def _keep_number(entry: SheetRow, row: ReportedTask, own: Row, owner: Row) -> None:
    """Give a row the number that its words have in the ledger."""
    entry.values["number"] = own["number"]
    expected = f"{own['number']}(台账中“{short(row.words)}”的序号)"
    seen = f"“{row.number}”(在台账中{with_office(owner)[len(owner['number']) + 1 :]}),"
    seen += f"已按文字对应 {own['number']}"
    entry.add_problem("number", expected, seen, is_warning=True)


def _offer(entry: SheetRow, row: ReportedTask, owner: Row) -> Offer:
    where = entry.table.where(entry.at)
    return Offer(
        f"match {where} {owner['task_id']}",
        "match",
        where,
        f"{row.number} {row.words}",
        f"{owner['number']} {ledger_words(owner)}",
        "改写任务文字",
    )


def _report(entry: SheetRow, row: ReportedTask, owner: Row, *, is_accepted: bool) -> None:
    """Report words that would rewrite another task; an accepted one is a warning only."""
    field = "text" if entry.values.get("text") else "item"
    expected = "台账中这个序号的文字;新任务请用新的序号"
    seen = f"“{short(row.words)}”(序号 {with_office(owner)})"
    seen += ",已按改写处理" if is_accepted else ",待确认是否改写"
    entry.add_problem(field, expected, seen, is_warning=is_accepted)
