"""Compare a file's draft with the ledger's tables; nothing is written here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

import pandas as pd

from dashboard.core.errors import InputError
from dashboard.importing.changes.draft import CANCEL, TASK_ID, WHERE
from dashboard.importing.changes.matching import match_rows
from dashboard.importing.changes.outcomes import (
    Compared,
    cancelled_notes,
    cancelled_rows,
    change_notes,
    ended_notes,
    task_outcomes,
)
from dashboard.importing.changes.plan_after import PlanName, plan_after, plan_row_changes
from dashboard.importing.changes.previews import CANCELLED_CHANGE, preview_frame
from dashboard.importing.changes.report_changes import compare_reports
from dashboard.importing.changes.report_matching import task_words
from dashboard.importing.changes.report_rows import has_report_or_verification
from dashboard.importing.changes.task_rows import NameBook, changed_fields, draft_rows
from dashboard.importing.changes.task_writes import (
    MISSING_REASON,
    STRUCK_REASON,
    Ended,
    WriteContext,
    cancelling_rows,
    new_task_rows,
)
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.rows import Row, collapse_spaces, records, with_days
from dashboard.ledger.tables import OWN_TABLES

ChangeKind = Literal["plan", "ledger", "progress"]
CHANGE_KINDS: Final[dict[ChangeKind, str]] = {
    "plan": "工作要点",
    "ledger": "台账",
    "progress": "进展填报",
}

IN_FORCE: Final = "in_force"
"""The key, among the tables, of the query plan_rows: one plan's tasks as in force today."""


@dataclass(frozen=True)
class Change:
    """The rows that an import writes, and its preview.

    added: rows with new keys. updated: complete changed rows of plan, theme, item and task.
    removed: keys of themes and items whose tasks have all moved elsewhere. preview: one row per
    task, report or changed field (kind, number, title, field, before, after, where; words:
    those of the file, for a report).
    """

    year: int
    kind: ChangeKind
    added: Frames
    updated: Frames
    removed: dict[str, list[int]]
    preview: pd.DataFrame
    counts: dict[str, int]
    notes: tuple[str, ...] = ()
    replaces_demo: bool = False
    revision: int = 0
    """The revision of the ledger that the file was compared with."""
    compare_again: "Callable[[Frames], Change] | None" = None
    """Compares the same file with the tables of a ledger that has been written since."""

    @property
    def has_new_words(self) -> bool:
        """Whether existing rows of the ledger are updated."""
        return any(len(frame) for frame in self.updated.values())

    @property
    def is_empty(self) -> bool:
        """Whether the file would change nothing."""
        return not self.has_new_words and not any(len(frame) for frame in self.added.values())

    def shows_the_same(self, other: "Change") -> bool:
        """Whether both tell a reader the same: what one of them agreed to is the other, too."""
        return (
            self.preview.equals(other.preview)
            and (self.counts, self.notes) == (other.counts, other.notes)
            and self.replaces_demo == other.replaces_demo
        )


def ledger_change(
    frames: Frames,
    draft: pd.DataFrame,
    *,
    plan: PlanName,
    kind: ChangeKind,
    source: str,
    now: datetime,
    cancel_missing: bool = False,
) -> Change:
    """Compare the draft of a plan or a ledger sheet with the ledger.

    frames: the tables, and under IN_FORCE the tasks of the plan. source: the file's name. Tasks
    that are missing in the file are cancelled with `cancel_missing`, else only listed. The bureau's
    first own file replaces the demo.

    Raises:
        InputError: the file has no task.
    """
    if draft.empty:
        raise InputError("文件中没有可以导入的措施,账本未作任何改动。")
    rows = draft_rows(draft, *_names_of(frames))
    replaces_demo = _holds_only_demos(frames) and not _is_mostly_known(rows, _current_tasks(frames))
    ledger = _without_plans(frames) if replaces_demo else frames
    writing = WriteContext(source, now, plan.year)
    found = _compare(ledger, rows, plan, kind, writing)
    missing = found.missing if cancel_missing else []
    ended = [(int(task["task_id"]), MISSING_REASON) for task in missing]
    ended += [(found.after.keys[at], STRUCK_REASON) for at in cancelled_rows(found.matches)]
    change = _change_of(found, kind, ended, writing)
    return replace(change, replaces_demo=replaces_demo)


def _compare(
    ledger: Frames, rows: Sequence[Row], plan: PlanName, kind: ChangeKind, writing: WriteContext
) -> Compared:
    """Match rows to the tasks of a plan, and compare both."""
    current = _current_tasks(ledger)
    pairs = match_rows(rows, current, numbers_are_keys=kind == "ledger")
    matches = [(row, current[pairs[at]] if at in pairs else None) for at, row in enumerate(rows)]
    after = plan_after(ledger, matches, current, plan, in_order=kind == "plan")
    fields = [
        changed_fields(task, values) if task else []
        for (_, task), values in zip(matches, after.values, strict=True)
    ]
    return Compared(
        ledger,
        matches,
        _missing_tasks(current, set(pairs.values())),
        after,
        fields,
        compare_reports(ledger, rows, after.keys, writing),
    )


