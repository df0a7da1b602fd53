"""The rows that an import adds for tasks: new ones with their offices, and adjustments.

Words of a known task are changed in place. Its dates, offices, weight and targets are matters of
numbers: they change by an adjustment of today, so that earlier days, and what was known earlier,
keep their digits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.importing.changes.places import Match
from dashboard.importing.changes.plan_after import PlanAfter
from dashboard.importing.changes.task_rows import OFFICES, PLAIN_NUMBERS, TARGETS
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.rows import Row, framed, next_key, records


@dataclass(frozen=True)
class Writing:
    """What all rows of one import have in common: why, when, and the last day for adjustments."""

    source: str
    now: datetime
    year: int

    @property
    def day(self) -> date:
        """The day from which changes are in force: today, in the plan's year or before it."""
        return min(self.now.date(), date(self.year, 12, 31))


def added_tasks(
    ledger: Frames,
    matches: Sequence[Match],
    after: PlanAfter,
    changes: Sequence[Sequence[str]],
    cancelled: Sequence[Row],
    writing: Writing,
) -> Frames:
    """Return the new rows of task, office, task_office, adjustment and adjustment_office.

    changes: the fields of each match that change. cancelled: tasks that the new version has not.
    """
    described = list(zip(matches, after.keys, after.values, changes, strict=True))
    adjusted = [
        (key, values, fields)
        for (_, task), key, values, fields in described
        if task and any(name in (*PLAIN_NUMBERS, *TARGETS, *OFFICES) for name in fields)
    ]
    new = [(key, values) for (_, task), key, values, _ in described if not task]
    moved = [(key, values) for key, values, fields in adjusted if set(fields) & set(OFFICES)]
    offices = new_offices(ledger, [values for _, values in [*new, *moved]])
    ids = {row["name"]: row["office_id"] for row in [*records(ledger["office"]), *offices]}
    adjustments = with_keys(ledger, adjustment_rows(ledger, adjusted, cancelled, writing))
    adjustment_of = {row["task_id"]: row["adjustment_id"] for row in adjustments}
    tasks = [{**after.task[key], "recorded_at": writing.now} for key, _ in new]
    return {
        "office": framed("office", offices),
        "task": framed("task", tasks),
        "task_office": framed(
            "task_office",
            [row for key, own in new for row in office_rows("task_id", key, own, ids)],
        ),
        "adjustment": framed("adjustment", adjustments),
        "adjustment_office": framed(
            "adjustment_office",
            [
                row
                for key, own in moved
                for row in office_rows("adjustment_id", adjustment_of[key], own, ids)
            ],
        ),
    }


def new_offices(ledger: Frames, named: Iterable[Row]) -> list[Row]:
    """Return rows for the offices that the ledger has not, in the order of first mention."""
    frame = ledger["office"]
    names = dict.fromkeys(name for values in named for name, _ in offices_of(values))
    unknown = [name for name in names if name not in set(frame["name"])]
    first, ordinal = next_key(frame, "office"), next_key(frame, "office", "ordinal")
    return [
        {"office_id": first + at, "ordinal": ordinal + at, "name": name}
        for at, name in enumerate(unknown)
    ]


def offices_of(values: Row) -> list[tuple[str, str]]:
    """Return name and role of the offices of a task, the lead first."""
    lead = [(values["lead_office"], "lead")] if values["lead_office"] else []
    return lead + [(name, "support") for name in values["support_offices"] or ()]


def office_rows(owner: str, key: int, values: Row, ids: Mapping[str, int]) -> list[Row]:
    """Return the rows of task_office or adjustment_office that name a task's offices."""
    return [
        {owner: key, "office_id": ids[name], "role": role, "ordinal": ordinal}
        for ordinal, (name, role) in enumerate(offices_of(values), 1)
    ]


def adjustment_rows(
    ledger: Frames,
    adjusted: Iterable[tuple[int, Row, Sequence[str]]],
    cancelled: Iterable[Row],
    writing: Writing,
) -> list[Row]:
    """Return the adjustments of changed and of cancelled tasks, each not before the task's last."""
    past = ledger["adjustment"]
    past = past.loc[past["adjusted_on"].dt.date <= writing.now.date()]
    last = {key: day.date() for key, day in past.groupby("task_id")["adjusted_on"].max().items()}
    changed = [
        {"task_id": key, "kind": "change", "reason": f"导入 {writing.source}"}
        | adjusted_numbers(fields, values)
        for key, values, fields in adjusted
    ]
    ended = [
        {"task_id": task["task_id"], "kind": "cancel", "reason": "新版工作要点已无此项"}
        for task in cancelled
    ]
    return [
        {
            **row,
            "adjusted_on": max(writing.day, last.get(row["task_id"], writing.day)),
            "recorded_at": writing.now,
        }
        for row in [*changed, *ended]
    ]


def adjusted_numbers(fields: Sequence[str], values: Row) -> Row:
    """Return what an adjustment writes of these fields; quarter targets change together."""
    changes = {name: values[name] for name in fields if name in PLAIN_NUMBERS}
    if any(name in TARGETS for name in fields):
        changes |= {name: values[name] for name in TARGETS}
    return changes


def with_keys(ledger: Frames, rows: Sequence[Row]) -> list[Row]:
    first = next_key(ledger["adjustment"], "adjustment")
    return [{**row, "adjustment_id": key} for key, row in enumerate(rows, first)]
