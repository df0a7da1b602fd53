"""The rows that an import adds for tasks: new tasks with their offices, and adjustments.

Texts of an existing task are updated in place. Its dates, offices, weight and targets affect the
figures, so they change by an adjustment as of today: figures of earlier days, and figures as known
earlier, stay the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from dashboard.importing.changes.places import TaskMatch
from dashboard.importing.changes.plan_after import PlanAfter
from dashboard.importing.changes.task_rows import (
    OFFICE_FIELDS,
    PLAIN_NUMBER_FIELDS,
    QUARTER_TARGETS,
)
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.rows import Row, next_key, records, table_frame

Ended = tuple[int, str]
"""The key of a task to cancel, and the reason."""

MISSING_REASON: Final = "新版工作要点已无此项"
STRUCK_REASON: Final = "导入的表格中已划掉或写明取消"


@dataclass(frozen=True)
class WriteContext:
    """The values shared by all rows of one import: source, time and plan year."""

    source: str
    now: datetime
    year: int

    @property
    def day(self) -> date:
        """The day from which adjustments are in force: today, or the plan year's end if earlier."""
        return min(self.now.date(), date(self.year, 12, 31))


def new_task_rows(
    ledger: Frames,
    matches: Sequence[TaskMatch],
    after: PlanAfter,
    changes: Sequence[Sequence[str]],
    ended: Sequence[Ended],
    writing: WriteContext,
) -> Frames:
    """Return the new rows of task, office, task_office, adjustment and adjustment_office.

    changes: the changed fields of each match. ended: the tasks to cancel.
    """
    described = list(zip(matches, after.keys, after.values, changes, strict=True))
    adjusted = [
        (key, values, fields)
        for (_, task), key, values, fields in described
        if task
        and any(name in (*PLAIN_NUMBER_FIELDS, *QUARTER_TARGETS, *OFFICE_FIELDS) for name in fields)
    ]
    new = [(key, values) for (_, task), key, values, _ in described if not task]
    moved = [(key, values) for key, values, fields in adjusted if set(fields) & set(OFFICE_FIELDS)]
    offices = _new_offices(ledger, [values for _, values in [*new, *moved]])
    ids = {row["name"]: row["office_id"] for row in [*records(ledger["office"]), *offices]}
    adjustments = _with_keys(ledger, _adjustment_rows(ledger, adjusted, ended, writing))
    adjustment_of = {row["task_id"]: row["adjustment_id"] for row in adjustments}
    tasks = [{**after.task[key], "recorded_at": writing.now} for key, _ in new]
    return {
        "office": table_frame("office", offices),
        "task": table_frame("task", tasks),
        "task_office": table_frame("task_office", _office_rows("task_id", new, ids)),
        "adjustment": table_frame("adjustment", adjustments),
        "adjustment_office": table_frame(
            "adjustment_office",
            _office_rows("adjustment_id", [(adjustment_of[key], own) for key, own in moved], ids),
        ),
    }


def _new_offices(ledger: Frames, named: Iterable[Row]) -> list[Row]:
    """Return rows for offices that are not in the ledger yet, in order of first mention."""
    frame = ledger["office"]
    names = dict.fromkeys(name for values in named for name, _ in _named_offices(values))
    unknown = [name for name in names if name not in set(frame["name"])]
    first, ordinal = next_key(frame, "office"), next_key(frame, "office", "ordinal")
    return [
        {"office_id": first + at, "ordinal": ordinal + at, "name": name}
        for at, name in enumerate(unknown)
    ]


def _named_offices(values: Row) -> list[tuple[str, str]]:
    """Return the name and role of a task's offices, the lead office first."""
    lead = [(values["lead_office"], "lead")] if values["lead_office"] else []
    return lead + [(name, "support") for name in values["support_offices"] or ()]


def _office_rows(owner: str, named: Iterable[tuple[int, Row]], ids: Mapping[str, int]) -> list[Row]:
    """Return the rows of task_office or adjustment_office for the offices of tasks.

    named: the key of the task or adjustment, and the values that name its offices.
    """
    return [
        {owner: key, "office_id": ids[name], "role": role, "ordinal": ordinal}
        for key, values in named
        for ordinal, (name, role) in enumerate(_named_offices(values), 1)
    ]


def _adjustment_rows(
    ledger: Frames,
    adjusted: Iterable[tuple[int, Row, Sequence[str]]],
    ended: Iterable[Ended],
    writing: WriteContext,
) -> list[Row]:
    """Return the adjustments of changed and cancelled tasks, none before the task's last one."""
    past = ledger["adjustment"]
    past = past.loc[past["adjusted_on"].dt.date <= writing.now.date()]
    last = {key: day.date() for key, day in past.groupby("task_id")["adjusted_on"].max().items()}
    changed = [
        {"task_id": key, "kind": "change", "reason": f"导入 {writing.source}"}
        | _adjusted_numbers(fields, values)
        for key, values, fields in adjusted
    ]
    cancelled = [{"task_id": key, "kind": "cancel", "reason": reason} for key, reason in ended]
    return [
        {
            **row,
            "adjusted_on": max(writing.day, last.get(row["task_id"], writing.day)),
            "recorded_at": writing.now,
        }
        for row in [*changed, *cancelled]
    ]


def cancelling_rows(ledger: Frames, ended: Iterable[Ended], writing: WriteContext) -> Frames:
    """Return the adjustments that cancel tasks, as a report may."""
    rows = _with_keys(ledger, _adjustment_rows(ledger, [], ended, writing))
    return {"adjustment": table_frame("adjustment", rows)}


def _adjusted_numbers(fields: Sequence[str], values: Row) -> Row:
    """Return an adjustment's values of these fields; quarter targets always change together."""
    changes = {name: values[name] for name in fields if name in PLAIN_NUMBER_FIELDS}
    if any(name in QUARTER_TARGETS for name in fields):
        changes |= {name: values[name] for name in QUARTER_TARGETS}
    return changes


def _with_keys(ledger: Frames, rows: Sequence[Row]) -> list[Row]:
    first = next_key(ledger["adjustment"], "adjustment")
    return [{**row, "adjustment_id": key} for key, row in enumerate(rows, first)]
