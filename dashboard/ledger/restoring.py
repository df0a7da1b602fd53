"""Put a backup back into the open ledger, in one transaction that a backup precedes."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from dashboard.ledger import migrations
from dashboard.ledger.backup_files import Backup
from dashboard.ledger.backups import make_backup, open_copy, opened_backup
from dashboard.ledger.csv_folder import empty_plans
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.durable import durable_file, temporary_folder, with_suffix
from dashboard.ledger.file_errors import translated_errors
from dashboard.ledger.store import Ledger
from dashboard.ledger.tables import LEDGER_TABLES, OWN_TABLES, UNIQUE_KEYS

_PLAN_TABLES: Final = (
    *(table for table in LEDGER_TABLES if table not in OWN_TABLES),
    "task_search",
)
_MEETINGS_OF_DEMO: Final = ("meeting", "decision", "decision_report")


def backup_frames(backup: Backup, now: datetime) -> Frames:
    """Return the tables of a backup, in this program's schema.

    Raises:
        LedgerError: the backup is damaged, or a newer program made it.
    """
    names = (*LEDGER_TABLES, "task_search", "import_change")
    with opened_backup(backup, now) as old, old.cursor() as cursor:
        return {table: cursor.table(table).df() for table in names}


def restore_ledger(
    ledger: Ledger, backup: Backup, *, now: datetime, restored_by: str | None
) -> None:
    """Make a ledger what it was in a backup; imports since stay in the history, as taken back.

    Raises:
        LedgerError: the backup cannot be used, or none can be made of the present ledger.
    """
    frames = backup_frames(backup, now)
    why = f"恢复到 {backup.made_at:%Y-%m-%d %H:%M} 的备份之前"
    with ledger.writing:
        make_backup(ledger, kind="restore", why=why, now=now)
        with ledger.transaction() as connection:
            since = _since(connection, set(frames["import_log"]["import_id"]))
            migrations.reset(connection, now)
            connection.execute(
                "drop schema if exists undo cascade; delete from setting; delete from theme_name;"
                "delete from import_change"
            )
            for table, rows in frames.items():
                connection.append(table, rows, by_name=True)
            for table, rows in since.items():
                connection.append(table, rows, by_name=True)
            _mark_undone(connection, list(since["import_log"]["import_id"]), now, restored_by)


def _since(connection: duckdb.DuckDBPyConnection, known: set[int]) -> Frames:
    """Return the history of the imports that a backup does not know."""
    frames = {table: connection.table(table).df() for table in ("import_log", "import_change")}
    return {table: rows.loc[~rows["import_id"].isin(known)] for table, rows in frames.items()}


def restore_plans(
    ledger: Ledger, backup: Backup, *, first: int, now: datetime, undone_by: str | None
) -> None:
    """Make all plans what they were in a backup, and mark the imports from `first` on as undone.

    What is the bureau's own stays: names, thresholds, meetings, agendas and views. Meetings that an
    import took away with the demo come back.

    Raises:
        LedgerError: the backup cannot be used, or none can be made of the present ledger.
    """
    frames = backup_frames(backup, now)
    with ledger.writing:
        make_backup(ledger, kind="restore", why=f"回到第 {first} 号导入之前", now=now)
        with ledger.transaction() as connection:
            empty_plans(connection, now)
            connection.execute("drop schema if exists undo cascade")
            for table in _PLAN_TABLES:
                connection.append(table, frames[table], by_name=True)
            for table in _MEETINGS_OF_DEMO:
                connection.append(table, _lacking(connection, table, frames[table]), by_name=True)
            connection.execute(
                "update decision set task_id = null"
                " where task_id not in (select task.task_id from task)"
            )
            log = connection.table("import_log").df()["import_id"]
            _mark_undone(connection, list(log.loc[log >= first]), now, undone_by)


def _lacking(connection: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose key the ledger does not have."""
    (key,) = UNIQUE_KEYS[table][0]
    return rows.loc[~rows[key].isin(connection.table(table).df()[key])]


def _mark_undone(
    connection: duckdb.DuckDBPyConnection, imports: list[int], now: datetime, by: str | None
) -> None:
    connection.execute(
        "update import_log set undone_at = $now, undone_by = $by"
        " where import_id in $imports and undone_at is null",
        {"now": now, "by": by, "imports": imports},
    )


def put_in_place(path: Path, backup: Backup, now: datetime) -> list[Path]:
    """Put a backup in the place of a ledger that cannot be opened; return where its files went.

    Raises:
        LedgerError: the backup cannot be used; the ledger's files are as they were then.
    """
    with temporary_folder() as folder:
        copy = open_copy(backup, folder, now)
        copy.close()  # sound, in this program's schema, and without a log
        with translated_errors(path):
            return _put(copy.path, path, now)


def _put(found: Path, path: Path, now: datetime) -> list[Path]:
    """Move the files of a ledger aside, and copy another into their place."""
    files = (path, with_suffix(path, ".wal"), with_suffix(path, ".mark"))
    aside = [
        file.rename(with_suffix(file, f".{now:%Y%m%d-%H%M%S}.old"))
        for file in files
        if file.exists()
    ]
    with found.open("rb") as source, durable_file(path) as target:
        shutil.copyfileobj(source, target)
    return aside
