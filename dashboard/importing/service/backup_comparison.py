"""Compare a backup with the ledger of now: which tasks, reports and own rows differ."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import pandas as pd

from dashboard.importing.changes.fields import TASK_FIELDS
from dashboard.ledger.backup_files import Backup
from dashboard.ledger.backups import opened_backup
from dashboard.ledger.row_versions import VERSIONED
from dashboard.ledger.rows import Row, format_field, is_same, records, with_days
from dashboard.ledger.store import Ledger
from dashboard.ledger.tables import OWN_TABLES

TASK_OUTCOMES: Final = {"added": "新增", "gone": "去掉", "changed": "改写"}
_COLUMNS: Final = ("outcome", "year", "number", "title", "field", "before", "after")
_LABELS: Final = {"title": "标题"} | {name: field.label for name, field in TASK_FIELDS.items()}

ROW_LABELS: Final = {
    "plan": "工作要点",
    "theme": "主题",
    "item": "事项",
    "office": "股室",
    "progress": "填报",
    "adjustment": "调整",
    "verification": "销号",
    "decision": "议定事项",
    "decision_report": "议定事项的办理情况",
    "agenda_slide": "议程的页",
    "import_log": "导入",
    **VERSIONED,
}
"""The tables whose rows are counted, and what one of their rows is called; tasks with their offices
are compared by their fields."""

_Key = tuple[int, int]
"""The year of a plan and the key of a task."""


class BackupComparison(NamedTuple):
    """What was written since a backup.

    tasks: one row per task that was added or is gone, and per field that changed (outcome, year,
    number, title, field, before: in the backup, after: now). rows: one row per table that differs
    (name, since: rows that the backup lacks, gone: rows that only the backup has).
    """

    tasks: pd.DataFrame
    rows: pd.DataFrame

    @property
    def is_empty(self) -> bool:
        return self.tasks.empty and self.rows.empty

    def count(self, outcome: str) -> int:
        """Return the number of tasks of an outcome."""
        found = self.tasks.loc[self.tasks["outcome"] == outcome]
        return len(found[["year", "number", "title"]].drop_duplicates())

    def of_plans(self) -> "BackupComparison":
        """Return the part that going back before an import touches."""
        is_own = self.rows["table"].isin(OWN_TABLES)
        return BackupComparison(self.tasks, self.rows.loc[~is_own])

    def since(self, table: str) -> int:
        """Return the number of a table's rows that were written since."""
        return int(self.rows.loc[self.rows["table"] == table, "since"].sum())


def compare_backup(ledger: Ledger, backup: Backup, now: datetime) -> BackupComparison:
    """Compare a backup with the ledger as it is.

    Raises:
        LedgerError: the backup is damaged, or a newer program made it.
    """
    with opened_backup(backup, now) as old:
        tasks = _task_differences(_tasks(old, now.date()), _tasks(ledger, now.date()))
        rows = [_row_difference(table, old, ledger) for table in ROW_LABELS]
    frame = pd.DataFrame(rows, columns=["table", "name", "since", "gone"])
    return BackupComparison(tasks, frame.loc[(frame["since"] > 0) | (frame["gone"] > 0)])


def _tasks(ledger: Ledger, today: date) -> dict[_Key, Row]:
    """Return the tasks of all plans as in force today, by year and key."""
    found = {}
    for year in ledger.query("plans", {})["year"]:
        rows = ledger.query("plan_rows", {"as_of": today, "known_at": None, "year": int(year)})
        for row in with_days(records(rows), ("start_date", "due_date", "cancelled_on")):
            found[int(year), int(row["task_id"])] = row
    return found


def _task_differences(old: dict[_Key, Row], now: dict[_Key, Row]) -> pd.DataFrame:
    lines: list[tuple[Any, ...]] = []
    for key in sorted(old.keys() | now.keys()):
        year = key[0]
        if key not in old:
            lines.append(("added", year, now[key]["number"], now[key]["title"], "", "", ""))
        elif key not in now:
            lines.append(("gone", year, old[key]["number"], old[key]["title"], "", "", ""))
        else:
            lines += [
                ("changed", year, now[key]["number"], now[key]["title"], *words)
                for words in _field_differences(old[key], now[key])
            ]
    return pd.DataFrame(lines, columns=list(_COLUMNS))


def _field_differences(old: Row, now: Row) -> Sequence[tuple[str, str, str]]:
    changed = [name for name in _LABELS if not is_same(old[name], now[name])]
    lines = [
        (_LABELS[name], format_field(old[name], name), format_field(now[name], name))
        for name in changed
    ]
    if old["cancelled_on"] != now["cancelled_on"]:
        before, after = (format_field(row["cancelled_on"]) for row in (old, now))
        lines.append(("取消日期", before, after))
    return lines


def _row_difference(table: str, old: Ledger, now: Ledger) -> tuple[str, str, int, int]:
    before, after = _rows(old, table), _rows(now, table)
    return table, ROW_LABELS[table], len(after - before), len(before - after)


def _rows(ledger: Ledger, table: str) -> set[tuple[Any, ...]]:
    """Return the rows of a table as tuples; those that are marked as deleted are none."""
    with ledger.cursor() as cursor:
        frame = cursor.table(table).df()
    if "deleted_at" in frame:
        frame = frame.loc[frame["deleted_at"].isna()]
    return {tuple(row.values()) for row in records(frame)}
