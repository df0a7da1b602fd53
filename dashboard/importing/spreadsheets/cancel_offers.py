"""Propose to cancel the tasks that a file strikes through, or whose state it gives as cancelled."""

from collections.abc import Iterable
from typing import Final

from dashboard.core.labels import STATES
from dashboard.importing.changes.draft import CANCEL
from dashboard.importing.changes.report_matching import task_words
from dashboard.importing.spreadsheets.format_warnings import is_struck
from dashboard.importing.spreadsheets.offers import Accepted, Offer
from dashboard.importing.spreadsheets.sheet_fields import SheetRow

_CANCELLED: Final = STATES["cancelled"].label


def why_cancelled(entry: SheetRow) -> str:
    """Return what says that a row's task is cancelled; '' when nothing does."""
    if is_struck(entry.table, entry.at):
        return "整行划掉"
    return f"状态为“{_CANCELLED}”" if entry.values.get("state") == _CANCELLED else ""


def offer_cancelling(entries: Iterable[SheetRow], accepted: Accepted) -> list[Offer]:
    """Mark the rows whose cancelling was accepted, warn of the others, and return all offers."""
    offers = []
    for entry in entries:
        why = why_cancelled(entry)
        if not why or entry.at in entry.table.wrong_rows:
            continue
        own, where = entry.values, entry.table.where(entry.at)
        words = f"{own.get('number') or ''} {task_words(own.get('item'), own.get('text'))}".strip()
        offers.append(Offer(f"cancel {where}", "cancel", where, words, "", why))
        own[CANCEL] = accepted(offers[-1].key) or None
        if not own[CANCEL]:
            name = "state" if why != "整行划掉" else "number"
            seen = f"{why},待确认是否取消;未确认的照常导入"
            entry.add_problem(name, "没有划掉、没有取消的任务", seen, is_warning=True)
    return offers
