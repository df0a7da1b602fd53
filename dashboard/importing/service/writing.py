"""Write a change into the ledger: one transaction with the search words and the history row."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import duckdb
import pandas as pd

from dashboard.core.errors import InputError
from dashboard.core.version import VERSION
from dashboard.importing.changes.changes import Change
from dashboard.importing.service.comparing import ledger_frames
from dashboard.ledger.backups import make_backup
from dashboard.ledger.csv_folder import (
    REWORDED_TABLES,
    back_up_plans,
    empty_plans,
    fingerprint,
    replace_demo,
    restore_plans,
)
from dashboard.ledger.rows import next_key, table_frame
from dashboard.ledger.search_index import search_words
from dashboard.ledger.store import Ledger
from dashboard.ledger.tables import LEDGER_TABLES

OnStep = Callable[[float, str], None]
"""Callback with the completed share, 0 to 1, and the name of the next step."""

_WORDS_AT_ONCE: Final = 2000
"""Tasks whose search words are computed per step of the progress bar."""

LEFT_BEHIND: Final = (
    "预览之后,这份文件涉及的内容在账本中又有改动,未导入任何内容;请核对现在的变化,再导入。"
)
NO_CHANGE: Final = "文件内容与账本一致,没有变化"


def _ignore(_done: float, _words: str) -> None:
    pass


def commit(
    ledger: Ledger,
    change: Change,
    *,
    file_name: str,
    digest: str,
    imported_by: str | None,
    now: datetime,
    on_step: OnStep = _ignore,
) -> int:
    """Write a change, all or nothing, and return the key of the import.

    Raises:
        InputError: there is nothing to write, or the ledger has changed since the preview.
    """
    if change.is_empty:
        raise InputError(f"{NO_CHANGE}。")
    with ledger.writing:
        change = _as_of_now(ledger, change, now)
        on_step(0.0, "备份账本")
        why = f"导入“{file_name}”"
        backup = make_backup(ledger, kind=change.kind, why=why, now=now)
        given = {
            "file_name": file_name,
            "digest": digest,
            "imported_by": imported_by,
            "imported_at": now,
            "backup": backup.name if backup else None,
        }
        import_id = _commit(ledger, change, given, now=now, on_step=on_step)
    on_step(1.0, "完成")
    return import_id


def _as_of_now(ledger: Ledger, change: Change, now: datetime) -> Change:
    """Return a change as it is in the ledger of now, which may have been written since.

    Raises:
        InputError: it is another one than was shown.
    """
    if ledger.revision == change.revision:
        return change
    frames = ledger_frames(ledger, change.year, now.date())
    present = change.compare_again(frames) if change.compare_again else None
    if present is None or not present.shows_the_same(change):
        raise InputError(LEFT_BEHIND)
    return present


def _commit(
    ledger: Ledger, change: Change, given: Mapping[str, Any], *, now: datetime, on_step: OnStep
) -> int:
    """Write a change in one transaction, and return the key of the import."""
    with ledger.transaction() as connection:
        back_up_plans(connection)
        on_step(0.1, "写入数据")
        _write(connection, change, now)
        _write_search_words(connection, change, on_step)
        import_id = _write_log(connection, change, given)
        _write_preview(connection, change, import_id)
        left_behind = fingerprint(connection).assign(import_id=import_id)
        connection.register("left_behind", left_behind)
        connection.execute("create or replace table undo.state as select *, from left_behind")
        on_step(0.95, "保存")
    return import_id


def _write(connection: duckdb.DuckDBPyConnection, change: Change, now: datetime) -> None:
    """Write the rows of a change, except the search words.

    Updated rows need the tables to be refilled: DuckDB cannot update an indexed column of a row
    that other rows refer to.
    """
    given = {
        table: change.added[table] for table in LEDGER_TABLES if len(change.added.get(table, ()))
    }
    added = {table: _recorded(rows, now) for table, rows in given.items()}
    if change.replaces_demo:
        replace_demo(connection, now)
    elif change.has_new_words:
        empty_plans(connection, now)
        # tasks may have moved into new items
        new = {table: [added.pop(table)] for table in REWORDED_TABLES if table in added}
        words = {
            table: pd.concat([change.updated[table], *new.get(table, [])])
            for table in REWORDED_TABLES
        }
        restore_plans(connection, words, change.removed)
    for table, rows in added.items():
        connection.append(table, rows, by_name=True)


def _recorded(rows: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """Set the recording time to now, not that of the preview: a view may have been frozen since."""
    return rows.assign(recorded_at=now) if "recorded_at" in rows else rows


def _write_search_words(
    connection: duckdb.DuckDBPyConnection, change: Change, on_step: OnStep
) -> None:
    """Write the search words of new tasks, and of tasks whose own, item or theme words changed."""
    tasks, items = connection.table("task").df(), connection.table("item").df()
    touched = pd.Series(data=False, index=tasks.index)
    new = change.updated
    for frames, table in ((change.added, "task"), (new, "task"), (new, "item")):
        key = f"{table}_id"
        touched |= tasks[key].isin(frames.get(table, table_frame(table, []))[key])
    tasks = tasks.loc[touched]
    connection.execute(
        "delete from task_search where task_id in $touched", {"touched": list(tasks["task_id"])}
    )
    for start in range(0, len(tasks), _WORDS_AT_ONCE):
        words = search_words(tasks.iloc[start : start + _WORDS_AT_ONCE], items)
        connection.append("task_search", words, by_name=True)
        on_step(0.2 + 0.7 * (start + len(words)) / len(tasks), "整理检索用的文字")


def _write_log(
    connection: duckdb.DuckDBPyConnection, change: Change, given: Mapping[str, Any]
) -> int:
    """Add an import to the history; return its key."""
    log = connection.table("import_log").df()
    import_id = next_key(log, "import_log")
    counts = {f"count_{kind}": count for kind, count in change.counts.items()}
    what = {"kind": change.kind, "year": change.year, "program_version": VERSION}
    row = {"import_id": import_id, **what, **counts, **given}
    connection.append("import_log", table_frame("import_log", [row]), by_name=True)
    return import_id


def _write_preview(connection: duckdb.DuckDBPyConnection, change: Change, import_id: int) -> None:
    """Keep what the import changes, with the words of before: one row per line of the preview."""
    lines = change.preview.loc[change.preview["kind"] != "unchanged"]
    notes = pd.DataFrame({"kind": "note", "title": change.notes})
    kept = pd.concat([lines, notes]).fillna("").rename(columns={"where": "place"})
    kept = kept.assign(import_id=import_id, ordinal=range(1, len(kept) + 1))
    connection.append("import_change", kept, by_name=True)
