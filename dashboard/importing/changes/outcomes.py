"""What becomes of each task in an import, for the preview, and the notes beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.importing.changes.draft import CANCEL, LEDGER_FIELDS, WHERE
from dashboard.importing.changes.places import TaskMatch
from dashboard.importing.changes.plan_after import PlanAfter
from dashboard.importing.changes.previews import CANCELLED_CHANGE, FieldChange, format_change
from dashboard.importing.changes.report_changes import ReportChanges
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.rows import Row, records


@dataclass(frozen=True)
class Compared:
    """What comparing a draft with the ledger found; `fields` are the changed ones of each match."""

    ledger: Frames
    matches: Sequence[TaskMatch]
    missing: Sequence[Row]
    after: PlanAfter
    fields: Sequence[Sequence[str]]
    reports: ReportChanges


def task_outcomes(
    found: Compared,
) -> tuple[dict[int, tuple[str, Row, str | None]], dict[int, list[FieldChange]]]:
    """Return outcome and changes of each row, followed by those of each missing task."""
    outcomes: dict[int, tuple[str, Row, str | None]] = {}
    changes: dict[int, list[FieldChange]] = {}
    for at, ((row, task), values) in enumerate(zip(found.matches, found.after.values, strict=True)):
        if task:
            names = _independent_changes(found.fields[at], row)
            changes[at] = [format_change(name, task[name], values[name]) for name in names]
            changes[at] += found.reports.changes.get(at, [])
        else:
            changes[at] = [("", "", values["text"]), *found.reports.changes.get(at, [])]
        if _is_cancelled_by((row, task)):
            changes[at].append(CANCELLED_CHANGE)
        kind = "changed" if changes[at] else "unchanged"
        outcomes[at] = (kind if task else "new", values, row.get(WHERE))
    for at, task in enumerate(found.missing, len(found.matches)):
        outcomes[at], changes[at] = ("missing", task, None), [("", task["text"], "")]
    weighty_first = sorted(outcomes, key=lambda at: _is_renumbered(changes[at]))
    return {at: outcomes[at] for at in weighty_first}, changes


def _is_cancelled_by(match: TaskMatch) -> bool:
    """Whether a row cancels its task, which is not cancelled yet."""
    row, task = match
    return bool(row.get(CANCEL)) and not (task and task["cancelled_on"])


def cancelled_rows(matches: Sequence[TaskMatch]) -> list[int]:
    """Return the positions of the rows that cancel their tasks."""
    return [at for at, match in enumerate(matches) if _is_cancelled_by(match)]


def ended_notes(matches: Sequence[TaskMatch]) -> list[str]:
    """Return the note about the tasks that rows cancel."""
    numbers = [str(matches[at][0].get("number")) for at in cancelled_rows(matches)]
    if not numbers:
        return []
    return [f"有 {len(numbers)} 项任务记为取消(序号 {'、'.join(numbers)}),进展保留,不再计入统计。"]


def _is_renumbered(field_changes: Sequence[FieldChange]) -> bool:
    """Whether only the number of a task changes."""
    return [name for name, *_ in field_changes] == [LEDGER_FIELDS["number"]]


def _independent_changes(fields: Sequence[str], row: Row) -> list[str]:
    """Return the changed fields without those that are derived from others."""
    follows = {"item_number"} if "number" in fields else set()
    if "title" not in row:
        follows.add("title")
    return [name for name in fields if name not in follows] or list(fields)


def change_notes(
    matches: Sequence[TaskMatch],
    after: PlanAfter,
    changes: Mapping[int, Sequence[FieldChange]],
    updated: Frames,
) -> list[str]:
    """Return the notes shown beside the preview."""
    notes = [f"工作要点的名称改为“{row['title']}”。" for row in records(updated["plan"])]
    notes += ended_notes(matches)
    notes += cancelled_notes(task for _, task in matches if task)
    if not any(changes.values()) and any(len(updated[name]) for name in ("theme", "item", "task")):
        notes.append("内容没有变化,只按文件调整了先后顺序。")
    if renumbered := sum(map(_is_renumbered, changes.values())):
        notes.append(f"变更中有 {renumbered} 项只是序号不同,措施没有变。")
    if unled := sum(1 for values in after.values if not values["lead_office"]):
        notes.append(f"有 {unled} 项措施没有牵头股室,按“未明确”统计。")
    return notes


def cancelled_notes(tasks: Iterable[Row]) -> list[str]:
    """Return the note about tasks of the file that are cancelled in the ledger."""
    cancelled = {task["task_id"]: task["number"] for task in tasks if task["cancelled_on"]}
    if not cancelled:
        return []
    numbers = "、".join(cancelled.values())
    return [f"文件中有 {len(cancelled)} 项已取消的措施(序号 {numbers}),导入后仍为已取消。"]