def _change_of(
    found: Compared, kind: ChangeKind, ended: Sequence[Ended], writing: WriteContext
) -> Change:
    """Return the rows to write, and their preview."""
    places, updated, removed = plan_row_changes(found.ledger, found.after)
    tasks = new_task_rows(found.ledger, found.matches, found.after, found.fields, ended, writing)
    outcomes, changes = task_outcomes(found)
    preview, counts = preview_frame(outcomes, changes)
    return Change(
        year=writing.year,
        kind=kind,
        added=places | tasks | found.reports.added,
        updated=updated,
        removed=removed,
        preview=preview,
        counts=counts,
        notes=(
            *change_notes(found.matches, found.after, changes, updated),
            *found.reports.notes,
        ),
    )


def progress_change(
    frames: Frames, draft: pd.DataFrame, *, year: int, source: str, now: datetime
) -> Change:
    """Compare a progress report, whose rows name tasks by their keys, with the ledger's reports.

    Raises:
        InputError: the ledger has no plan for the year.
    """
    if year not in set(frames["plan"]["year"]):
        raise InputError(f"账本中没有 {year} 年的工作要点,无处填报进展;请先导入工作要点或台账。")
    rows = [
        row
        for row in draft_rows(draft, *_names_of(frames))
        if has_report_or_verification(row) or row.get(CANCEL)
    ]
    known = {task["task_id"]: task for task in _current_tasks(frames)}
    if any(row[TASK_ID] not in known for row in rows):
        raise InputError("文件中有的任务已不在账本里,未导入任何内容;请重新打开文件,核对后再导入。")
    tasks = [known[row[TASK_ID]] for row in rows]
    writing = WriteContext(source, now, year)
    reports = compare_reports(frames, rows, [task["task_id"] for task in tasks], writing)
    matches = list(zip(rows, tasks, strict=True))
    cancelled = cancelled_rows(matches)
    kinds = dict.fromkeys(cancelled, "changed") | reports.outcomes
    outcomes = {
        at: (kind, _shown_beside(tasks[at], rows[at]), rows[at].get(WHERE))
        for at, kind in sorted(kinds.items())
    }
    changes = {at: [*reports.changes.get(at, [])] for at in kinds}
    for at in cancelled:
        changes[at].append(CANCELLED_CHANGE)
    preview, counts = preview_frame(outcomes, changes)
    ended = [(tasks[at]["task_id"], STRUCK_REASON) for at in cancelled]
    return Change(
        year=year,
        kind="progress",
        added=reports.added | cancelling_rows(frames, ended, writing),
        updated={},
        removed={},
        preview=preview,
        counts=counts,
        notes=(*ended_notes(matches), *cancelled_notes(tasks), *reports.notes),
    )


def _shown_beside(task: Row, row: Row) -> Row:
    """Return what the preview shows of a task: its words in full beside those of the file."""
    words = task_words(row.get("item"), row.get("text"))
    return {
        "number": task["number"],
        "title": task_words(task["item"], task["text"]),
        "words": words,
    }


def _holds_only_demos(frames: Frames) -> bool:
    """Whether the demo is the only plan in the ledger."""
    return bool(len(frames["plan"]) and frames["plan"]["is_demo"].all())


def _is_mostly_known(rows: Sequence[Row], current: Sequence[Row]) -> bool:
    """Whether most rows match a task of the plan exactly, as in an exported file."""
    known = {(task["number"], collapse_spaces(task["text"])) for task in current}
    own = [(row.get("number"), collapse_spaces(row.get("text") or "")) in known for row in rows]
    return 2 * sum(own) > len(own)


def _without_plans(frames: Frames) -> Frames:
    """Return the tables of a ledger with the plans' tables empty."""
    return {
        table: frame if table in OWN_TABLES else frame.iloc[:0] for table, frame in frames.items()
    }


def _names_of(ledger: Frames) -> tuple[NameBook, NameBook]:
    """Return the names of offices, which take precedence over aliases, and those of leaders."""
    aliases = {row["alias"]: row["office_name"] for row in records(ledger["office_alias"])}
    leaders = ledger["task"]["leader"].dropna().unique()
    return NameBook(ledger["office"]["name"], aliases), NameBook(leaders, {})


def _current_tasks(ledger: Frames) -> list[Row]:
    """Return the tasks of the plan, with the adjustments in force today."""
    return with_days(records(ledger[IN_FORCE]), ["start_date", "due_date", "cancelled_on"])


def _missing_tasks(current: Sequence[Row], found: set[int]) -> list[Row]:
    """Return the tasks that are not cancelled and not in the file."""
    return [task for at, task in enumerate(current) if at not in found and not task["cancelled_on"]]
